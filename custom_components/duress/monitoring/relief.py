"""Primary and backup: decides which of the held messages go, and lets them go; see `backups.py` for the rules.

Once a backup was told of an incident it is told of all that follows: the desk there must see how it ends.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from functools import partial
import logging
import math
from typing import Final

from ..ledger import CONFIRMED, Delivery, DeliveryState, HeldDelivery, LedgerError, NewDelivery
from .backups import (
    Because,
    Held,
    Shelf,
    Takeover,
    Told,
    chain_of,
    is_urgent,
    whole_chains,
    why_after,
    why_at_once,
    why_resumed,
)
from .endpoint_config import EndpointConfig, EndpointStatus
from .letting_go import LettingGo
from .references import Sent
from .surroundings import Surroundings
from .transport import Answer, Outcome

_LOGGER = logging.getLogger(__name__)

_SPARED: Final = (*CONFIRMED, DeliveryState.SPARED)


class Relief:
    """The messages that wait for somebody else's answer, and one timer for the earliest that waits no longer."""

    def __init__(
        self,
        around: Surroundings,
        status: Callable[[str], EndpointStatus | None],
        send: Callable[[Sequence[Delivery]], None],
    ) -> None:
        """Take how an endpoint is doing (None: not set up), and what sends released messages."""
        self._around = around
        self._status = status
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._names: dict[str, str] = {}
        self._pairs: dict[str, str] = {}
        self._shelf = Shelf()
        self._told = Told()
        self._vouched = Told()
        self._sent = Sent()
        self._coming: dict[tuple[str, str], list[str]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    def set_up(self, config: EndpointConfig) -> None:
        """Make an endpoint a backup for another one, or for none; what it holds for a former primary goes."""
        endpoint_id, primary = config.endpoint_id, config.backup_for
        self._names[endpoint_id] = config.name
        if primary is None:
            self._pairs.pop(endpoint_id, None)
        else:
            self._pairs[endpoint_id] = primary
        held = [one for one in self._shelf if one.delivery.endpoint_id == endpoint_id and one.primary != primary]
        self._release(held, Because.REGROUPED)

    def gone(self, endpoint_id: str, *, abandon: bool) -> None:
        """Follow the removal of an endpoint: what waited for it goes, what waited at it is given up."""
        self._pairs.pop(endpoint_id, None)
        self._release([one for one in self._shelf if one.primary == endpoint_id], Because.REMOVED)
        if not abandon:
            return
        ledger, at = self._around.ledger, self._around.clock()
        for held in self._shelf:
            if held.delivery.endpoint_id == endpoint_id:
                self._shelf.take(held)
                give_up = partial(ledger.set_state, held.delivery.delivery_id, DeliveryState.DEAD_LETTER, at)
                self._around.books.note(partial(give_up, "the endpoint was removed"))

    def arrange(self, batch: Sequence[NewDelivery], since: float | None = None) -> list[NewDelivery]:
        """Return messages as they are to be stored: those for backups held, unless they go at once.

        `since` (UTC s) is when somebody wanted them told, if that was later than what they tell of.
        """
        known = {(one.endpoint_id, one.event_id): one for one in batch}
        arranged: dict[tuple[str, str], NewDelivery] = {}

        def arrange(one: NewDelivery) -> NewDelivery:
            """Arrange a message, after that of its primary."""
            key, primary = (one.endpoint_id, one.event_id), self._primary(one.endpoint_id)
            if primary is None or key in arranged:
                return arranged.setdefault(key, one)
            same = known.get((primary, one.event_id))
            until = (one.at if since is None else since) + self._patience(one)
            why = self._why_at_once(one, primary, None if same is None else arrange(same))
            if self._is_behind(one):
                why = None
            return arranged.setdefault(key, replace(one, backup_for=primary, held_until=until, released_because=why))

        return [self._expected(arrange(one)) for one in batch]

    def at_once(self, batch: Iterable[NewDelivery]) -> list[NewDelivery]:
        """Return messages with none held: what is not stored goes everywhere at once."""
        found: list[NewDelivery] = []
        for new in batch:
            if new.first_state is DeliveryState.HELD:
                self._came(new)
                new = self._sent.fitted(replace(new, released_because=Because.NOT_STORED))
            found.append(new)
        return found

    def _is_behind(self, one: NewDelivery) -> bool:
        """Whether messages before one are held: it is let go with them, as it must not overtake them."""
        chain = (one.endpoint_id, chain_of(one))
        return chain in self._coming or bool(self._shelf.chain(chain))

    def _expected(self, one: NewDelivery) -> NewDelivery:
        """Return a message that is to be stored, and note whether it will be held."""
        if one.first_state is not DeliveryState.HELD:
            return self._sent.fitted(one)
        self._coming.setdefault((one.endpoint_id, chain_of(one)), []).append(one.event_id)
        return one

    def _came(self, one: NewDelivery) -> None:
        """Note that a message is stored now, or was not, as are all before it: of some there was one already."""
        chain = (one.endpoint_id, chain_of(one))
        coming = self._coming.pop(chain, [])
        after = coming[coming.index(one.event_id) + 1 :] if one.event_id in coming else coming
        if after:
            self._coming[chain] = after

    def take(self, batch: Sequence[Delivery]) -> None:
        """Hold what is stored as held, and note who is told of the rest."""
        known = {(one.endpoint_id, one.event_id): one for one in batch}
        unknown: list[int] = []
        for one in batch:
            if one.state is not DeliveryState.HELD:
                self._told.add(one.endpoint_id, chain_of(one))
                self._tell(one, one.released_because)
                continue
            same = known.get((one.backup_for or "", one.event_id))
            self._came(one)
            held = self._keep(one)
            why = self._why_not_held(held)
            if same is None:
                unknown.append(one.delivery_id)
            if same is None or same.state is not DeliveryState.HELD:
                self._set_due(held, one.held_until)
                why = why or (None if same is None else self._why_by_now(held))
            if why is not None:
                self._release([held], why)
        if unknown:
            self._spawn(self._look_up(unknown))

    def follow(self, delivery: Delivery, answer: Answer) -> None:
        """Draw the conclusions from what became of a primary's message."""
        for held in self._shelf.waiting_for(delivery.endpoint_id, delivery.event_id):
            if delivery.state in CONFIRMED:
                self._spare(held)
            elif (why := why_after(delivery, answer)) is not None:
                self._release([held], why)
        if answer.outcome is Outcome.RETIRED:
            # Nothing more is tried there. What has no end yet waits for a backup that was not told itself.
            waiting = [one for one in self._shelf if one.primary == delivery.endpoint_id and one.due != math.inf]
            self._release(waiting, Because.RETIRED)

    async def load(self) -> list[HeldDelivery]:
        """Fetch what a former run held; it is only followed until `resume`. LedgerError."""
        for before in await self._around.ledger.backups.told():
            self._sent.resume(before.endpoint_id, before.chain, before.event_id, was_sent=before.was_sent)
            if before.was_sent:
                self._told.add(before.endpoint_id, before.chain)
        found = await self._around.ledger.backups.held()
        for one in found:
            self._keep(one.delivery)
        return found

    def resume(self, found: Iterable[HeldDelivery]) -> None:
        """Decide about what was held when the site stopped, by what is stored of the primaries' messages."""
        for one in found:
            self._judge(one)

    async def stop(self) -> None:
        """Let nothing go any more; what is held stays so in the ledger."""
        self._stopped = True
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _primary(self, endpoint_id: str) -> str | None:
        """Return whom an endpoint stands in for; None for nobody who is set up, and for a circle of backups."""
        primary = self._pairs.get(endpoint_id)
        if primary is None or self._status(primary) is None:
            return None
        seen, above = {endpoint_id}, primary
        while above not in seen:
            seen.add(above)
            above = self._pairs.get(above, "")
        return primary if above != endpoint_id else None

    def _patience(self, delivery: NewDelivery) -> float:
        """Return for how many seconds at most a message is held."""
        schedule = self._around.schedule
        return schedule.backup if is_urgent(delivery) else schedule.backup_slow

    def _why_at_once(self, one: NewDelivery, primary: str, same: NewDelivery | None) -> Because | None:
        """Return why a message for a backup goes at once; `same` is that of its primary."""
        if (one.endpoint_id, chain_of(one)) in self._told:
            return Because.EARLIER
        if same is None:
            return Because.NOT_TOLD if one.incident_id is None else None
        status = self._status(primary)
        if same.first_state is DeliveryState.HELD or status is None:
            return None
        return why_at_once(status, urgent=is_urgent(one))

    def _why_not_held(self, held: Held) -> Because | None:
        """Return why a message is held no longer, whatever its primary does."""
        if held.chain in self._told:
            return Because.EARLIER
        return Because.REGROUPED if self._primary(held.delivery.endpoint_id) != held.primary else None

    def _why_by_now(self, held: Held) -> Because | None:
        """Return why a message need not wait for its primary any more: what is known of that one may be new."""
        status = self._status(held.primary)
        return None if status is None else why_at_once(status, urgent=is_urgent(held.delivery))

    def _keep(self, delivery: Delivery) -> Held:
        """Hold a message, for now without end."""
        held = Held(delivery, delivery.backup_for or "")
        self._shelf.put(held)
        return held

    async def _look_up(self, delivery_ids: Sequence[int]) -> None:
        """Find out what became of the primaries' messages that were not stored together with these."""
        try:
            found = await self._around.ledger.backups.held(delivery_ids)
        except LedgerError as error:
            _LOGGER.debug("What is held goes after its time, as the ledger cannot be read: %s", error)
            return
        self.resume(found)

    def _judge(self, one: HeldDelivery) -> None:
        """Decide about a message by what is stored of its primary's."""
        held = self._shelf.get(one.delivery.delivery_id)
        if held is None:
            return
        held.alone = one.state is None
        if held.chain in self._told:
            self._release([held], Because.EARLIER)
        elif one.state in _SPARED:
            self._spare(held)
        elif (why := self._why_not_held(held) or why_resumed(one.state, one.attempts)) is not None:
            self._release([held], why)
        elif one.state is None:
            self._judge_alone(held, vouched=one.vouched)
        elif one.state is not DeliveryState.HELD:
            since = one.released_at
            self._set_due(held, one.delivery.held_until if since is None else since + self._patience(one.delivery))

    def _judge_alone(self, held: Held, *, vouched: bool) -> None:
        """Decide about a message the primary is not told of: it follows the one before it of its incident."""
        if self._shelf.chain(held.chain)[0] is not held:
            self._set_due(held, held.delivery.held_until)
        elif vouched or held.chain in self._vouched:
            self._spare(held)
        else:
            self._release([held], Because.NOT_TOLD)

    def _set_due(self, held: Held, until: float | None) -> None:
        """Have a message go at a time (UTC s); a clock that was set holds it no longer than the whole patience."""
        patience = self._patience(held.delivery)
        left = patience if until is None else until - self._around.clock()
        held.due = self._loop.time() + min(max(left, 0.0), patience)
        self._arm(held.due)

    def _arm(self, due: float) -> None:
        """See to it that the timer rings at a time, or before."""
        if self._stopped or (self._timer is not None and self._timer.when() <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._ring)

    def _ring(self) -> None:
        """Release what was held long enough, and wait for the next."""
        self._timer = None
        now = self._loop.time()
        self._release([one for one in self._shelf if one.due <= now], Because.LATE)
        if (due := min((one.due for one in self._shelf), default=math.inf)) != math.inf:
            self._arm(due)

    def _spare(self, held: Held) -> None:
        """Finish a message whose primary has it, with what follows from that."""
        if not self._shelf.take(held):
            return
        delivery, around = held.delivery, self._around
        self._vouched.add(*held.chain)
        self._sent.spared(delivery)
        around.books.note(partial(around.ledger.backups.spare, [delivery.delivery_id], around.clock()))
        for behind in self._shelf.waiting_for(delivery.endpoint_id, delivery.event_id):
            self._spare(behind)
        following = self._shelf.chain(held.chain)
        if following and following[0].alone:
            self._spare(following[0])

    def _release(self, chosen: Iterable[Held], why: Because) -> None:
        """Let messages go, with everything else that is held of their incidents."""
        for chain, group in whole_chains(self._shelf, chosen).items():
            gone = [held for held in group if self._shelf.take(held)]
            if not gone or self._stopped:
                continue
            self._told.add(*chain)
            if why is not Because.EARLIER:
                name, primary = (self._names.get(one, "that is gone") for one in (chain[0], gone[0].primary))
                _LOGGER.warning("Endpoint %s is told as the backup of endpoint %s (%s)", name, primary, why)
            LettingGo(self._around, [held.delivery for held in gone], why, self._sent, self._go).begin()
            self._tell(gone[0].delivery, why)
            for held in gone:
                self._expect(held.delivery)

    def _tell(self, delivery: Delivery, why: str | None) -> None:
        """Tell that a backup stepped in, after what is to be sent now."""
        if (takeover := Takeover.of(delivery, why, self._around.clock())) is not None:
            self._loop.call_soon(self._around.on_takeover, takeover)

    def _expect(self, delivery: Delivery) -> None:
        """Give a backup its time, if others stand in for it in turn."""
        status = self._status(delivery.endpoint_id)
        for behind in self._shelf.waiting_for(delivery.endpoint_id, delivery.event_id):
            self._set_due(behind, None)
            urgent = is_urgent(behind.delivery)
            if status is not None and (why := why_at_once(status, urgent=urgent)) is not None:
                self._release([behind], why)

    def _go(self, deliveries: Sequence[Delivery]) -> None:
        """Send what was released, unless the site stopped meanwhile."""
        if deliveries and not self._stopped:
            self._send(deliveries)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
