"""Stable identifiers: 26 characters, sortable by time, the same for the same input."""

from hashlib import blake2b
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def make_id(utc: float, *parts: str | int) -> str:
    """Return a ULID: 48 bits of milliseconds since 1970, 80 bits that follow from the time and the parts.

    Nothing random goes in, so replaying a capture names everything as it was named the first time.
    """
    digest = blake2b(repr((utc, parts)).encode(), digest_size=10).digest()
    number = (int(utc * 1000) & (1 << 48) - 1) << 80 | int.from_bytes(digest)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


class Namer:
    """Names what happens at one site; two things at the same instant get two names."""

    def __init__(self, site_id: str) -> None:
        """Begin to count at nothing."""
        self._site_id = site_id
        self._count = 0

    def new(self, utc: float, *parts: str | int) -> str:
        """Return the name of something that happens at `utc`."""
        self._count += 1
        return make_id(utc, self._site_id, self._count, *parts)
