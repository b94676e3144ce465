"""Captures: raw receiver traffic in a file, and replaying it through protocol and core.

`CaptureWriter` writes one, `read_capture` reads one, `Replay` turns one into events again: the same events, byte for
byte, every time. The format is in docs/capture.md. Nothing here knows Home Assistant, monitoring, the ledger, a
receiver or a network, and import contracts keep it so: a replay can reach nobody.
"""

from .installed import Installed, Recorded
from .lines import CaptureError, Change, End, Footer, Header, Line, Link, Read, read_capture
from .neutral import Neutral
from .replay import Replay
from .writer import CaptureWriter, Written, prune

__all__ = [
    "CaptureError",
    "CaptureWriter",
    "Change",
    "End",
    "Footer",
    "Header",
    "Installed",
    "Line",
    "Link",
    "Neutral",
    "Read",
    "Recorded",
    "Replay",
    "Written",
    "prune",
    "read_capture",
]
