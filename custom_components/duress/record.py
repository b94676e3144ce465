"""Storing what happened before telling of it, and taking it up again after a start.

If the ledger cannot store (a full disk, a broken card), the alarm is told all the same, from memory, and a repair
issue says what is lost by that.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
import logging
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant, callback

from . import issues
from .core.events import Event, IncidentEvent
from .core.incidents import Incident
from .core.records import from_data, name_of, to_data
from .ledger import Delivery, Entry, Ledger, LedgerError, NewDelivery

_LOGGER = logging.getLogger(__name__)

COMMIT_PATIENCE: Final = 1.0
"""Seconds after which a commit that hangs no longer holds up telling: an alarm is never delayed by a dying disk."""

_HEARD: Final = "heard:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the last run left."""

    events: list[Event]
    last_number: int
    heard: dict[str, float]


type Involved = Sequence[tuple[Event, Incident | None]]
type Pending = asyncio.Task[None]


class Record:
    """The ledger of a running site."""

    def __init__(self, hass: HomeAssistant, entry_id: str, ledger: Ledger) -> None:
        """Take over an opened ledger."""
        self._hass = hass
        self._entry_id = entry_id
        self.ledger = ledger
        self.tell: Callable[[Sequence[Delivery], Sequence[NewDelivery]], None] = _nobody
        self._pending: set[Pending] = set()
        self._failing = False

    @classmethod
    async def async_open(cls, hass: HomeAssistant, entry_id: str) -> Record:
        """Open or make the site's ledger; whatever is wrong with the file, the site starts."""
        ledger = await Ledger.open(Path(hass.config.path("duress", f"{entry_id}.sqlite")))
        if ledger.set_aside is not None:
            issues.ledger_set_aside(hass, entry_id, ledger.set_aside.name)
        record = cls(hass, entry_id, ledger)
        if not ledger.durable:
            record._failed(ledger.reason or "")
        else:
            issues.ledger_works(hass, entry_id)
        return record

    async def async_restore(self) -> Memory:
        """Return the open incidents and what else must survive a restart; unreadable entries are left out and said."""
        events: list[Event] = []
        for entry in await self.ledger.open_incident_entries():
            try:
                events.append(from_data(entry.kind, entry.data))
            except ValueError as error:
                _LOGGER.error("Entry %d of the ledger is left out of the restored incidents: %s", entry.seq, error)  # noqa: TRY400 - the sentence says all
        last = await self.ledger.last_entry("incident_raised")
        number = last.data.get("number") if last is not None else 0
        heard = {
            key.removeprefix(_HEARD): float(value)
            for key, value in (await self.ledger.get_values(_HEARD)).items()
            if isinstance(value, (int, float))
        }
        return Memory(events=events, last_number=number if isinstance(number, int) else 0, heard=heard)

    @callback
    def put(
        self,
        involved: Involved,
        deliveries: Sequence[NewDelivery],
        committed: Callable[[Involved], None],
        stored: Callable[[Involved], None],
    ) -> Pending:
        """Store events with the deliveries they cause, in the order of the calls, then tell.

        `committed` is called the moment they are on the disk, `stored` after endpoints are told.
        """
        entries = [entry_of(event) for event, _ in involved]
        task = self._hass.async_create_task(
            self._put(entries, deliveries, involved, committed, stored), "duress commit", eager_start=True
        )
        if not task.done():
            self._pending.add(task)
            task.add_done_callback(self._pending.discard)
        return task

    async def async_finish(self, heard: Mapping[str, float]) -> None:
        """Wait for what is still being stored and keep when devices were last heard."""
        if self._pending:
            await asyncio.wait(self._pending)
        try:
            await self.ledger.set_values({f"{_HEARD}{device_id}": at for device_id, at in heard.items()})
        except LedgerError as error:
            _LOGGER.warning("The times devices were last heard could not be stored: %s", error)

    async def async_close(self) -> None:
        """Close the ledger."""
        await self.ledger.close()

    async def _put(
        self,
        entries: Sequence[Entry],
        deliveries: Sequence[NewDelivery],
        involved: Involved,
        committed: Callable[[Involved], None],
        stored: Callable[[Involved], None],
    ) -> None:
        """Commit, then tell; a failed or hanging commit is told from memory."""
        if not entries and not deliveries:
            return
        # Eager: the writer gets it now, not when the event loop comes round again.
        commit = self._hass.loop.create_task(
            self.ledger.commit(entries, deliveries), name="duress ledger", eager_start=True
        )
        done, _ = await asyncio.wait((commit,), timeout=COMMIT_PATIENCE)
        if not done:
            self._failed("no answer from the disk")
            commit.add_done_callback(self._late)
            self.tell((), deliveries)
        elif isinstance(error := commit.exception(), LedgerError):
            self._failed(str(error))
            self.tell((), deliveries)
        else:
            fresh = commit.result()
            committed(involved)
            self._works()
            self.tell(fresh, ())
        stored(involved)

    def _late(self, commit: asyncio.Future[list[Delivery]]) -> None:
        """Hand over what a slow disk stored after all; the outbox knows what it has told from memory."""
        if not commit.cancelled() and commit.exception() is None:
            self._works()
            self.tell(commit.result(), ())

    def _failed(self, detail: str) -> None:
        """Say once that nothing is stored."""
        if not self._failing:
            self._failing = True
            _LOGGER.error(
                "The ledger cannot store (%s): alarms are raised and forwarded from memory, but a restart now would "
                "forget them; free space on the disk or replace it",
                detail,
            )
            issues.ledger_failing(self._hass, self._entry_id, detail)

    def _works(self) -> None:
        """Say once that storing works again."""
        if self._failing and self.ledger.durable:
            self._failing = False
            _LOGGER.warning("The ledger stores again")
            issues.ledger_works(self._hass, self._entry_id)


def entry_of(event: Event) -> Entry:
    """Return an event as the ledger keeps it."""
    data = to_data(event)
    assert isinstance(data, dict)  # noqa: S101 - an event is a dataclass, its data an object
    incident_id = event.incident_id if isinstance(event, IncidentEvent) else None
    return Entry(event_id=event.event_id, kind=name_of(event), at=event.at, incident_id=incident_id, data=data)


def _nobody(_stored: Sequence[Delivery], _unstored: Sequence[NewDelivery]) -> None:
    """Tell nobody: no endpoint is set up yet."""
