"""What the ledger knows of people and of who carries what, as values. Times are UTC seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the school. `staff_id` is the school's own number for them, `room_id` their usual room.

    Name and number are left out of the text form, so that no log can say them by accident.
    """

    person_id: str
    name: str = field(repr=False)
    staff_id: str | None = field(default=None, repr=False)
    room_id: str | None = None
    trained_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustody:
    """What a device's life is to be from `since` on; `by` is the opaque id of who says so."""

    device_id: str
    life: str
    since: float
    person_id: str | None = None
    due: float | None = None
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """One stretch of a device's life; the current one has no `until`."""

    device_id: str
    life: str
    since: float
    until: float | None
    person_id: str | None
    due: float | None
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """Which radio identifier (8 hexadecimal digits) a device had; the current one has no `until`."""

    device_id: str
    uid: str
    since: float
    until: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Some people and the numbers of some devices' current stretches, None and 0 where there is none."""

    people: Mapping[str, Person | None]
    stretches: Mapping[str, int]


class StaffIdTakenError(Exception):
    """Two people would have the same staff number; nothing was stored."""

    def __init__(self, person_id: str) -> None:
        """Keep who has the number already."""
        super().__init__(f"person {person_id} has this staff number already")
        self.person_id = person_id


class ChangedSinceError(Exception):
    """Somebody changed what was to be restored; nothing was restored."""
