"""What has to be tested by when, from what happened: only a proof ticks a duty, and nobody's word does.

- A press proves its transmitter, in a test, in a drill or for real, unless it is in doubt which transmitter it was.
- It proves the room that a device there heard it in, that is likely by the survey, or in which the tester said to
  stand; a room that is only assumed is not proven.
- A walk of the survey proves the rooms it was in, as long as it is part of the survey.
- A press in a test proves each receiver that heard it. A confirmed test or incident proves an endpoint.
- A drill that was not broken off by an emergency proves that there was one.
- Whether a page of the responder pack is right only a person can see: for it, and it alone, somebody's word counts.

What was proven counts for its interval of days: it is due on the last of these and overdue after it. What was not
proven when it came to be a duty is due at once, and overdue after one interval.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import Final

from .events import (
    DeviceReplaced,
    DrillEnded,
    Ending,
    Event,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    Method,
    PathTested,
    Place,
    Press,
    PressTested,
    Word,
)
from .modes import BREAKS_THROUGH
from .roster import Roster


class DutyKind(StrEnum):
    """What is to be tested: a transmitter that calls for help, a room, a way of its presses, what people do."""

    PENDANT = "pendant"
    ROOM = "room"
    PATH = "path"
    DRILL = "drill"
    PACK = "pack"


class Standing(StrEnum):
    """How urgent a duty is on a day."""

    OVERDUE = "overdue"
    DUE = "due"
    UPCOMING = "upcoming"


DEFAULT_DAYS: Final[Mapping[DutyKind, int]] = {
    DutyKind.PENDANT: 7,
    DutyKind.ROOM: 180,
    DutyKind.PATH: 30,
    DutyKind.DRILL: 90,
    DutyKind.PACK: 365,
}
LONGEST_DAYS: Final = 365
"""Most days between two tests: what proves them is kept for a year at least."""

LOOK_BACK: Final = 2 * LONGEST_DAYS * 86_400.0
"""Seconds within which a proof can still matter."""

PROVING: Final = (
    DeviceReplaced,
    DrillEnded,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    PathTested,
    PressTested,
)
"""Events that change what is proven."""

SITE_DRILL: Final = "site"
"""Key of the drill: there is one for the whole site."""

_STANDINGS: Final = tuple(Standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that has to be tested again and again; `key` is that of a device, room or endpoint."""

    kind: DutyKind
    key: str
    label: str

    @property
    def duty_id(self) -> str:
        """Its name, which stays when the label changes."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """When a subject has to be tested next: from `opens_on` on, at the latest on `due_on` (local days)."""

    subject: Subject
    opens_on: date
    due_on: date
    proven_on: date | None = None

    def standing(self, today: date) -> Standing:
        """Return how urgent it is on a day."""
        if today > self.due_on:
            return Standing.OVERDUE
        return Standing.DUE if today >= self.opens_on else Standing.UPCOMING


class Duties:
    """The duties of one site as a projection of events; in which order these come does not matter."""

    def __init__(self) -> None:
        """Start with nothing to test and nothing proven."""
        self._subjects: dict[str, Subject] = {}
        self._since: dict[str, float] = {}
        self._proven: dict[str, float] = {}
        self._replaced: dict[str, float] = {}
        self._pressed: dict[str, float] = {}
        self._placed: dict[str, tuple[float, Place]] = {}
        self._walked: Mapping[str, float] = {}

    @property
    def since(self) -> Mapping[str, float]:
        """Since when (seconds since 1970) each subject is one, by its name: to be kept, as no event says it."""
        return self._since

    def restore(self, since: Mapping[str, float]) -> None:
        """Take up since when each subject is one."""
        self._since = dict(since)

    def follow(self, subjects: Iterable[Subject], now: float) -> bool:
        """Take over what is to be tested at a time (seconds since 1970); return whether `since` is to be kept anew."""
        self._subjects = {one.duty_id: one for one in subjects}
        before = self._since
        self._since = {duty_id: before.get(duty_id, now) for duty_id in self._subjects}
        return self._since != before

    def take(self, event: Event) -> bool:
        """Take over one event, fresh or stored; return whether it can have changed what is proven."""
        match event:
            case IncidentRaised() | IncidentRepeated():
                self._take_press(event.press, event.place)
            case IncidentLocated():
                # The place of a press is what all its copies say, so a room that only the first one said is unproven.
                known = self._placed.get(event.press_id)
                if known is None or known[0] <= event.at:
                    self._placed[event.press_id] = (event.at, event.place)
            case PressTested():
                self._take_test(event)
            case PathTested():
                self.prove(DutyKind.PATH, event.endpoint_id, event.at)
            case DrillEnded():
                if event.ending is not Ending.REAL:
                    self.prove(DutyKind.DRILL, SITE_DRILL, event.at)
            case DeviceReplaced():
                duty_id = f"{DutyKind.PENDANT}:{event.device_id}"
                self._replaced[duty_id] = max(event.at, self._replaced.get(duty_id, event.at))
            case _:
                return False
        return True

    def prove(self, kind: DutyKind, key: str, at: float) -> None:
        """Note that something was seen to work at a time (seconds since 1970)."""
        duty_id = f"{kind}:{key}"
        self._proven[duty_id] = max(at, self._proven.get(duty_id, at))

    def proven_at(self, kind: DutyKind, key: str) -> float | None:
        """Return when something was seen to work last (seconds since 1970); hardware that was replaced says nothing."""
        duty_id = f"{kind}:{key}"
        proven, replaced = self._proven.get(duty_id), self._replaced.get(duty_id)
        return proven if proven is not None and (replaced is None or proven > replaced) else None

    def follow_walks(self, walked: Mapping[str, float]) -> bool:
        """Take over when the survey was in each room last (seconds since 1970); return whether that is new."""
        before, self._walked = self._walked, dict(walked)
        return self._walked != before

    def proven_rooms(self) -> dict[str, float]:
        """Return when each room was proven last (seconds since 1970), by its id."""
        found = self._rooms()
        prefix = f"{DutyKind.ROOM}:"
        proven = {key.removeprefix(prefix): at for key, at in self._proven.items() if key.startswith(prefix)}
        for room_id, at in (*proven.items(), *self._walked.items()):
            found[room_id] = max(at, found.get(room_id, at))
        return found

    def all(self, days: Mapping[DutyKind, int], zone: tzinfo) -> list[Duty]:
        """Return every duty, the most urgent first; `days` are the intervals by kind, 0 for never."""
        rooms = self.proven_rooms()
        duties = [
            self._duty(one, interval, rooms, zone)
            for one in self._subjects.values()
            if (interval := days.get(one.kind, 0)) > 0
        ]
        order = list(DutyKind)
        return sorted(duties, key=lambda one: (one.due_on, order.index(one.subject.kind), one.subject.label))

    def _duty(self, subject: Subject, interval: int, rooms: Mapping[str, float], zone: tzinfo) -> Duty:
        """Return when a subject is due."""
        duty_id = subject.duty_id
        proofs = (self._proven.get(duty_id), rooms.get(subject.key) if subject.kind is DutyKind.ROOM else None)
        proven = max((one for one in proofs if one is not None), default=None)
        since = self._since[duty_id]
        if (replaced := self._replaced.get(duty_id)) is not None:
            # What the hardware before could do says nothing of the new one.
            since = max(since, replaced)
            proven = proven if proven is not None and proven > replaced else None
        lasts = timedelta(days=interval)
        began = day_of(since, zone)
        if proven is not None:
            proven_on = day_of(proven, zone)
            if (due_on := proven_on + lasts) >= began:
                return Duty(subject=subject, opens_on=due_on, due_on=due_on, proven_on=proven_on)
            return Duty(subject=subject, opens_on=began, due_on=began + lasts, proven_on=proven_on)
        return Duty(subject=subject, opens_on=began, due_on=began + lasts)

    def _take_press(self, press: Press, place: Place) -> None:
        """Take a press that is part of an incident; one that comes from who knows where proves nothing."""
        if press.device_id is None or not BREAKS_THROUGH.isdisjoint(press.doubts):
            return
        self.prove(DutyKind.PENDANT, press.device_id, press.at)
        self._pressed[press.press_id] = press.at
        self._placed.setdefault(press.press_id, (press.at, place))

    def _take_test(self, event: PressTested) -> None:
        """Take a press that passed a test."""
        self.prove(DutyKind.PENDANT, event.device_id, event.at)
        for receiver_id in event.receiver_ids:
            self.prove(DutyKind.PATH, receiver_id, event.at)
        if event.stood_in is not None:
            self.prove(DutyKind.ROOM, event.stood_in.room_id, event.at)
        if event.place.room is not None and _is_proof(event.place):
            self.prove(DutyKind.ROOM, event.place.room.room_id, event.at)

    def _rooms(self) -> dict[str, float]:
        """Return when each room was proven last by a press of an incident."""
        found: dict[str, float] = {}
        for press_id, (_, place) in self._placed.items():
            at = self._pressed.get(press_id)
            if at is not None and place.room is not None and _is_proof(place):
                room_id = place.room.room_id
                found[room_id] = max(at, found.get(room_id, at))
        return found


def _is_proof(place: Place) -> bool:
    """Whether a press from a place proves its room: it is mounted there, heard there, or likely by the survey."""
    if place.method is Method.SURVEYED:
        return place.word is Word.LIKELY
    return place.method in {Method.FIXED_BUTTON, Method.ONE_RECEIVER, Method.HEARD_STRONGEST}


def subjects_of(roster: Roster, endpoints: Mapping[str, str], pages: Mapping[str, str] | None = None) -> list[Subject]:
    """Return what is to be tested at a site: everything somebody relies on; `endpoints` are titles by id.

    `pages` are the floors that have a page in the responder pack, by id; there may be one before any pendant.

    Transmitters are named by their label, rooms by their area, never anything by who carries it.
    """
    found = [
        Subject(kind=DutyKind.PENDANT, key=key, label=one.label)
        for key, one in roster.transmitters.items()
        if one.role.calls_for_help and one.life.is_judged
    ]
    packs = [Subject(kind=DutyKind.PACK, key=key, label=label) for key, label in (pages or {}).items()]
    if not found:
        return packs
    found += [Subject(kind=DutyKind.ROOM, key=key, label=one.name) for key, one in roster.rooms().items()]
    ways = {**{key: one.label for key, one in roster.receivers.items()}, **endpoints}
    found += [Subject(kind=DutyKind.PATH, key=key, label=label) for key, label in ways.items()]
    return [*found, *packs, Subject(kind=DutyKind.DRILL, key=SITE_DRILL, label="")]


@lru_cache(maxsize=4096)
def day_of(utc: float, zone: tzinfo) -> date:
    """Return the local day of a time (seconds since 1970)."""
    return datetime.fromtimestamp(utc, UTC).astimezone(zone).date()


def counts(duties: Iterable[Duty], today: date) -> dict[DutyKind, dict[Standing, int]]:
    """Return how many duties of each kind stand how on a day."""
    found = {kind: dict.fromkeys(_STANDINGS, 0) for kind in DutyKind}
    for one in duties:
        found[one.subject.kind][one.standing(today)] += 1
    return found
