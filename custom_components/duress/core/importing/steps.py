"""What a plan consists of: steps from what is to what the file wants."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

NEW: Final = "new:"
"""How the identifier of something that does not exist yet begins; the number of its row follows."""


class Verdict(StrEnum):
    """What happens to one thing, or to all that one row is about."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One fact that changes."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Step[T]:
    """One thing as it is (None: not there yet) and as the file wants it; `row` is the first that speaks of it."""

    row: int
    before: T | None
    after: T

    @property
    def verdict(self) -> Verdict:
        """What this step does."""
        if self.before is None:
            return Verdict.ADD
        return Verdict.KEEP if self.before == self.after else Verdict.CHANGE

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Which facts change; nothing for something new."""
        if self.before is None:
            return ()
        pairs = (
            (one.name, getattr(self.before, one.name), getattr(self.after, one.name))
            for one in fields(self.after)  # type: ignore[arg-type] # T is always a dataclass of facts
        )
        return tuple(FieldChange(field=name, before=old, after=new) for name, old, new in pairs if old != new)


def is_new(identifier: str | None) -> bool:
    """Whether an identifier stands for something that does not exist yet."""
    return identifier is not None and identifier.startswith(NEW)


def verdicts_of(steps: Iterable[tuple[int, Verdict]]) -> dict[int, Verdict]:
    """Return what happens by row: adding outweighs changing, changing outweighs keeping."""
    order = list(Verdict)
    rows: dict[int, Verdict] = {}
    for row, verdict in steps:
        rows[row] = min(rows.get(row, Verdict.KEEP), verdict, key=order.index)
    return rows
