"""Notices as messages of the Common Alerting Protocol 1.2 (OASIS): one line of XML, the same bytes for the same notice.

The first notice about something is an Alert, each later one an Update that refers to those before it, a withdrawn
incident a Cancel. What an endpoint gets first is an Alert, too: no message refers to one that it was not sent. Status
says how serious it is: only what is live is Actual.
"""

from collections.abc import Container, Iterable
from datetime import UTC, datetime
import re
from typing import Final

from .cap_codes import event_codes
from .guidance import contacts, instructions, is_over
from .messages import MOST_EARLIER, IncidentFacts, LinkFacts, Mode, Notice, NoticeType, PlaceFacts, TroubleFacts
from .payload import MOST_IN_DIGEST, mode_of, source_of
from .wording import place_words, sentence, trouble_words

CONTENT_TYPE: Final = "application/cap+xml"
NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
HOLDER: Final = "holder"
"""The parameter with the name of who carried the transmitter."""
HOUR: Final = 3600.0
LASTS: Final = {"incident": 24 * HOUR, "digest": 24 * HOUR, "test": HOUR, "heartbeat": 200.0}
"""Seconds for which a message holds if nothing newer comes; what is about a trouble holds until it is over."""

_STATUS: Final = {Mode.LIVE: "Actual", Mode.DRILL: "Exercise", Mode.TEST: "Test", Mode.DEMO: "Test"}
_SEVERITY: Final = {"lockdown": "Extreme", "assist": "Moderate"}
_CATEGORIES: Final = {"medical": ("Health", "Safety")}
_WITHDRAWN: Final = ("cancelled", "false_alarm")
_NOTES: Final = {
    Mode.DRILL: "This is a drill. No help is needed.",
    Mode.TEST: "This is a test. No help is needed.",
    Mode.DEMO: "This comes from a demo site. No help is needed.",
}
# What a link leads to, as its end tells; a page if it does not.
_TYPES: Final = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_PAGE: Final = "text/html"
# Characters XML 1.0 has no room for, not even escaped.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What identifiers must not have.
_NO_NAME: Final = re.compile(r"[\s,<&]")
_LINKS: Final = re.compile(rb"<msgType>(?:Update|Cancel)(</msgType>.*?)<references>([^<]*)</references>", re.DOTALL)


def encode(notice: Notice) -> bytes:
    """Return the body for a notice."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{_alert(notice)}\n'.encode()


def referring_to(body: bytes, known: Container[str]) -> bytes:
    """Return a message that refers only to those of an endpoint's messages it was sent; an Alert if there are none."""
    links = _LINKS.search(body)
    if links is None:
        return body
    told = [one for one in links[2].split() if one.split(b",")[1].decode() in known]
    if told:
        return body[: links.start(2)] + b" ".join(told) + body[links.end(2) :]
    return body[: links.start()] + b"<msgType>Alert" + links[1] + body[links.end() :]


def sent(at: float) -> str:
    """Return UTC seconds as CAP writes them: whole seconds and a numeric zone."""
    return f"{datetime.fromtimestamp(int(at), UTC).isoformat()[:19]}-00:00"


def status_of(notice: Notice) -> str:
    """Return how serious a message is: nothing from a test, a drill or a demo site is Actual."""
    mode = mode_of(notice)
    if mode is not Mode.DEMO and notice.type is NoticeType.HEARTBEAT:
        return "System"
    if mode is not Mode.DEMO and notice.rehearsal is not None and notice.rehearsal.ending == "real":
        return "Actual"  # Somebody said that what was a drill until now is none.
    return _STATUS[mode]


def message_type(notice: Notice) -> str:
    """Return Alert, Update or Cancel."""
    incident = notice.incident
    if notice.type is NoticeType.INCIDENT_CANCELLED:
        return "Cancel"
    if notice.type is NoticeType.INCIDENT_CLOSED and incident is not None and incident.disposition in _WITHDRAWN:
        return "Cancel"  # An Update would bring back what was withdrawn.
    return "Update" if notice.earlier else "Alert"


def _alert(notice: Notice) -> str:
    """Return the whole message."""
    about = notice.incident or notice.trouble or notice.rehearsal
    status, kind = status_of(notice), message_type(notice)
    sender = source_of(notice.site.id)
    inner = (
        _element("identifier", _name(notice.event_id))
        + _element("sender", sender)
        + _element("sent", sent(notice.at))
        + _element("status", status)
        + _element("msgType", kind)
        + _element("scope", "Restricted")
        + _element("restriction", "For the monitoring desk of the site only")
        + _element("note", "" if status in ("Actual", "System") else _NOTES.get(mode_of(notice), ""))
        + _element("references", _references(notice, sender) if kind != "Alert" else "")
        + _element("incidents", "" if about is None else _name(_id_of(notice)))
        + _info(notice)
    )
    return f'<alert xmlns="{NAMESPACE}">{inner}</alert>'


def _references(notice: Notice, sender: str) -> str:
    """Return the earlier messages: the first, and the latest of the others."""
    told = notice.earlier
    if len(told) > MOST_EARLIER:
        told = (told[0], *told[1 - MOST_EARLIER :])
    return " ".join(f"{sender},{_name(one.event_id)},{sent(one.at)}" for one in told)


def _id_of(notice: Notice) -> str:
    """Return the id of what a notice is about."""
    if notice.incident is not None:
        return notice.incident.incident_id
    if notice.trouble is not None:
        return notice.trouble.trouble_id
    return notice.rehearsal.rehearsal_id if notice.rehearsal is not None else notice.event_id


def _info(notice: Notice) -> str:
    """Return what is told to people and to programs."""
    incident, trouble = notice.incident, notice.trouble
    over, text = is_over(notice), sentence(notice)
    return _block(
        "info",
        _element("language", "en-US"),
        *(_element("category", one) for one in _categories(notice)),
        _element("event", _event(notice)),
        _element("responseType", _response(notice, over=over)),
        _element("urgency", _urgency(notice, over=over)),
        _element("severity", _severity(notice)),
        _element("certainty", _certainty(notice)),
        *(_pair("eventCode", name, value) for name, value in event_codes(notice)),
        _element("onset", sent(_onset(notice))),
        _element("expires", _expires(notice)),
        _element("senderName", notice.site.name),
        _element("headline", _headline(notice)),
        _element("description", text),
        _element("instruction", instructions(notice)),
        _element("web", (incident.page if incident is not None else None) or ""),
        _element("contact", contacts(notice)),
        *(_pair("parameter", name, value) for name, value in _parameters(notice)),
        *map(_resource, notice.site.links if incident is not None else ()),
        _block("area", _element("areaDesc", _area(notice, incident or trouble)) or _element("areaDesc", "The site")),
    )


def _categories(notice: Notice) -> tuple[str, ...]:
    """Return what it touches."""
    if notice.incident is not None:
        return _CATEGORIES.get(notice.incident.kind, ("Security", "Safety"))
    return ("Infra", "Security") if notice.trouble is not None or notice.digest is not None else ("Security",)


def _event(notice: Notice) -> str:
    """Return what kind of thing it is."""
    if notice.incident is not None:
        return f"{notice.incident.kind.capitalize()} alarm"
    if notice.trouble is not None:
        return "Trouble of the duress system"
    if notice.digest is not None:
        return "Troubles of the duress system, all together"
    if notice.rehearsal is not None:
        return f"{notice.rehearsal.kind.capitalize()} of the duress system"
    return "Heartbeat" if notice.type is NoticeType.HEARTBEAT else "Test message"


def _response(notice: Notice, *, over: bool) -> str:
    """Return what is asked of the desk."""
    if over:
        return "AllClear"
    if notice.trouble is not None or notice.digest is not None:
        return "Monitor"
    return "Assess" if notice.incident is not None or notice.type is NoticeType.REHEARSAL_ENDED else "None"


def _urgency(notice: Notice, *, over: bool) -> str:
    """Return how soon something is to be done."""
    if over:
        return "Past"
    if notice.incident is not None or notice.type is NoticeType.REHEARSAL_ENDED:
        return "Immediate"
    return "Expected" if notice.trouble is not None or notice.digest is not None else "Unknown"


def _severity(notice: Notice) -> str:
    """Return how bad it is."""
    if notice.incident is not None:
        return _SEVERITY.get(notice.incident.kind, "Severe")
    if notice.trouble is not None:
        return "Moderate" if notice.trouble.grave else "Minor"
    if notice.digest is not None:
        return "Minor"
    return "Severe" if notice.rehearsal is not None and notice.rehearsal.ending == "real" else "Unknown"


def _certainty(notice: Notice) -> str:
    """Return how sure it is; what is in doubt is handled as real, so it is likely too."""
    if notice.incident is None:
        return "Observed"
    sure = notice.incident.confirmation == "confirmed" or notice.incident.disposition == "real"
    return "Observed" if sure else "Likely"


def _onset(notice: Notice) -> float:
    """Return when it began (UTC s)."""
    if notice.incident is not None:
        return notice.incident.raised_at
    return notice.trouble.since if notice.trouble is not None else notice.at


def _expires(notice: Notice) -> str:
    """Return until when it holds if nothing newer comes; empty for as long as it takes."""
    if notice.incident is not None:
        return sent(notice.at + LASTS["incident"])
    if notice.rehearsal is not None:
        return sent(max(notice.rehearsal.until, notice.at))
    if notice.trouble is not None:
        return ""
    if notice.counters is not None:
        return sent(notice.at + notice.counters.alarm_after)
    return sent(notice.at + LASTS[str(notice.type)])


def _headline(notice: Notice) -> str:
    """Return one short line: what and where."""
    mark = {Mode.LIVE: ""}.get(mode_of(notice), f"{mode_of(notice).upper()} ")
    if status_of(notice) == "Actual":
        mark = ""
    if notice.incident is not None:
        where = place_words(notice.incident.place) or "room not known yet"
        return f"{mark}{_event(notice)} {notice.incident.number} - {where}"
    return f"{mark}{_event(notice)} - {notice.site.name}"


def _area(notice: Notice, about: IncidentFacts | TroubleFacts | None) -> str:
    """Return the site, its address and the place in words, with how sure that is."""
    place = place_words(about.place) if about is not None else ""
    door = about.place.nearest_door if about is not None else None
    near = f"nearest exterior door: {door}" if door else ""
    return ", ".join(part for part in (notice.site.name, notice.site.address, place, near) if part)


def _parameters(notice: Notice) -> Iterable[tuple[str, str]]:
    """Yield facts for programs; which there are is described in docs/cap.md."""
    yield "type", notice.type
    yield "mode", mode_of(notice)
    if (incident := notice.incident) is not None:
        yield "number", str(incident.number)
        yield "kind", incident.kind
        yield "state", incident.state
        yield "disposition", incident.disposition or ""
        yield "escalation", str(incident.escalation)
        yield "confirmation", incident.confirmation or ""
        yield "silent", "true" if incident.silent else "false"
        yield "doubts", " ".join(incident.doubts)
        yield from _place(incident.place)
        yield "presses", str(incident.press_count)
        if (avs := incident.avs) is not None:
            yield "avs_level", str(avs.level)
            yield "avs_why", avs.why
        for press in incident.presses[-1:]:
            yield "transmitter", press.label
            yield HOLDER, press.holder or ""
            yield "model", press.model
            yield "serial", press.serial
            yield "pressed", sent(press.at)
    if (trouble := notice.trouble) is not None:
        yield "kind", trouble.kind
        yield "grave", "true" if trouble.grave else "false"
        yield from (("device", label) for label in trouble.devices)
        yield from _place(trouble.place)
        yield "seconds", "" if trouble.lasted is None else str(round(trouble.lasted))
    if (rehearsal := notice.rehearsal) is not None:
        yield "kind", rehearsal.kind
        yield "whole_site", "true" if rehearsal.whole_site else "false"
        yield from (("transmitter", label) for label in rehearsal.devices)
        yield "ending", rehearsal.ending or ""
    if (digest := notice.digest) is not None:
        yield "since", sent(digest.since)
        yield from (("began", trouble_words(one)) for one in digest.began[:MOST_IN_DIGEST])
        yield from (("ended", trouble_words(one)) for one in digest.ended[:MOST_IN_DIGEST])
        yield from (("open", trouble_words(one)) for one in digest.still_open[:MOST_IN_DIGEST])
    if (counters := notice.counters) is not None:
        yield "last_sequence", str(counters.last_sequence)
        yield "waiting", str(counters.waiting)
        yield "oldest_waiting_seconds", "" if counters.oldest_waiting is None else str(round(counters.oldest_waiting))
        yield "software", counters.software
        yield "heartbeat_seconds", f"{counters.heartbeat:g}"
        yield "alarm_after_seconds", str(round(counters.alarm_after))
    yield "actor", notice.actor or ""
    yield "reason", notice.reason or ""


def _place(place: PlaceFacts) -> Iterable[tuple[str, str]]:
    """Yield a place, part by part."""
    yield "building", place.building or ""
    yield "floor", place.floor or ""
    yield "room", place.room or ""
    yield "method", place.method
    yield "confidence", place.confidence
    yield "nearest_door", place.nearest_door or ""
    if (weighed := place.weighed) is not None:
        yield "near", weighed.near or ""
        yield "floor_confidence", weighed.floor_confidence or ""
        yield "other_floor", weighed.other_floor or ""
        yield from (("other_room", one.room) for one in weighed.others)


def _resource(link: LinkFacts) -> str:
    """Return what a link shows and leads to."""
    path = link.url.partition("?")[0].partition("#")[0].casefold()
    kind = next((kind for end, kind in _TYPES.items() if path.endswith(end)), _PAGE)
    return _block(
        "resource", _element("resourceDesc", link.title), _element("mimeType", kind), _element("uri", link.url)
    )


def _pair(name: str, key: str, value: str) -> str:
    """Return a named value; nothing without one."""
    told = _element("value", value)
    return _block(name, _element("valueName", key), told) if told else ""


def _block(name: str, *parts: str) -> str:
    """Return an element of elements."""
    return f"<{name}>{''.join(parts)}</{name}>"


def _element(name: str, text: str) -> str:
    """Return an element of text in one line; nothing without text."""
    told = escaped(text)
    return f"<{name}>{told}</{name}>" if told else ""


def escaped(text: str) -> str:
    """Return a text in one line as it stands in a message."""
    return _NO_XML.sub("\ufffd", " ".join(text.split())).translate(_ESCAPES)


def _name(text: str) -> str:
    """Return an identifier without what identifiers must not have."""
    return _NO_NAME.sub("_", text)
