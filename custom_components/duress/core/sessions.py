"""A running test, drill or survey walk, and why one does not begin."""

from dataclasses import dataclass, field
from enum import StrEnum

from .events import HeardAt, Press, PressTested, Rehearsal, RehearsalStarted, TestPressed
from .roster import Room


class Refusal(StrEnum):
    """Why a test or drill does not begin or end as asked."""

    INCIDENT_ACTIVE = "incident_active"
    NOBODY = "nobody"
    ON_ALREADY = "on_already"
    REASON_MISSING = "reason_missing"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"


class RehearsalRefusedError(Exception):
    """A test or drill is not possible as asked; nothing has changed."""

    def __init__(self, why: Refusal) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Session:
    """One running test or drill; `deadline` is steady seconds. `room` is where who surveys stands."""

    started: RehearsalStarted
    deadline: float
    room: Room | None = None
    presses: list[TestPressed] = field(default_factory=list)
    tested: dict[str, PressTested] = field(default_factory=dict)

    @property
    def rehearsal_id(self) -> str:
        """Its name."""
        return self.started.rehearsal_id

    @property
    def kind(self) -> Rehearsal:
        """What is rehearsed."""
        return self.started.kind


@dataclass(frozen=True, slots=True)
class Hearing:
    """A press in a test whose copies are still coming in: where its tester stands, and who has heard it so far."""

    press: Press
    stood_in: Room | None
    heard: tuple[HeardAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What a survey walk is on test for: which walk, and how many seconds without a press end it."""

    walk_id: str
    idle: float
    is_check: bool = False
