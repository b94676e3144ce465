"""What a receiver may be asked. Only read-only questions are ever sent on their own (section 14)."""

from typing import Final

from .framing import seal
from .uid import Uid

ANSWER_TIMEOUT: Final = 5.0
"""Seconds to wait for an answer before going on (section 5)."""

ACKNOWLEDGE: Final = seal(b"\x06\x02")
REPORT_INBOUND_FORMAT: Final = seal(b"\x34\x03\x81")
REPORT_NID: Final = seal(b"\x34\x03\x82")
REPORT_MIDS: Final = seal(b"\x34\x03\x83")
REPORT_CHECK_IN: Final = seal(b"\x34\x03\x85")
REPORT_OUTBOUND_STATUS: Final = seal(b"\x34\x03\x86")
REPORT_LINK_SUPERVISION: Final = seal(b"\x34\x03\x87")
REPORT_SERIAL: Final = seal(b"\x34\x03\x90")
REPORT_BROADCAST_CONFIG: Final = seal(b"\x30\x03\x07")


def set_nid(nid: int, *, directed: bool) -> bytes:
    """Return the command that changes a receiver's NID. It cuts off every repeater: only when a person asks for it."""
    _check_nid(nid)
    return seal(bytes((0x34, 4, 0x02, nid)) if directed else bytes((0x30, 4, 0x05, nid)))


def give_nid(device: Uid) -> bytes:
    """Return the command that gives the receiver's NID to a repeater or two-way device."""
    return seal(b"\x20\x07\x00" + device.to_bytes(4))


def _check_nid(nid: int) -> None:
    """Refuse a network identifier outside 1 to 31."""
    if not 1 <= nid <= 31:
        raise ValueError(f"a network identifier lies between 1 and 31, not {nid}")
