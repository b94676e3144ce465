"""Codes that alarm desks know (SIA DC-03 and Contact ID DC-05) for what a message is about."""

from collections.abc import Mapping
from typing import Final

from .messages import Mode, Notice, NoticeType
from .payload import mode_of

SIA: Final = "SIA-DC-03"
CONTACT_ID: Final = "SIA-DC-05"

type Codes = tuple[str, str]

_KINDS: Final[Mapping[str, Codes]] = {
    "duress": ("HA", "1122"),
    "lockdown": ("PA", "1120"),
    "medical": ("MA", "1100"),
    "assist": ("QA", "1101"),
}
_TESTED: Final[Codes] = ("TP", "1611")
"""A press that needs no help never has the code of one that does."""

# As a trouble begins and as it ends.
_TROUBLES: Final[Mapping[str, tuple[Codes, Codes]]] = {
    "missing": (("UY", "1381"), ("UJ", "3381")),
    "low_battery": (("XT", "1384"), ("XR", "3384")),
    "tamper": (("TA", "1383"), ("TR", "3383")),
    "mains_lost": (("AT", "1301"), ("AR", "3301")),
    "jammed": (("XQ", "1344"), ("XH", "3344")),
    "link_lost": (("ET", "1333"), ("ER", "3333")),
    "path_lost": (("YS", "1350"), ("YK", "3350")),
    "suspect": (("HT", "1380"), ("HJ", "3380")),
}
_DAILY: Final[Codes] = ("RP", "1602")
_OTHERS: Final[Mapping[NoticeType, Codes]] = {
    NoticeType.TEST: ("RX", "1601"),
    NoticeType.HEARTBEAT: ("RP", "1602"),
    NoticeType.REHEARSAL_STARTED: ("TS", "1607"),
    NoticeType.REHEARSAL_ENDED: ("TE", "3607"),
}


def event_codes(notice: Notice) -> list[tuple[str, str]]:
    """Return the codes of what a notice is about, each with the name of its list; none where none fits."""
    codes = _codes(notice)
    return [] if codes is None else list(zip((SIA, CONTACT_ID), codes, strict=True))


def _codes(notice: Notice) -> Codes | None:
    """Return both codes."""
    if notice.incident is not None:
        return _KINDS.get(notice.incident.kind, _KINDS["duress"]) if mode_of(notice) is Mode.LIVE else _TESTED
    if notice.trouble is not None:
        pair = _TROUBLES.get(notice.trouble.kind)
        return None if pair is None else pair[notice.type is NoticeType.TROUBLE_ENDED]
    return _DAILY if notice.daily else _OTHERS.get(notice.type)
