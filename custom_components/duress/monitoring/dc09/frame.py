"""The frame around a DC-09 message: line feed, CRC, length, body, carriage return."""

import re
from typing import Final

LF: Final = b"\n"
CR: Final = b"\r"
LARGEST: Final = 1000
"""Bytes of a whole frame: a common receiver reads so many at a time."""

_HEAD: Final = re.compile(rb"([0-9A-Fa-f]{4})0([0-9A-Fa-f]{3})")
_HEAD_LENGTH: Final = 8


class FrameError(ValueError):
    """Bytes are no proper frame, or no message can be read from them."""


def _row(value: int) -> int:
    """Return the CRC of one byte."""
    for _ in range(8):
        value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value


_TABLE: Final = tuple(_row(value) for value in range(256))


def crc16(body: bytes) -> int:
    """Return the CRC-16/ARC of a body."""
    crc = 0
    for byte in body:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc


def frame(body: bytes) -> bytes:
    """Return a body in its frame; FrameError if the length has no room for it."""
    if not 0 < len(body) <= 0xFFF:
        raise FrameError("a body has 1 to 4095 bytes")
    return LF + f"{crc16(body):04X}{len(body):04X}".encode() + body + CR


def unframe(data: bytes) -> bytes:
    """Return the body of one frame, with or without the line feed and the carriage return; FrameError otherwise."""
    inside = data.removeprefix(LF).removesuffix(CR)
    head = _HEAD.match(inside)
    if head is None:
        raise FrameError("it does not begin with a checksum and a length")
    body = inside[_HEAD_LENGTH:]
    if len(body) != int(head[2], 16):
        raise FrameError("its length is wrong")
    if crc16(body) != int(head[1], 16):
        raise FrameError("its checksum is wrong")
    return body
