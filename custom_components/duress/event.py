"""Event entities: what happened to incidents, which button was pressed, what became of messages."""

from collections.abc import Iterable
from typing import Final, override

from homeassistant.components.event import EventDeviceClass, EventEntity, EventEntityDescription
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import SUBENTRY_ENDPOINT, SUBENTRY_TRANSMITTER
from .core.events import (
    ButtonReleased,
    DoubtfulPressNoted,
    Event,
    IncidentEvent,
    IncidentRaised,
    IncidentRepeated,
    Press,
    PressNoted,
)
from .core.records import name_of
from .entity import DuressEntity, SiteEntity, async_follow_subentries
from .happenings import facts_of
from .installed import role_of
from .ledger import Delivery
from .listeners import SITE
from .monitoring import Answer, DeskAnswer
from .notices import input_numbers
from .site import DuressConfigEntry, Site
from .timeline import Timeline

PARALLEL_UPDATES = 0

INCIDENT_TYPES: Final = (
    "raised",
    "located",
    "repeated",
    "acknowledged",
    "responding",
    "on_scene",
    "escalated",
    "answered",
    "step_checked",
    "note_added",
    "confirmed",
    "unconfirmed",
    "interrupted",
    "cleared",
    "cancelled",
    "closed",
    "noted",
)

INCIDENT = EventEntityDescription(key="incident", translation_key="incident", event_types=list(INCIDENT_TYPES))
PRESS = EventEntityDescription(
    key="press", translation_key="press", device_class=EventDeviceClass.BUTTON, event_types=["pressed", "released"]
)
DELIVERY = EventEntityDescription(
    key="delivery",
    translation_key="delivery",
    event_types=[
        "delivered",
        "accepted",
        "retry",
        "throttled",
        "refused",
        "retired",
        "desk_accepted",
        "declined",
    ],
)


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the event entities of a site."""
    async_add_entities([IncidentEventEntity(entry.runtime_data, INCIDENT)])
    async_follow_subentries(entry, async_add_entities, _build)


def _build(site: Site, subentry: ConfigSubentry) -> Iterable[Entity]:
    """Return the event entities of one installed device."""
    if subentry.subentry_type == SUBENTRY_ENDPOINT:
        return [DeliveryEventEntity(site, DELIVERY, subentry.subentry_id)]
    if subentry.subentry_type == SUBENTRY_TRANSMITTER and role_of(subentry).calls_for_help:
        return [PressEventEntity(site, PRESS, subentry.subentry_id)]
    return []


class IncidentEventEntity(SiteEntity, EventEntity):
    """Each step of each incident, and each press that by the site's policies raised none."""

    _unrecorded_attributes = frozenset({"press_id", "event_id", "checklist"})

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what happens."""
        self.async_on_remove(self.site.presses.add(SITE, self._happened))

    @callback
    def _happened(self, event: Event) -> None:
        """Show a step of an incident."""
        kind = name_of(event).removeprefix("incident_")
        if isinstance(event, IncidentEvent) and kind in INCIDENT_TYPES:
            self._trigger_event(kind, facts_of(event, self.site.incident(event.incident_id)))
        elif isinstance(event, (DoubtfulPressNoted, PressNoted)):
            self._trigger_event("noted", facts_of(event, None))
        else:
            return
        self.async_write_ha_state()


class PressEventEntity(DuressEntity, EventEntity):
    """The button of one pendant or fixed button."""

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what happens."""
        self.async_on_remove(self.site.presses.add(self.owner, self._happened))

    @callback
    def _happened(self, event: Event) -> None:
        """Show a press or release of this button."""
        match event:
            case IncidentRaised(press=press) | IncidentRepeated(press=press) if press.device_id == self.owner:
                self._pressed(press, event.incident_id)
            case DoubtfulPressNoted(press=press) | PressNoted(press=press):
                self._pressed(press, None)
            case ButtonReleased() if self._is_mine(event):
                self._trigger_event("released", {"incident_id": event.incident_id})
            case _:
                return
        self.async_write_ha_state()

    def _pressed(self, press: Press, incident_id: str | None) -> None:
        """Show a press; one that is only noted belongs to no incident."""
        inputs = list(input_numbers(press.inputs))
        facts = {"inputs": inputs, "kind": str(press.kind), "count": press.count, "incident_id": incident_id}
        self._trigger_event("pressed", facts)

    def _is_mine(self, event: ButtonReleased) -> bool:
        """Tell whether this button was released."""
        incident = self.site.incident(event.incident_id)
        return incident is not None and any(
            press.press_id == event.press_id and press.device_id == self.owner for press in incident.presses
        )


class DeliveryEventEntity(DuressEntity, EventEntity):
    """What became of each message to one endpoint."""

    _unrecorded_attributes = frozenset({"heard_at", "hops"})

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the outbox, and what people at the desk answer."""
        self.async_on_remove(self.site.endpoints.deliveries.add(self.owner, self._delivered))
        self.async_on_remove(self.site.desk.answers.add(self.owner, self._answered))

    @callback
    def _delivered(self, delivery: Delivery, answer: Answer, timeline: Timeline | None) -> None:
        """Show the answer to one attempt; `hops` are milliseconds after `heard_at`, a monotonic time."""
        self._trigger_event(
            str(answer.outcome),
            {
                "event_id": delivery.event_id,
                "incident_id": delivery.incident_id,
                "kind": delivery.kind,
                "attempt": delivery.attempts,
                "status": answer.status,
                "heard_at": timeline.heard if timeline is not None else None,
                "hops": timeline.as_milliseconds() if timeline is not None else None,
            },
        )
        self.async_write_ha_state()

    @callback
    def _answered(self, event_id: str, incident_id: str | None, answer: DeskAnswer) -> None:
        """Show that a person at the desk took a message over, or declined it."""
        self._trigger_event(
            "declined" if answer is DeskAnswer.DECLINED else "desk_accepted",
            {"event_id": event_id, "incident_id": incident_id, "answer": str(answer)},
        )
        self.async_write_ha_state()
