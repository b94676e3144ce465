"""Writing a capture: blocking, so it is called off the event loop, and bounded, so it can never fill a disk.

What is written is on the disk line by line: after a power cut all lines but perhaps the last are whole. A write that
fails is taken back as far as the disk allows, so that a file never ends with half a line by our doing.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
import os
from pathlib import Path
from typing import Final

from .lines import End, Footer, Header, Line, Read, header_line, line_of

LARGEST_FILE: Final = 50_000_000
"""Bytes of one capture; a day of 300 transmitters, each heard three times every three minutes, is 35 million."""

KEPT: Final = 10
KEPT_BYTES: Final = 200_000_000
"""Bytes of all captures that are kept, the newest first."""

_PATTERN: Final = "capture-*.jsonl"
_ROOM_FOR_FOOTER: Final = 200
_CLOSED: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a finished capture holds: reads and the bytes received with them."""

    name: str
    end: End
    reads: int
    bytes: int


class CaptureWriter:
    """One capture file that is being written; used by one thread at a time, everything may raise OSError."""

    def __init__(self, folder: Path, begun: datetime, largest: int = LARGEST_FILE) -> None:
        """Make a new file named after the moment of its beginning, in a folder that is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self._file = _new_file(folder, begun)
        self._largest = largest
        self._size = 0
        self._last = 0.0
        self._reads = 0
        self._bytes = 0

    def begin(self, header: Header) -> None:
        """Write the header."""
        self._append(header_line(header))

    def write(self, lines: Iterable[Line]) -> bool:
        """Write lines in the order of their times; False once no more fits, and the rest is left out then.

        A read stands before what it brought about: a link that works again is reported before its first bytes are.
        """
        whole, sizes, last, fits = bytearray(), list[int](), self._last, True
        for line in sorted(lines, key=lambda one: (one.at, not isinstance(one, Read))):
            at = max(line.at, last)
            data = line_of(replace(line, at=at))
            fits = self._size + len(whole) + len(data) <= self._largest - _ROOM_FOR_FOOTER
            if not fits:
                break
            whole += data
            last = at
            if isinstance(line, Read):
                sizes.append(len(line.data))
        self._append(bytes(whole))
        self._last, self._reads, self._bytes = last, self._reads + len(sizes), self._bytes + sum(sizes)
        return fits

    def finish(self, end: End, at: float) -> Written:
        """Write the footer and close; a capture that ended for want of space ends with its last line."""
        at = self._last if end in (End.SIZE, End.DISK, End.FAILED) else max(at, self._last)
        try:
            self._append(line_of(Footer(at=at, end=end, reads=self._reads, bytes=self._bytes)))
            os.fsync(self._file)
        finally:
            self.close()
        return self.so_far(end)

    def so_far(self, end: End) -> Written:
        """Return what the file holds."""
        return Written(name=self.path.name, end=end, reads=self._reads, bytes=self._bytes)

    def close(self) -> None:
        """Let go of the file; doing it twice is harmless."""
        # The number of a closed file may be that of another one by now.
        file, self._file = self._file, _CLOSED
        if file != _CLOSED:
            os.close(file)

    def discard(self) -> None:
        """Close and remove a file that came to nothing."""
        with suppress(OSError):
            self.close()
        self.path.unlink(missing_ok=True)

    def _append(self, data: bytes) -> None:
        """Write all bytes or none of them."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self._size)
                os.lseek(self._file, self._size, os.SEEK_SET)
            raise
        self._size += len(data)


def prune(folder: Path, busy: Collection[Path], kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> list[str]:
    """Remove the oldest captures until one more fits beside the others; return the names of those removed.

    `busy` are those being written, which stay. OSError if the folder cannot be read; one that cannot be removed stays.
    """
    found = sorted(folder.glob(_PATTERN), key=lambda path: path.name, reverse=True) if folder.is_dir() else []
    removed = []
    count, size = 1, 0
    for path in found:
        count, size = count + 1, size + path.stat().st_size
        if (count > kept or size > kept_bytes) and path not in busy:
            with suppress(OSError):
                path.unlink()
                removed.append(path.name)
    return removed


def _new_file(folder: Path, begun: datetime) -> tuple[Path, int]:
    """Open a file that was not there before."""
    name = f"capture-{begun.astimezone(UTC):%Y%m%d-%H%M%S}"
    for number in range(1, 100):
        path = folder / (f"{name}.jsonl" if number == 1 else f"{name}-{number}.jsonl")
        with suppress(FileExistsError):
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    raise FileExistsError(f"{name} was made a hundred times already")
