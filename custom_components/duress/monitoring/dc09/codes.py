"""Which code tells what, as tables: SIA (DC-03) and Contact ID (DC-05). A site may set others."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Final


class Form(StrEnum):
    """How events are written; the value is the token of the message."""

    SIA = "SIA-DCS"
    CID = "ADM-CID"


SAME: Final = "="
"""Instead of a code, or of that of its end: that of the incident's kind again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The code of an event, of its end, and the number that goes with it; empty: not told, or the room's number."""

    begin: str = ""
    end: str = ""
    zone: str = ""


KINDS: Final = ("duress", "medical", "assist", "lockdown")
NO_ROOM: Final = "0"
"""What goes with a code that is about no room."""

_NOT_TOLD: Final = {
    name: Code() for name in ("acknowledged", "responding", "on_scene", "unconfirmed", "interrupted", "cleared")
}
_AGAIN: Final = {name: Code(begin=SAME) for name in ("located", "repeated", "confirmed", "escalated")}

SIA: Final[Mapping[str, Code]] = {
    "duress": Code(begin="HA", end="HR"),
    "medical": Code(begin="MA", end="MR"),
    "assist": Code(begin="QA", end="QR"),
    "lockdown": Code(begin="PA", end="PR"),
    **_AGAIN,
    **_NOT_TOLD,
    "cancelled": Code(begin="OC", zone=NO_ROOM),
    "test_press": Code(begin="TP"),
    "rehearsal": Code(begin="TS", end="TE", zone=NO_ROOM),
    "test_message": Code(begin="RX", zone=NO_ROOM),
    "daily_test": Code(begin="RP", zone=NO_ROOM),
    "missing": Code(begin="UY", end="UJ"),
    "low_battery": Code(begin="XT", end="XR"),
    "tamper": Code(begin="TA", end="TR"),
    "mains_lost": Code(begin="AT", end="AR"),
    "jammed": Code(begin="XQ", end="XH"),
    "link_lost": Code(begin="ET", end="ER"),
    "link_failure": Code(begin="ET", end="ER"),
    "lost_frames": Code(begin="YX", end="YZ"),
    "restarted": Code(begin="RR"),
    "restarts": Code(begin="YX", end="YZ"),
    "suspect": Code(begin="HT", end="HJ"),
    "model_mismatch": Code(begin="HT", end="HJ"),
    "weak_signal": Code(begin="XL"),
    "interval_misfit": Code(begin="YX", end="YZ"),
    "other_trouble": Code(begin="YX", end="YZ"),
    "path_lost": Code(begin="YS", end="YK", zone=NO_ROOM),
    "not_listening": Code(end="RR", zone=NO_ROOM),
}
CID: Final[Mapping[str, Code]] = {
    "duress": Code(begin="1122", end="3122"),
    "medical": Code(begin="1100", end="3100"),
    "assist": Code(begin="1101", end="3101"),
    "lockdown": Code(begin="1120", end="3120"),
    **_AGAIN,
    **_NOT_TOLD,
    "confirmed": Code(begin="1129", end="3129"),
    "cancelled": Code(begin="1406", zone=NO_ROOM),
    "test_press": Code(begin="1611"),
    "rehearsal": Code(begin="1607", end="3607", zone=NO_ROOM),
    "test_message": Code(begin="1601", zone=NO_ROOM),
    "daily_test": Code(begin="1602", zone=NO_ROOM),
    "missing": Code(begin="1381", end="3381"),
    "low_battery": Code(begin="1384", end="3384"),
    "tamper": Code(begin="1383", end="3383"),
    "mains_lost": Code(begin="1301", end="3301"),
    "jammed": Code(begin="1344", end="3344"),
    "link_lost": Code(begin="1333", end="3333"),
    "link_failure": Code(begin="1333", end="3333"),
    "lost_frames": Code(begin="1616", end="3616"),
    "restarted": Code(begin="1305"),
    "restarts": Code(begin="1616", end="3616"),
    "suspect": Code(begin="1380", end="3380"),
    "model_mismatch": Code(begin="1380", end="3380"),
    "weak_signal": Code(begin="1616", end="3616"),
    "interval_misfit": Code(begin="1616", end="3616"),
    "other_trouble": Code(begin="1616", end="3616"),
    "path_lost": Code(begin="1350", end="3350", zone=NO_ROOM),
    "not_listening": Code(end="1305", zone=NO_ROOM),
}
DEFAULTS: Final[Mapping[Form, Mapping[str, Code]]] = {Form.SIA: SIA, Form.CID: CID}

_NEEDED: Final = (*KINDS, "test_press", "test_message", "daily_test")
_CODES: Final = {Form.SIA: re.compile(r"[A-Z]{2}"), Form.CID: re.compile(r"[136]\d{3}")}
_ZONES: Final = {Form.SIA: re.compile(r"\d{1,4}"), Form.CID: re.compile(r"\d{1,3}")}
_STEPS: Final = frozenset({*_AGAIN, *_NOT_TOLD, "cancelled"})
_NONE: Final = "-"


def is_zone(text: str, form: Form) -> bool:
    """Return whether a text is a number a receiver reads."""
    return _ZONES[form].fullmatch(text) is not None


def parse_codes(text: str, form: Form) -> dict[str, Code]:
    """Return what lines like `duress = PA PR` or `cancelled = OC - 0` say; ValueError with the first wrong line.

    After the name come the code, the code of the end and the number; `-` stands for none. An alarm always has a code.
    """
    codes: dict[str, Code] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, rest = line.partition("=")
        words = ["" if word == _NONE else word.upper() for word in rest.split()]
        code = Code(**dict(zip(("begin", "end", "zone"), words, strict=False)))
        if name.strip() not in SIA or name.strip() in codes or not 1 <= len(words) <= 3:
            raise ValueError(line)
        if not _is_proper(name.strip(), code, form):
            raise ValueError(line)
        codes[name.strip()] = code
    return codes


def _is_proper(name: str, code: Code, form: Form) -> bool:
    """Return whether a receiver can read a code, and an alarm has one."""
    if name in _NEEDED and code.begin in ("", SAME):
        return False
    if name not in _STEPS and SAME in (code.begin, code.end):
        return False
    good = all(_CODES[form].fullmatch(one) for one in (code.begin, code.end) if one not in ("", SAME))
    return good and (not code.zone or is_zone(code.zone, form))


def written(codes: Mapping[str, Code]) -> str:
    """Return codes as lines that can be parsed again."""
    return "\n".join(
        f"{name} = {code.begin or _NONE} {code.end or _NONE} {code.zone or _NONE}" for name, code in codes.items()
    )
