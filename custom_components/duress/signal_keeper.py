"""Notes once an hour how well each device is heard, and keeps the days in the ledger: one note a day, in a ring.

It needs neither the recorder nor the sensors of the margin, which are switched off at first.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from .core.signals import KEPT_DAYS, DayMargin, SignalDays
from .ledger import Json, LedgerError

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

EVERY: Final = timedelta(hours=1)
KEPT_EVERY: Final = 6
"""How many of these pass between two notes on the disk."""

_PREFIX: Final = "signal:"


class SignalKeeper:
    """The margins of the devices of a site over weeks."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is known yet."""
        self._site = site
        self._count = 0
        self._cancel: CALLBACK_TYPE | None = None
        self.days = SignalDays()

    async def async_start(self) -> None:
        """Take up what former runs kept, and begin to note."""
        try:
            kept = await self._site.record.ledger.get_values(_PREFIX)
        except LedgerError as error:
            _LOGGER.warning("How well devices were heard before cannot be read; it is noted anew: %s", error)
            kept = {}
        for value in kept.values():
            if (read := _read(value)) is not None:
                self.days.restore(*read)
        self._cancel = async_track_time_interval(self._site.hass, self._note, EVERY, cancel_on_shutdown=True)

    async def async_stop(self) -> None:
        """Note it a last time."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self.take()
            await self._async_keep()

    @callback
    def take(self) -> None:
        """Take the margins as they are, of what was heard in this run."""
        school = self._site.school
        margins = {
            device_id: float(margin)
            for device_id, one in school.roster.transmitters.items()
            if one.life.is_judged and (margin := school.devices[device_id].hearing.margin) is not None
        }
        self.days.take(_today(), margins)

    async def _note(self, _when: datetime) -> None:
        """Take the margins, and now and then keep the day."""
        self._count += 1
        self.take()
        if self._count % KEPT_EVERY == 0:
            await self._async_keep()

    async def _async_keep(self) -> None:
        """Write the day."""
        day = _today()
        margins: dict[str, Json] = {key: [one.median, one.lowest] for key, one in self.days.on(day).items()}
        fact: Json = {"day": day.isoformat(), "margins": margins}
        try:
            await self._site.record.ledger.set_value(f"{_PREFIX}{day.toordinal() % KEPT_DAYS}", fact)
        except LedgerError as error:
            _LOGGER.warning("How well devices are heard cannot be kept: %s", error)


def _today() -> date:
    """Return the local day."""
    return dt_util.now().date()


def _read(value: Json) -> tuple[date, Mapping[str, DayMargin]] | None:
    """Return a day as it was kept; None for what cannot be read, which is nothing to stop for."""
    match value:
        case {"day": str(day), "margins": dict(margins)}:
            pass
        case _:
            return None
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return None
    read: dict[str, DayMargin] = {}
    for device_id, pair in margins.items():
        match pair:
            case [int() | float() as middle, int() | float() as lowest]:
                read[device_id] = DayMargin(float(middle), float(lowest))
    return known, read
