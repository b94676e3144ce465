"""The paint benchmark compares what was seen of both panels."""

from bench.console_paint import judged


def test_medians_of_both_panels_are_compared() -> None:
    """Given visits to both panels, when they are compared, then each goal is about the median of the same cache."""
    console = [{"panel": 300.0, "heading": 400.0}, {"panel": 100.0, "heading": 320.0}, {"panel": 150.0, "heading": 200}]
    bare = [{"panel": 100.0, "heading": 100.0}]
    measures = judged({"warm duress": console, "warm bare": bare, "cold duress": bare, "cold bare": bare})
    assert [(one.ratio, one.holds) for one in measures] == [(1.5, True), (3.2, False), (1.0, True), (1.0, True)]
