"""The lines people type for desks: read or refused with the line, and written back they read the same."""

from collections.abc import Callable
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.const import CONF_CALLBACK, CONF_LINKS, CONF_NEAREST_DOORS
from custom_components.duress.core.roster import Room, RoomKind
from custom_components.duress.telling_form import (
    WrongLineError,
    callback_text,
    doors_text,
    links_text,
    typed_callback,
    typed_doors,
    typed_links,
)
from custom_components.duress.told import read_callback, read_doors, read_links

ROOMS: Final = {
    one.room_id: one
    for one in (
        Room(room_id="room_204", name="Room 204"),
        Room(room_id="hall", name="Hall", kind=RoomKind.EXTERIOR_DOOR, door="7"),
        Room(room_id="gate", name="Gate", kind=RoomKind.EXTERIOR_DOOR, door="8"),
        Room(room_id="other_gate", name="Other gate", kind=RoomKind.EXTERIOR_DOOR, door="8"),
    )
}

WORD: Final = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)
LINES: Final = st.lists(
    st.one_of(
        WORD,
        st.builds("{}, {}, {}".format, WORD, WORD, st.from_regex(r"\+?[0-9 ()-]{3,15}", fullmatch=True)),
        st.builds("{} = https://{}".format, WORD, WORD),
        st.builds("{} = {}".format, st.sampled_from(["Room 204", "hall", "GATE"]), WORD),
    ),
    max_size=4,
).map("\n".join)


def read(parse: Callable[[], object]) -> object | None:
    """Return what is read of some lines; None if one of them is refused."""
    try:
        return parse()
    except WrongLineError:
        return None


@given(text=LINES)
def test_what_is_read_is_written_so_that_it_reads_the_same(text: str) -> None:
    """Given any lines, when they are taken, then the form shows lines that are taken again for the same."""
    callback = read(lambda: typed_callback(text))
    if callback is not None:
        written = callback_text(read_callback({CONF_CALLBACK: callback}))
        assert typed_callback(written) == callback
    links = read(lambda: typed_links(text))
    if links is not None:
        assert typed_links(links_text(read_links({CONF_LINKS: links}))) == links
    doors = read(lambda: typed_doors(text, ROOMS))
    if doors is not None:
        assert typed_doors(doors_text(read_doors({CONF_NEAREST_DOORS: doors}), ROOMS), ROOMS) == doors


@pytest.mark.parametrize(
    ("door", "found"),
    [
        ("hall", {"room": "hall"}),
        ("Door 7", {"room": "hall"}),
        ("Puerta  exterior 7", {"room": "hall"}),
        ("7", {"room": "hall"}),
        ("Bus loop 7", {"text": "Bus loop 7"}),
        ("Door 8", {"text": "Door 8"}),
        ("Gate 7 of the field", {"text": "Gate 7 of the field"}),
    ],
)
def test_a_door_is_a_room_where_it_can_only_be_that(door: str, found: dict[str, str]) -> None:
    """Given a door by name or number, then it is that room; where several have the number, the words are kept."""
    assert typed_doors(f"room 204 = {door}", ROOMS) == {"room_204": found}
