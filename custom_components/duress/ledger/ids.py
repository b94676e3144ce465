"""Names for messages that are not in the ledger, such as heartbeats: ULIDs, sortable by time."""

import secrets
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(at: float) -> str:
    """Return a new ULID text of 26 characters for a moment in UTC seconds."""
    number = (int(at * 1000) & (1 << 48) - 1) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
