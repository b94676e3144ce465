"""Links to receivers: bytes come in over serial, TCP or a proxy, messages go out; lost links come back by themselves.

`ReceiverLink` is the one link class, `probe` tries an address for the set-up form, `redact` makes an address fit to be
shown. Nothing here knows Home Assistant.
"""

from .counters import LinkCounters
from .link import ReceiverLink
from .probe import ProbeResult, probe
from .problems import LinkProblem
from .status import Connect, LinkState, LinkStatus
from .supervision import SilencePolicy, shortest_silence
from .urls import redact

__all__ = [
    "Connect",
    "LinkCounters",
    "LinkProblem",
    "LinkState",
    "LinkStatus",
    "ProbeResult",
    "ReceiverLink",
    "SilencePolicy",
    "probe",
    "redact",
    "shortest_silence",
]
