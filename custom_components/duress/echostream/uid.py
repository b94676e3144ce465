"""Radio identifiers: one byte of device family (MID) and three bytes of serial number."""

from enum import IntEnum
from string import hexdigits
from typing import Final, NewType

Uid = NewType("Uid", int)
"""A 32-bit radio identifier, MID in the top byte."""

MAX_SERIAL: Final = 0xFFFFFF
_HEX_DIGITS: Final = frozenset(hexdigits)


class Mid(IntEnum):
    """Device family, the top byte of a Uid (section 3)."""

    RECEIVER = 0x00
    REPEATER = 0x01
    SUBMETERING = 0xA0
    END_DEVICE = 0xB2
    ENVIRONMENTAL = 0xC0


def make_uid(mid: int, serial: int) -> Uid:
    """Join a MID (0 to 255) and a printed serial number (0 to 16777215); ValueError outside."""
    if not 0 <= mid <= 0xFF or not 0 <= serial <= MAX_SERIAL:
        raise ValueError(f"no such identifier: MID {mid}, serial {serial}")
    return Uid(mid << 24 | serial)


def mid_of(uid: Uid) -> int:
    """Return the device family byte."""
    return uid >> 24


def serial_of(uid: Uid) -> int:
    """Return the 24-bit serial number as printed, in decimal, on the label."""
    return uid & MAX_SERIAL


def format_uid(uid: Uid) -> str:
    """Return the eight hexadecimal digits of an identifier."""
    return f"{uid:08X}"


def parse_uid(text: str) -> Uid:
    """Read eight hexadecimal digits; ValueError for anything else."""
    # int() alone would also take a sign, blanks, underscores and "0x".
    if len(text) != 8 or not set(text) <= _HEX_DIGITS:
        raise ValueError(f"an identifier has 8 hexadecimal digits, not {text!r}")
    return Uid(int(text, 16))
