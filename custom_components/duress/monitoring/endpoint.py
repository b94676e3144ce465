"""One endpoint at work: sends what waits, tries again, and keeps the way proven with heartbeats."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
import logging
import math
from typing import Final

from ..ledger import Attempt, Delivery, DeliveryState, LedgerError, Priority, new_id
from ..ledger.records import RANKS
from .endpoint_config import EndpointConfig, EndpointStatus
from .messages import Counters, Mode, Notice, NoticeType
from .proof import PathProof
from .schedule import RetrySchedule
from .surroundings import Surroundings
from .transport import STATES, Answer, Outcome, Outgoing, Transport, close
from .turn import Turn
from .waiting import Item, Queue

_LOGGER = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 16
_REMEMBERED: Final = 1000


class Endpoint:
    """The messages of one endpoint and the task that sends them."""

    def __init__(self, config: EndpointConfig, transport: Transport, around: Surroundings) -> None:
        """Take the set-up; nothing is sent before `run`, except what is submitted."""
        self.config = config
        self._transport = transport
        self._around = around
        self._loop = asyncio.get_running_loop()
        self._queue = Queue()
        self._turn = Turn()
        self._proof = PathProof(config.name, config.heartbeat)
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._in_flight = 0
        self._heartbeat_due = 0.0
        self._heartbeat_running = False
        self._last_latency: float | None = None
        self._last_sequence = 0
        self._unstored: dict[str, None] = {}
        self._done_unstored: dict[str, Attempt] = {}
        self.loaded = asyncio.Event()

    def reconfigure(self, config: EndpointConfig, transport: Transport) -> None:
        """Take over a new set-up: messages stay and are due at once, the way has to be proven anew."""
        former, self.config, self._transport = self._transport, config, transport
        if former is not transport:
            self._spawn(close(former))
        self._proof = PathProof(config.name, config.heartbeat)
        self._heartbeat_due = 0.0
        self._queue.hurry(lambda _: True)
        self._wake.set()
        self._changed()

    @property
    def _schedule(self) -> RetrySchedule:
        """When to try again."""
        return self.config.schedule or self._around.schedule

    def status(self) -> EndpointStatus:
        """Return what is known right now."""
        return EndpointStatus(
            proven=self._proof.proven,
            last_proven=self._proof.last_proven,
            waiting=len(self._queue),
            oldest_waiting=self._queue.oldest,
            last_latency=self._last_latency,
            last_answer=self._proof.last_answer,
            last_failure=self._proof.last_failure,
            retired=self._proof.retired,
            failures_in_a_row=self._proof.failures,
            last_sequence=self._last_sequence,
            lost=self._proof.lost,
        )

    def expect(self) -> None:
        """Have the way prepared for a message that is being stored."""
        try:
            self._transport.expect()
        except Exception:
            _LOGGER.exception("Preparing the way to endpoint %s failed; sending goes on", self.config.name)

    def add(self, deliveries: Sequence[Delivery], at: float | None = None) -> None:
        """Take messages and send at once what may go; `at` is the time (UTC s) if they did not happen just now."""
        now = self._loop.time()
        for delivery in deliveries:
            done = self._done_unstored.pop(delivery.event_id, None)
            if done is None or delivery.delivery_id < 0:
                self._queue.add(delivery, now, 0.0 if at is None else at - delivery.at)
            else:
                # It was sent from memory and is stored only now.
                self._note(replace(done, delivery_id=delivery.delivery_id))
            self._last_sequence = max(self._last_sequence, delivery.sequence)
        self._pump()
        self._wake.set()
        self._changed()

    async def run(self) -> None:
        """Resume what waits in the ledger, then send and supervise for ever; to be cancelled."""
        await self._load()
        while True:
            try:
                self._wake.clear()
                now = self._loop.time()
                self._pump()
                self._beat(now)
                if self._proof.expire(now):
                    self._changed()
                await self._sleep(now)
            except Exception:
                _LOGGER.exception("Sending to endpoint %s met an error of its own and goes on", self.config.name)
                await asyncio.sleep(1)

    async def stop(self) -> None:
        """End what is under way; what is not confirmed stays waiting in the ledger."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await close(self._transport)

    async def exchange(self, kind: NoticeType, actor: str | None = None) -> Answer:
        """Send a test or a heartbeat, which are not stored and not repeated; one that is confirmed proves the way."""
        at, site = self._around.clock(), self.config.site
        notice = Notice(
            event_id=new_id(at),
            type=kind,
            at=at,
            site=site,
            mode=Mode.TEST if kind is NoticeType.TEST else Mode.DEMO if site.demo else Mode.LIVE,
            actor=actor,
            counters=self._counters(at) if kind is NoticeType.HEARTBEAT else None,
        )
        self._unstored[notice.event_id] = None
        for old in list(self._unstored)[:-20]:
            del self._unstored[old]
        encoded = self._transport.encode(notice)
        if encoded is None:
            return Answer(outcome=Outcome.REFUSED, detail="this is not told in this way")
        answer = await self._send(Outgoing.unstored(notice, encoded, self._last_sequence))
        return replace(answer, sent=encoded, event_id=notice.event_id)

    def _counters(self, at: float) -> Counters:
        """Return what a heartbeat says."""
        oldest = self._queue.oldest
        age = None if oldest is None else max(0.0, at - oldest)
        return Counters(
            last_sequence=self._last_sequence,
            waiting=len(self._queue),
            oldest_waiting=age,
            software=self.config.software,
            heartbeat=self.config.heartbeat,
        )

    def receipt(self, event_id: str, state: DeliveryState, at: float) -> bool:
        """Take a confirmation that came on another way; False if this run knows no such message."""
        item = self._queue.get(event_id)
        if item is None and event_id not in self._unstored:
            return False
        if state is not DeliveryState.ACCEPTED:
            self._proof.confirm(self._loop.time(), at, unmet=self._is_unmet(event_id))
        if item is not None and state.is_finished:
            self._queue.remove(event_id)
            self._last_latency = max(0.0, at - item.delivery.at)
            self._queue.update(item, replace(item.delivery, state=state, answered_at=at, next_attempt=None))
            self._tell(item.delivery, Answer(outcome=Outcome.DELIVERED, detail="receipt"))
        self._wake.set()
        self._changed()
        return True

    def give_up_refused(self, incident_id: str) -> None:
        """Make dead letters of what was refused for good of an incident that is over."""
        for item in self._queue.chain(incident_id):
            if item.last is not None and item.last.is_final and not item.in_flight:
                self._finish_dead(item, self._around.clock(), item.last.detail)

    def abandon(self) -> None:
        """Make dead letters of everything that waits."""
        at = self._around.clock()
        for item in self._queue:
            self._finish_dead(item, at, "the endpoint was removed")

    async def _load(self) -> None:
        """Fetch what a former run left; without the ledger there is only what is submitted."""
        try:
            stats = await self._around.ledger.delivery_stats(self.config.endpoint_id)
            pending = await self._around.ledger.pending(self.config.endpoint_id)
        except LedgerError as error:
            _LOGGER.error(  # noqa: TRY400 - the sentence says it
                "What waited for endpoint %s before the start cannot be read: %s", self.config.name, error
            )
        else:
            self._last_latency = self._last_latency or stats.last_latency
            self._last_sequence = max(self._last_sequence, stats.last_sequence)
            self.add(self._queue.left_over(pending), self._around.clock())
        finally:
            self.loaded.set()

    async def _sleep(self, now: float) -> None:
        """Wait until something is due or somebody wakes us, and let others work before, whatever is due."""
        await asyncio.sleep(0)
        due = self._queue.next_due(now)
        moments = [] if due is None else [due]
        if not self._heartbeat_running and not self._proof.retired:
            moments.append(self._heartbeat_due)
        if (expires := self._proof.expires()) is not None:
            moments.append(expires)
        try:
            async with asyncio.timeout_at(min(moments, default=None)):
                await self._wake.wait()
        except TimeoutError:
            return

    def _pump(self) -> None:
        """Start everything that may go now."""
        if self._proof.retired:
            return
        now, parallel = self._loop.time(), self.config.parallel
        most = parallel if self.config.in_turn else MOST_AT_ONCE
        anew = self.config.in_turn and self._proof.failures > 0
        while self._in_flight < max(most, parallel):
            item = self._queue.next(now, only_fresh=self._in_flight >= parallel, alarms_anew=anew)
            if item is None:
                return
            self._queue.post(item)
            self._in_flight += 1
            self._spawn(self._deliver(item))
        if (waits := self._queue.next(now, only_fresh=True)) is not None:
            self._turn.make_way(for_alarm=waits.delivery.priority == Priority.ALARM)

    def _beat(self, now: float) -> None:
        """Send a heartbeat when it is time, beside whatever else is under way."""
        if now < self._heartbeat_due or self._heartbeat_running or self._proof.retired:
            return
        self._heartbeat_running = True
        self._heartbeat_due = now + self.config.heartbeat
        self._spawn(self._heartbeat())

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        """Begin something at once, before this returns, and keep it from being forgotten."""
        task = self._loop.create_task(work, eager_start=True)
        if not task.done():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _heartbeat(self) -> None:
        """Exchange one heartbeat."""
        try:
            await self.exchange(NoticeType.HEARTBEAT)
        except Exception:
            _LOGGER.exception("A heartbeat to endpoint %s met an error of its own", self.config.name)
        finally:
            self._heartbeat_running = False
            self._wake.set()

    async def _deliver(self, item: Item) -> None:
        """Try one message once and draw the conclusions."""
        transport, posted_at = self._transport, self._around.clock()
        number = item.delivery.attempts + 1
        try:
            outgoing = Outgoing.of(item.delivery, number, self._last_sequence)
            answer = await self._send(outgoing, is_urgent=item.delivery.priority <= Priority.UPDATE)
            self._settle(item, number, posted_at, answer)
            if transport is not self._transport:
                # Set up anew meanwhile: it must not wait as long as the former set-up's answer asks for.
                self._queue.postpone(item, 0.0)
        except Exception:
            _LOGGER.exception("Delivery to endpoint %s met an error of its own and is tried again", self.config.name)
            self._queue.postpone(item, self._loop.time() + self._schedule.alarm[-1])
        finally:
            self._queue.back(item)
            self._in_flight -= 1
            self._wake.set()

    async def _send(self, outgoing: Outgoing, *, is_urgent: bool = False) -> Answer:
        """Let the transport try, when it is its turn; whatever it does there is an answer within the limit."""
        transport, begun = self._transport, self._loop.time()
        limit, in_turn = self.config.limit, self.config.in_turn
        try:
            async with self._turn.take(limit, is_urgent=is_urgent) if in_turn else asyncio.timeout(limit):
                answer = await transport.send(outgoing)
        except TimeoutError:
            answer = Answer(outcome=Outcome.RETRY, detail="no answer in time")
        except Exception:
            _LOGGER.exception("The transport to endpoint %s failed in itself; it is tried again", self.config.name)
            answer = Answer(outcome=Outcome.RETRY, detail="internal error, see the log")
        if not answer.latency:
            answer = replace(answer, latency=self._loop.time() - begun)
        # What a former set-up was told says nothing about the present one.
        if transport is self._transport:
            self._take(answer, outgoing.event_id)
        return answer

    def _settle(self, item: Item, number: int, posted_at: float, answer: Answer) -> None:
        """Note an attempt at a message, finish it or set its next attempt."""
        delivery, around = item.delivery, self._around
        answered_at = posted_at + answer.latency
        state = max(STATES[answer.outcome], delivery.state, key=RANKS.__getitem__)
        self._queue.answered(item, answer)
        next_attempt: float | None = None
        if not state.is_finished:
            item.failures += 1
            urgent = self._is_urgent(delivery)
            if not urgent and (answer.is_final or self._loop.time() - item.added > self._schedule.give_up):
                state = DeliveryState.DEAD_LETTER
            elif answer.is_final:
                self._queue.postpone(item, math.inf)
            else:
                wait = self._schedule.delay(answer, item.failures, urgent=urgent, random=around.random)
                self._queue.postpone(item, self._loop.time() + wait)
                next_attempt = around.clock() + wait
        noted = replace(
            delivery, state=state, attempts=number, next_attempt=next_attempt, answered_at=answered_at,
            first_posted=delivery.first_posted or posted_at, last_answer=answer.detail,
        )  # fmt: skip
        self._queue.update(item, noted)
        if state.is_finished:
            self._queue.remove(delivery.event_id)
        if answer.outcome is Outcome.DELIVERED:
            self._last_latency = max(0.0, answered_at - delivery.at)
        attempt = Attempt(
            delivery_id=item.delivery.delivery_id,
            number=number,
            posted_at=posted_at,
            answered_at=answered_at,
            outcome=answer.outcome,
            status=answer.status,
            detail=answer.detail,
            state=state,
            next_attempt=next_attempt,
        )
        if attempt.delivery_id > 0:
            self._note(attempt)
        elif state.is_finished:
            self._done_unstored[delivery.event_id] = attempt
            for old in list(self._done_unstored)[:-_REMEMBERED]:
                del self._done_unstored[old]
        self._tell(item.delivery, answer)

    def _note(self, attempt: Attempt) -> None:
        """Have an attempt written into the ledger, behind whatever is more urgent."""
        self._around.books.note(partial(self._around.ledger.record_attempt, attempt))

    def _is_urgent(self, delivery: Delivery) -> bool:
        """Return whether people may still be waiting for help because of a message."""
        if delivery.incident_id is None:
            return delivery.priority == Priority.ALARM
        return delivery.priority <= Priority.UPDATE and not self._around.is_closed(delivery.incident_id)

    def _finish_dead(self, item: Item, at: float, why: str) -> None:
        """Give a message up; a person may replay it."""
        self._queue.remove(item.delivery.event_id)
        if item.delivery.delivery_id > 0:
            ledger, number = self._around.ledger, item.delivery.delivery_id
            self._around.books.note(partial(ledger.set_state, number, DeliveryState.DEAD_LETTER, at, why))

    def _is_unmet(self, event_id: str) -> bool:
        """Return whether an alarm of an open incident, other than this one, was tried and is not taken."""
        return any(
            item.delivery.event_id != event_id and self._is_urgent(item.delivery) for item in self._queue.failing()
        )

    def _take(self, answer: Answer, event_id: str) -> None:
        """Draw the conclusions for the endpoint from any exchange."""
        now, schedule = self._loop.time(), self._schedule
        if self._proof.take(answer, now, self._around.clock(), unmet=self._is_unmet(event_id)):
            # What was only not reached goes now; what was not liked keeps its time, or a heartbeat would hurry it.
            self._queue.hurry(lambda last: last.is_outage or last.outcome is Outcome.RETIRED)
        wait = self.config.heartbeat
        match answer.outcome:
            case Outcome.RETRY:
                wait = min(wait, schedule.heartbeat_again)
            case Outcome.THROTTLED:
                wait = max(wait, min(answer.retry_after or 0.0, schedule.throttled_most_slow))
        self._heartbeat_due = now + wait
        self._wake.set()
        self._changed()

    def _changed(self) -> None:
        """Tell that the status is to be read again."""
        try:
            self._around.on_change(self.config.endpoint_id)
        except Exception:
            _LOGGER.exception("Showing the state of endpoint %s failed; sending goes on", self.config.name)

    def _tell(self, delivery: Delivery, answer: Answer) -> None:
        """Tell what became of an attempt."""
        try:
            self._around.on_delivery(delivery, answer)
        except Exception:
            _LOGGER.exception("Telling about a delivery to %s failed; sending goes on", self.config.name)
