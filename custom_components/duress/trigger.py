"""Triggers fed by the core, not by states: what happened to incidents, transmitters and receivers."""

from typing import Final, override

from homeassistant.const import CONF_OPTIONS
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.trigger import Trigger, TriggerActionRunner
import voluptuous as vol

from .core.events import (
    DeliveryFailed,
    DoubtfulPressNoted,
    DrillEnded,
    DrillStarted,
    Event,
    IncidentAcknowledged,
    IncidentAnswered,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentEscalated,
    IncidentLocated,
    IncidentOnScene,
    IncidentRaised,
    IncidentRepeated,
    IncidentResponding,
    Mode,
    PressNoted,
    TestEnded,
    TestStarted,
)
from .core.lifecycle import State
from .site import Site
from .site_trigger import CONF_DRILLS, CONF_RESTORED, SITE_OPTIONS, SiteTrigger
from .trouble_triggers import TROUBLE_TRIGGERS

_INCIDENT_OPTIONS: Final = {**SITE_OPTIONS, vol.Optional(CONF_DRILLS, default=False): cv.boolean}


class IncidentTrigger(SiteTrigger):
    """Runs for one kind of step of incidents."""

    event_type: type[Event]
    options_schema = vol.Schema({vol.Optional(CONF_OPTIONS, default=dict): _INCIDENT_OPTIONS})

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is this step."""
        return type(event) is self.event_type

    @override
    @callback
    def _more(self, site: Site, _event: Event) -> dict[str, str | int]:
        """Return in how many incidents somebody may still be in danger: an all-clear is for the last one."""
        return {"active_incidents": len(site.active_incidents())}


class IncidentRaisedTrigger(IncidentTrigger):
    """An incident was raised."""

    event_type = IncidentRaised
    options_schema = vol.Schema(
        {
            vol.Optional(CONF_OPTIONS, default=dict): {
                **_INCIDENT_OPTIONS,
                vol.Optional(CONF_RESTORED, default=False): cv.boolean,
            }
        }
    )

    @override
    @callback
    def _run_restored(self, run_action: TriggerActionRunner, site: Site) -> None:
        """Run for what was raised before and nobody has acknowledged: a crash may have come before the automation."""
        if not self._include_restored:
            return
        for incident in list(site.school.incidents.open.values()):
            if incident.state is State.RAISED and self._is_meant(incident):
                self._run(run_action, site, incident.history[0], incident, restored=True)


class IncidentAcknowledgedTrigger(IncidentTrigger):
    """Somebody acknowledged an incident."""

    event_type = IncidentAcknowledged


class IncidentLocatedTrigger(IncidentTrigger):
    """The place of a press is known better."""

    event_type = IncidentLocated


class IncidentRepeatedTrigger(IncidentTrigger):
    """Another press came in an open incident."""

    event_type = IncidentRepeated


class IncidentRespondingTrigger(IncidentTrigger):
    """Somebody is on the way."""

    event_type = IncidentResponding


class IncidentOnSceneTrigger(IncidentTrigger):
    """Somebody is at the scene."""

    event_type = IncidentOnScene


class IncidentEscalatedTrigger(IncidentTrigger):
    """Nobody acknowledged in time, or somebody wants more people told."""

    event_type = IncidentEscalated


class IncidentAnsweredTrigger(IncidentTrigger):
    """A desk answered: it accepted or declined an incident, sent help, or added a note."""

    event_type = IncidentAnswered


class IncidentClearedTrigger(IncidentTrigger):
    """Somebody said that the danger is over."""

    event_type = IncidentCleared


class IncidentCancelledTrigger(IncidentTrigger):
    """Somebody called an incident off."""

    event_type = IncidentCancelled


class IncidentClosedTrigger(IncidentTrigger):
    """Somebody closed an incident."""

    event_type = IncidentClosed


class PressNotedTrigger(SiteTrigger):
    """A press was noted that by the site's settings raised no incident."""

    options_schema = vol.Schema({vol.Optional(CONF_OPTIONS, default=dict): _INCIDENT_OPTIONS})

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is one, and meant seriously unless drills are wanted, too."""
        if isinstance(event, PressNoted):
            return event.mode is Mode.LIVE or self._include_drills
        return isinstance(event, DoubtfulPressNoted)


class HappeningTrigger(SiteTrigger):
    """Runs for one kind of what happens at a site."""

    event_type: type[Event]

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is this."""
        return type(event) is self.event_type


class BeganTestTrigger(HappeningTrigger):
    """A test began."""

    event_type = TestStarted


class EndedTestTrigger(HappeningTrigger):
    """A test is over."""

    event_type = TestEnded


class BeganDrillTrigger(HappeningTrigger):
    """A drill began."""

    event_type = DrillStarted


class EndedDrillTrigger(HappeningTrigger):
    """A drill is over."""

    event_type = DrillEnded


class DeliveryFailedTrigger(HappeningTrigger):
    """A message does not get to its endpoint."""

    event_type = DeliveryFailed


TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "incident_raised": IncidentRaisedTrigger,
    "incident_acknowledged": IncidentAcknowledgedTrigger,
    "incident_located": IncidentLocatedTrigger,
    "incident_repeated": IncidentRepeatedTrigger,
    "incident_responding": IncidentRespondingTrigger,
    "incident_on_scene": IncidentOnSceneTrigger,
    "incident_escalated": IncidentEscalatedTrigger,
    "incident_answered": IncidentAnsweredTrigger,
    "incident_cleared": IncidentClearedTrigger,
    "incident_cancelled": IncidentCancelledTrigger,
    "incident_closed": IncidentClosedTrigger,
    "press_noted": PressNotedTrigger,
    **TROUBLE_TRIGGERS,
    "delivery_failed": DeliveryFailedTrigger,
    "test_started": BeganTestTrigger,
    "test_ended": EndedTestTrigger,
    "drill_started": BeganDrillTrigger,
    "drill_ended": EndedDrillTrigger,
}


async def async_get_triggers(_hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers of this integration."""
    return TRIGGERS
