"""SIA DC-09: alarms over IP to the receiver of a monitoring centre, as codes with the place in words beside them."""

from .cipher import BITS, Key, KeyForm, Pad
from .codes import DEFAULTS, Code, Form, is_zone, parse_codes, written
from .content import UNKNOWN_ROOM, Numbering
from .exchange import Protocol
from .transport import LONGEST_TIMEOUT, SHORTEST_TIMEOUT, Dc09Settings, Dc09Transport

__all__ = [
    "BITS",
    "DEFAULTS",
    "LONGEST_TIMEOUT",
    "SHORTEST_TIMEOUT",
    "UNKNOWN_ROOM",
    "Code",
    "Dc09Settings",
    "Dc09Transport",
    "Form",
    "Key",
    "KeyForm",
    "Numbering",
    "Pad",
    "Protocol",
    "is_zone",
    "parse_codes",
    "written",
]
