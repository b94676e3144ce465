"""From any bytes to rows of clean cells under known column names.

UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252; commas, semicolons or tabs; any line ends;
quoted cells with line breaks; columns in any order, in English or Spanish.
"""

from collections.abc import Iterator, Mapping
import csv
from dataclasses import dataclass
import io
import re
from typing import Final
import unicodedata

from .problems import Code, Problem, shown

MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 5 * 1024 * 1024
MAX_CELL: Final = 200
"""Characters in one cell: more than any name, less than what an open quotation mark swallows."""

DELIMITERS: Final = (",", ";", "\t")
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?', re.IGNORECASE)
_END: Final = "\0"

type Columns = Mapping[str, tuple[str, ...]]
"""Column names as documented, each with the other headers it is known by (folded, words joined by "_")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as a spreadsheet shows it, and the cells that say something."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows that can be read, what is wrong with the others, and the headers nobody knows."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()


def read_table(data: bytes | str, columns: Columns) -> Table:
    """Read a file or pasted text; never raises, whatever comes in."""
    if len(data) > MAX_BYTES:
        return _unusable(Code.TOO_BIG, limit=str(MAX_BYTES // 1024 // 1024))
    text = _clean_text(data if isinstance(data, str) else _decode(data))
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return _unusable(Code.EMPTY)
    said = _SEPARATOR_LINE.fullmatch(lines[first].strip(" "))
    if said is not None:
        first = next((number for number, line in enumerate(lines[first + 1 :], first + 1) if line.strip()), None)
        if first is None:
            return _unusable(Code.EMPTY)
    body = "\n".join(lines[first:])
    delimiter = said[1] if said is not None else _delimiter_of(body, columns)
    return _table_of(_records(body, delimiter), first + 1, columns)


def _table_of(records: Iterator[list[str] | None], number: int, columns: Columns) -> Table:
    """Turn records into rows under their headers; the first has this number, None is one that has no end."""
    known = _names_of(columns)
    headers = next(records, None) or []
    names = [known.get(_folded(header)) for header in headers]
    found = [name for name in names if name is not None]
    if not found:
        return _unusable(Code.HEADER_UNKNOWN, columns=", ".join(columns))
    if twice := next((name for name in found if found.count(name) > 1), None):
        return _unusable(Code.COLUMN_TWICE, columns=twice)
    rows: list[Row] = []
    problems: list[Problem] = []
    for record in records:
        number += 1
        if record is None:
            problems.append(Problem(code=Code.UNREADABLE_FROM, row=number))
            break
        cells = [_clean_cell(cell) for cell in record]
        if not any(cells):
            continue
        if len(rows) + len(problems) >= MAX_ROWS:
            return _unusable(Code.TOO_MANY_ROWS, limit=str(MAX_ROWS))
        problem = _shape_problem(number, cells, names)
        if problem is not None:
            problems.append(problem)
            continue
        pairs = zip(names, cells, strict=False)
        rows.append(Row(number=number, cells={name: cell for name, cell in pairs if name is not None and cell}))
    if not rows and not problems:
        return _unusable(Code.EMPTY)
    ignored = [shown(_clean_cell(header)) for header, name in zip(headers, names, strict=True) if name is None]
    return Table(rows=tuple(rows), problems=tuple(problems), ignored=tuple(header for header in ignored if header))


def _shape_problem(number: int, cells: list[str], names: list[str | None]) -> Problem | None:
    """Return what is wrong with a row before anybody asks what it says."""
    if any(cells[len(names) :]):
        # Most likely a delimiter inside a name that is not in quotation marks: every cell after it is another's.
        return Problem(code=Code.CELLS_TOO_MANY, row=number, values={"limit": str(len(names))})
    for name, cell in zip(names, cells, strict=False):
        if name is not None and len(cell) > MAX_CELL:
            return Problem(code=Code.CELL_TOO_LONG, row=number, column=name, values={"limit": str(MAX_CELL)})
    return None


def _decode(data: bytes) -> str:
    """Return the text of a file; what no encoding explains becomes a replacement character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _clean_text(text: str) -> str:
    """Return text with one kind of line end and without characters that show nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Printable text, the usual case, needs no look at each character.
    if text.isprintable():
        return text
    odd = {character for character in set(text) if not character.isprintable() and character not in "\n\t"}
    return text.translate({ord(character): _instead_of(character) for character in odd})


def _instead_of(character: str) -> str:
    """Return what takes the place of a character that shows nothing: a blank for other blanks, else nothing."""
    return " " if character.isspace() else ""


def _clean_cell(cell: str) -> str:
    """Return a cell in composed characters, on one line, without blanks around it."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _records(body: str, delimiter: str) -> Iterator[list[str] | None]:
    """Yield the records, and None for one whose quotation mark never closes."""
    # Nothing else can tell: the reader takes the end of the text for the end of the quotation. The text has no NUL.
    reader = csv.reader(io.StringIO(f"{body}\n{_END}", newline=""), delimiter=delimiter)
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            yield None
            return
        if record is None or record == [_END]:
            return
        if record and record[-1].endswith(_END):
            yield None
            return
        yield record


def _delimiter_of(body: str, columns: Columns) -> str:
    """Return the delimiter under which the header names most columns."""
    known = _names_of(columns)

    def named(delimiter: str) -> int:
        header = next(_records(body.partition("\n")[0], delimiter), None) or []
        return sum(_folded(cell) in known for cell in header)

    return max(DELIMITERS, key=named)


def _names_of(columns: Columns) -> dict[str, str]:
    """Return the documented name of each folded header."""
    return {other: name for name, others in columns.items() for other in (name, *others)}


def _folded(header: str) -> str:
    """Return a header without case, accents and punctuation, its words joined by "_"."""
    plain = unicodedata.normalize("NFKD", header.casefold())
    return "_".join(re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one))))


def _unusable(code: Code, **values: str) -> Table:
    """Return a table of which nothing can be used."""
    return Table(problems=(Problem(code=code, values=values),))
