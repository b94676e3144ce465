"""Entries as text, page by page: JSON for programs, CSV for spreadsheets. Each carries its hash."""

from collections.abc import Sequence
import csv
from datetime import UTC, datetime
from enum import StrEnum
from io import StringIO
import json
from typing import Final

from .records import Entry, Json

COLUMNS: Final = ("seq", "time", "at", "kind", "event_id", "incident_id", "trouble_id", "data", "hash")

type Page = Sequence[tuple[Entry, str]]


class ExportFormat(StrEnum):
    """How entries are written."""

    JSON = "json"
    CSV = "csv"


class Exporter:
    """Turns pages into text of one format; the parts make up a file in the order of the calls."""

    def __init__(self, format_: ExportFormat) -> None:
        """Begin a file."""
        self._format = format_
        self.entries = 0

    def begin(self) -> str:
        """Return what comes before the first page."""
        return "[" if self._format is ExportFormat.JSON else _csv([COLUMNS])

    def page(self, page: Page) -> str:
        """Return the next page."""
        first = self.entries == 0
        self.entries += len(page)
        if self._format is ExportFormat.JSON:
            return ("\n" if first else ",\n") + ",\n".join(json.dumps(as_data(*one)) for one in page)
        return _csv([_cells(as_data(*one)) for one in page])

    def end(self) -> str:
        """Return what comes after the last page."""
        return "\n]\n" if self._format is ExportFormat.JSON else ""


def as_data(entry: Entry, digest: str) -> dict[str, Json]:
    """Return an entry as plain data; `at` is UTC seconds, `time` the same for people."""
    return {
        "seq": entry.seq,
        "time": datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds"),
        "at": entry.at,
        "kind": entry.kind,
        "event_id": entry.event_id,
        "incident_id": entry.incident_id,
        "trouble_id": entry.trouble_id,
        "data": entry.data,
        "hash": digest,
    }


def _cells(data: dict[str, Json]) -> list[str]:
    """Return an entry as cells."""
    return [_cell(data[column]) for column in COLUMNS]


def _cell(value: Json) -> str:
    """Return a value as a cell."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
