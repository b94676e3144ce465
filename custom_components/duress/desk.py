"""What desks answer: receipts from any way in are kept with their incident, shown at once, and mark the message.

Nobody at a desk changes what an incident is: one that declines calls nobody off, people at the school decide.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Sequence
from enum import StrEnum
import logging
import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback

from . import clock
from .core.answers import ReceiptReusedError, answer_id, check_same
from .core.events import IncidentAnswered, MessageAnswered
from .core.incidents import Incident
from .core.records import from_data
from .last_tests import LastTests
from .ledger import Delivery, DeliveryState, Entry, LedgerError
from .listeners import DELIVERIES, Listeners
from .monitoring import DeskAnswer, NoticeType, Quota, Receipt
from .record import entry_of
from .refusals import Refusals

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

MOST_A_MINUTE: Final = 120
"""Answers of people at one endpoint that are taken; a desk that says more than that has run wild."""

MOST_DELIVERED_A_MINUTE: Final = 6000
"""Receipts of its program, which has to confirm all that waited while the line was down."""

MOST_WAITING: Final = 1000
"""Receipts of one endpoint that wait for their turn where nobody can be asked to send them again."""

PATIENCE: Final = 5.0
"""Seconds that a desk waits for a disk before it is told to send its receipt again."""

HOLDING: Final = 30.0
"""Seconds in which a receipt is tried to be stored while whoever brought it keeps it."""

_REMEMBERED: Final = 1000
_AGAIN: Final = 0.5
_ANSWERED: Final = "incident_answered"

# Somebody who writes a note has the message, and has not said yet what to do about it.
STATES: Final = {
    DeskAnswer.DELIVERED: DeliveryState.DELIVERED,
    DeskAnswer.NOTE: DeliveryState.DELIVERED,
    DeskAnswer.ACCEPTED: DeliveryState.DESK_ACCEPTED,
    DeskAnswer.DISPATCHED: DeliveryState.DESK_ACCEPTED,
    DeskAnswer.DECLINED: DeliveryState.DECLINED,
}


class Taken(StrEnum):
    """What became of a receipt.

    kept: it is stored. unknown: the endpoint was told nothing by this id. reused: another answer came under the same
    receipt_id. too_many: not looked at. not_stored: it is shown, but the disk did not take it.
    """

    KEPT = "kept"
    UNKNOWN = "unknown"
    REUSED = "reused"
    TOO_MANY = "too_many"
    NOT_STORED = "not_stored"


class Desk:
    """The receipts of one site. Call it from the event loop only."""

    def __init__(self, site: Site) -> None:
        """Start with none."""
        self._site = site
        self._refusals = Refusals()
        self._quotas: dict[tuple[str, bool], Quota] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._waiting = Counter[str]()
        self.tests = LastTests(site)
        self._tests: OrderedDict[tuple[str, str], str] = OrderedDict()
        self.answers = Listeners[str, str | None, DeskAnswer]()
        """Called for an endpoint with the message a person there answered, its incident, and the answer."""
        self.counts: dict[str, Counter[str]] = {}

    async def async_start(self) -> None:
        """Bring messages up to what desks answered: a kill may have come between the answer and the note of it."""
        await self.tests.async_start()
        ledger = self._site.record.ledger
        for incident in self._site.school.incidents.open.values():
            if not incident.answers:
                continue
            wanted = {(one.endpoint_id, one.message_id): one for one in incident.answers if _state(one) is not None}
            try:
                for known in await ledger.deliveries(incident.incident_id):
                    answer = wanted.get((known.endpoint_id, known.event_id))
                    state = None if answer is None else _state(answer)
                    if answer is not None and state is not None and known.state is not state:
                        await ledger.receipt(known.endpoint_id, known.event_id, state, answer.at)
            except LedgerError as error:
                _LOGGER.warning("What desks answered before the start is not noted at their messages: %s", error)

    async def async_answers(
        self, incident_ids: Sequence[str], message_ids: Sequence[str] = ()
    ) -> list[IncidentAnswered | MessageAnswered]:
        """Return what desks answered to incidents, open or closed, and to messages of none, the oldest first.

        Raises LedgerError.
        """
        ledger = self._site.record.ledger
        entries = await ledger.entries_of(_ANSWERED, incident_ids) if incident_ids else []
        if message_ids:
            entries += await ledger.message_answers(message_ids)
        events = [_read(entry) for entry in entries]
        return [event for event in events if event is not None]

    async def async_take(self, endpoint_id: str, receipt: Receipt) -> None:
        """Take a receipt from a way in that cannot answer; it is shown at once, or when it is its turn.

        Returns when it is stored, when it never will be, or when the disk has taken nothing for too long: whoever keeps
        it until then may keep no others back for longer.
        """
        if self._waiting[endpoint_id] >= MOST_WAITING:
            self._refusals.note("A receipt of %s was not taken: too many wait", self._label(endpoint_id))
            return
        self._waiting[endpoint_id] += 1
        try:
            taken = await self._async_held(endpoint_id, receipt)
        except Exception:
            _LOGGER.exception("A receipt of %s could not be taken; alarms are not affected", self._label(endpoint_id))
            return
        finally:
            self._waiting[endpoint_id] -= 1
        if taken is not Taken.KEPT:
            self._refusals.note("A receipt of %s was not taken: %s", self._label(endpoint_id), taken)

    async def async_receive(self, endpoint_id: str, receipt: Receipt) -> Taken:
        """Take a receipt and return what became of it as soon as it is stored; the same again changes nothing."""
        by_program = receipt.answer is DeskAnswer.DELIVERED
        most = MOST_DELIVERED_A_MINUTE if by_program else MOST_A_MINUTE
        quota = self._quotas.setdefault((endpoint_id, by_program), Quota(most, 60))
        taken = await self._async_keep(endpoint_id, receipt) if quota.take(time.monotonic()) else Taken.TOO_MANY
        self.count(endpoint_id, taken)
        return taken

    @callback
    def count(self, endpoint_id: str, what: str) -> None:
        """Count what became of a receipt of an endpoint, for diagnostics."""
        self.counts.setdefault(endpoint_id, Counter())[what] += 1

    async def _async_held(self, endpoint_id: str, receipt: Receipt) -> Taken:
        """Take a receipt, for some time again and again while the disk takes nothing."""
        until = time.monotonic() + HOLDING
        taken = await self._async_in_turn(endpoint_id, receipt)
        while taken is Taken.NOT_STORED and not self._site.record.ledger.in_memory:
            if time.monotonic() >= until:
                break
            await asyncio.sleep(_AGAIN)
            taken = await self._async_in_turn(endpoint_id, receipt)
        return taken

    async def _async_in_turn(self, endpoint_id: str, receipt: Receipt) -> Taken:
        """Take a receipt after those before it, in its time."""
        async with self._turns.setdefault(endpoint_id, asyncio.Lock()):
            taken = await self.async_receive(endpoint_id, receipt)
            while taken is Taken.TOO_MANY:
                await asyncio.sleep(_AGAIN)
                taken = await self.async_receive(endpoint_id, receipt)
            return taken

    async def _async_keep(self, endpoint_id: str, receipt: Receipt) -> Taken:
        """Keep a receipt with the incident or the message that it is about."""
        try:
            if (incident := self._open_incident(endpoint_id, receipt)) is not None:
                message_id = receipt.event_id or incident.history[0].event_id
                return await self._async_answer(incident, endpoint_id, message_id, receipt)
            delivery = await self._async_message(endpoint_id, receipt)
            if delivery is None:
                return await self._async_answer_test(endpoint_id, receipt)
            return await self._async_answer_message(delivery, receipt)
        except (LedgerError, TimeoutError) as error:
            why = str(error) or "no answer from the disk"
            self._refusals.note("A receipt of %s is not stored: %s", self._label(endpoint_id), why)
            return Taken.NOT_STORED

    def _open_incident(self, endpoint_id: str, receipt: Receipt) -> Incident | None:
        """Return the open incident that is answered, if this endpoint is told of it."""
        told = [
            one
            for one in self._site.school.incidents.open.values()
            if self._site.endpoints.is_told(endpoint_id, one.incident_id)
        ]
        if (event_id := receipt.event_id) is None:
            return next((one for one in told if one.incident_id == receipt.incident_id), None)
        return next((one for one in told if any(event.event_id == event_id for event in one.history)), None)

    async def _async_message(self, endpoint_id: str, receipt: Receipt) -> Delivery | None:
        """Return the message that is answered; of an incident its first one to this endpoint."""
        ledger = self._site.record.ledger
        if receipt.event_id is not None:
            return await ledger.delivery(endpoint_id, receipt.event_id)
        deliveries = await ledger.deliveries(receipt.incident_id or "")
        return next((one for one in deliveries if one.endpoint_id == endpoint_id), None)

    async def _async_answer(self, incident: Incident, endpoint_id: str, message_id: str, receipt: Receipt) -> Taken:
        """Show an answer on its open incident, then wait until it is stored."""
        if receipt.answer is DeskAnswer.DELIVERED:
            # No person said anything: it is about the message, and the incident does not change.
            return await self._async_mark(endpoint_id, message_id, receipt)
        now = clock.now()
        answered = self._answered(incident.incident_id, endpoint_id, message_id, receipt, now.utc)
        try:
            events = self._site.school.answers.take(answered)
        except ReceiptReusedError:
            return Taken.REUSED
        if events:
            _ = self._site.happened(events, now)
            self._mark(endpoint_id, message_id, incident.incident_id, receipt)
        else:
            answered = next(one for one in incident.answers if one.event_id == answered.event_id)
        return await self._async_stored(answered)

    async def _async_answer_message(self, delivery: Delivery, receipt: Receipt) -> Taken:
        """Store an answer to what is over, or is no incident: it opens nothing again, and nobody is told."""
        if receipt.answer is DeskAnswer.DELIVERED:
            return await self._async_mark(delivery.endpoint_id, delivery.event_id, receipt, delivery.incident_id)
        answered = self._message_answered(delivery, receipt)
        entry = await self._site.record.ledger.entry(answered.event_id)
        if entry is not None:
            return _same(entry, answered)
        # The message first: a receipt that comes again after a kill finds what is missing.
        taken = await self._async_mark(delivery.endpoint_id, delivery.event_id, receipt, delivery.incident_id)
        return await self._async_stored(answered) if taken is Taken.KEPT else taken

    async def _async_answer_test(self, endpoint_id: str, receipt: Receipt) -> Taken:
        """Take an answer to a test, which is in no queue and confirms the way all the same, or to what nobody knows."""
        key, said = (endpoint_id, receipt.receipt_id), f"{receipt.answer} {receipt.event_id}"
        if (known := self._tests.get(key)) is not None:
            return Taken.KEPT if known == said else Taken.REUSED
        if (test_id := receipt.event_id) is None:
            return Taken.UNKNOWN
        answered = self._message_answered_by(endpoint_id, test_id, NoticeType.TEST, receipt)
        entry = await self._site.record.ledger.entry(answered.event_id)
        if entry is not None:
            return _same(entry, answered)
        if not self._mark(endpoint_id, test_id, None, receipt) and not self.tests.is_last(endpoint_id, test_id):
            return Taken.UNKNOWN
        if receipt.answer is not DeskAnswer.DELIVERED:
            taken = await self._async_stored(answered)
            if taken is not Taken.KEPT:
                return taken
        self._site.entities.call([endpoint_id, DELIVERIES])
        self._tests[key] = said
        if len(self._tests) > _REMEMBERED:
            self._tests.popitem(last=False)
        return Taken.KEPT

    async def _async_stored(self, answered: IncidentAnswered | MessageAnswered) -> Taken:
        """Wait until an answer is on the disk; what is there already is left alone."""
        ledger = self._site.record.ledger
        async with asyncio.timeout(PATIENCE):
            await ledger.commit([entry_of(answered)], [])
        return Taken.KEPT if ledger.durable else Taken.NOT_STORED

    async def _async_mark(
        self, endpoint_id: str, message_id: str, receipt: Receipt, incident_id: str | None = None
    ) -> Taken:
        """Mark a message, show what a person decided, and wait until it is stored."""
        self._mark(endpoint_id, message_id, incident_id, receipt)
        ledger = self._site.record.ledger
        async with asyncio.timeout(PATIENCE):
            await ledger.receipt(endpoint_id, message_id, STATES[receipt.answer], clock.now().utc)
        return Taken.KEPT if ledger.durable else Taken.NOT_STORED

    def _answered(
        self, incident_id: str, endpoint_id: str, message_id: str, receipt: Receipt, at: float
    ) -> IncidentAnswered:
        """Return what happened to an incident."""
        return IncidentAnswered(
            event_id=answer_id(incident_id, endpoint_id, receipt.receipt_id),
            at=at,
            incident_id=incident_id,
            endpoint_id=endpoint_id,
            endpoint=self._label(endpoint_id),
            answer=receipt.answer.value,
            receipt_id=receipt.receipt_id,
            message_id=message_id,
            said_at=receipt.at,
            by=receipt.by,
            note=receipt.note,
        )

    def _message_answered(self, delivery: Delivery, receipt: Receipt) -> IncidentAnswered | MessageAnswered:
        """Return what happened to an incident that is closed, or to a message that is none's."""
        endpoint_id, message_id = delivery.endpoint_id, delivery.event_id
        if delivery.incident_id is not None:
            return self._answered(delivery.incident_id, endpoint_id, message_id, receipt, clock.now().utc)
        return self._message_answered_by(endpoint_id, message_id, delivery.kind, receipt)

    def _message_answered_by(self, endpoint_id: str, message_id: str, kind: str, receipt: Receipt) -> MessageAnswered:
        """Return what happened to a message that is no incident's."""
        return MessageAnswered(
            event_id=answer_id(message_id, endpoint_id, receipt.receipt_id),
            at=clock.now().utc,
            endpoint_id=endpoint_id,
            endpoint=self._label(endpoint_id),
            answer=receipt.answer.value,
            receipt_id=receipt.receipt_id,
            message_id=message_id,
            kind=kind,
            said_at=receipt.at,
            by=receipt.by,
            note=receipt.note,
        )

    def _mark(self, endpoint_id: str, message_id: str, incident_id: str | None, receipt: Receipt) -> bool:
        """Mark the message and show what a person decided; False if nothing waits under this id."""
        state = STATES[receipt.answer]
        known = self._site.endpoints.receipt(endpoint_id, message_id, state, clock.now().utc)
        if state is not DeliveryState.DELIVERED:
            self.answers.call([endpoint_id], message_id, incident_id, receipt.answer)
        return known

    def _label(self, endpoint_id: str) -> str:
        """Return what an endpoint is called."""
        subentry = self._site.entry.subentries.get(endpoint_id)
        return subentry.title if subentry is not None else endpoint_id


def _state(answered: IncidentAnswered) -> DeliveryState | None:
    """Return what a stored answer makes of its message; None for a note, which decides nothing."""
    known = answered.answer in list(DeskAnswer) and answered.answer != DeskAnswer.NOTE
    return STATES[DeskAnswer(answered.answer)] if known else None


def _read(entry: Entry) -> IncidentAnswered | MessageAnswered | None:
    """Return a stored answer; None if it is damaged."""
    try:
        event = from_data(entry.kind, entry.data)
    except ValueError:
        return None
    return event if isinstance(event, (IncidentAnswered, MessageAnswered)) else None


def _same(entry: Entry, answered: IncidentAnswered | MessageAnswered) -> Taken:
    """Return what a receipt is that is stored already."""
    if (known := _read(entry)) is not None:
        try:
            check_same(known, answered)
        except ReceiptReusedError:
            return Taken.REUSED
    return Taken.KEPT
