"""Read a receiver's line from standard input and print one JSON object per message: what `scripts/decode` runs.

The input is raw bytes as they come from the line, or text with hexadecimal digits (blanks, colons, dashes, commas and
`0x` between them do not matter; empty lines and lines that begin with `#` are skipped; a time stamp in front of the
digits is not understood). All lines together are one stream: a frame may span lines, a line may hold many frames.
"""

import argparse
from collections.abc import Iterator
import json
import os
import re
import sys
from typing import BinaryIO, Final, TextIO

from . import FrameReader, decode
from .describe import describe

_CHUNK: Final = 65536
# A frame's third byte is binary in every header, so four bytes decide between text and the line itself.
_ENOUGH: Final = 4
_TEXT: Final = frozenset(b"\t\r\n") | frozenset(range(0x20, 0x7F))
_BETWEEN: Final = re.compile(r"0[xX]|[\s:,-]")

HINT_GARBAGE: Final = (
    "Most of these bytes fit no frame. An EchoStream receiver speaks 9600 baud, 8 data bits, no parity, 1 stop bit: "
    "look at the baud rate of the port or serial server first, then at the wiring."
)
HINT_NOTHING: Final = "Nothing came on standard input."


def main(arguments: list[str] | None = None) -> int:
    """Decode standard input; return 0 when a message was found, 1 when not."""
    parser = argparse.ArgumentParser(prog="scripts/decode", description=(__doc__ or "").partition("\n\n")[2])
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--hex", dest="text", action="store_true", default=None, help="the input is hexadecimal text")
    form.add_argument("--raw", dest="text", action="store_false", help="the input is the bytes of the line")
    options = parser.parse_args(arguments)
    try:
        return Decoder(sys.stdout, sys.stderr).run(sys.stdin.buffer, options.text)
    except BrokenPipeError:
        # Whoever read the output has left (`| head`); Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class Decoder:
    """One run of the tool: a stream of bytes in, lines of JSON out, a summary at the end."""

    def __init__(self, output: TextIO, notes: TextIO) -> None:
        """Write messages to `output` and everything for a person to `notes`."""
        self._reader = FrameReader()
        self._output = output
        self._notes = notes
        self._received = 0

    def run(self, source: BinaryIO, text: bool | None) -> int:
        """Decode a source until its end; `text` None means: look at the first bytes. Return the exit code."""
        try:
            chunks = _chunks(source)
            first = next(chunks, b"")
            while len(first) < _ENOUGH and (more := next(chunks, b"")):
                first += more
            if is_text(first) if text is None else text:
                self._read_text(first, chunks)
            else:
                self._read_raw(first, chunks)
        except KeyboardInterrupt:
            self._note("Stopped.")
        return self._finish()

    def _read_raw(self, first: bytes, chunks: Iterator[bytes]) -> None:
        """Take the bytes as they are."""
        self._feed(first)
        for chunk in chunks:
            self._feed(chunk)

    def _read_text(self, first: bytes, chunks: Iterator[bytes]) -> None:
        """Take lines of hexadecimal digits; say which lines are none and go on."""
        number = 0
        for line in _lines(first, chunks):
            number += 1
            if line.lstrip().startswith("#"):
                continue
            digits = _BETWEEN.sub("", line)
            try:
                data = bytes.fromhex(digits)
            except ValueError:
                shown = line.strip()
                self._note(f"Line {number} is not hexadecimal and was left out: {shown[:60]!r}")
                continue
            self._feed(data)

    def _feed(self, data: bytes) -> None:
        """Print the messages some bytes complete."""
        self._received += len(data)
        self._print(self._reader.feed(data))

    def _finish(self) -> int:
        """Print what an unfinished frame at the end was hiding, then the summary."""
        while self._reader.pending:
            self._print(self._reader.give_up())
        counters = self._reader.counters
        self._note(
            f"{counters.frames} messages, {counters.discarded_bytes} bytes discarded, "
            f"{counters.checksum_errors} checksum errors"
        )
        if not self._received:
            self._note(HINT_NOTHING)
        elif 2 * counters.discarded_bytes > self._received:
            self._note(HINT_GARBAGE)
        return 0 if counters.frames else 1

    def _print(self, frames: list[bytes]) -> None:
        """Print one line for each frame, at once, so that a live line can be watched."""
        for frame in frames:
            self._output.write(json.dumps(describe(decode(frame))) + "\n")
        self._output.flush()

    def _note(self, sentence: str) -> None:
        """Tell the person at the terminal."""
        self._notes.write(sentence + "\n")
        self._notes.flush()


def is_text(start: bytes) -> bool:
    """Whether a stream that begins like this is text."""
    return all(byte in _TEXT for byte in start)


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    """Yield bytes as soon as they come, not when a buffer is full."""
    read = getattr(source, "read1", source.read)
    while chunk := read(_CHUNK):
        yield chunk


def _lines(first: bytes, chunks: Iterator[bytes]) -> Iterator[str]:
    """Cut text into lines without ever holding more than one line and one chunk."""
    rest = first
    while True:
        *lines, rest = rest.split(b"\n")
        for line in lines:
            yield line.decode("latin-1")
        chunk = next(chunks, None)
        if chunk is None:
            break
        rest += chunk
    if rest:
        yield rest.decode("latin-1")


if __name__ == "__main__":
    sys.exit(main())
