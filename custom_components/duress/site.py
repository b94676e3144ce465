"""The running site: joins receivers, core, ledger, monitoring and Home Assistant.

A message that means something goes to the core, its events to the entities at once, then into the ledger together with
the deliveries they cause, and only after the commit to the endpoints, triggers and the logbook.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
import time

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send

from . import clock
from .alive import AliveNotes
from .audit import Audit, covered
from .bus import async_announce
from .const import SIGNAL_STARTED
from .core.events import (
    Actor,
    BypassEvent,
    Event,
    IncidentClosed,
    IncidentEvent,
    IncidentRaised,
    IncidentRepeated,
    Mode,
    TroubleEvent,
)
from .core.incidents import Incident
from .core.lifecycle import ACTIVE, Disposition, Step
from .core.moment import Moment
from .core.policies import Policies
from .core.readiness import Readiness, judge
from .core.school import School
from .coverage_keeper import CoverageKeeper
from .desk import Desk
from .duty_keeper import DutyKeeper
from .echostream import EndDeviceReport, Message, ReceiverCheckIn, RepeaterStatus
from .endpoints import Endpoints
from .happenings import device_ids_of
from .hours import Hours
from .installation import Installation
from .interruptions import show_interrupted
from .ledger_keeper import LedgerKeeper
from .links import Links
from .listeners import (
    READINESS,
    SITE,
    SUBENTRIES,
    SURVEY,
    Listeners,
    incident_key,
    room_key,
    subjects_of,
    telemetry_key,
)
from .live_keeper import LiveKeeper
from .locating import Locating
from .lost_banner import LostBanner
from .monitoring import SiteFacts
from .people import People
from .places import Places
from .plan_keeper import PlanKeeper
from .record import Involved, Pending, Record
from .recording import Recorder
from .rooms import Rooms
from .settings import site_policies
from .surveyor import Surveyor
from .telemetry import tell_of
from .timeline import Timelines
from .timers import Timers
from .told import Telling
from .trouble_issues import TroubleIssues
from .unanswered import Unanswered
from .wires import Wires

type DuressConfigEntry = ConfigEntry[Site]


class Site:
    """One school, run as one system: what the platforms, actions and triggers talk to."""

    def __init__(self, hass: HomeAssistant, entry: DuressConfigEntry, record: Record) -> None:
        """Put the parts together; nothing runs yet."""
        self.hass = hass
        self.entry = entry
        self.school = School(entry.entry_id)
        self.record = record
        self.people = People(self)
        self.survey = Surveyor(self)
        self.timelines = Timelines()
        self.entities = Listeners[()]()
        self.presses = Listeners[Event]()
        self.happenings = Listeners[Event, Incident | None]()
        self.reports = Listeners[EndDeviceReport | RepeaterStatus]()
        self.places = Places(self)
        self.plans = PlanKeeper(self)
        self.telling = Telling(self)
        self.lost_banner = LostBanner(self)
        self.installation = Installation(hass, entry, self.people.standing, self.places.room_of)
        self.links = Links(self)
        self.recorder = Recorder(self)
        self.desk = Desk(self)
        self.endpoints = Endpoints(self)
        self.trouble_issues = TroubleIssues(self)
        self.alive = AliveNotes(self)
        self.ledger_keeper = LedgerKeeper(self)
        self.timers = Timers(self)
        self.locating = Locating(self)
        self.hours = Hours(self)
        self.duty_keeper = DutyKeeper(self)
        self.live_keeper = LiveKeeper(self)
        self.coverage_keeper = CoverageKeeper(self)
        self.unanswered = Unanswered(self)
        self.audit = Audit(self)
        self.wires = Wires(self)
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self.rooms = Rooms()
        self._closing: Incident | None = None
        self._enrolling = 0
        self._held = 0
        self._updating = False
        self._stopped = False

    # Life

    async def async_prepare(self) -> None:
        """Register devices and take up what the last run left, so that entities start with a real state."""
        for part in (self.people, self.places, self.survey, self.live_keeper):
            await part.async_load()
        now = clock.now()
        self.install(now)
        memory = await self.record.async_restore()
        over = self.school.restore(memory.events, memory.last_number, memory.heard, now, memory.alive_at)
        await self.unanswered.async_start()
        await self.endpoints.async_start()
        self.trouble_issues.show()
        _ = self.happened(over, now)

    async def async_start(self) -> None:
        """Begin to listen."""
        self._unsubscribe += [
            self.entry.add_update_listener(_async_updated),
            *self.places.start(),
            *self.plans.start(),
            self.telling.start(),
            *self.lost_banner.start(),
            self.entities.add(SURVEY, self._update_rooms),
            *self.audit.start(),
        ]
        await self.alive.async_start()
        await self.ledger_keeper.async_start()
        show_interrupted(self)
        # What was installed while the platforms were set up told nobody.
        await self.async_update()
        self.people.start(clock.now())
        for part in (self.timers, self.duty_keeper, self.survey, self.coverage_keeper, self.wires):
            part.start()
        async_dispatcher_send(self.hass, SIGNAL_STARTED, self)

    async def async_stop(self) -> None:
        """End everything that runs; what is open stays in the ledger. Stopping twice is harmless."""
        if self._stopped:
            return
        self._stopped = True
        if self._unsubscribe:
            now = clock.now()
            _ = self.happened(self.school.waits.stopping(now), now)
        while self._unsubscribe:
            self._unsubscribe.pop()()
        for part in (
            self.timers,
            self.locating,
            self.hours,
            self.coverage_keeper,
            self.duty_keeper,
            self.ledger_keeper,
            self.wires,
        ):
            part.stop()
        await self.recorder.async_stop()
        await self.links.async_stop()
        await self.people.async_stop()
        await self.survey.async_stop()
        await self.record.async_finish()
        await self.alive.async_stop()
        self.trouble_issues.clear()
        await self.endpoints.async_stop()
        await self.record.async_close()

    async def async_update(self) -> None:
        """Follow a changed configuration without dropping anything that goes on."""
        if self._held or self._stopped:
            return
        self.install(clock.now())
        await self.links.async_update()
        self.endpoints.update()
        self.unanswered.update()
        self.timers.schedule()
        self.entities.call([SUBENTRIES, SITE, READINESS])

    async def async_update_soon(self) -> None:
        """Follow the changes of one moment together."""
        if self._updating:
            return
        self._updating = True
        await asyncio.sleep(0)
        self._updating = False
        await self.async_update()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Follow no change of the configuration meanwhile; who makes many at once calls `async_update` after them."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    # What is known

    @property
    def is_running(self) -> bool:
        """Whether the site listens, and follows what changes."""
        return bool(self._unsubscribe) and not self._stopped

    @property
    def facts(self) -> SiteFacts:
        """The site as endpoints are told."""
        return self.telling.told.site

    @property
    def policies(self) -> Policies:
        """What the site decided about presses."""
        return site_policies(self.entry.options, other_hours=self.hours.are_other)

    @property
    def readiness(self) -> Readiness:
        """What is protected at this moment."""
        return judge(self.school, self.endpoints.paths, stored=self.record.ledger.durable)

    def incident(self, incident_id: str) -> Incident | None:
        """Return an open incident, or the one that is being closed at this moment."""
        closing = self._closing
        return self.school.incidents.open.get(incident_id) or (
            closing if closing is not None and closing.incident_id == incident_id else None
        )

    def active_incidents(self) -> list[Incident]:
        """Return the incidents in which somebody may still be in danger; nobody is in a drill."""
        return [one for one in self.school.incidents.open.values() if one.state in ACTIVE and one.mode is Mode.LIVE]

    # What comes in

    @callback
    def receive(self, receiver_id: str, message: Message, at: float) -> None:
        """Take a message that a link heard at a monotonic time."""
        now = clock.at(at)
        if alarms := self.school.urgent(receiver_id, message, now):
            self.locating.after(alarms[-1])
            _ = self.happened(alarms, now)
        self.locating.soon()
        others = self.school.health(receiver_id, message, now)
        if isinstance(message, ReceiverCheckIn) and (link := self.links.link(receiver_id)) is not None:
            others += self.school.frames_lost(receiver_id, link.counters.lost_frames, now)
        if others:
            _ = self.happened(others, now)
        if fresh := self.school.take_fresh():
            self.entities.call(fresh)
            self.timers.judge_soon()
        tell_of(self, receiver_id, message)
        self.timers.schedule()

    @callback
    def link_changed(self, receiver_id: str, at: float, *, connected: bool, detail: str) -> None:
        """Take the state of a link."""
        now = clock.at(at)
        _ = self.happened(self.school.link_changed(receiver_id, now, connected=connected, detail=detail), now)
        self.entities.call([receiver_id, READINESS])
        self.recorder.link_changed(receiver_id, at, connected=connected, detail=detail)
        self.timers.schedule()

    # What people do

    @callback
    def set_enrolling(self, *, enrolling: bool) -> None:
        """Count the people who add transmitters by pressing them; the core knows while there is one."""
        self._enrolling += 1 if enrolling else -1
        self.school.set_enrolling(enrolling=self._enrolling > 0)

    async def async_step(
        self,
        incident_id: str,
        step: Step,
        actor: Actor,
        reason: str = "",
        disposition: Disposition = Disposition.CANCELLED,
    ) -> Incident:
        """Take a step of an incident's life; raises as School.step does. Returns once it is stored."""
        return await self._act(
            incident_id, lambda now: self.school.step(incident_id, step, actor, now, reason, disposition)
        )

    async def async_escalate(self, incident_id: str, actor: Actor) -> Incident:
        """Have one more level of people told; raises as School.escalate does. Returns once it is stored."""
        return await self._act(incident_id, lambda now: self.school.escalate(incident_id, actor, now))

    async def _act(self, incident_id: str, act: Callable[[Moment], list[Event]]) -> Incident:
        """Do something with an incident and wait until it is stored."""
        now = clock.now()
        incident = self._closing = self.school.incidents.open.get(incident_id)
        try:
            stored = self.happened(act(now), now)
        finally:
            self._closing = None
        self.timers.schedule()
        await stored
        assert incident is not None  # noqa: S101 - the act has raised for an unknown one
        return incident

    # What happened

    @callback
    def happened(self, events: list[Event], now: Moment) -> Pending:
        """Show events at once, store them, then tell of them."""
        involved: list[tuple[Event, Incident | None]] = []
        for event in events:
            incident = self.incident(event.incident_id) if isinstance(event, IncidentEvent) else None
            self.entities.call(subjects_of(event, incident))
            self.presses.call([SITE, *device_ids_of(event, incident)], event)
            involved.append((event, incident))
            if isinstance(event, (IncidentRaised, IncidentRepeated)):
                self.timelines.start(event.event_id, now.steady).entities = time.monotonic()
            if isinstance(event, IncidentClosed):
                show_interrupted(self)
            if isinstance(event, TroubleEvent):
                self.trouble_issues.follow(event)
            elif isinstance(event, BypassEvent):
                self.trouble_issues.show()
        return self.record.put(involved, self.endpoints.deliveries_for(involved), self._committed, self._stored)

    @callback
    def _committed(self, involved: Involved) -> None:
        """Note when events were on the disk."""
        for event, _ in involved:
            if (timeline := self.timelines.get(event.event_id)) is not None:
                timeline.committed = time.monotonic()

    @callback
    def _stored(self, involved: Involved) -> None:
        """Tell triggers and the logbook of what is in the ledger now, and sent."""
        self.locating.sent(involved)
        for event, incident in involved:
            self.happenings.call([SITE], event, incident)
            self.unanswered.note(event)
            async_announce(self, event, incident)

    # What is installed

    @callback
    def install(self, now: Moment) -> None:
        """Bring registries and core in step with the configuration."""
        if self._held:
            return
        self.telling.forget()
        self.places.follow()
        with self.hold(), covered():
            self.installation.update()
        before = dict(self.school.roster.transmitters)
        receivers, transmitters = self.installation.receivers.values(), self.installation.transmitters.values()
        if events := self.school.install(receivers, transmitters, now):
            _ = self.happened(events, now)
        self.recorder.installed()
        self.hours.update()
        self.school.set_policies(self.policies)
        self.survey.installed(now)
        self._update_rooms()
        # Replaced hardware is unknown until it is heard, and its entities must say so.
        changed = [
            key
            for key, one in self.school.roster.transmitters.items()
            if (known := before.get(key)) is not None and known is not one and known != one
        ]
        self.entities.call([*changed, *(shown(key) for key in changed for shown in (telemetry_key, incident_key))])
        self.people.installed(now)
        self.duty_keeper.look_soon()

    @callback
    def _update_rooms(self) -> None:
        """Follow which rooms a press can be placed in."""
        known = {**self.school.roster.rooms(), **self.survey.known_rooms()}
        self.entities.call(map(room_key, self.rooms.update(known)))


async def _async_updated(_hass: HomeAssistant, entry: DuressConfigEntry) -> None:
    """Follow a changed configuration; the site goes on running (rule: no reload to edit)."""
    await entry.runtime_data.async_update_soon()
