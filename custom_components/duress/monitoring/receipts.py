"""What a desk answers after it got a message: its receipts, as JSON, whichever way they come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
import json
import re
from typing import Final

from ..ledger import Json

MOST_BYTES: Final = 16 * 1024
LONGEST_ID: Final = 128
LONGEST_BY: Final = 100
LONGEST_NOTE: Final = 1000

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


class ReceiptError(ValueError):
    """Bytes that are no receipt; the message says to the desk's builder what is wrong with them."""


class DeskAnswer(StrEnum):
    """What a desk answers.

    delivered: its system has the message, nobody has seen it yet. accepted: a person took it over. dispatched: help
    is on its way. declined: a person decided that the desk does nothing about it. note: a person adds something.
    """

    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    DECLINED = "declined"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One answer to a message or an incident; `at` is when the desk gave it (UTC s), `by` who there.

    `receipt_id` is the desk's name for it: the same again is the same receipt. One of the other two ids is there.
    """

    receipt_id: str
    answer: DeskAnswer
    event_id: str | None
    incident_id: str | None
    at: float
    by: str = ""
    note: str = ""


def read_receipt(body: bytes, now: float) -> Receipt:
    """Return the receipt in a body that came at `now` (UTC s); ReceiptError for anything else."""
    members = _members(body)
    event_id, incident_id = _id(members, "event_id"), _id(members, "incident_id")
    if (receipt_id := _id(members, "receipt_id")) is None:
        raise ReceiptError("receipt_id is missing: it is your own name for this receipt, a new one for each")
    if event_id is None and incident_id is None:
        raise ReceiptError("event_id or incident_id must be there, so that it is known what is answered")
    note = _text(members, "note", LONGEST_NOTE)
    if (answer := _answer(members)) is DeskAnswer.NOTE and not note:
        raise ReceiptError("note is missing or empty, and the answer is a note")
    return Receipt(
        receipt_id=receipt_id,
        answer=answer,
        event_id=event_id,
        incident_id=incident_id,
        at=_at(members, now),
        by=" ".join(_text(members, "by", LONGEST_BY).split()),
        note=note,
    )


def _members(body: bytes) -> dict[str, Json]:
    """Return the members of a JSON object."""
    if len(body) > MOST_BYTES:
        raise ReceiptError(f"a receipt has at most {MOST_BYTES} bytes, not {len(body)}")
    try:
        members = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReceiptError("a receipt is one JSON object in UTF-8") from error
    if not isinstance(members, dict):
        raise ReceiptError("a receipt is one JSON object in UTF-8")
    return members


def _id(members: dict[str, Json], name: str) -> str | None:
    """Return an id, or None if it is not there."""
    if (value := members.get(name)) is None:
        return None
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_ID or not value.isprintable():
        raise ReceiptError(f"{name} must be a text of 1 to {LONGEST_ID} printable characters")
    return value


def _answer(members: dict[str, Json]) -> DeskAnswer:
    """Return what the desk answers."""
    try:
        return DeskAnswer(str(members.get("answer")))
    except ValueError as error:
        raise ReceiptError(f"answer must be one of {', '.join(DeskAnswer)}") from error


def _text(members: dict[str, Json], name: str, longest: int) -> str:
    """Return free text, cut to its length: what it answers counts more than the end of a long text."""
    if (value := members.get(name)) is None:
        return ""
    if not isinstance(value, str):
        raise ReceiptError(f"{name} must be a text")
    text = "".join(one if one.isprintable() or one == "\n" else " " for one in value).strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _at(members: dict[str, Json], now: float) -> float:
    """Return when the desk gave its answer, not later than now: the clocks of two places differ."""
    if (value := members.get("at")) is None:
        return now
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            at = datetime.fromisoformat(value.upper()).timestamp()
        except ValueError, OverflowError:
            at = -1.0
        if at >= 0:
            return min(at, now)
    raise ReceiptError('at must be a time with its offset, such as "2026-11-23T14:12:04Z"')
