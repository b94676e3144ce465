"""Outputs to a listed alarm panel: on while an incident of their kind asks for it, whatever becomes of the entity.

The panel is told after the incident is on the disk, as endpoints are; a disk that does not answer is not waited for.
An output that fails is tried again and again as long as help is needed, and a repair issue says that the panel was not
told. Which outputs are on is kept in the ledger's file, so that a start brings them in step.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
import logging
import time
from typing import TYPE_CHECKING, Final

from homeassistant.const import STATE_ON
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event, async_track_time_interval

from . import clock, issues
from .contact import ContactError, Problem, async_press, async_switch, problem_of
from .core.events import Event, IncidentEvent, PanelOutputEvent
from .core.incidents import Incident
from .core.outputs import Output
from .ledger import Json, LedgerError
from .listeners import SITE
from .output_settings import panel_outputs

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

DISK_PATIENCE: Final = 0.3
"""Seconds after which a disk that does not answer keeps nobody from telling the panel."""

RETRY: Final = 3.0
"""Seconds between two attempts at an output that fails."""

LOOK: Final = timedelta(seconds=15)
"""How often it is looked whether the entities are there; what is gone twice in a row is said."""

_KEPT: Final = "panel_output:"


class PanelOutputs:
    """Every output of a site, by its entity."""

    def __init__(self, site: Site) -> None:
        """Start with none."""
        self._site = site
        self._drivers: dict[str, _Driver] = {}
        self._stop: list[CALLBACK_TYPE] = []
        self._hurry: asyncio.TimerHandle | None = None

    @callback
    def start(self) -> None:
        """Bring the outputs in step with the incidents, and follow both from now on."""
        self._stop = [
            self._site.presses.add(SITE, self._pressed),
            self._site.happenings.add(SITE, self._happened),
            async_track_time_interval(self._site.hass, self._look, LOOK, cancel_on_shutdown=True),
        ]
        self.update()
        entry, hass = self._site.entry, self._site.hass
        _ = entry.async_create_background_task(hass, self._async_take_up(), "duress panel outputs")

    async def _async_take_up(self) -> None:
        """Take up what the last run turned on, so that it is let go if nothing holds it any more."""
        try:
            kept = await self._site.record.ledger.get_values(_KEPT)
        except LedgerError as error:
            _LOGGER.warning("Which outputs to the alarm panel are on cannot be read: %s", error)
            return
        for key, value in kept.items():
            name = key.removeprefix(_KEPT)
            if (cause := _cause(value)) is None:
                continue
            driver = self._drivers.get(name)
            if driver is None:
                driver = self._drivers[name] = _Driver(self._site, Output(name=name, kinds=frozenset()))
            driver.take_up(cause)

    @callback
    def update(self) -> None:
        """Follow the settings; an output that was taken away is let go first."""
        wanted = panel_outputs(self._site.entry.options)
        for name, output in wanted.items():
            if (driver := self._drivers.get(name)) is None:
                driver = self._drivers[name] = _Driver(self._site, output)
            driver.set(output)
        for name, driver in list(self._drivers.items()):
            if name not in wanted and driver.cause is None:
                del self._drivers[name]
                driver.stop()
            elif name not in wanted:
                driver.set(replace(driver.output, kinds=frozenset()))

    @callback
    def stop(self) -> None:
        """Follow nothing more; what is on stays on, as the incident stays open."""
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None
        while self._stop:
            self._stop.pop()()
        for driver in self._drivers.values():
            driver.stop()
        self._drivers.clear()

    @callback
    def _pressed(self, event: Event) -> None:
        """Look soon, in case the disk keeps everybody waiting."""
        if self._drivers and self._hurry is None and _concerns(event):
            self._hurry = self._site.hass.loop.call_later(DISK_PATIENCE, self._hurried)

    @callback
    def _hurried(self) -> None:
        """Wait for the disk no longer."""
        self._hurry = None
        self._wake()

    @callback
    def _happened(self, event: Event, _incident: Incident | None) -> None:
        """Follow what is stored."""
        if _concerns(event):
            self._wake()

    @callback
    def _wake(self) -> None:
        """Let every output look at the incidents."""
        for driver in self._drivers.values():
            driver.wake()

    @callback
    def _look(self, _now: datetime) -> None:
        """Look whether the entities are there, and forget what was taken away and is let go."""
        wanted = panel_outputs(self._site.entry.options)
        for name, driver in list(self._drivers.items()):
            if name in wanted:
                driver.look()
            elif driver.cause is None or problem_of(self._site.hass, name) is Problem.MISSING:
                del self._drivers[name]
                driver.stop()


class _Driver:
    """Drives one output; `cause` is the incident for which it is on, None while it is not on because of us."""

    def __init__(self, site: Site, output: Output) -> None:
        """Begin at once: an incident may be open."""
        self._site = site
        self.output = output
        self.cause: tuple[str, int] | None = None
        self._problem: Problem | None = None
        self._is_failing = False
        self._on_at = float("-inf")
        self._wake = asyncio.Event()
        self._unsubscribe = async_track_state_change_event(site.hass, output.name, self._changed)
        self._task = site.entry.async_create_background_task(site.hass, self._run(), f"duress output {output.name}")

    @callback
    def set(self, output: Output) -> None:
        """Follow other incidents, or until another time."""
        self.output = output
        self.wake()

    @callback
    def take_up(self, cause: tuple[str, int]) -> None:
        """Know that the last run turned it on for an incident."""
        if self.cause is None:
            self.cause = cause
            self.wake()

    @callback
    def wake(self) -> None:
        """Have the incidents looked at."""
        self._wake.set()

    @callback
    def stop(self) -> None:
        """End, and take back what only somebody who looks can say."""
        self._unsubscribe()
        self._task.cancel()
        issues.output_works(self._site.hass, self._site.entry.entry_id, self.output.name)

    @callback
    def look(self) -> None:
        """Say before any alarm that the entity is not there, or take that back."""
        hass, before = self._site.hass, self._problem
        self._problem = problem_of(hass, self.output.name)
        if self._is_failing or not hass.is_running:
            return
        if self._problem is None:
            issues.output_works(hass, self._site.entry.entry_id, self.output.name)
        elif self._problem is before:
            self._say(f"panel_output_{self._problem}")

    @callback
    def _changed(self, _event: object) -> None:
        """Look at once at an entity that came back, or that somebody else switched."""
        self._wake.set()

    async def _run(self) -> None:
        """Follow the incidents for ever."""
        while True:
            self._wake.clear()
            try:
                delay = await self._step()
            except Exception:
                _LOGGER.exception("The output %s to the alarm panel is tried again", self.output.name)
                delay = RETRY
            try:
                async with asyncio.timeout(delay):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _step(self) -> float | None:
        """Do what the incidents ask for, and return in how many seconds to look again at the latest."""
        notes, output, now = self._site.school.panel, self.output, clock.now()
        untold, holding = notes.untold(output), notes.holding(output, now)
        is_on = self._site.hass.states.is_state(output.name, STATE_ON)
        try:
            if holding and not untold and not is_on and (patience := self._on_at + RETRY - now.steady) > 0:
                # A contact that lets go by itself is not to chatter.
                return patience
            if untold or (holding and not is_on):
                await self._async_on(untold, [*untold, *holding])
            elif not holding and self.cause is not None:
                await self._async_off(self.cause)
            elif holding and self.cause is None:
                self._keep((holding[0].incident_id, holding[0].number))
        except ContactError as error:
            self._failed(error.problem, [*untold, *holding])
            # Until Home Assistant has started, an entity may just not be there yet; a change of it wakes us at once.
            return RETRY
        self._works()
        return notes.next_end(output, clock.now())

    async def _async_on(self, untold: list[Incident], incidents: list[Incident]) -> None:
        """Tell the panel of incidents; those that are new to it are told, even if somebody takes care meanwhile."""
        hass, output, notes = self._site.hass, self.output, self._site.school.panel
        if (problem := problem_of(hass, output.name)) is not None:
            raise ContactError(problem)
        if output.momentary:
            await async_press(hass, output.name)
        else:
            self._keep((incidents[0].incident_id, incidents[0].number))
            await async_switch(hass, output.name, on=True)
            self._on_at = time.monotonic()
        now = clock.now()
        _ = self._site.happened([notes.told(output, one, now) for one in untold], now)

    async def _async_off(self, cause: tuple[str, int]) -> None:
        """Let the output go."""
        await async_switch(self._site.hass, self.output.name, on=False)
        now = clock.now()
        self._keep(None)
        _ = self._site.happened([self._site.school.panel.released(self.output.name, *cause, now)], now)

    @callback
    def _failed(self, problem: Problem, incidents: list[Incident]) -> None:
        """Say that the panel does not know, or that it still thinks that somebody is in danger."""
        hass, now = self._site.hass, clock.now()
        if not hass.is_running:
            return
        self._is_failing = True
        self._say("panel_output_not_told" if incidents else "panel_output_not_released")
        notes = self._site.school.panel
        untold = {one.incident_id: one for one in incidents}.values()
        events = [event for one in untold for event in notes.failed(self.output, one, problem, now)]
        _ = self._site.happened(list[Event](events), now)

    @callback
    def _works(self) -> None:
        """Take back that it failed."""
        if self._is_failing:
            self._is_failing = False
            issues.output_works(self._site.hass, self._site.entry.entry_id, self.output.name)

    @callback
    def _say(self, key: str) -> None:
        """Show a repair issue about the output."""
        name = self.output.name
        issues.output_fails(self._site.hass, self._site.entry.entry_id, key, name, named(self._site.hass, name))

    @callback
    def _keep(self, cause: tuple[str, int] | None) -> None:
        """Keep over a restart that the output is on because of us, or forget it."""
        self.cause = cause
        value: Json = None if cause is None else {"incident_id": cause[0], "number": cause[1]}
        name, ledger = self.output.name, self._site.record.ledger

        async def keep() -> None:
            try:
                await ledger.set_value(f"{_KEPT}{name}", value)
            except LedgerError as error:
                _LOGGER.warning("That an output to the alarm panel is on or off is not kept over a restart: %s", error)

        _ = self._site.hass.async_create_task(keep(), "duress panel output")


def _concerns(event: Event) -> bool:
    """Whether an output may have to follow an event: something about an incident that is no note of our own."""
    return isinstance(event, IncidentEvent) and not isinstance(event, PanelOutputEvent)


def _cause(value: Json) -> tuple[str, int] | None:
    """Return for which incident an output is on, from what is kept; None if it is not on or cannot be read."""
    if not isinstance(value, dict):
        return None
    incident_id, number = value.get("incident_id"), value.get("number")
    return (incident_id, number) if isinstance(incident_id, str) and isinstance(number, int) else None


@callback
def named(hass: HomeAssistant, entity_id: str) -> str:
    """Return what people call an entity; its id if it is not there."""
    state = hass.states.get(entity_id)
    return state.name if state is not None else entity_id
