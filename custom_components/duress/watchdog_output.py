"""Pulses for a watchdog relay: a timer outside this computer that drops when Home Assistant stops or hangs.

A pulse says that an alarm could be raised and told at this moment: receivers are listened to, the ledger answers and
stores, messages are sent. When one of these is not so, none is sent, and the relay tells the building by dropping.
"""

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from homeassistant.const import STATE_ON
from homeassistant.core import callback

from . import clock, issues
from .contact import ContactError, async_press, async_switch, is_button
from .core.events import Event, WatchdogPulsesResumed, WatchdogPulsesStopped
from .core.readiness import Protection
from .ledger import LedgerError
from .output_settings import Watchdog, Way, watchdog_of
from .panel_output import named
from .phrases import say

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

LEDGER_PATIENCE: Final = 5.0
"""Seconds in which the ledger must answer."""

PULSE: Final = 1.0
"""Seconds a pulse lasts."""

_ASKED: Final = "watchdog"


class WatchdogOutput:
    """The pulses of a site."""

    def __init__(self, site: Site) -> None:
        """Begin with no relay."""
        self._site = site
        self._settings: Watchdog | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_on = False
        self._unfit: str | None = None

    @callback
    def update(self) -> None:
        """Follow the settings: pulse if there is a relay."""
        settings = watchdog_of(self._site.entry.options)
        if settings == self._settings:
            return
        self.stop()
        self._settings = settings
        if settings is not None:
            work, name = self._run(settings), "duress watchdog relay"
            self._task = self._site.entry.async_create_background_task(self._site.hass, work, name)

    @callback
    def stop(self) -> None:
        """Send no more pulses, and end one that is under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._is_on and self._settings is not None:
            work = self._end_pulse(self._settings.entity_id)
            _ = self._site.hass.async_create_task(work, "duress watchdog relay")
        self._settings = self._unfit = None
        self._is_on = False
        issues.watchdog_works(self._site.hass, self._site.entry.entry_id)

    async def _run(self, settings: Watchdog) -> None:
        """Pulse for ever, but only while an alarm could be raised."""
        due = time.monotonic()
        while True:
            try:
                self._judged(settings, await self._reason(settings))
                if self._unfit is None:
                    await self._pulse(settings)
            except Exception:
                _LOGGER.exception("A pulse for the watchdog relay failed in an unforeseen way and is left out")
            # After a hang the next one comes in its own time; those that were missed are not made up for.
            due = max(due + settings.seconds, time.monotonic())
            await asyncio.sleep(due - time.monotonic())

    async def _reason(self, settings: Watchdog) -> str | None:
        """Return why an alarm could not be raised, stored or told; None if all is well."""
        site = self._site
        if not site.links.are_running:
            return "receivers"
        if not site.endpoints.are_running:
            return "outbox"
        if not site.record.stores:
            return "ledger"
        try:
            async with asyncio.timeout(LEDGER_PATIENCE):
                _ = await site.record.ledger.get_value(_ASKED)
        except (TimeoutError, LedgerError) as error:
            _LOGGER.warning("The ledger does not answer: %r", error)
            return "ledger"
        if settings.needs_protection and site.readiness.protection is Protection.NOT_PROTECTED:
            return "not_protected"
        return None

    @callback
    def _judged(self, settings: Watchdog, reason: str | None) -> None:
        """Say that pulses are held back and why, or that they are sent again."""
        if reason == self._unfit:
            return
        self._unfit = reason
        site, now = self._site, clock.now()
        entry_id, event_id = site.entry.entry_id, site.school.new_id(now, "watchdog")
        event: Event
        if reason is None:
            issues.watchdog_works(site.hass, entry_id)
            event = WatchdogPulsesResumed(event_id=event_id, at=now.utc)
        else:
            _LOGGER.warning("No pulses for the watchdog relay, because an alarm could not be handled: %s", reason)
            name, why = named(site.hass, settings.entity_id), say(site.hass, f"logbook_watchdog_{reason}")
            issues.watchdog_fails(site.hass, entry_id, "watchdog_held_back", name, why)
            event = WatchdogPulsesStopped(event_id=event_id, at=now.utc, reason=reason)
        _ = site.happened([event], now)

    async def _pulse(self, settings: Watchdog) -> None:
        """Restart the relay's timer once, and say if that did not work."""
        hass, entity_id = self._site.hass, settings.entity_id
        try:
            if is_button(entity_id):
                await async_press(hass, entity_id)
            elif settings.way is Way.TOGGLE:
                await async_switch(hass, entity_id, on=not hass.states.is_state(entity_id, STATE_ON))
            elif settings.way is Way.RENEW:
                await async_switch(hass, entity_id, on=True)
            else:
                self._is_on = True
                await async_switch(hass, entity_id, on=True)
                await asyncio.sleep(PULSE)
                await async_switch(hass, entity_id, on=False)
                self._is_on = False
        except ContactError as error:
            if hass.is_running:
                name, why = named(hass, entity_id), say(hass, f"logbook_output_{error.problem}")
                issues.watchdog_fails(hass, self._site.entry.entry_id, "watchdog_not_pulsed", name, why)
            return
        issues.watchdog_works(hass, self._site.entry.entry_id)

    async def _end_pulse(self, entity_id: str) -> None:
        """Turn off what a pulse turned on."""
        try:
            await async_switch(self._site.hass, entity_id, on=False)
        except ContactError as error:
            _LOGGER.warning("The output for the watchdog relay stayed on: %s", error.problem)
