"""The running site: joins receivers, core, ledger, monitoring and Home Assistant.

A message that means something goes to the core, its events to the entities at once, then into the ledger together with
the deliveries they cause, and only after the commit to the endpoints, triggers and the logbook.
"""

from collections.abc import Callable, Iterable
import logging
import time

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, HassJob, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.event import async_call_later

from . import clock
from .const import CONF_SITE_ADDRESS, EVENT_HAPPENED, SIGNAL_STARTED
from .core.events import Actor, Event, IncidentEvent, IncidentRaised, IncidentRepeated
from .core.incidents import Incident
from .core.lifecycle import ACTIVE, Step
from .core.moment import Moment
from .core.readiness import PathFacts, Readiness, judge
from .core.records import name_of
from .core.roster import Room
from .core.school import School
from .echostream import Aggregate, EndDeviceReport, Message, RepeaterStatus, Route
from .endpoints import Endpoints
from .happenings import device_ids_of, facts_of
from .installed import (
    async_register_devices,
    device_of,
    installed_receivers,
    installed_transmitters,
    is_demo,
)
from .links import Links
from .listeners import READINESS, SITE, SUBENTRIES, Listeners, room_key, subjects_of, telemetry_key
from .monitoring import SiteFacts
from .record import Involved, Pending, Record
from .timeline import Timelines

_LOGGER = logging.getLogger(__name__)

type DuressConfigEntry = ConfigEntry[Site]


class Site:
    """One school, run as one system: what the platforms, actions and triggers talk to."""

    def __init__(self, hass: HomeAssistant, entry: DuressConfigEntry, record: Record) -> None:
        """Put the parts together; nothing runs yet."""
        self.hass = hass
        self.entry = entry
        self.school = School(entry.entry_id)
        self.record = record
        self.timelines = Timelines()
        self.entities = Listeners[()]()
        self.presses = Listeners[Event]()
        self.happenings = Listeners[Event, Incident | None]()
        self.reports = Listeners[EndDeviceReport | RepeaterStatus]()
        self.links = Links(self)
        self.endpoints = Endpoints(self)
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self._tick_at: float | None = None
        self._cancel_tick: CALLBACK_TYPE | None = None
        self._cancel_judge: CALLBACK_TYPE | None = None
        self._room_listeners: list[Callable[[Room], None]] = []
        self._rooms: dict[str, Room] = {}
        self._facts: SiteFacts | None = None
        self._closing: Incident | None = None
        self._enrolling = 0
        self._stopped = False

    # Life

    async def async_prepare(self) -> None:
        """Register devices and take up what the last run left, so that entities start with a real state."""
        now = clock.now()
        self.install(now)
        memory = await self.record.async_restore()
        self.school.restore(memory.events, memory.last_number, memory.heard, now)
        await self.endpoints.async_start()

    async def async_start(self) -> None:
        """Begin to listen."""
        bus = self.hass.bus
        self._unsubscribe += [
            self.entry.add_update_listener(_async_updated),
            bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._device_changed),
            bus.async_listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._place_changed),
            bus.async_listen(fr.EVENT_FLOOR_REGISTRY_UPDATED, self._place_changed),
        ]
        await self.links.async_update()
        self._schedule_tick()
        async_dispatcher_send(self.hass, SIGNAL_STARTED, self)

    async def async_stop(self) -> None:
        """End everything that runs; what is open stays in the ledger. Stopping twice is harmless."""
        if self._stopped:
            return
        self._stopped = True
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        for cancel in (self._cancel_tick, self._cancel_judge):
            if cancel is not None:
                cancel()
        await self.links.async_stop()
        heard = {key: state.heard_at for key, state in self.school.devices.items() if state.heard_at is not None}
        await self.record.async_finish(heard)
        await self.endpoints.async_stop()
        await self.record.async_close()

    async def async_update(self) -> None:
        """Follow a changed configuration without dropping anything that goes on."""
        self.install(clock.now())
        await self.links.async_update()
        self.endpoints.update()
        self._schedule_tick()
        self.entities.call([SUBENTRIES, SITE, READINESS])

    # What is known

    @property
    def facts(self) -> SiteFacts:
        """The site as endpoints are told."""
        if self._facts is None:
            entry = self.entry
            address = entry.data.get(CONF_SITE_ADDRESS, "")
            self._facts = SiteFacts(id=entry.entry_id, name=entry.title, address=address, demo=is_demo(entry))
        return self._facts

    @property
    def rooms(self) -> Iterable[Room]:
        """Every room a press can be placed in."""
        return self._rooms.values()

    @property
    def readiness(self) -> Readiness:
        """What is protected at this moment."""
        paths = [PathFacts(proven=status.proven, waiting=status.waiting) for status in self.endpoints.statuses.values()]
        return judge(self.school, paths)

    def incident(self, incident_id: str) -> Incident | None:
        """Return an open incident, or the one that is being closed at this moment."""
        closing = self._closing
        return self.school.incidents.open.get(incident_id) or (
            closing if closing is not None and closing.incident_id == incident_id else None
        )

    def active_incidents(self) -> list[Incident]:
        """Return the incidents in which somebody may still be in danger."""
        return [incident for incident in self.school.incidents.open.values() if incident.state in ACTIVE]

    @callback
    def on_room(self, listener: Callable[[Room], None]) -> None:
        """Call a listener for each room known now and each that comes to be known."""
        self._room_listeners.append(listener)
        for room in self._rooms.values():
            listener(room)

    # What comes in

    @callback
    def receive(self, receiver_id: str, message: Message, at: float) -> None:
        """Take a message that a link heard at a monotonic time."""
        now = clock.at(at)
        if alarms := self.school.urgent(receiver_id, message, now):
            _ = self.happened(alarms, now)
        if others := self.school.health(receiver_id, message, now):
            _ = self.happened(others, now)
        if fresh := self.school.take_fresh():
            self.entities.call(fresh)
            self._judge_soon()
        self._telemetry(message)
        self.entities.call([telemetry_key(receiver_id)])
        if self._tick_at is None:
            self._schedule_tick()

    @callback
    def link_changed(self, receiver_id: str, at: float, *, connected: bool, detail: str) -> None:
        """Take the state of a link."""
        now = clock.at(at)
        _ = self.happened(self.school.link_changed(receiver_id, now, connected=connected, detail=detail), now)
        self.entities.call([receiver_id, READINESS])
        self._schedule_tick()

    # What people do

    @callback
    def set_enrolling(self, *, enrolling: bool) -> None:
        """Count the people who add transmitters by pressing them; the core knows while there is one."""
        self._enrolling += 1 if enrolling else -1
        self.school.set_enrolling(enrolling=self._enrolling > 0)

    async def async_step(self, incident_id: str, step: Step, actor: Actor, reason: str = "") -> Incident:
        """Take a step of an incident's life; raises as School.step does. Returns once it is stored."""
        now = clock.now()
        incident = self._closing = self.school.incidents.open.get(incident_id)
        try:
            stored = self.happened(self.school.step(incident_id, step, actor, now, reason), now)
        finally:
            self._closing = None
        await stored
        assert incident is not None  # noqa: S101 - step() has raised for an unknown one
        return incident

    # What happened

    @callback
    def happened(self, events: list[Event], now: Moment) -> Pending:
        """Show events at once, store them, then tell of them."""
        involved: list[tuple[Event, Incident | None]] = []
        for event in events:
            incident = self.incident(event.incident_id) if isinstance(event, IncidentEvent) else None
            self.entities.call(subjects_of(event, incident))
            self.presses.call([SITE, *(sorted(incident.device_ids) if incident else ())], event)
            involved.append((event, incident))
            if isinstance(event, (IncidentRaised, IncidentRepeated)):
                self.timelines.start(event.event_id, now.steady).entities = time.monotonic()
        return self.record.put(involved, self.endpoints.deliveries_for(involved), self._committed, self._stored)

    @callback
    def _committed(self, involved: Involved) -> None:
        """Note when events were on the disk."""
        for event, _ in involved:
            if (timeline := self.timelines.get(event.event_id)) is not None:
                timeline.committed = time.monotonic()

    @callback
    def _stored(self, involved: Involved) -> None:
        """Tell triggers and the logbook of what is in the ledger now."""
        for event, incident in involved:
            self.happenings.call([SITE], event, incident)
            self._to_logbook(event, incident)

    @callback
    def _to_logbook(self, event: Event, incident: Incident | None) -> None:
        """Put an event on the bus, for the logbook of the site and of each device."""
        facts = {"type": name_of(event), **facts_of(event, incident)}
        for key in (self.entry.entry_id, *device_ids_of(event, incident)):
            if (device := device_of(self.hass, self.entry, key)) is not None:
                name = device.name_by_user or device.name
                self.hass.bus.async_fire(EVENT_HAPPENED, {**facts, "name": name, "device_id": device.id})

    @callback
    def _telemetry(self, message: Message) -> None:
        """Tell those who want every single message."""
        match message:
            case EndDeviceReport(originator=uid) | RepeaterStatus(route=Route(originator=uid)):
                if (transmitter := self.school.roster.by_uid.get(uid)) is not None:
                    self.entities.call([telemetry_key(transmitter.device_id)])
                self.reports.call([SITE], message)
            case Aggregate(messages=messages):
                for part in messages:
                    self._telemetry(part)

    # What is installed

    @callback
    def install(self, now: Moment) -> None:
        """Bring registries and core in step with the configuration."""
        self._facts = None
        async_register_devices(self.hass, self.entry)
        before = dict(self.school.roster.transmitters)
        self.school.install(
            installed_receivers(self.hass, self.entry), installed_transmitters(self.hass, self.entry), now
        )
        roster = self.school.roster
        current = {
            room.room_id: room
            for rooms in (
                (receiver.room for receiver in roster.receivers.values()),
                (transmitter.room for transmitter in roster.transmitters.values()),
            )
            for room in rooms
            if room is not None
        }
        fresh = [room for room_id, room in current.items() if room_id not in self._rooms]
        self._rooms.update(current)
        for room in fresh:
            for listener in self._room_listeners:
                listener(room)
        self.entities.call(room_key(room_id) for room_id in current)
        # Replaced hardware is unknown until it is heard, and its entities must say so.
        changed = [key for key, one in roster.transmitters.items() if key in before and before[key] != one]
        self.entities.call([*changed, *(telemetry_key(key) for key in changed)])

    @callback
    def _device_changed(self, event: BusEvent[dr.EventDeviceRegistryUpdatedData]) -> None:
        """Follow a device that was renamed or moved to another room."""
        device = dr.async_get(self.hass).async_get(event.data["device_id"])
        ours = device is not None and device.config_entry_id == self.entry.entry_id
        if event.data["action"] == "update" and ours and event.data["changes"].keys() & {"area_id", "name_by_user"}:
            self.install(clock.now())

    @callback
    def _place_changed(
        self, _event: BusEvent[ar.EventAreaRegistryUpdatedData] | BusEvent[fr.EventFloorRegistryUpdatedData]
    ) -> None:
        """Follow a room or floor that was renamed, moved or removed."""
        self.install(clock.now())

    # What time brings

    @callback
    def _judge_soon(self) -> None:
        """Show readiness again in a second: after a start hundreds of devices are heard in a row."""
        if self._cancel_judge is None:
            self._cancel_judge = async_call_later(self.hass, 1.0, HassJob(self._judge, cancel_on_shutdown=True))

    @callback
    def _judge(self, _when: object) -> None:
        """Show readiness."""
        self._cancel_judge = None
        self.entities.call([READINESS])

    @callback
    def _schedule_tick(self) -> None:
        """Have one timer, for the earliest deadline."""
        deadline = self.school.next_deadline()
        if deadline is None or (self._tick_at is not None and self._tick_at <= deadline):
            return
        if self._cancel_tick is not None:
            self._cancel_tick()
        self._tick_at = deadline
        delay = max(0.0, deadline - time.monotonic())
        self._cancel_tick = async_call_later(self.hass, delay, HassJob(self._tick, cancel_on_shutdown=True))

    @callback
    def _tick(self, _when: object) -> None:
        """Let the core judge who is overdue."""
        self._tick_at = self._cancel_tick = None
        now = clock.now()
        _ = self.happened(self.school.tick(now), now)
        self._schedule_tick()


async def _async_updated(_hass: HomeAssistant, entry: DuressConfigEntry) -> None:
    """Follow a changed configuration; the site goes on running (rule: no reload to edit)."""
    await entry.runtime_data.async_update()
