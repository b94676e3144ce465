"""What a site does once a day at a set time for an endpoint: one timer for all of it, at most once after a restart."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime, time
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from . import clock
from .core.daily import last_at, next_at
from .ledger import Json, LedgerError

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

LOOK_AGAIN: Final = 3600.0
"""Seconds after which the clock is read again at the latest: a computer may get the time only after its start."""

_FACT: Final = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do at a local time of each day; `run` gets when it was done last and when it is due (UTC s)."""

    at: time
    run: Callable[[float, float], Coroutine[None, None, None]]


class Daily:
    """The daily jobs of a site by name. One that was missed while the site did not run is made up for, once."""

    def __init__(self, site: Site, jobs: Callable[[], Mapping[str, Job]]) -> None:
        """Belong to a site; `jobs` says what is to be done as it is set now."""
        self._site = site
        self._jobs = jobs
        self._last: dict[str, float] | None = None
        self._cancel: CALLBACK_TYPE | None = None
        self._cancel_zone: CALLBACK_TYPE | None = None
        self._running = False

    async def async_start(self) -> None:
        """Read when each was done last, and do what is due."""
        try:
            stored = await self._site.record.ledger.get_value(_FACT)
        except LedgerError as error:
            _LOGGER.warning("What was done last each day cannot be read and counts as done now: %s", error)
            stored = None
        self._last = _moments(stored)
        self._cancel_zone = self._site.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._zone_changed)
        self.update()

    @callback
    def update(self) -> None:
        """Follow what is set now; what is new counts from now on."""
        if self._last is None:
            return
        jobs, now = self._jobs(), clock.now().utc
        last = {name: min(self._last.get(name, now), now) for name in jobs}
        if last.keys() != self._last.keys():
            _ = self._site.hass.async_create_task(self._async_keep(dict(last)), "duress daily")
        self._last = last
        self._wait()

    @callback
    def stop(self) -> None:
        """Do nothing more."""
        for cancel in (self._cancel, self._cancel_zone):
            if cancel is not None:
                cancel()
        self._cancel = self._cancel_zone = self._last = None

    @callback
    def _zone_changed(self, _event: object) -> None:
        """Follow the time zone of the installation."""
        self.update()

    @callback
    def _wait(self) -> None:
        """Have one timer for what is due next."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if self._last is None or not self._last or self._running:
            return
        zone, jobs, now = dt_util.get_default_time_zone(), self._jobs(), clock.now().utc
        due = min((next_at(self._last[name], job.at, zone) for name, job in jobs.items() if name in self._last))
        delay = min(max(0.0, due - now), LOOK_AGAIN)
        self._cancel = async_call_later(self._site.hass, delay, HassJob(self._due, cancel_on_shutdown=True))

    async def _due(self, _when: datetime) -> None:
        """Do what is due, note that, and wait again."""
        self._cancel = None
        self._running = True
        try:
            await self._async_run()
        finally:
            self._running = False
            self._wait()

    async def _async_run(self) -> None:
        """Do what is due; it is noted afterwards, so that a crash repeats it: its messages have the same ids then."""
        zone, now = dt_util.get_default_time_zone(), clock.now().utc
        for name, job in self._jobs().items():
            if self._last is None:
                return
            last = self._last.get(name, now)
            if next_at(last, job.at, zone) > now:
                continue
            try:
                await job.run(last, last_at(now, job.at, zone))
            except Exception:
                _LOGGER.exception("What is done each day failed (%s); it is done again tomorrow", name)
            if self._last is not None:
                self._last[name] = now
                await self._async_keep(dict(self._last))

    async def _async_keep(self, last: dict[str, float]) -> None:
        """Keep when each was done last."""
        facts: dict[str, Json] = {**last}
        try:
            await self._site.record.ledger.set_value(_FACT, facts)
        except LedgerError as error:
            _LOGGER.debug("When what is done each day was done could not be stored: %s", error)


def _moments(stored: Json) -> dict[str, float]:
    """Return kept moments; a damaged one is left out."""
    found = stored if isinstance(stored, dict) else {}
    return {key: float(at) for key, at in found.items() if isinstance(at, (int, float)) and not isinstance(at, bool)}
