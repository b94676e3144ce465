"""The supervision benchmark handles real check-ins and judges deadlines, and says so when something else happens."""

import pytest

from bench import supervision
from bench.supervision import Course
from custom_components.duress.echostream import EndDeviceFlags, EndDeviceReport, decode, encode


def test_every_size_is_compared_with_the_smallest() -> None:
    """Given three sizes, when they are measured, then the larger ones have it as baseline and a goal."""
    measures = {measure.name: measure for measure in supervision.compare((5, 10, 20), check_ins=40, runs=2)}
    base = measures["a check-in at 5 devices"]
    assert (base.baseline, base.goal) == (None, None)
    for size in (10, 20):
        measure = measures[f"a check-in at {size} devices"]
        assert measure.value > 0
        assert (measure.baseline, measure.goal) == (base.value, "ratio ≤ 2")
    assert 0 < measures["calls of the one timer per check-in at 20 devices"].value <= 1


def test_all_devices_check_in_once_a_round() -> None:
    """Given a school of 20, when eight rounds are run, then all check-ins were handled and deadlines came up."""
    course = Course(20)
    course.run(8)
    assert course.count == 160
    assert course.seconds > 0
    assert course.ticks > 0


def test_deadlines_are_really_judged() -> None:
    """Given a school of 20, when one pendant falls silent, then it is missing after a while and nothing is measured."""
    course = Course(20)
    course.run(1)
    course.frames.pop()
    with pytest.raises(RuntimeError, match="caused 1 events"):
        course.run(8)


def test_a_check_in_that_changes_something_is_not_measured() -> None:
    """Given a pendant whose check-in says that its case is open, when it comes to that, then the benchmark refuses."""
    course = Course(10)
    report = decode(course.frames[0])
    assert isinstance(report, EndDeviceReport)
    course.frames[0] = encode(report._replace(flags=report.flags | EndDeviceFlags.TAMPER))
    with pytest.raises(RuntimeError, match="nothing was measured"):
        course.run(1)
