"""What can be wrong with a file: codes with placeholders, put into words by whoever shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

SHOWN: Final = 40
"""Characters of a cell that are repeated in a sentence about it."""


class Code(StrEnum):
    """One kind of fault; each has a sentence in the translations."""

    # The file as a whole
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    HEADER_UNKNOWN = "header_unknown"
    COLUMN_TWICE = "column_twice"
    # The shape of a row
    UNREADABLE_FROM = "unreadable_from"
    CELLS_TOO_MANY = "cells_too_many"
    CELL_TOO_LONG = "cell_too_long"
    # Values
    SERIAL_WRONG = "serial_wrong"
    MODEL_UNKNOWN = "model_unknown"
    USE_UNKNOWN = "use_unknown"
    KIND_UNKNOWN = "kind_unknown"
    LIFE_UNKNOWN = "life_unknown"
    DATE_WRONG = "date_wrong"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_FUTURE = "date_future"
    LEVEL_WRONG = "level_wrong"
    YES_NO_WRONG = "yes_no_wrong"
    # Rows that do not fit together, or not to what exists
    ROW_OF_NOTHING = "row_of_nothing"
    SERIAL_MISSING = "serial_missing"
    SERIAL_TWICE = "serial_twice"
    TRANSMITTER_TWICE = "transmitter_twice"
    USE_DIFFERS = "use_differs"
    USE_AND_MODEL = "use_and_model"
    USE_WITHOUT_HOLDER = "use_without_holder"
    LABEL_TWICE = "label_twice"
    LABEL_TAKEN = "label_taken"
    LABEL_IS_NAME = "label_is_name"
    LIFE_WITH_HOLDER = "life_with_holder"
    LIFE_WITHOUT_HOLDER = "life_without_holder"
    NAME_MISSING = "name_missing"
    PERSON_AMBIGUOUS = "person_ambiguous"
    PERSON_DIFFERS = "person_differs"
    ROOM_UNKNOWN = "room_unknown"
    ROOM_AMBIGUOUS = "room_ambiguous"
    PLACE_MISSING = "place_missing"
    LEVEL_DIFFERS = "level_differs"
    ROOM_TWICE = "room_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: in a row as a spreadsheet numbers it, or in the whole file; `column` as in the documentation."""

    code: Code
    row: int | None = None
    column: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class RowError(Exception):
    """A row cannot be used; carries the problem from where it is found to where the row is left out."""

    def __init__(self, code: Code, column: str | None = None, /, **values: str) -> None:
        """Say what is wrong; the row is known where this is caught."""
        super().__init__(code)
        self.code = code
        self.column = column
        self.values = values

    def at(self, row: int) -> Problem:
        """Return the problem of a row."""
        return Problem(code=self.code, row=row, column=self.column, values=self.values)


def shown(text: str) -> str:
    """Return a cell as it is repeated in a sentence: not more than some characters of it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
