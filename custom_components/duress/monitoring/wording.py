"""One English sentence per notice, for a desk that shows only text.

It says the name of a pendant's holder where the notice has it, in the words of CARRIED_BY, so that it can be taken out.
"""

from datetime import UTC, datetime
from typing import Final

from .messages import DigestFacts, IncidentFacts, Mode, Notice, NoticeType, PlaceFacts, RehearsalFacts, TroubleFacts

_NAMED: Final = 3
"""Devices that are named one by one."""

_LISTED: Final = 5
"""Troubles of a digest that are said one by one."""

_ELSE: Final = 2
"""Other rooms that are said."""

CARRIED_BY: Final = ", carried by {}"
"""How a sentence names a holder."""

# {what}: the kind and its number; {where}: the place; {site}, {press}, {by}, {door}: as their names say.
_SENTENCES: Final = {
    NoticeType.INCIDENT_RAISED: "{what} at {site}: {where}. {press}{door}{doubt}{confirmation}",
    NoticeType.INCIDENT_LOCATED: "{what} at {site}: the place is now {where}.{door}{doubt}",
    NoticeType.INCIDENT_REPEATED: "{what} at {site}: another press, {where}. {press}{door}{doubt}",
    NoticeType.INCIDENT_ACKNOWLEDGED: "{what} at {site}: acknowledged{by}, {where}.",
    NoticeType.INCIDENT_RESPONDING: "{what} at {site}: help is on the way{by}, {where}.",
    NoticeType.INCIDENT_ON_SCENE: "{what} at {site}: help is there{by}, {where}.",
    NoticeType.INCIDENT_ESCALATED: "{what} at {site}: escalated to level {level}{by}, {where}.",
    NoticeType.INCIDENT_CANCELLED: "{what} at {site}: {called_off}{by}. No help is needed.",
    NoticeType.INCIDENT_CONFIRMED: "{what} at {site}: confirmed as real{by}, {where}.",
    NoticeType.INCIDENT_UNCONFIRMED: "{what} at {site}: nobody has confirmed it yet, {where}. Handle it as real.",
    NoticeType.INCIDENT_INTERRUPTED: "{what} at {site}: its software stops or restarts. No updates until it is back.",
    NoticeType.INCIDENT_NOTED: "{what} at {site}: noted{by}, {where}.",
    NoticeType.INCIDENT_CLEARED: "{what} at {site}: the danger is reported over{by}, {where}.",
    NoticeType.INCIDENT_CLOSED: "{what} at {site}: closed{by}.",
    NoticeType.TROUBLE_STARTED: "Trouble at {site}: {trouble}. No help is needed.",
    NoticeType.TROUBLE_ESCALATED: "Trouble at {site} that nobody has seen to: {trouble}. No help is needed.",
    NoticeType.TROUBLE_ENDED: "Trouble at {site} is over: {trouble}. No help is needed.",
    NoticeType.REHEARSAL_STARTED: "{site}: {rehearsal}{by}. No help is needed for it; everything else is real.",
    NoticeType.REHEARSAL_ENDED: "{site}: {rehearsal}{by}. From now on everything is real.",
    NoticeType.DIGEST: "Troubles at {site} since {digest} No help is needed.",
    NoticeType.TEST: "Test message from {site}{daily}{by}. No help is needed.",
    NoticeType.HEARTBEAT: "{site} is connected.",
}
# What the kinds of trouble are, after the names of the devices.
_TROUBLES: Final = {
    "missing": "not heard any more",
    "low_battery": "low battery",
    "tamper": "case open",
    "mains_lost": "no mains power",
    "jammed": "radio jammed",
    "link_lost": "connection to the receiver lost",
    "link_failure": "the receiver reports a failing line",
    "lost_frames": "messages are lost on the line",
    "restarted": "restarted",
    "restarts": "restarts again and again",
    "suspect": "impossible status words",
    "model_mismatch": "another model than installed",
    "weak_signal": "weak signal",
    "interval_misfit": "checks in less often than expected",
    "path_lost": "the path to this monitoring endpoint is lost",
    "not_listening": "the site did not listen",
}
_CALLED_OFF: Final = {"false_alarm": "was a false alarm, cancelled"}
# What is said of an alarm that somebody at the school was asked to confirm.
_CONFIRMATIONS: Final = {
    "confirmed": " Confirmed as real.",
    "unconfirmed": " Not confirmed; handle it as real.",
    "denied": " Ended at the school before anybody confirmed it.",
}
# What a mode puts before the sentence, so that nobody sends help to an exercise.
_MARKS: Final = {Mode.LIVE: "", Mode.DRILL: "DRILL ", Mode.TEST: "TEST ", Mode.DEMO: "DEMO "}


def sentence(notice: Notice) -> str:
    """Return what a desk reads aloud; without a room it names what is known, the site at least."""
    incident = notice.incident
    text = _SENTENCES[notice.type].format(
        site=notice.site.name,
        by=_by(notice),
        what=_what(incident),
        where=_where(incident, notice),
        press=_press(incident),
        door=_door(incident),
        doubt=_doubt(incident),
        confirmation=_CONFIRMATIONS.get(incident.confirmation or "", "") if incident is not None else "",
        trouble="" if notice.trouble is None else trouble_words(notice.trouble),
        level=incident.escalation if incident is not None else 0,
        called_off=_CALLED_OFF.get((incident and incident.disposition) or "", "cancelled"),
        rehearsal=_rehearsal(notice.rehearsal),
        digest=_digest(notice.digest),
        daily=" that goes out each day" if notice.daily else "",
    )
    mark = _MARKS[Mode.DEMO if notice.site.demo else notice.mode]
    return mark + " ".join(text.split())


def place_words(place: PlaceFacts) -> str:
    """Return a place from the room outwards; empty if nothing finer than the site is known."""
    return ", ".join(part for part in (_room(place), _outside(place), _floor(place), place.building) if part)


def _room(place: PlaceFacts) -> str | None:
    """Return a room, with how sure it is and what else it may be where it was weighed."""
    weighed = place.weighed
    if weighed is None:
        return place.room
    if place.room is None:
        return f"near {weighed.near}" if weighed.near else None
    others = "" if place.confidence == "likely" else " or ".join(one.room for one in weighed.others[:_ELSE])
    return f"{place.confidence} {place.room}{f' (else {others})' if others else ''}"


def _floor(place: PlaceFacts) -> str | None:
    """Return a floor, and the other one if it may as well be that."""
    other = place.weighed.other_floor if place.weighed is not None else None
    return f"{place.floor} or {other}" if place.floor and other else place.floor


def _outside(place: PlaceFacts) -> str:
    """Return what leads outside at a place; empty for an ordinary room."""
    door = f"exterior door {place.door}" if place.door else ""
    return {"outdoor": door or "outdoors", "exterior_door": door or "exterior door"}.get(place.kind, "")


def _what(incident: IncidentFacts | None) -> str:
    """Return the kind of an incident and its number."""
    return "" if incident is None else f"{incident.kind.capitalize()} alarm {incident.number}"


def _where(incident: IncidentFacts | None, notice: Notice) -> str:
    """Return the place of an incident in words."""
    known = "" if incident is None else place_words(incident.place)
    return known or " ".join(("room not known yet, the address is", notice.site.address or "not given"))


def _press(incident: IncidentFacts | None) -> str:
    """Return the latest press in words."""
    if incident is None or not incident.presses:
        return ""
    press = incident.presses[-1]
    moment = datetime.fromtimestamp(press.at, UTC)
    carried = f"{CARRIED_BY.format(press.holder)}," if press.holder else ""
    time = moment.time().isoformat("seconds")
    return f"{press.label} ({press.model}, serial {press.serial}){carried} at {time} UTC."


def _door(incident: IncidentFacts | None) -> str:
    """Return the exterior door nearest to an incident; empty if it is not known, or its place is that door."""
    door = incident.place.nearest_door if incident is not None and incident.place.kind != "exterior_door" else None
    return f" Nearest exterior door: {door}." if door else ""


def _doubt(incident: IncidentFacts | None) -> str:
    """Return a note that an alarm may be less than it seems; it is to be handled all the same."""
    if incident is None or not incident.doubtful:
        return ""
    return f" Handle it as real; in doubt because of: {', '.join(incident.doubts) or 'unknown'}."


def trouble_words(trouble: TroubleFacts) -> str:
    """Return which devices have which trouble where, and for how long it lasted."""
    several = len(trouble.devices) > _NAMED
    devices = f"{len(trouble.devices)} devices" if several else ", ".join(trouble.devices)
    what = _TROUBLES.get(trouble.kind, trouble.kind)
    words = [f"{devices}: {what}" if devices else what]
    if where := place_words(trouble.place):
        words.append(where)
    if trouble.lasted is not None:
        words.append(f"lasted {round(trouble.lasted)} s")
    return ", ".join(words)


def _digest(digest: DigestFacts | None) -> str:
    """Return what began, is over and is still open since when."""
    if digest is None:
        return ""
    since = datetime.fromtimestamp(digest.since, UTC).isoformat(" ", "minutes").removesuffix("+00:00")
    lists = (("began", digest.began), ("over", digest.ended), ("still open", digest.still_open))
    return f"{since} UTC. " + " ".join(f"{name}: {_listed(troubles)}." for name, troubles in lists)


def _listed(troubles: tuple[TroubleFacts, ...]) -> str:
    """Return troubles one by one, or how many more there are."""
    more = f"; and {len(troubles) - _LISTED} more" if len(troubles) > _LISTED else ""
    return "; ".join(map(trouble_words, troubles[:_LISTED])) + more if troubles else "none"


def _rehearsal(rehearsal: RehearsalFacts | None) -> str:
    """Return which test or drill begins or is over, and what somebody said it was."""
    if rehearsal is None:
        return ""
    count = len(rehearsal.devices)
    of = "the whole site" if rehearsal.whole_site else f"{count} transmitter{'s' * (count != 1)}"
    if rehearsal.ending == "real":
        return f"the {rehearsal.kind} of {of} turned out to be REAL, see the incidents that follow or came before"
    if rehearsal.ending is not None:
        return f"the {rehearsal.kind} of {of} is over"
    until = datetime.fromtimestamp(rehearsal.until, UTC).time().isoformat("minutes")
    return f"a {rehearsal.kind} of {of} begins, until {until} UTC at the latest"


def _by(notice: Notice) -> str:
    """Return who acted and why."""
    actor = f" by {notice.actor}" if notice.actor else ""
    return f"{actor} ({notice.reason})" if notice.reason else actor
