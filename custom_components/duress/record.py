"""Storing what happened before telling of it, and taking it up again after a start.

If the ledger cannot store (a full disk, a broken card), the alarm is told all the same, from memory, and a repair
issue says what is lost by that.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
import logging
from pathlib import Path
import time
from typing import Final

from homeassistant.core import HomeAssistant, callback

from . import issues
from .core.events import Event, IncidentEvent, TroubleEvent
from .core.incidents import Incident
from .core.records import from_data, name_of, to_data
from .ledger import Delivery, Entry, Json, Ledger, LedgerError, NewDelivery
from .recent import LOOK_BACK, async_recent

_LOGGER = logging.getLogger(__name__)

COMMIT_PATIENCE: Final = 1.0
"""Seconds after which a commit that hangs no longer holds up telling: an alarm is never delayed by a dying disk."""

_ALIVE: Final = "alive"
_HEARD: Final = "heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the last run left; moments are seconds since 1970, `alive_at` is when it last listened."""

    events: list[Event]
    last_number: int
    heard: dict[str, float]
    alive_at: float | None


type Involved = Sequence[tuple[Event, Incident | None]]
type Pending = asyncio.Future[None]


class Record:
    """The ledger of a running site."""

    def __init__(self, hass: HomeAssistant, entry_id: str, ledger: Ledger) -> None:
        """Take over an opened ledger."""
        self._hass = hass
        self._entry_id = entry_id
        self.ledger = ledger
        self.expect: Callable[[Sequence[NewDelivery]], None] = _nobody
        self.tell: Callable[[Sequence[Delivery], Sequence[NewDelivery]], None] = _nobody
        self.standing: Callable[[], None] = _nobody
        """Called when storing fails or works again, once it is known."""
        self._pending: set[Pending] = set()
        self._failing = False
        self._was_durable = ledger.durable

    @classmethod
    async def async_open(cls, hass: HomeAssistant, entry_id: str) -> Record:
        """Open or make the site's ledger; whatever is wrong with the file, the site starts."""
        ledger = await Ledger.open(Path(hass.config.path("duress", f"{entry_id}.sqlite")))
        if ledger.set_aside is not None:
            issues.ledger_set_aside(hass, entry_id, ledger.set_aside.name)
        record = cls(hass, entry_id, ledger)
        if not ledger.durable:
            record.failed(ledger.reason or "")
        else:
            issues.ledger_works(hass, entry_id)
        return record

    @property
    def stores(self) -> bool:
        """Whether the last event that was to be stored was, in time."""
        return self.ledger.durable and not self._failing

    async def async_restore(self) -> Memory:
        """Return what is open and what else must survive a restart; unreadable entries are left out and said."""
        events: list[Event] = []
        ledger = self.ledger
        for entry in (*await ledger.open_incident_entries(), *await ledger.open_trouble_entries()):
            try:
                events.append(from_data(entry.kind, entry.data))
            except ValueError as error:
                _LOGGER.error("Entry %d of the ledger is left out of what is restored: %s", entry.seq, error)  # noqa: TRY400 - the sentence says all
        events += await async_recent(ledger, time.time() - LOOK_BACK)
        last = await ledger.last_entry("incident_raised")
        number = last.data.get("number") if last is not None else 0
        heard, alive_at = await ledger.get_value(_HEARD), await ledger.get_value(_ALIVE)
        return Memory(
            events=events,
            last_number=number if isinstance(number, int) else 0,
            heard=_moments(heard) if isinstance(heard, dict) else {},
            alive_at=float(alive_at) if isinstance(alive_at, (int, float)) else None,
        )

    @callback
    def put(
        self,
        involved: Involved,
        deliveries: Sequence[NewDelivery],
        committed: Callable[[Involved], None],
        stored: Callable[[Involved], None],
    ) -> Pending:
        """Store events with the deliveries they cause, in the order of the calls, then tell; resolves when told.

        `committed` is called the moment they are on the disk, `stored` after endpoints are told.
        """
        told: Pending = self._hass.loop.create_future()
        if not involved and not deliveries:
            told.set_result(None)
            return told
        self._pending.add(told)
        told.add_done_callback(self._pending.discard)
        commit = _Commit(self, involved, deliveries, committed, stored, told)
        self.ledger.put([entry_of(event) for event, _ in involved], deliveries, commit.settled)
        self.expect(deliveries)
        commit.hurry = self._hass.loop.call_later(COMMIT_PATIENCE, commit.too_slow)
        # Home Assistant waits for it when it stops; that it has to is said once the writer is at work.
        self._hass.loop.call_soon(self._be_waited_for, told)
        return told

    @callback
    def _be_waited_for(self, told: Pending) -> None:
        """Have Home Assistant wait until a commit is told."""
        if not told.done():
            _ = self._hass.async_create_task(_wait_for(told), "duress commit", eager_start=True)

    async def async_keep(self, alive_at: float, heard: Mapping[str, float] | None = None) -> None:
        """Keep that somebody listened until now, and now and then when each device was last heard."""
        facts: dict[str, Json] = {_ALIVE: alive_at}
        if heard is not None:
            facts[_HEARD] = dict(heard)
        try:
            await self.ledger.set_values(facts)
        except LedgerError as error:
            # Whether storing works is said where it matters: with the next event.
            _LOGGER.debug("Until when somebody listened could not be stored: %s", error)

    async def async_finish(self) -> None:
        """Wait for what is still being stored."""
        if self._pending:
            await asyncio.wait(self._pending)

    async def async_close(self) -> None:
        """Close the ledger."""
        await self.ledger.close()

    def failed(self, detail: str) -> None:
        """Say once that nothing is stored."""
        if not self._failing:
            self._failing = True
            _LOGGER.error(
                "The ledger cannot store (%s): alarms are raised and forwarded from memory, but a restart now would "
                "forget them; free space on the disk or replace it",
                detail,
            )
            issues.ledger_failing(self._hass, self._entry_id, detail)

    def judged(self) -> None:
        """Tell if what happens is kept now and was not, or the other way round."""
        if self.ledger.durable is not self._was_durable:
            self._was_durable = self.ledger.durable
            self.standing()

    def works(self) -> None:
        """Say once that storing works again."""
        if self._failing and self.ledger.durable:
            self._failing = False
            _LOGGER.warning("The ledger stores again")
            issues.ledger_works(self._hass, self._entry_id)


class _Commit:
    """Events and messages on their way to the disk, and whom to tell when they are there, or when it takes too long.

    Plain callbacks: a task here would add three rounds of the event loop between the disk and the first POST.
    """

    __slots__ = ("_committed", "_deliveries", "_involved", "_is_told", "_record", "_stored", "_told", "hurry")

    def __init__(
        self,
        record: Record,
        involved: Involved,
        deliveries: Sequence[NewDelivery],
        committed: Callable[[Involved], None],
        stored: Callable[[Involved], None],
        told: Pending,
    ) -> None:
        """Take what is stored and what is to be called; `told` is resolved in the end."""
        self._record = record
        self._involved = involved
        self._deliveries = deliveries
        self._committed = committed
        self._stored = stored
        self._told = told
        self._is_told = False
        self.hurry: asyncio.TimerHandle | None = None

    def settled(self, result: list[Delivery] | Exception) -> None:
        """Tell of what is on the disk, or from memory of what is not."""
        if isinstance(result, Exception):
            self._record.failed(str(result))
            self._tell((), self._deliveries)
        elif self._is_told:
            # A slow disk stored it after all; the outbox knows what it has told from memory.
            self._record.works()
            self._record.tell(result, ())
        else:
            self._committed(self._involved)
            self._tell(result, ())
            self._record.works()
        if self.hurry is not None:
            self.hurry.cancel()
        self._record.judged()

    def too_slow(self) -> None:
        """Tell from memory, as the disk does not answer."""
        if self._is_told:
            return
        self._record.failed("no answer from the disk")
        self._tell((), self._deliveries)

    def _tell(self, fresh: Sequence[Delivery], unstored: Sequence[NewDelivery]) -> None:
        """Tell endpoints first, then everybody else, once."""
        if self._is_told:
            return
        self._is_told = True
        try:
            self._record.tell(fresh, unstored)
        finally:
            self._stored(self._involved)
            if not self._told.done():
                self._told.set_result(None)


async def _wait_for(told: Pending) -> None:
    """Wait until a commit is told; whoever ends the waiting does not end the commit."""
    await asyncio.wait((told,))


def entry_of(event: Event) -> Entry:
    """Return an event as the ledger keeps it."""
    data = to_data(event)
    assert isinstance(data, dict)  # noqa: S101 - an event is a dataclass, its data an object
    incident_id = event.incident_id if isinstance(event, IncidentEvent) else None
    trouble_id = event.trouble_id if isinstance(event, TroubleEvent) else None
    return Entry(
        event_id=event.event_id,
        kind=name_of(event),
        at=event.at,
        incident_id=incident_id,
        data=data,
        trouble_id=trouble_id,
    )


def _moments(facts: Mapping[str, Json]) -> dict[str, float]:
    """Return the moments among kept facts; a damaged one is left out."""
    return {key: float(value) for key, value in facts.items() if isinstance(value, (int, float))}


def _nobody(*_deliveries: Sequence[Delivery | NewDelivery]) -> None:
    """Tell nobody: no endpoint is set up yet."""
