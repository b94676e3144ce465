"""Which room was taken for which, as tables to print: rooms by rooms, the most confused first, no others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from .core.location.accuracy import Measured
from .coverage_view import Words

COLUMNS: Final = 12
"""Columns that fit on a sheet of paper; what is more goes into a table of its own."""

STYLE: Final = """\
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 3px solid #1b1b1b; }
.matrix { width: auto; } .matrix td { min-width: 1.6rem; padding: .25rem; text-align: center; }
.matrix .same { background: #eee; } .upright { vertical-align: bottom; }
.upright span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12rem; }
@media print { .scroll { overflow: visible; } }
"""

type Taken = Mapping[str | None, int]
"""How often a room was taken for others; None: for no room."""


def confusion_tables(words: Words, found: Measured, pause: Callable[[], None]) -> list[str]:
    """Return what was confused, or that nothing was."""
    caption = words.say("report_confusions")
    if not found.confusions:
        return [f"<p><strong>{escape(caption)}:</strong> {escape(words.say('report_none_confused'))}</p>"]
    taken: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    said: Counter[str | None] = Counter()
    for one in found.confusions:
        taken[one.room_id][one.said] += one.count
        said[one.said] += one.count
    rooms = dict(sorted(taken.items(), key=lambda row: -row[1].total()))
    columns = [column for column, _ in said.most_common()]
    groups = [columns[at : at + COLUMNS] for at in range(0, len(columns), COLUMNS)]
    right = {score.key: score.room_right for score in found.rooms}
    tables = []
    for number, group in enumerate(groups, 1):
        name = caption
        if len(groups) > 1:
            name = words.say("report_part", name=caption, part=number, of=len(groups))
        rows = []
        for room, others in rooms.items():
            if any(column in others for column in group):
                rows.append(_row(words, room, right.get(room, 0), others, group))
                pause()
        tables.append(_table(words, name, group, rows))
    return tables


def _table(words: Words, caption: str, columns: Sequence[str | None], rows: Sequence[str]) -> str:
    """Return one table; its headings stand upright, so that it fits on paper."""
    pressed, right, placed = (
        escape(words.say(f"report_{key}")) for key in ("pressed_in", "confused_right", "placed_in")
    )
    heads = "".join(
        f'<th scope="col" class="upright"><span>{escape(words.room(column))}</span></th>' for column in columns
    )
    return "\n".join(
        (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption)}">',
            '<table class="matrix">',
            f"<caption>{escape(caption)}</caption>",
            "<thead>",
            f'<tr><th scope="col" rowspan="2">{pressed}</th><th scope="col" rowspan="2">{right}</th>',
            f'<th scope="colgroup" colspan="{len(columns)}">{placed}</th></tr>',
            f"<tr>{heads}</tr>",
            "</thead>",
            "<tbody>",
            *rows,
            "</tbody>",
            "</table>",
            "</div>",
        )
    )


def _row(words: Words, room: str, right: int, taken: Taken, columns: Sequence[str | None]) -> str:
    """Return a room: how often it was found, and what it was taken for."""
    cells = [_cell(room, taken, column) for column in columns]
    return f'<tr><th scope="row">{escape(words.room(room))}</th><td>{right or ""}</td>{"".join(cells)}</tr>'


def _cell(room: str, taken: Taken, column: str | None) -> str:
    """Return how often a room was taken for another; its own column is only marked."""
    if count := taken.get(column):
        return f'<td class="bad">{count}</td>'
    return '<td class="same"></td>' if column == room else "<td></td>"
