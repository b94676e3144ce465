"""Cutting a byte stream into frames: `[header] [length] [body …] [checksum]`.

The length counts header, length and body; the checksum is the sum of those bytes modulo 256 (section 2). Nothing
escapes or ends a frame, so after noise the reader drops one byte at a time until a frame fits again. A recovered byte
is never thrown away with the rubbish around it, because it may be the start of an alarm.
"""

from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final = 200

# Header → smallest and largest length (section 2, table of headers). 0x72 0xFF must not stall the reader for 256 bytes.
LENGTHS: Final[dict[int, tuple[int, int]]] = {
    0x06: (2, 2),
    0x11: (4, 4),
    0x13: (15, 15),
    0x15: (3, 3),
    0x1C: (5, 5),
    0x31: (10, 10),
    0x35: (3, 32),
    0x72: (16, MAX_LENGTH),
}
_LOW: Final = bytes(LENGTHS.get(header, (1, 0))[0] for header in range(256))
_HIGH: Final = bytes(LENGTHS.get(header, (1, 0))[1] for header in range(256))

IDLE_TIMEOUT: Final = 1.0
"""Seconds without a byte after which an unfinished frame is given up (section 2, rule 3)."""


@dataclass(slots=True)
class FrameCounters:
    """What a reader has seen since it was made; rising bad counts mean a wiring or baud rate fault."""

    frames: int = 0
    discarded_bytes: int = 0
    checksum_errors: int = 0


def seal(body: bytes) -> bytes:
    """Return a whole frame: append the checksum to header, length and body."""
    return body + bytes((sum(body) & 0xFF,))


class FrameReader:
    """Turns any split of the bytes into the same frames; holds at most one unfinished frame."""

    __slots__ = ("_buffer", "counters")

    def __init__(self) -> None:
        """Start with nothing pending."""
        self._buffer = b""
        self.counters = FrameCounters()

    @property
    def pending(self) -> bool:
        """Whether an unfinished frame waits for more bytes."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes as they came and return the frames they complete, checksum included."""
        buffer = self._buffer + data if self._buffer else data
        frames: list[bytes] = []
        counters = self.counters
        start, end = 0, len(buffer)
        discarded = 0
        while start < end:
            header = buffer[start]
            if not _HIGH[header]:
                start += 1
                discarded += 1
                continue
            if start + 1 == end:
                break
            length = buffer[start + 1]
            if not _LOW[header] <= length <= _HIGH[header]:
                start += 1
                discarded += 1
                continue
            stop = start + length
            if stop >= end:
                break
            if sum(buffer[start:stop]) & 0xFF != buffer[stop]:
                counters.checksum_errors += 1
                start += 1
                discarded += 1
                continue
            frames.append(buffer[start : stop + 1])
            start = stop + 1
        self._buffer = buffer[start:]
        counters.frames += len(frames)
        counters.discarded_bytes += discarded
        return frames

    def give_up(self) -> list[bytes]:
        """Drop the first pending byte after `IDLE_TIMEOUT` of silence and return the frames found behind it."""
        if not self._buffer:
            return []
        rest = self._buffer[1:]
        self._buffer = b""
        self.counters.discarded_bytes += 1
        return self.feed(rest)

    def clear(self) -> None:
        """Forget the unfinished frame of a connection that ended."""
        self.counters.discarded_bytes += len(self._buffer)
        self._buffer = b""
