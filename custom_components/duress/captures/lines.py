"""The lines of a capture file: one JSON object each, exact in both directions (docs/capture.md).

The first line is the header, then come reads, links and changes of what is installed in the order of time, the last one
is the footer. Whatever a file holds, reading it ends well or with a `CaptureError` that names the line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
import json
from pathlib import Path
from typing import BinaryIO, Final

from .installed import Installed, installed_from, installed_to_data
from .values import Data, LineError, member, moment, number, text, values, whole

FORMAT: Final = "duress-capture"
VERSION: Final = 1

LONGEST_LINE: Final = 8 * 1024 * 1024
LONGEST: Final = 25 * 3600.0
"""Seconds a capture can span: a day and what a late end adds."""

LONGEST_AGO: Final = 2 * 86_400.0
"""Seconds before the beginning that are told apart; longer ago is told as this."""

_LONGEST_DETAIL: Final = 60


class CaptureError(Exception):
    """A file that is no whole capture; the text is a sentence that names the line."""


class End(StrEnum):
    """Why a recording ended."""

    TIME = "time"
    SIZE = "size"
    ASKED = "asked"
    REMOVED = "receiver_removed"
    STOPPED = "stopped"
    DISK = "disk"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a replay must know: what was installed and, in seconds before the beginning, what had been heard.

    `links` holds receiver number → (connected, for how long), `heard` device id → how long ago.
    """

    software: str
    begun: datetime
    installed: Installed
    links: Mapping[int, tuple[bool, float]]
    heard: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Anything after the header; `at` is seconds since the beginning."""

    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Line):
    """Bytes as they came from a receiver in one piece."""

    receiver: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Line):
    """A receiver's link works from now on, or no longer; `detail` is a word for why."""

    receiver: int
    connected: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Line):
    """Something else is installed from now on."""

    installed: Installed


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer(Line):
    """The end: why, and what the capture holds."""

    end: End
    reads: int
    bytes: int


def header_line(header: Header) -> bytes:
    """Return the first line of a file."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "software": header.software,
        "begun": header.begun.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "installed": installed_to_data(header.installed),
        "links": [
            {"receiver": receiver, "link": _word(connected), "ago": _rounded(min(ago, LONGEST_AGO))}
            for receiver, (connected, ago) in header.links.items()
        ],
        "heard": {device_id: _rounded(min(ago, LONGEST_AGO)) for device_id, ago in header.heard.items()},
    }
    return _dump(data)


def line_of(line: Line) -> bytes:
    """Return a line as it stands in a file; TypeError for what is none."""
    start: dict[str, object] = {"at": _rounded(line.at)}
    match line:
        case Read():
            return _dump({**start, "receiver": line.receiver, "read": line.data.hex()})
        case Link():
            data = {**start, "receiver": line.receiver, "link": _word(line.connected)}
            return _dump({**data, "detail": line.detail[:_LONGEST_DETAIL]} if line.detail else data)
        case Change():
            return _dump({**start, "installed": installed_to_data(line.installed)})
        case Footer():
            return _dump({**start, "end": line.end, "reads": line.reads, "bytes": line.bytes})
    raise TypeError(f"{type(line).__name__} is no line of a capture")


def read_capture(path: Path) -> Iterator[Header | Line]:
    """Yield header, lines and footer; CaptureError where the file is not as it must be."""
    try:
        with path.open("rb") as file:
            yield from _read(file)
    except OSError as error:
        raise CaptureError(f"{path} cannot be read: {error.strerror or type(error).__name__}.") from error


def _read(file: BinaryIO) -> Iterator[Header | Line]:
    """Yield the lines of an opened file in the one order they may have."""
    count = 0
    header: Header | None = None
    before: Line | None = None
    known: frozenset[int] = frozenset()
    while raw := file.readline(LONGEST_LINE + 1):
        count += 1
        try:
            if header is None:
                header = _header(_load(raw))
                known = header.installed.numbers
                yield header
                continue
            line = _line(_load(raw), before, known)
        except LineError as error:
            raise CaptureError(f"Line {count} {error}.") from None
        before = line
        known = line.installed.numbers if isinstance(line, Change) else known
        yield line
    if header is None:
        raise CaptureError("Line 1 is missing: the file is empty.")
    if not isinstance(before, Footer):
        raise CaptureError(
            f"Line {count} is the last one and no footer: the file was cut off, or the recording never ended in order."
        )


def _load(raw: bytes) -> Data:
    """Return the object of one line."""
    if len(raw) > LONGEST_LINE:
        raise LineError("is longer than any line of a capture")
    try:
        data = json.loads(raw.decode(), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise LineError("is no text") from None
    except ValueError, RecursionError:
        raise LineError("is no JSON" if raw.endswith(b"\n") else "is cut off") from None
    if not isinstance(data, dict):
        raise LineError("is no JSON object")
    return data


def _header(data: Data) -> Header:
    """Read the header."""
    if data.get("format") != FORMAT:
        raise LineError(f"does not say that this is a {FORMAT}")
    if (version := data.get("version")) != VERSION:
        raise LineError(f"names version {version!r} of the format; this software knows version {VERSION}")
    installed = installed_from(data, "installed")
    links: dict[int, tuple[bool, float]] = {}
    for one in values(data, "links"):
        links[_receiver(one, installed.numbers)] = (_connected(one), number(one, "ago", 0, LONGEST_AGO))
    heard = data.get("heard")
    if not isinstance(heard, dict):
        raise LineError("has no object “heard”")
    return Header(
        software=text(data, "software"),
        begun=moment(data, "begun"),
        installed=installed,
        links=links,
        heard={device_id: number(heard, device_id, 0, LONGEST_AGO) for device_id in heard},
    )


def _line(data: Data, before: Line | None, known: frozenset[int]) -> Line:
    """Read any later line; `known` are the numbers of the receivers."""
    at = number(data, "at", 0, LONGEST)
    if isinstance(before, Footer):
        raise LineError("stands behind the footer, which must be the last one")
    if before is not None and at < before.at:
        raise LineError("is earlier than the line before it")
    if "read" in data:
        return Read(at=at, receiver=_receiver(data, known), data=_bytes(data))
    if "link" in data:
        detail = text(data, "detail", "")
        return Link(at=at, receiver=_receiver(data, known), connected=_connected(data), detail=detail)
    if "installed" in data:
        return Change(at=at, installed=installed_from(data, "installed"))
    if "end" in data:
        return Footer(at=at, end=member(data, "end", End), reads=whole(data, "reads"), bytes=whole(data, "bytes"))
    raise LineError("is neither a read, a link, a change nor the footer")


def _receiver(data: Data, known: frozenset[int]) -> int:
    """Return the number of a receiver that is installed."""
    found = whole(data, "receiver")
    if found not in known:
        raise LineError(f"names receiver {found}, which is not installed")
    return found


def _connected(data: Data) -> bool:
    """Return whether a link is up."""
    word = text(data, "link")
    if word not in ("up", "down"):
        raise LineError("says neither “up” nor “down” for “link”")
    return word == "up"


def _bytes(data: Data) -> bytes:
    """Return what was read."""
    try:
        return bytes.fromhex(text(data, "read"))
    except ValueError:
        raise LineError("has something else than hexadecimal digits in “read”") from None


def _word(connected: bool) -> str:
    """Return the word for a link's state."""
    return "up" if connected else "down"


def _dump(data: object) -> bytes:
    """Return one line."""
    return json.dumps(data, separators=(",", ":")).encode() + b"\n"


def _rounded(seconds: float) -> float:
    """Return seconds to the microsecond, so that a line stays short."""
    return round(seconds, 6)


def _refuse(constant: str) -> float:
    """Refuse what only looks like a number."""
    raise ValueError(constant)
