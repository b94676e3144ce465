"""What a benchmark says: one measure per line, as a table for people or as JSON for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
import json
from typing import Self

type Row = tuple[str, ...]


class Bound(StrEnum):
    """Which figure a goal is about, and which way is good."""

    RATIO_AT_LEAST = "ratio ≥"
    RATIO_AT_MOST = "ratio ≤"
    VALUE_AT_LEAST = "value ≥"
    VALUE_AT_MOST = "value ≤"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure: `value` and `baseline` in `unit`, `ratio` is value by baseline, `holds` says that the goal is met."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    goal: str | None = None
    holds: bool | None = None

    @classmethod
    def of(
        cls,
        name: str,
        value: float,
        unit: str,
        *,
        baseline: float | None = None,
        goals: dict[Bound, float] | None = None,
    ) -> Self:
        """Make a measure, its ratio and its verdict; ValueError for a ratio goal without a baseline."""
        ratio = value / baseline if baseline else None
        if not goals:
            return cls(name=name, value=value, unit=unit, baseline=baseline, ratio=ratio)
        return cls(
            name=name,
            value=value,
            unit=unit,
            baseline=baseline,
            ratio=ratio,
            goal=", ".join(f"{bound} {_short(number)}" for bound, number in goals.items()),
            holds=all(_holds(bound, number, value, ratio) for bound, number in goals.items()),
        )


def as_json(measures: Iterable[Measure]) -> str:
    """Return a JSON list with one object per measure."""
    return json.dumps([asdict(measure) for measure in measures], indent=2, ensure_ascii=False)


def as_table(measures: Sequence[Measure]) -> str:
    """Return a table with aligned columns; a goal that is not met is marked MISSED."""
    verdicts = {True: "holds", False: "MISSED", None: ""}
    rows: list[Row] = [("what", "value", "unit", "baseline", "ratio", "goal", "")]
    rows += [
        (
            measure.name,
            _short(measure.value),
            measure.unit,
            _short(measure.baseline),
            _short(measure.ratio),
            measure.goal or "",
            verdicts[measure.holds],
        )
        for measure in measures
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numbers = {1, 3, 4}
    lines = [
        "  ".join(
            cell.rjust(width) if at in numbers else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _holds(bound: Bound, number: float, value: float, ratio: float | None) -> bool:
    """Return whether one goal is met."""
    if bound is Bound.VALUE_AT_LEAST:
        return value >= number
    if bound is Bound.VALUE_AT_MOST:
        return value <= number
    if ratio is None:
        raise ValueError(f"a goal for the {bound.split()[0]} needs a baseline other than zero")
    return ratio >= number if bound is Bound.RATIO_AT_LEAST else ratio <= number


def _short(number: float | None) -> str:
    """Return a number with three significant digits or, from 1,000 on, whole with thousands marked."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"
