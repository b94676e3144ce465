"""A measure says what was compared and whether the goal was met."""

import json

import pytest

from bench.report import Bound, Measure, as_json, as_table

FAST = Measure.of("decode", 900_000, "frames/s", baseline=30_000, goals={Bound.RATIO_AT_LEAST: 20})
SLOW = Measure.of("latency", 9, "ms", baseline=4, goals={Bound.RATIO_AT_MOST: 1.5, Bound.VALUE_AT_MOST: 10})
PLAIN = Measure.of("rows", 0, "rows")


def test_a_goal_holds_or_is_missed() -> None:
    """Given measures with goals, when they are made, then ratio and verdict follow from the figures."""
    assert (FAST.ratio, FAST.goal, FAST.holds) == (30, "ratio ≥ 20", True)
    assert (SLOW.ratio, SLOW.goal, SLOW.holds) == (2.25, "ratio ≤ 1.5, value ≤ 10", False)
    assert (PLAIN.ratio, PLAIN.goal, PLAIN.holds) == (None, None, None)


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        (Bound.VALUE_AT_LEAST, True),
        (Bound.VALUE_AT_MOST, True),
        (Bound.RATIO_AT_LEAST, True),
        (Bound.RATIO_AT_MOST, True),
    ],
)
def test_a_goal_that_is_just_reached_holds(bound: Bound, holds: bool) -> None:
    """Given a figure exactly at its goal, when it is judged, then the goal holds."""
    assert Measure.of("edge", 1, "x", baseline=1, goals={bound: 1}).holds is holds


def test_a_ratio_needs_a_baseline() -> None:
    """Given a goal for a ratio without anything to compare with, when the measure is made, then that is refused."""
    with pytest.raises(ValueError, match="needs a baseline"):
        Measure.of("lonely", 1, "x", goals={Bound.RATIO_AT_LEAST: 2})


def test_the_json_is_a_list_of_objects_with_seven_fields() -> None:
    """Given measures, when they are printed as JSON, then every object has the agreed fields."""
    rows = json.loads(as_json([FAST, PLAIN]))
    assert [list(row) for row in rows] == [["name", "value", "unit", "baseline", "ratio", "goal", "holds"]] * 2
    assert rows[0]["ratio"] == 30
    assert rows[1]["holds"] is None


def test_the_table_marks_a_missed_goal() -> None:
    """Given a missed goal, when the table is printed, then it says so in words, and only there."""
    fast, slow, plain = as_table([FAST, SLOW, PLAIN]).splitlines()[2:]
    assert fast.endswith("holds")
    assert "900,000" in fast
    assert slow.endswith("MISSED")
    assert plain.split() == ["rows", "0", "rows"]
