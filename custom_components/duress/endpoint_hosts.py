"""Hosts in the forms of endpoints: how they are written, and which of them are this machine itself."""

import re
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")

_HOST: Final = re.compile(r"[A-Za-z0-9:._-]+")


def is_host(text: str) -> bool:
    """Return whether a text can be a host name or an IP address."""
    return _HOST.fullmatch(text) is not None
