"""Levels at the boundary: what a radio cannot have measured is left out."""

import math

from hypothesis import given, strategies as st

from custom_components.duress.core.location import sane

SAID = st.one_of(st.integers(), st.floats(), st.text(), st.none(), st.booleans(), st.lists(st.integers()))


@given(st.dictionaries(st.text(), SAID))
def test_only_levels_of_a_byte_pass(said: dict[str, object]) -> None:
    """Given anything under the names of listeners, then only numbers from 0 to 255 are levels, in order."""
    found = sane(said)
    assert list(found) == sorted(found)
    assert all(0 <= level <= 255 for level in found.values())
    assert all(name in found for name, level in said.items() if type(level) is int and 0 <= level <= 255)


def test_dirt_is_dropped() -> None:
    """Given no numbers, negative ones, too large ones and truth values, then they are dropped, and levels stay."""
    said = {"b": 40, "a": 12.5, "c": math.nan, "d": "60", "e": -1, "f": 256, "g": True, "h": None, "i": 0}
    assert sane(said) == {"a": 12.5, "b": 40.0, "i": 0.0}
