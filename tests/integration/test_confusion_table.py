"""The confusion table of the report: what was taken for what, for people, screen readers and paper."""

from collections.abc import Sequence
from html.parser import HTMLParser
import json
from pathlib import Path
from typing import Final, override

from custom_components.duress.confusion_table import confusion_tables
from custom_components.duress.core.location.accuracy import Confusion, Measured, Score
from custom_components.duress.core.roster import Room
from custom_components.duress.coverage_view import Words

PHRASES: Final = json.loads(Path("custom_components/duress/translations/en.json").read_text("utf-8"))["common"]


class Tables(HTMLParser):
    """Tables as they are read: captions, the scope of each heading, and the cells of each row."""

    def __init__(self, tables: Sequence[str]) -> None:
        """Read them."""
        super().__init__()
        self.captions: list[str] = []
        self.heads: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self._at = ""
        for table in tables:
            self.feed(table)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a caption, a row, a heading or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag == "th":
            self.heads.append(("", dict(attrs).get("scope")))
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self._at = tag if tag != "span" else "th"

    @override
    def handle_data(self, data: str) -> None:
        """Keep what is written, where it is."""
        if not data.strip():
            return
        if self._at == "caption":
            self.captions.append(data)
        if self._at == "th":
            self.heads[-1] = (data, self.heads[-1][1])
        if self._at in ("th", "td"):
            self.rows[-1][-1] += data


def at_once() -> None:
    """Rest for no moment."""


def words() -> Words:
    """Return the words of a school with some rooms."""
    rooms = {key: Room(room_id=key, name=f"Room {key}") for key in ("204", "206", "<b>")}
    return Words(language="en", title="Lincoln", version=1, rooms=rooms, listeners={}, phrases=PHRASES)


def measured(*confusions: tuple[str, str | None, int]) -> Measured:
    """Return a measurement with some confusions, in which room 204 was right five times."""
    score = Score(key="204", tried=10, room_right=5, three_right=10, floor_right=10, floor_tried=10)
    found = tuple(Confusion(room_id=room, said=said, count=count) for room, said, count in confusions)
    return Measured(
        total=score, rooms=(score,), floors=(), confusions=found, bins=(), error=None, floor_error=None, heard=None
    )


def test_each_number_belongs_to_two_rooms() -> None:
    """Given confusions, then the most confused room is first, and each number is of its row and its column."""
    found = Tables(confusion_tables(words(), measured(("<b>", None, 1), ("204", "206", 4), ("204", None, 2)), at_once))
    assert found.captions == ["What was taken for what"]
    assert found.heads == [
        ("Pressed in", "col"),
        ("Right", "col"),
        ("Placed in", "colgroup"),
        ("Room 206", "col"),
        ("no room", "col"),
        ("Room 204", "row"),
        ("Room <b>", "row"),
    ]
    assert found.rows[2:] == [["Room 204", "5", "4", "2"], ["Room <b>", "", "", "1"]]


def test_many_rooms_go_on_in_another_table() -> None:
    """Given twenty confused rooms, then two tables have them, so that each fits on paper; none is left out."""
    confusions = [(str(number), str(number + 1), 1) for number in range(20)]
    tables = confusion_tables(words(), measured(*confusions), at_once)
    assert [Tables([one]).captions for one in tables] == [
        ["What was taken for what (1 of 2)"],
        ["What was taken for what (2 of 2)"],
    ]
    assert [len(Tables([one]).rows) - 2 for one in tables] == [12, 8]
    assert sum(one.count('class="bad"') for one in tables) == len(confusions)


def test_nothing_confused_is_said() -> None:
    """Given a measurement without a wrong answer, then a sentence says so instead of an empty table."""
    assert confusion_tables(words(), measured(), at_once) == [
        "<p><strong>What was taken for what:</strong> no room</p>"
    ]
