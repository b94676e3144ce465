"""What endpoints were sent: each message with its attempts, answers, times and body, as far as a role may read it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.events import IncidentAnswered, MessageAnswered
from .core.roles import Right, Role, may
from .endpoint_issues import advise
from .ledger import Attempt, DeliveryRecord, DeliveryState, LeftOut
from .monitoring import Answer, Outcome, redacted
from .site import Site

USUAL: Final = 20
MOST: Final = 100
"""Messages in one answer."""


class Only(StrEnum):
    """Which messages are wanted."""

    ALL = "all"
    WAITING = "waiting"
    DEAD_LETTERS = "dead_letters"


_STATES: Final = {
    Only.ALL: (),
    Only.WAITING: tuple(state for state in DeliveryState if not state.is_finished),
    Only.DEAD_LETTERS: (DeliveryState.DEAD_LETTER,),
}

HOPS: Final = ("heard", "entities", "committed", "posted", "confirmed", "desk_accepted")
"""Where a message gets to, one after the other."""

CONFIRMED: Final = (DeliveryState.DELIVERED, DeliveryState.DESK_ACCEPTED, DeliveryState.DECLINED)

type Moment = Callable[[float], JsonValueType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for; `before` is the number of a message."""

    endpoint_id: str | None = None
    incident_id: str | None = None
    only: Only = Only.ALL
    before: int | None = None
    limit: int = USUAL


async def async_deliveries(site: Site, role: Role, wanted: Wanted, moment: Moment = float) -> JsonObjectType:
    """Return a page, newest first, and what asks for the next one; times as `moment` writes them. LedgerError."""
    found = await site.record.ledger.delivery_page(
        endpoint_id=wanted.endpoint_id,
        incident_id=wanted.incident_id,
        states=_STATES[wanted.only],
        before=wanted.before,
        limit=wanted.limit,
    )
    reads_names = may(role, Right.READ_NAMES)
    receipts = await _async_receipts(site, found, moment, reads_names=reads_names)
    deliveries: list[JsonValueType] = [
        {
            **delivery_data(site, one, moment),
            "content_type": one.delivery.content_type,
            "body": body_for(one.delivery.content_type, one.delivery.body, reads_names=reads_names),
            "receipts": receipts.get((one.delivery.endpoint_id, one.delivery.event_id), []),
        }
        for one in found
    ]
    return {
        "deliveries": deliveries,
        "before": found[-1].delivery.delivery_id if len(found) == wanted.limit else None,
        "redacted": not reads_names,
    }


def body_for(content_type: str, body: bytes, *, reads_names: bool) -> str | None:
    """Return a body as far as somebody may read it; None if it cannot be told what of it that is."""
    return body.decode("utf-8", "replace") if reads_names else redacted(content_type, body)


def answer_data(
    hass: HomeAssistant, answer: Answer, language: str | None = None, *, reads_names: bool
) -> JsonObjectType:
    """Return what a test was answered, good or bad, and what was sent."""
    sent = answer.sent
    return {
        "delivered": answer.outcome is Outcome.DELIVERED,
        "outcome": str(answer.outcome),
        "status": answer.status,
        "answer": answer.detail,
        "milliseconds": _milliseconds(answer.latency),
        "what_to_do": advise(hass, answer, language) or None,
        "content_type": None if sent is None else sent.content_type,
        "body": None if sent is None else body_for(sent.content_type, sent.body, reads_names=reads_names),
        "redacted": not reads_names,
    }


def delivery_data(site: Site, record: DeliveryRecord, moment: Moment = float) -> JsonObjectType:
    """Return what became of one message, without what it says."""
    delivery, attempts = record.delivery, record.attempts
    endpoint = site.entry.subentries.get(delivery.endpoint_id)
    return {
        "delivery_id": delivery.delivery_id,
        "endpoint_id": delivery.endpoint_id,
        "endpoint": endpoint.title if endpoint is not None else None,
        "path": "primary" if delivery.backup_for is None else "backup",
        "released_because": delivery.released_because,
        "released_at": None if delivery.released_at is None else moment(delivery.released_at),
        "sequence": delivery.sequence if delivery.sequence > 0 else None,
        "event_id": delivery.event_id,
        "incident_id": delivery.incident_id,
        "kind": delivery.kind,
        "at": moment(delivery.at),
        "state": str(delivery.state),
        "times": {str(state): moment(at) for state, at in record.times.items()},
        "answer": delivery.last_answer,
        "next_attempt": None if delivery.next_attempt is None else moment(delivery.next_attempt),
        "tries": delivery.attempts,
        "attempts": [_attempt(one, moment) for one in attempts],
        "left_out": [_left_out(one, moment) for one in record.left_out],
        "milliseconds": _hops(site, record),
    }


async def _async_receipts(
    site: Site, records: Sequence[DeliveryRecord], moment: Moment, *, reads_names: bool
) -> dict[tuple[str, str], list[JsonValueType]]:
    """Return what desks answered to messages, by endpoint and event."""
    incident_ids = sorted({one.delivery.incident_id for one in records if one.delivery.incident_id is not None})
    others = sorted({one.delivery.event_id for one in records if one.delivery.incident_id is None})
    return receipts_of(await site.desk.async_answers(incident_ids, others), moment, reads_names=reads_names)


def receipts_of(
    answers: Iterable[IncidentAnswered | MessageAnswered], moment: Moment, *, reads_names: bool
) -> dict[tuple[str, str], list[JsonValueType]]:
    """Return answers of desks by endpoint and message; their words may name people."""
    receipts: dict[tuple[str, str], list[JsonValueType]] = {}
    for answered in answers:
        receipts.setdefault((answered.endpoint_id, answered.message_id), []).append(
            {
                "answer": answered.answer,
                "at": moment(answered.at),
                "by": answered.by if reads_names else None,
                "note": answered.note if reads_names else None,
            }
        )
    return receipts


def _attempt(attempt: Attempt, moment: Moment) -> JsonObjectType:
    """Return one try."""
    return {
        "number": attempt.number,
        "posted_at": moment(attempt.posted_at),
        "outcome": attempt.outcome,
        "status": attempt.status,
        "answer": attempt.detail,
        "milliseconds": _milliseconds(attempt.answered_at - attempt.posted_at),
    }


def _left_out(left_out: LeftOut, moment: Moment) -> JsonObjectType:
    """Return the tries between the first and the latest that ended in the same way."""
    return {
        "outcome": left_out.outcome,
        "times": left_out.times,
        "since": moment(left_out.since),
        "until": moment(left_out.until),
    }


def _hops(site: Site, record: DeliveryRecord) -> JsonObjectType:
    """Return the milliseconds from the event to each hop; of an alarm of this run from its first byte.

    What this run has not seen comes from the ledger.
    """
    delivery, times = record.delivery, record.times
    timeline = site.timelines.get(delivery.event_id)
    told: JsonObjectType = {**timeline.as_milliseconds()} if timeline is not None else {}
    confirmed = [times[state] for state in CONFIRMED if state in times]
    hops = {
        "posted": delivery.first_posted,
        "confirmed": min(confirmed, default=None),
        "desk_accepted": times.get(DeliveryState.DESK_ACCEPTED),
    }
    if "committed" not in told:
        hops["committed"] = times.get(DeliveryState.QUEUED)
    reached = {hop: _milliseconds(at - delivery.at) for hop, at in hops.items() if at is not None}
    return {hop: milliseconds for hop in HOPS if (milliseconds := {**told, **reached}.get(hop)) is not None}


def _milliseconds(seconds: float) -> float:
    """Return seconds as milliseconds."""
    return round(seconds * 1000, 1)
