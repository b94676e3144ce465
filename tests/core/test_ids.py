"""Names are sortable by time, the same in a replay, and never given twice."""

from hypothesis import given, strategies as st

from custom_components.duress.core.ids import Namer

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOMENTS = st.floats(min_value=1_600_000_000, max_value=4_000_000_000)


@given(st.lists(MOMENTS, min_size=1, max_size=20))
def test_names_of_presses(moments: list[float]) -> None:
    """Given presses at any moments, when they are named, then each name is a ULID of its millisecond, and new."""
    namer = Namer("site")
    named = [(utc, name) for utc in moments for name in namer.press(utc)]
    for utc, name in named:
        assert len(name) == 26
        assert set(name) <= set(ALPHABET)
        assert milliseconds(name) == int(utc * 1_000_000) // 1000
    assert len({name for _, name in named}) == len(named)
    again = Namer("site")
    assert [name for utc in moments for name in again.press(utc)] == [name for _, name in named]


def test_many_presses_at_one_instant() -> None:
    """Given a thousand presses at one instant, also at another site, when they are named, then no name comes twice."""
    namers = [Namer("one"), Namer("two")]
    names = [name for namer in namers for _ in range(1000) for name in namer.press(1_795_443_121.25)]
    names += [namers[0].new(1_795_443_121.25) for _ in range(1000)]
    assert len(set(names)) == len(names)


def milliseconds(name: str) -> int:
    """Return the time a ULID begins with."""
    value = 0
    for letter in name[:10]:
        value = value * 32 + ALPHABET.index(letter)
    return value
