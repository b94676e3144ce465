"""One English sentence per notice, for a desk that shows only text. No holder's name can get here."""

from datetime import UTC, datetime
from typing import Final

from .messages import IncidentFacts, Mode, Notice, NoticeType, PlaceFacts

# {what}: the kind and its number; {where}: the place; {site}, {press}, {by}: as their names say.
_SENTENCES: Final = {
    NoticeType.INCIDENT_RAISED: "{what} at {site}: {where}. {press}{doubt}",
    NoticeType.INCIDENT_LOCATED: "{what} at {site}: the place is now {where}.{doubt}",
    NoticeType.INCIDENT_REPEATED: "{what} at {site}: pressed again, {where}. {press}{doubt}",
    NoticeType.INCIDENT_ACKNOWLEDGED: "{what} at {site}: acknowledged{by}, {where}.",
    NoticeType.INCIDENT_CLEARED: "{what} at {site}: the danger is reported over{by}, {where}.",
    NoticeType.INCIDENT_CLOSED: "{what} at {site}: closed{by}.",
    NoticeType.TEST: "Test message from {site}{by}. No help is needed.",
    NoticeType.HEARTBEAT: "{site} is connected.",
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
        doubt=_doubt(incident),
    )
    mark = _MARKS[Mode.DEMO if notice.site.demo else notice.mode]
    return mark + " ".join(text.split())


def place_words(place: PlaceFacts) -> str:
    """Return a place from the room outwards; empty if nothing finer than the site is known."""
    return ", ".join(part for part in (place.room, place.floor, place.building) if part)


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
    return f"{press.label} ({press.model}, serial {press.serial}) at {moment.time().isoformat('seconds')} UTC."


def _doubt(incident: IncidentFacts | None) -> str:
    """Return a note that an alarm may be less than it seems; it is to be handled all the same."""
    if incident is None or not incident.doubtful:
        return ""
    return f" Handle it as real; in doubt because of: {', '.join(incident.doubts) or 'unknown'}."


def _by(notice: Notice) -> str:
    """Return who acted and why."""
    actor = f" by {notice.actor}" if notice.actor else ""
    return f"{actor} ({notice.reason})" if notice.reason else actor
