"""What a notice says in DC-09: its code, number and fields. It is stored; the message is made anew each time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
import json
from typing import Final, Self

from ...ledger import Json
from ..guidance import SILENT, instructions
from ..messages import UNPLACED, Alarmed, IncidentFacts, Mode, Notice, NoticeType, PlaceFacts
from ..payload import mode_of
from ..wording import sentence
from . import moment
from .codes import DEFAULTS, KINDS, NO_ROOM, SAME, Code, Form, is_zone
from .text import LONGEST, cleaned

CONTENT_TYPE: Final = "application/vnd.duress.dc09+json"
NULL: Final = "NULL"
SENTENCE: Final = "I"
"""The field with the event in words."""

UNKNOWN_ROOM: Final = "999"
"""The number that is usual for a place nobody knows."""

_ALARMS: Final = frozenset({NoticeType.INCIDENT_RAISED, NoticeType.INCIDENT_LOCATED, NoticeType.INCIDENT_REPEATED})
_STEPS: Final = {
    NoticeType.INCIDENT_LOCATED: "located",
    NoticeType.INCIDENT_REPEATED: "repeated",
    NoticeType.INCIDENT_ACKNOWLEDGED: "acknowledged",
    NoticeType.INCIDENT_RESPONDING: "responding",
    NoticeType.INCIDENT_ON_SCENE: "on_scene",
    NoticeType.INCIDENT_ESCALATED: "escalated",
    NoticeType.INCIDENT_CONFIRMED: "confirmed",
    NoticeType.INCIDENT_UNCONFIRMED: "unconfirmed",
    NoticeType.INCIDENT_INTERRUPTED: "interrupted",
    NoticeType.INCIDENT_CLEARED: "cleared",
    NoticeType.INCIDENT_CANCELLED: "cancelled",
}


def no_number(_: PlaceFacts) -> str | None:
    """Know no room's number."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How a site tells events: form, area, own codes, rooms' numbers.

    `real_codes`: drills, tests and demos use the codes of real alarms, because the centre has put the account on test.
    """

    form: Form = Form.SIA
    area: int = 1
    codes: Mapping[str, Code] = field(default_factory=dict)
    number_of: Callable[[PlaceFacts], str | None] = no_number
    unknown_room: str = UNKNOWN_ROOM
    real_codes: bool = False

    def code(self, name: str) -> Code:
        """Return the code of something, as set or as usual."""
        usual = DEFAULTS[self.form]
        return self.codes.get(name) or usual.get(name) or self.codes.get("other_trouble") or usual["other_trouble"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a message says: its token, the event without the account, and the extended fields."""

    token: str
    event: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def stored(self) -> bytes:
        """Return it as bytes; the same content always gives the same ones."""
        members: dict[str, Json] = {"token": self.token, "event": self.event, "fields": [list(x) for x in self.fields]}
        return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    @classmethod
    def read(cls, stored: bytes) -> Self:
        """Return what was stored; ValueError if it is something else."""
        try:
            members = json.loads(stored)
            fields = tuple((str(name), str(value)) for name, value in members["fields"])
            return cls(token=str(members["token"]), event=str(members["event"]), fields=fields)
        except (TypeError, KeyError, ValueError) as error:
            raise ValueError("what is stored is no DC-09 message") from error


def content_of(notice: Notice, numbering: Numbering) -> Content | None:
    """Return what to say of a notice; None if the site tells nothing of it in this way."""
    if notice.type is NoticeType.HEARTBEAT:
        return Content(token=NULL)
    found = _code_of(notice, numbering)
    if found is None or not found[0]:
        return None
    code, zone = found
    place = _place_of(notice)
    number = _number(zone, place, numbering)
    if numbering.form is Form.SIA:
        event = f"Nri{numbering.area}/{code}{number}"
    else:
        event = f"{code} {numbering.area:02d} {int(number):03d}"
    return Content(token=numbering.form, event=event, fields=_fields(notice, place))


def parts_of(notice: Notice, numbering: Numbering) -> list[Notice]:
    """Return a notice as often as it is told: the end of an incident for each number that was in alarm, in that order.

    A receiver keeps a number in alarm until it hears its end, with the code that ends the one of the alarm.
    """
    incident = notice.incident
    if notice.type is not NoticeType.INCIDENT_CLOSED or incident is None:
        return [notice]
    told: dict[tuple[str, str], Alarmed] = {}
    for one in notice.alarmed:
        code = _code_of_step(one.kind, incident, numbering)
        if code.begin and code.end:
            told[code.end, _number(code.zone, one.place, numbering)] = one
    return [
        replace(
            notice,
            event_id=notice.event_id if number == 1 else f"{notice.event_id}-{number}",
            incident=replace(incident, place=one.place),
            alarmed=(one,),
        )
        for number, one in enumerate(told.values(), 1)
    ] or [replace(notice, alarmed=())]


def _number(zone: str, place: PlaceFacts, numbering: Numbering) -> str:
    """Return the number that goes with an event: the one that is set for it, or that of its place."""
    candidates = (zone, numbering.number_of(place), numbering.unknown_room)
    return next((one for one in candidates if one and is_zone(one, numbering.form)), NO_ROOM)


def _kind_of(incident: IncidentFacts) -> str:
    """Return the name of the code of an incident's kind."""
    return incident.kind if incident.kind in KINDS else "duress"


def _code_of(notice: Notice, numbering: Numbering) -> tuple[str, str] | None:
    """Return the code of a notice and the number that is set for it."""
    match notice.type:
        case NoticeType.TEST:
            code = numbering.code("daily_test" if notice.daily else "test_message")
            return code.begin, code.zone
        case NoticeType.REHEARSAL_STARTED | NoticeType.REHEARSAL_ENDED:
            code = numbering.code("rehearsal")
            return (code.begin if notice.type is NoticeType.REHEARSAL_STARTED else code.end), code.zone
        case NoticeType.TROUBLE_STARTED | NoticeType.TROUBLE_ENDED if notice.trouble is not None:
            code = numbering.code(notice.trouble.kind)
            return (code.begin if notice.type is NoticeType.TROUBLE_STARTED else code.end), code.zone
    return _incident_code(notice, numbering)


def _incident_code(notice: Notice, numbering: Numbering) -> tuple[str, str] | None:
    """Return the code of what happened to an incident; of an exercise only its presses are told."""
    if notice.incident is None:
        return None
    if mode_of(notice) is not Mode.LIVE and not numbering.real_codes:
        code = numbering.code("test_press")
        told = notice.type is NoticeType.INCIDENT_RAISED or (
            notice.type in _ALARMS and bool(numbering.code(_STEPS[notice.type]).begin)
        )
        return (code.begin, code.zone) if told else None
    if notice.type is NoticeType.INCIDENT_CLOSED:
        ended = notice.alarmed[0].kind if len(notice.alarmed) == 1 else NoticeType.INCIDENT_RAISED
        code = _code_of_step(ended, notice.incident, numbering)
        return code.end, code.zone
    code = _code_of_step(notice.type, notice.incident, numbering)
    return code.begin, code.zone


def _code_of_step(step: NoticeType, incident: IncidentFacts, numbering: Numbering) -> Code:
    """Return the code with which an incident is told at a step, and that of its end."""
    kind = numbering.code(_kind_of(incident))
    if step is NoticeType.INCIDENT_RAISED:
        return kind
    code = numbering.code(_STEPS[step]) if step in _STEPS else Code()
    if code.begin == SAME:
        return replace(kind, zone=code.zone or kind.zone)
    # A code that is the kind's, or that ends as it, is restored as the kind is.
    return replace(code, end=kind.end) if code.begin == kind.begin or code.end == SAME else code


def _place_of(notice: Notice) -> PlaceFacts:
    """Return the place a notice is about: of a further press, its own."""
    if notice.trouble is not None:
        return notice.trouble.place
    if notice.incident is None:
        return UNPLACED
    if notice.type is NoticeType.INCIDENT_REPEATED and notice.incident.presses:
        return notice.incident.presses[-1].place
    return notice.incident.place


def _fields(notice: Notice, place: PlaceFacts) -> tuple[tuple[str, str], ...]:
    """Return the extended fields: when, where from the site to the room, what in words, and that a button did it."""
    near = f"near {place.weighed.near}" if place.weighed is not None and place.weighed.near else ""
    fields = [
        ("H", moment.written(notice.at)),
        ("S", notice.site.name),
        ("O", place.building or ""),
        ("L", place.floor or ""),
        ("R", place.room or near),
        (SENTENCE, _words(notice)),
        ("T", "M" if notice.type in _ALARMS else ""),
    ]
    return tuple((name, text) for name, value in fields if (text := cleaned(value)))


def _words(notice: Notice) -> str:
    """Return a notice in words; of an incident also what not to do and the address, as far as there is room.

    Nobody to call back is named here: the centre has its own list.
    """
    words, address = sentence(notice), notice.site.address
    if notice.incident is None:
        return words
    quiet = SILENT if instructions(notice).startswith(SILENT) else ""
    where = f"Address: {address}." if address and address not in words else ""
    for more in filter(None, (quiet, where)):
        longer = f"{words} {more}"
        words = longer if len(longer.encode("utf-8", "replace")) <= LONGEST else words
    return words
