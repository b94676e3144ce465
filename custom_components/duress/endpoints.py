"""The monitoring endpoints of a running site: which there are, what they are to be told, how they are doing."""

from collections.abc import Iterable, Sequence
import time
from typing import TYPE_CHECKING

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback

from . import clock, endpoint_issues
from .const import CONF_BACKUP_FOR, CONF_FORWARD_ALL, CONF_TELL_HOLDERS, VERSION
from .core.confirm import Confirmation, confirmation_of, forwarded_to
from .core.events import (
    Actor,
    BypassEnded,
    Event,
    IncidentClosed,
    IncidentEvent,
    NotListening,
    RehearsalEnded,
    RehearsalStarted,
    TroubleEnded,
    TroubleEvent,
    TroubleStarted,
)
from .core.incidents import Incident
from .core.readiness import PathFacts
from .daily import Daily
from .daily_jobs import jobs_of
from .daily_test import note_test
from .dc09_settings import is_same_way
from .delivery_failures import DeliveryFailures
from .endpoint_groups import leader_of, relieved, with_backups
from .endpoint_messages import message_of, messages_of
from .endpoint_news import EndpointNews
from .endpoint_ways import way_of
from .holders import HolderOf, Holders
from .installed import endpoints_of
from .latency_keeper import LatencyKeeper
from .ledger import Delivery, DeliveryState, NewDelivery, Priority
from .listeners import Listeners
from .monitoring import (
    Answer,
    EndpointConfig,
    EndpointStatus,
    Notice,
    NoticeType,
    Outbox,
    Outcome,
    Transport,
)
from .notices import notice_of, priority_of, rehearsal_notice, trouble_notice
from .room_number_keeper import RoomNumberKeeper
from .takeovers import Takeovers
from .timeline import Timeline
from .trouble_chain import TroubleChain
from .trouble_routing import TroubleRouting

if TYPE_CHECKING:
    from .site import Site


class Endpoints:
    """Every endpoint of a site, by subentry, and the outbox they share."""

    def __init__(self, site: Site) -> None:
        """Start with none."""
        self._site = site
        self._transports: dict[str, Transport] = {}
        self._settings: dict[str, tuple[str, dict[str, object]]] = {}
        self._groups: dict[str, list[str]] = {}
        self._told_all: list[str] = []
        self._told: dict[str, set[str]] = {}
        self._waited: set[str] = set()
        self._chain = TroubleChain()
        self.latency = LatencyKeeper(site)
        self.numbers = RoomNumberKeeper(site)
        self._holders = Holders(site)
        self._news = EndpointNews(site)
        self.routing = TroubleRouting(site.school)
        self._daily = Daily(site, lambda: jobs_of(site, self._data))
        self._failures = DeliveryFailures(site)
        self._takeovers = Takeovers(site)
        self.deliveries = Listeners[Delivery, Answer, Timeline | None]()
        ledger, changed, taken_over = site.record.ledger, self._news.changed, self._takeovers.happened
        self._outbox = Outbox(ledger, on_change=changed, on_delivery=self._delivered, on_takeover=taken_over)

    @property
    def statuses(self) -> dict[str, EndpointStatus]:
        """How each endpoint is doing."""
        return {endpoint_id: self._outbox.status(endpoint_id) for endpoint_id in self._transports}

    @property
    def are_running(self) -> bool:
        """Whether messages to every endpoint are on their way as soon as there are some."""
        return self._outbox.is_running

    @property
    def paths(self) -> list[PathFacts]:
        """What counts of each for the readiness of the site."""
        statuses = self.statuses
        covered = relieved(self._data, {endpoint_id: one.proven for endpoint_id, one in statuses.items()})
        return [
            PathFacts(
                proven=one.proven,
                waiting=one.waiting,
                last_proven=one.last_proven,
                relieved=endpoint_id in covered,
            )
            for endpoint_id, one in statuses.items()
        ]

    def status(self, endpoint_id: str) -> EndpointStatus | None:
        """Return how an endpoint is doing; None when it is not set up."""
        return self._outbox.status(endpoint_id) if endpoint_id in self._transports else None

    def label(self, endpoint_id: str) -> str:
        """Return what an endpoint is called; KeyError for one that is not set up."""
        return self._settings[endpoint_id][0]

    async def async_start(self) -> None:
        """Resume every unfinished delivery with its id and its bytes."""
        await self._site.desk.async_start()
        for incident in self._site.school.incidents.open.values():
            deliveries = await self._site.record.ledger.deliveries(incident.incident_id)
            self._told[incident.incident_id] = {delivery.endpoint_id for delivery in deliveries} | forwarded_to(
                incident
            )
            if deliveries and confirmation_of(incident) is not Confirmation.WAITING:
                self._waited.add(incident.incident_id)
            self._takeovers.resume(deliveries)
        troubles = await self._site.record.ledger.open_trouble_entries()
        self._chain.resume(troubles)
        await self.routing.async_resume(self._site.record.ledger, troubles)
        self.update()
        await self._holders.async_start()
        self._site.record.expect = self._outbox.expect
        self._site.record.tell = self._tell
        await self._outbox.start()
        self.latency.start(self._transports)
        await self._daily.async_start()
        self.numbers.start()

    async def async_stop(self) -> None:
        """Stop sending; what is unfinished stays in the ledger."""
        self.latency.stop()
        self.numbers.stop()
        self._holders.stop()
        self._daily.stop()
        await self._outbox.stop()
        self._news.stop()

    @callback
    def update(self) -> None:
        """Follow the configuration."""
        wanted = {subentry.subentry_id: subentry for subentry in endpoints_of(self._site.entry)}
        for endpoint_id in self._transports.keys() - wanted.keys():
            del self._transports[endpoint_id], self._settings[endpoint_id]
            endpoint_issues.forget(self._site, endpoint_id)
            _ = self._site.hass.async_create_task(
                self._outbox.remove_endpoint(endpoint_id, abandon=True), "duress endpoint removed"
            )
        for endpoint_id, subentry in wanted.items():
            settings, known = (subentry.title, dict(subentry.data)), self._settings.get(endpoint_id)
            if known != settings:
                self._settings[endpoint_id] = settings
                self._set(subentry, known)
        self._groups = {one: with_backups(self._data, [one]) for one in self._data}
        self._told_all = [one for one in self._data if self._as_told(one).get(CONF_FORWARD_ALL, True)]
        self.numbers.show()
        self._news.watch.installed(wanted)
        self._holders.follow(wanted=any(one.get(CONF_TELL_HOLDERS, False) for _, one in self._settings.values()))
        self._daily.update()

    def deliveries_for(self, involved: Sequence[tuple[Event, Incident | None]]) -> list[NewDelivery]:
        """Return what these events cause to be sent by themselves."""
        for event, _ in involved:
            if isinstance(event, IncidentClosed):
                self._outbox.incident_closed(event.incident_id)
        about_incidents = [
            delivery
            for event, incident in involved
            if isinstance(event, IncidentEvent) and incident is not None
            for delivery in self._outbox.arrange(self._incident_deliveries(event, incident), event.at)
        ]
        others = [delivery for event, _ in involved for delivery in self._other_deliveries(event)]
        return [*about_incidents, *self._outbox.arrange(others)]

    def _incident_deliveries(self, event: IncidentEvent, incident: Incident) -> list[NewDelivery]:
        """Return the messages of an incident that an event causes."""
        return [
            delivery
            for told in self._told_now(event, incident)
            for delivery in self._deliveries(told, incident, self._listening(incident))
        ]

    def _other_deliveries(self, event: Event) -> list[NewDelivery]:
        """Return the messages of what is no incident: troubles, tests and drills, and troubles muted until now."""
        match event:
            case TroubleEvent() | NotListening():
                return self._trouble_deliveries(event)
            case RehearsalStarted() | RehearsalEnded():
                return self._rehearsal_deliveries(event)
            case BypassEnded():
                return [one for started in self._unmuted(event) for one in self._trouble_deliveries(started)]
        return []

    async def async_forward(self, incident: Incident, endpoint_ids: Sequence[str], actor: Actor) -> list[str]:
        """Tell endpoints of an incident from its beginning, once; return those that are told anew.

        Each message has the id of its event, so forwarding twice, or beside *forward without automation*, sends nothing
        twice. Of an incident that waits for a confirmation they are told once it waits no longer, also after a restart.
        Whoever stands in for one of them is told as a backup is.
        """
        told = with_backups(self._data, endpoint_ids)
        fresh = [one for one in endpoint_ids if one not in self._told.get(incident.incident_id, set())]
        self._told.setdefault(incident.incident_id, set()).update(told)
        if confirmation_of(incident) is Confirmation.WAITING:
            if fresh:
                now = clock.now()
                waits = self._site.school.waits
                await self._site.happened(waits.forwarded(incident.incident_id, tuple(fresh), actor, now), now)
            return fresh
        deliveries = [one for event in incident.history for one in self._deliveries(event, incident, told)]
        arranged = self._outbox.arrange(deliveries, clock.now().utc)
        await self._site.record.put((), arranged, _nothing, _nothing)
        return fresh

    async def async_test(self, endpoint_id: str) -> Answer:
        """Send a test message and return the endpoint's answer."""
        answer = await self._outbox.send_test(endpoint_id)
        await self._site.desk.tests.async_keep(endpoint_id, answer)
        self._news.show()
        if answer.outcome is Outcome.DELIVERED:
            self._site.duty_keeper.tested(endpoint_id)
        return answer

    def is_told(self, endpoint_id: str, incident_id: str) -> bool:
        """Return whether an endpoint is told of an open incident."""
        return endpoint_id in self._told.get(incident_id, ())

    @callback
    def receipt(self, endpoint_id: str, event_id: str, state: DeliveryState, at: float) -> bool:
        """Take what became of a message from a receipt; False if nothing waits under this id."""
        return self._outbox.receipt(endpoint_id, event_id, state, at)

    async def async_deliver(self, endpoint_id: str, notice: Notice) -> bool:
        """Store a message that is no incident's and send it; False if it cannot be told in this way, or to nobody.

        Backups stand in for it as for any other; a test is of one way only.
        """
        together = [endpoint_id] if notice.type is NoticeType.TEST else self.group(endpoint_id)
        made = [
            message_of(notice, one, self._transports[one], Priority.TROUBLE)
            for one in together
            if one in self._transports
        ]
        if not made or made[0] is None:
            return False
        messages = [message for message in made if message is not None]
        arranged = messages if notice.type is NoticeType.TEST else self._outbox.arrange(messages)
        await self._site.record.put((), arranged, _nothing, _nothing)
        return True

    def group(self, endpoint_id: str) -> list[str]:
        """Return an endpoint and all that stand in for it."""
        return with_backups(self._data, [endpoint_id])

    async def async_replay(self, endpoint_id: str, delivery_id: int | None = None) -> int:
        """Send the dead letters of an endpoint again, or one of them, and return how many; LedgerError."""
        replayed = await self._outbox.replay(endpoint_id, delivery_id)
        self._news.changed(endpoint_id)
        return replayed

    def _set(self, subentry: ConfigSubentry, before: tuple[str, dict[str, object]] | None) -> None:
        """Make or remake the way to one endpoint; its queue stays, and if only rooms got numbers, the way does too."""
        config = EndpointConfig(
            endpoint_id=subentry.subentry_id, name=subentry.title, site=self._site.facts, software=VERSION,
            backup_for=subentry.data.get(CONF_BACKUP_FOR),
        )  # fmt: skip
        config, transport = way_of(self._site.hass, subentry.data, config, self._site.desk.async_take)
        self._transports[subentry.subentry_id] = transport
        if before is None or before[0] != subentry.title or not is_same_way(before[1], subentry.data):
            self._outbox.set_endpoint(config, transport)

    @property
    def _data(self) -> dict[str, dict[str, object]]:
        """The settings of each endpoint."""
        return {endpoint_id: settings for endpoint_id, (_, settings) in self._settings.items()}

    def _as_told(self, endpoint_id: str) -> dict[str, object]:
        """Return the settings that say what an endpoint is told: those of its primary if it is a backup."""
        return self._settings[leader_of(self._data, endpoint_id)][1]

    def _told_now(self, event: IncidentEvent, incident: Incident) -> Sequence[IncidentEvent]:
        """Return what is told now: nothing while an incident waits for a confirmation, after that all of it."""
        confirmation = confirmation_of(incident)
        if confirmation is Confirmation.WAITING:
            return ()
        if confirmation is Confirmation.NOT_ASKED or incident.incident_id in self._waited:
            return (event,)
        self._waited.add(incident.incident_id)
        return tuple(incident.history)

    def _listening(self, incident: Incident) -> list[str]:
        """Return the endpoints that are told of an incident: all that want every one, and those it was forwarded to.

        A backup is told what its primary is told, whatever it wants itself.
        """
        told = self._told.setdefault(incident.incident_id, set())
        told.update(self._told_all)
        told.update(*(self._groups.get(one, ()) for one in told))
        return [endpoint_id for endpoint_id in self._transports if endpoint_id in told]

    def _deliveries(self, event: IncidentEvent, incident: Incident, endpoint_ids: Iterable[str]) -> list[NewDelivery]:
        """Return the messages of one event for endpoints; none of what is only noted at the site."""
        notices: dict[HolderOf, Notice | None] = {}
        made: list[NewDelivery] = []
        for endpoint_id in endpoint_ids:
            holder_of = self._holders.told_to(self._settings[endpoint_id][1])
            if holder_of not in notices:
                notices[holder_of] = notice_of(event, incident, self._site.telling.told, holder_of)
            if (notice := notices[holder_of]) is not None:
                made += messages_of(notice, endpoint_id, self._transports[endpoint_id], priority_of(event))
        return made

    def _trouble_deliveries(self, event: TroubleEvent | NotListening) -> list[NewDelivery]:
        """Return the messages of a trouble to the endpoints that want them; the end of one is told in any case."""
        school = self._site.school
        trouble = school.troubles.open.get(event.trouble_id) if isinstance(event, TroubleEvent) else None
        if trouble is not None and not isinstance(event, TroubleEnded) and school.is_muted(trouble):
            return []
        notice = trouble_notice(event, trouble, self._site.facts, self._chain.before(event))
        wanting = [one for one in self._transports if self.routing.is_told(event, one, self._as_told(one))]
        messages = self._for_all(event, notice, wanting)
        if isinstance(event, TroubleEnded):
            self.routing.over(event.trouble_id)
        elif isinstance(event, TroubleEvent):
            self.routing.note(event.trouble_id, [one.endpoint_id for one in messages])
        return messages

    def _rehearsal_deliveries(self, event: RehearsalStarted | RehearsalEnded) -> list[NewDelivery]:
        """Return what every endpoint is told of a test or drill."""
        started = self._site.school.modes.begun.get(event.rehearsal_id)
        return self._for_all(event, rehearsal_notice(event, started, self._site.facts), self._transports)

    def _unmuted(self, event: BypassEnded) -> list[TroubleStarted]:
        """Return the troubles that a device still has when they count again, as if they began now."""
        school = self._site.school
        return [
            TroubleStarted(
                event_id=school.new_id(clock.now(), "unmuted", one.trouble_id), at=event.at,
                trouble_id=one.trouble_id, kind=one.kind, device_id=event.device_id, label=event.label,
                room=one.devices[event.device_id].room,
            )
            for one in school.troubles.open.values()
            if event.device_id in one.devices
        ]  # fmt: skip

    def _for_all(self, event: Event, notice: Notice | None, endpoint_ids: Iterable[str]) -> list[NewDelivery]:
        """Return the messages of what is no incident."""
        made = (
            message_of(notice, one, self._transports[one], priority_of(event))
            for one in endpoint_ids
            if notice is not None
        )
        return [message for message in made if message is not None]

    @callback
    def _tell(self, stored: Sequence[Delivery], unstored: Sequence[NewDelivery]) -> None:
        """Start sending what is stored, or what could not be."""
        if stored:
            self._outbox.submit(stored)
        if unstored:
            self._outbox.submit_undurable(unstored)
        for endpoint_id in {delivery.endpoint_id for delivery in (*stored, *unstored)}:
            self._news.changed(endpoint_id)

    @callback
    def _delivered(self, delivery: Delivery, answer: Answer) -> None:
        """Pass on the outcome of an attempt, with the hops of its alarm when this one confirmed it."""
        timeline = self._site.timelines.get(delivery.event_id)
        if timeline is not None and delivery.state is DeliveryState.DELIVERED and timeline.confirmed is None:
            offset = time.monotonic() - time.time()
            timeline.posted = (delivery.first_posted or time.time()) + offset
            timeline.confirmed = time.monotonic()
        self.deliveries.call([delivery.endpoint_id], delivery, answer, timeline)
        self._site.duty_keeper.delivered(delivery)
        self.latency.delivered(delivery)
        self._failures.follow(delivery, answer)
        self._takeovers.delivered(delivery)
        note_test(self._site, delivery)
        self._news.changed(delivery.endpoint_id)


def _nothing(_involved: object) -> None:
    """Note nothing: forwarding is no event of its own."""
