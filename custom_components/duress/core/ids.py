"""Stable identifiers: 26 characters, sortable by time, the same for the same input."""

from hashlib import blake2b
from typing import Final, NamedTuple

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME: Final = 10
"""Characters of a name that are its time."""

_MIXED_BITS: Final = (1 << 60) - 1
_MIXER: Final = 0x9E3779B97F4A7C15
"""An odd number, so that multiplying by it modulo a power of two keeps different numbers different."""


def make_id(utc: float, *parts: str | int) -> str:
    """Return a ULID: 48 bits of milliseconds since 1970, 80 bits that follow from the time and the parts.

    Nothing random goes in, so replaying a capture names everything as it was named the first time.
    """
    digest = blake2b(repr((utc, parts)).encode(), digest_size=10).digest()
    number = (int(utc * 1000) & (1 << 48) - 1) << 80 | int.from_bytes(digest)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def named_after(name: str, *parts: str) -> str:
    """Return the name of what can happen only once to something with a name; it is sorted with that."""
    return name[:_TIME] + make_id(0.0, name, *parts)[_TIME:]


class PressNames(NamedTuple):
    """What a press is called, and what the event and the incident are called that it causes."""

    press_id: str
    event_id: str
    incident_id: str


class Namer:
    """Names what happens at one site; two things at the same instant get two names."""

    def __init__(self, site_id: str) -> None:
        """Begin to count at nothing."""
        self._site_id = site_id
        self._seed = int.from_bytes(blake2b(site_id.encode(), digest_size=8).digest())
        self._count = 0

    def new(self, utc: float, *parts: str | int) -> str:
        """Return the name of something that happens at `utc`."""
        self._count += 1
        return make_id(utc, self._site_id, self._count, *parts)

    def press(self, utc: float) -> PressNames:
        """Return the names for a press at `utc`: ULIDs like any other, alike but for the last character.

        Somebody waits for help while they are made, so their last 80 bits are multiplied and not hashed: 60 bits that
        no other press of the site has at that microsecond, then five that say which of the three it is.
        """
        self._count += 1
        microseconds = int(utc * 1_000_000)
        time, letters = microseconds // 1000, _ALPHABET
        mixed = (microseconds << 44 ^ self._count ^ self._seed) * _MIXER & _MIXED_BITS
        stem = (
            letters[time >> 45 & 31] + letters[time >> 40 & 31] + letters[time >> 35 & 31] + letters[time >> 30 & 31]
            + letters[time >> 25 & 31] + letters[time >> 20 & 31] + letters[time >> 15 & 31] + letters[time >> 10 & 31]
            + letters[time >> 5 & 31] + letters[time & 31] + f"{mixed:015X}"
        )  # fmt: skip
        return PressNames(stem + "P", stem + "E", stem + "N")
