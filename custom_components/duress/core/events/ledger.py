"""What is done with the ledger itself; those about holds and removed ranges are never removed."""

from dataclasses import dataclass

from .base import Actor, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedRange:
    """Entries whose time was over, by number; the hashes of the entry before and of the last one removed, as hex."""

    first: int
    last: int
    count: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPurged(Event):
    """Entries whose time was over were removed: how many of each category, and where."""

    incidents: int = 0
    exercises: int = 0
    troubles: int = 0
    others: int = 0
    ranges: tuple[RemovedRange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Event):
    """An incident is not to be removed until somebody releases it."""

    incident_id: str
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReleased(Event):
    """A held incident may be removed when its time is over."""

    incident_id: str
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExported(Event):
    """Somebody took entries out, to a file or into an answer; `since` and `until` are UTC seconds."""

    actor: Actor
    format: str
    entries: int
    since: float | None = None
    until: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionChanged(Event):
    """Somebody changed how many years what is kept."""

    actor: Actor | None
    before: str
    after: str
    reason: str
