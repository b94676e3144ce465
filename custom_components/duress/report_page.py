"""The report of a site's location as a page to print: without anything from outside, read by people and screen readers.

What is good or bad is worded and not only coloured. Equal facts make an equal page, to the byte.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from homeassistant.util import dt as dt_util

from .confusion_table import STYLE as MATRIX_STYLE, confusion_tables
from .core.location.accuracy import Accuracy, Bin, Measured, Score
from .core.location.coverage import Coverage, Fall, RoomCoverage
from .coverage_view import (
    Words,
    accuracy_sentence,
    age_in_days,
    coverage_sentence,
    local_day,
    outage_sentence,
    percent,
)

STYLE: Final = """\
:root { color-scheme: light; }
body { font: 16px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
.figure { font-size: 1.25rem; font-weight: 600; border-left: .4rem solid #1b1b1b; padding-left: .8rem; }
.note { color: #444; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
th { background: #eee; }
.bad { background: #fbdcd8; font-weight: 600; }
.good { background: #dcf1de; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } tr { break-inside: avoid; }
  thead { display: table-header-group; } }
"""

ENOUGH: Final = 3
"""Presses of a room from which on it is called good."""

type Cell = str | int
type Pause = Callable[[], None]
type Row = tuple[Sequence[Cell], str]
"""The cells of a row, and the class of its last one."""


def report_page(
    words: Words,
    at: float,
    accuracy: Accuracy | None,
    coverage: Coverage | None,
    outages: Sequence[tuple[str, Sequence[Fall] | None]] = (),
    pause: Pause = lambda: None,
) -> str:
    """Return the page; what is None is not part of it. `at` is when it is made (seconds since 1970)."""
    moment = dt_util.as_local(datetime.fromtimestamp(at, UTC))
    title = words.say("report_title", site=words.title)
    dated = words.say("report_dated", time=f"{moment:%Y-%m-%d %H:%M %Z}", version=words.version)
    parts = [f"<h1>{escape(title)}</h1>", _text(dated)]
    if accuracy is not None:
        parts += _accuracy(words, accuracy, pause)
    if coverage is not None:
        parts += _coverage(words, coverage, at, pause)
        parts += _outages(words, outages)
    language = words.language.split("-")[0]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}{MATRIX_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _accuracy(words: Words, found: Accuracy, pause: Pause) -> list[str]:
    """Return how often presses are placed rightly: the check walk first, the self-test after it and called so."""
    parts = [_heading(2, words.say("report_accuracy")), _text(accuracy_sentence(words, found), "figure")]
    if found.check is not None:
        parts += [_heading(3, words.say("report_check_walk")), *_measured(words, found.check, pause)]
    if found.confirmed is not None:
        parts += [_heading(3, words.say("report_confirmed")), _text(words.say("report_confirmed_note"), "note")]
        parts += _measured(words, found.confirmed, pause)
    if found.self_test is not None:
        parts += [_heading(3, words.say("report_self_test")), _text(words.say("report_self_test_note"), "note")]
        parts += _measured(words, found.self_test, pause)
    return parts


def _measured(words: Words, found: Measured, pause: Pause) -> list[str]:
    """Return one measurement: figures, rooms with the worst first, what was confused, what percentages are worth."""
    shares = _say_all(words, "presses", "room_share", "three_share", "floor_share")
    place = _say_all(words, "room", "floor")
    figures: Row = ([words.say("report_all"), *_shares(found.total)], "")
    tables: tuple[tuple[str, list[str], Iterable[Row]], ...] = (
        ("figures", [place[0], *shares], [figures]),
        ("by_room", [*place, *shares, words.say("report_verdict")], (_scored(words, one) for one in found.rooms)),
        ("by_floor", [place[1], *shares], (([words.floor(one.key), *_shares(one)], "") for one in found.floors)),
    )
    parts = [_table(words.say(f"report_{key}"), headings, rows, pause) for key, headings, rows in tables]
    parts += confusion_tables(words, found, pause)
    promises = _say_all(words, "band", "answers", "promised", "came_true")
    parts.append(_table(words.say("report_calibration"), promises, map(_band, found.bins), pause))
    if found.error is not None:
        parts.append(_text(words.say("report_error", percent=percent(found.error))))
    if found.heard is not None:
        parts.append(_text(words.say("report_heard", count=f"{found.heard:g}")))
    return parts


def _scored(words: Words, one: Score) -> Row:
    """Return how often one room was found."""
    # Three presses are the least that a survey asks for; fewer say little, even if all were right.
    verdict = "poor" if one.is_poor else "good" if one.tried >= ENOUGH else "few"
    cells = [words.room(one.key), words.floor_of(one.key) or "–", *_shares(one), words.say(f"report_{verdict}")]
    return cells, {"poor": "bad", "good": "good", "few": ""}[verdict]


def _coverage(words: Words, found: Coverage, at: float, pause: Pause) -> list[str]:
    """Return how the rooms are covered, blind spots first."""
    headings = _say_all(words, "room", "floor", "proven_on", "age", "paths", "margin", "heard_by", "verdict")
    return [
        _heading(2, words.say("report_coverage")),
        _text(coverage_sentence(words, found), "figure"),
        _text(words.say("report_coverage_note", days=found.days), "note"),
        _table(words.say("report_rooms"), headings, (_room(words, one, at) for one in found.rooms), pause),
    ]


def _room(words: Words, room: RoomCoverage, at: float) -> Row:
    """Return one room."""
    age = age_in_days(room, at)
    margin = "–" if room.margin is None else f"{room.margin:.0f} dB"
    heard = ", ".join(f"{words.listener(one.listener)} ({one.presses}/{room.presses})" for one in room.paths)
    why = ", ".join(words.say(f"blind_{one}") for one in room.blind) or words.say("report_covered")
    cells: list[Cell] = [
        words.room(room.room_id),
        words.floor_of(room.room_id) or "–",
        local_day(room.proven_at),
        "–" if age is None else age,
        "–" if room.typical is None else room.typical,
        margin,
        heard or "–",
        why,
    ]
    return cells, "bad" if room.blind else "good"


def _outages(words: Words, outages: Sequence[tuple[str, Sequence[Fall] | None]]) -> list[str]:
    """Return what would be lost without each listener."""
    if not outages:
        return []
    items = "\n".join(f"<li>{escape(outage_sentence(words, *one))}</li>" for one in outages)
    return [
        _heading(2, words.say("report_outages")),
        _text(words.say("report_outages_note"), "note"),
        f"<ul>\n{items}\n</ul>",
    ]


def _shares(score: Score) -> list[Cell]:
    """Return what was right, in percent."""
    floor = f"{percent(score.floor_right / score.floor_tried)} %" if score.floor_tried else "–"
    room = f"{percent(score.share)} % ({score.room_right}/{score.tried})"
    return [score.tried, room, f"{percent(score.three_right / score.tried)} %", floor]


def _band(one: Bin) -> Row:
    """Return one band of promised probabilities."""
    cells: list[Cell] = [
        f"{one.low * 100:.0f}–{one.high * 100:.0f} %",
        one.count,
        f"{percent(one.predicted)} %",
        f"{percent(one.right)} %",
    ]
    return cells, ""


def _say_all(words: Words, *keys: str) -> list[str]:
    """Return phrases of the report."""
    return [words.say(f"report_{key}") for key in keys]


def _heading(level: int, text: str) -> str:
    """Return a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def _text(text: str, kind: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _table(caption: str, headings: Iterable[str], rows: Iterable[Row], pause: Pause) -> str:
    """Return a table whose first column names its rows; without rows, nothing."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in headings)
    body = []
    for cells, kind in rows:
        body.append(_row(cells, kind))
        pause()
    if not body:
        return ""
    lines = [
        "<table>",
        f"<caption>{escape(caption)}</caption>",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
    ]
    return "\n".join(lines)


def _row(cells: Sequence[Cell], kind: str) -> str:
    """Return a row; numbers stand to the right."""
    first, *others = cells
    texts = [f'<th scope="row">{escape(str(first))}</th>']
    for number, cell in enumerate(others, 1):
        classes = [kind] if kind and number == len(others) else []
        if isinstance(cell, int):
            classes.append("number")
        mark = f' class="{" ".join(classes)}"' if classes else ""
        texts.append(f"<td{mark}>{escape(str(cell))}</td>")
    return f"<tr>{''.join(texts)}</tr>"
