"""What to do about an answer, as a word; the sentences are in the translations."""

from enum import StrEnum
from typing import Final

from .transport import Answer, Outcome

TOLERATED_SKEW: Final = 300.0
"""Seconds by which a clock may be wrong before receivers take our signatures for old ones."""


class Advice(StrEnum):
    """What is most likely wrong, and so what helps."""

    SECRET = "secret"  # noqa: S105 - a word, not a secret
    CLOCK = "clock"
    ADDRESS = "address"
    MOVED = "moved"
    TOO_LARGE = "too_large"
    FORMAT = "format"
    RETIRED = "retired"
    BUSY = "busy"
    FAULTY = "faulty"
    DOWN = "down"
    SILENT = "silent"
    NO_SUCH_HOST = "no_such_host"
    NOT_REACHED = "not_reached"
    BROKEN_OFF = "broken_off"
    NOT_HTTP = "not_http"
    UNTRUSTED = "untrusted"
    NO_TLS = "no_tls"
    CLIENT_CERTIFICATE = "client_certificate"
    OWN_CERTIFICATES = "own_certificates"
    INTERNAL = "internal"
    CENTRE_SILENT = "centre_silent"
    CENTRE_ODD = "centre_odd"
    CENTRE_REFUSES = "centre_refuses"
    CENTRE_PUZZLED = "centre_puzzled"
    BROKER_REFUSES = "broker_refuses"
    BROKER_FORBIDS = "broker_forbids"
    BROKER_ODD = "broker_odd"
    BROKER_TWIN = "broker_twin"
    NOBODY_SUBSCRIBED = "nobody_subscribed"
    NO_RECEIPTS = "no_receipts"
    OTHER = "other"


_STATUSES: Final = {
    301: Advice.MOVED,
    302: Advice.MOVED,
    303: Advice.MOVED,
    307: Advice.MOVED,
    308: Advice.MOVED,
    400: Advice.FORMAT,
    401: Advice.SECRET,
    403: Advice.SECRET,
    404: Advice.ADDRESS,
    405: Advice.ADDRESS,
    408: Advice.SILENT,
    410: Advice.RETIRED,
    413: Advice.TOO_LARGE,
    415: Advice.FORMAT,
    422: Advice.FORMAT,
    425: Advice.BUSY,
    429: Advice.BUSY,
    502: Advice.DOWN,
    503: Advice.DOWN,
    504: Advice.DOWN,
}


def advice_of(answer: Answer) -> Advice | None:
    """Return what to do about an answer; None if it was taken, or by something on the way."""
    if answer.outcome in (Outcome.DELIVERED, Outcome.ACCEPTED):
        return None
    if answer.status is None:
        return Advice(answer.problem) if answer.problem in list(Advice) else Advice.OTHER
    found = _STATUSES.get(answer.status, Advice.FAULTY if answer.status >= 500 else Advice.OTHER)
    if found is Advice.SECRET and abs(answer.skew or 0.0) > TOLERATED_SKEW:
        return Advice.CLOCK
    return found
