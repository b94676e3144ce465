"""The benchmark of updates judges what people usually wait for, and shows the longest."""

from bench.console_updates import judged


def test_the_usual_update_and_nearly_all_are_judged() -> None:
    """Given 40 updates of which one took long, when they are judged, then the goal holds and the long one is shown."""
    usual, nearly_all, longest = judged({"people": [10.0] * 39 + [90.0]})
    assert (usual.value, usual.holds) == (10.0, True)
    assert (nearly_all.value, nearly_all.holds) == (10.0, True)
    assert (longest.value, longest.holds) == (90.0, None)


def test_updates_that_take_long_miss_the_goal() -> None:
    """Given updates that take 60 ms, when they are judged, then the goal is missed."""
    assert [one.holds for one in judged({"map": [60.0, 60.0]})] == [False, False, None]
