"""How the demo receiver answers what it is asked: read-only questions, as a network coordinator does."""

from typing import Final

from ...echostream import DirectedConfig, Message, Nak, encode, serial_of
from ...echostream.commands import REPORT_CHECK_IN, REPORT_NID, REPORT_SERIAL
from .layout import DemoLayout

CHECK_IN: Final = 30
"""Seconds between check-ins of the receiver."""

_ACKNOWLEDGE, _DIRECTED, _OTHERS = 0x06, 0x34, b"\x20\x30\x50"
_BAD_CHECKSUM, _BAD_HEADER, _BAD_COMMAND = 0x01, 0x02, 0x08
_LONGEST: Final = 97


class Questions:
    """Cuts what a client sends into commands and answers them; holds at most one unfinished command."""

    def __init__(self, layout: DemoLayout, speed: float) -> None:
        """Answer for the receiver of a school whose clock runs `speed` times as fast."""
        self._buffer = b""
        interval = max(1, round(CHECK_IN / speed))
        self._answers: dict[bytes, Message] = {
            REPORT_SERIAL: DirectedConfig(0x90, serial_of(layout.receiver).to_bytes(3)),
            REPORT_NID: DirectedConfig(0x82, bytes((layout.nid,))),
            REPORT_CHECK_IN: DirectedConfig(0x85, interval.to_bytes(2) + b"\0"),
        }

    def answer(self, data: bytes) -> bytes:
        """Take bytes as they came and return the answers to the commands they complete."""
        buffer = self._buffer + data
        answers = b""
        while len(buffer) >= 2:
            header, length = buffer[0], buffer[1]
            if header not in (_ACKNOWLEDGE, _DIRECTED, *_OTHERS) or not 2 <= length <= _LONGEST:
                buffer = buffer[1:]
                continue
            if len(buffer) <= length:
                break
            command, buffer = buffer[: length + 1], buffer[length + 1 :]
            answers += self._one(command)
        self._buffer = buffer
        return answers

    def _one(self, command: bytes) -> bytes:
        """Answer one whole command; acknowledgements want no answer."""
        if command[0] == _ACKNOWLEDGE:
            return b""
        if sum(command[:-1]) & 0xFF != command[-1]:
            return encode(Nak(_BAD_CHECKSUM))
        if command[0] != _DIRECTED:
            return encode(Nak(_BAD_HEADER))
        return encode(self._answers.get(command, Nak(_BAD_COMMAND)))
