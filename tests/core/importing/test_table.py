"""Tables: any bytes become rows or problems with the row numbers of a spreadsheet, whatever program wrote them."""

import codecs

from hypothesis import example, given, strategies as st
import pytest

from custom_components.duress.core.importing.problems import Code
from custom_components.duress.core.importing.table import MAX_BYTES, MAX_CELL, MAX_ROWS, Table, read_table

COLUMNS = {"name": ("nombre",), "serial": ("numero_de_serie",), "room": ("sala",)}
SAMPLE = "name,serial,room\r\nMs Peña,17,Room 1\r\n"


def cells(table: Table) -> list[tuple[int, dict[str, str]]]:
    """Return the rows as plain values."""
    return [(row.number, dict(row.cells)) for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE,
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        SAMPLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        SAMPLE.encode("cp1252"),
        SAMPLE.replace("\r\n", "\n").encode(),
        SAMPLE.replace("\r\n", "\r").encode(),
        SAMPLE.rstrip().encode(),
        SAMPLE.replace(",", ";").encode(),
        SAMPLE.replace(",", "\t").encode(),
        SAMPLE.replace("name,serial,room", "NOMBRE,Número de serie,  SALA ").encode(),
        SAMPLE.replace("Ms Peña", '" Ms\u00a0\nPen\u0303a\x00\u200b"').encode(),
        SAMPLE.replace("Room 1", "Room 1,,").encode(),
    ],
)
def test_programs_write_the_same_table_in_many_ways(data: bytes | str) -> None:
    """Given one table, when it is encoded, delimited and quoted as programs do, then the same row is read."""
    table = read_table(data, COLUMNS)
    assert cells(table) == [(2, {"name": "Ms Peña", "serial": "17", "room": "Room 1"})]
    assert table.problems == ()


def test_columns_come_in_any_order_and_unknown_ones_are_named() -> None:
    """Given columns in another order and some nobody knows, when it is read, then those are ignored and named."""
    table = read_table("Phone;Room;Name;\n555;Gym;Ann;\n", COLUMNS)
    assert cells(table) == [(2, {"room": "Gym", "name": "Ann"})]
    assert table.ignored == ("Phone",)


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    """Given blank lines, a quoted line break and a separator line, when it is read, then numbers are the sheet's."""
    table = read_table('sep=;\n\nname;room\n\n"A\nB";1\n;;\nC;2\nD;3;4\n', COLUMNS)
    assert [row.number for row in table.rows] == [5, 7]
    assert [(one.row, one.code) for one in table.problems] == [(8, Code.CELLS_TOO_MANY)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY),
        (b"\xef\xbb\xbf\r\n \r\n", Code.EMPTY),
        (b"sep=;\n", Code.EMPTY),
        (b"name,serial\n,\n", Code.EMPTY),
        (b"a,b\n1,2\n", Code.HEADER_UNKNOWN),
        (b"name,serial,Nombre\nA,1,B\n", Code.COLUMN_TWICE),
        (b"name\n" + b"A\n" * (MAX_ROWS + 1), Code.TOO_MANY_ROWS),
        (b"name\n" + b"A" * MAX_BYTES, Code.TOO_BIG),
    ],
)
def test_files_of_which_nothing_can_be_used(data: bytes, code: Code) -> None:
    """Given a file that is no such table, when it is read, then one problem says why and there is no row."""
    table = read_table(data, COLUMNS)
    assert table.rows == ()
    assert [(one.row, one.code) for one in table.problems] == [(None, code)]


def test_as_many_rows_as_are_allowed() -> None:
    """Given the largest table, when it is read, then every row is there."""
    assert len(read_table(b"name\n" + b"A\n" * MAX_ROWS, COLUMNS).rows) == MAX_ROWS


@pytest.mark.parametrize("size", [10, 200_000])
def test_a_quotation_mark_that_never_closes_hides_nothing_silently(size: int) -> None:
    """Given an open quotation mark, when it is read, then rows before it count and the problem names its row."""
    table = read_table(f'name,serial\nA,1\nB,"2\n{"C,3\n" * size}', COLUMNS)
    assert [row.number for row in table.rows] == [2]
    assert [(one.row, one.code) for one in table.problems] == [(3, Code.UNREADABLE_FROM)]


def test_a_cell_that_is_too_long_is_a_problem_of_its_row() -> None:
    """Given a cell longer than any name, when it is read, then only its row is left out."""
    table = read_table(f"name,serial\n{'A' * (MAX_CELL + 1)},1\nB,2\n", COLUMNS)
    assert [row.number for row in table.rows] == [3]
    assert [(one.row, one.code, one.column) for one in table.problems] == [(2, Code.CELL_TOO_LONG, "name")]


@given(st.binary(max_size=400) | st.text(max_size=400))
@example(b"\xff\xfe\x00")
@example("name\n\ud800")
@example(b'name,serial\n"\x00"\n')
@example('name\n"')
def test_no_bytes_raise(data: bytes | str) -> None:
    """Given any bytes or text, when it is read, then there are rows or problems, and cells are on one line."""
    table = read_table(data, COLUMNS)
    assert table.rows or table.problems
    assert all(cell == " ".join(cell.split()) and cell for row in table.rows for cell in row.cells.values())
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
