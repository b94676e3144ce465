"""A survey makes a model, and the model ranks rooms."""

from custom_components.duress.core.location import Layout, SurveyPress, fit


def test_the_room_that_was_surveyed_like_this_comes_first() -> None:
    """Given two rooms surveyed with two presses each, when a press sounds like one of them, then that one leads."""
    presses = [
        SurveyPress(press_id=f"{room}{at}", room_id=room, at=float(at), heard={near: 50.0 + at, far: 20.0}, margins={})
        for room, near, far in (("a", "x", "y"), ("b", "y", "x"))
        for at in range(2)
    ]
    model = fit(presses, Layout({"a": "1", "b": "2"}, {}))
    found = model.locate({"y": 48.0, "x": 22.0, "z": 3.0})
    assert (found.rooms[0][0], found.floors[0][0], found.hearers) == ("b", "2", ("y", "x"))
    assert not found.is_strange
