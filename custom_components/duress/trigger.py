"""Triggers fed by the core, not by states: what happened to incidents, transmitters and receivers."""

from collections.abc import Callable
from typing import Final, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_OPTIONS
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.trigger import Trigger, TriggerActionRunner, TriggerConfig
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .const import DOMAIN, SIGNAL_STARTED
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
    TroubleEnded,
    TroubleEvent,
    TroubleKind,
    TroubleSpread,
    TroubleStarted,
)
from .core.incidents import Incident
from .core.lifecycle import State
from .happenings import facts_of
from .listeners import SITE
from .site import DuressConfigEntry, Site

CONF_SITE: Final = "site"
CONF_DRILLS: Final = "include_drills"
CONF_RESTORED: Final = "include_restored"

_OPTIONS: Final = {vol.Optional(CONF_SITE): cv.string}
_INCIDENT_OPTIONS: Final = {**_OPTIONS, vol.Optional(CONF_DRILLS, default=False): cv.boolean}


class SiteTrigger(Trigger):
    """Runs for something that happens at one site or at every site."""

    options_schema = vol.Schema({vol.Optional(CONF_OPTIONS, default=dict): _OPTIONS})

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check the options."""
        validated: ConfigType = cls.options_schema(config)
        return validated

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take the options."""
        super().__init__(hass, config)
        options = config.options or {}
        self._site_id: str | None = options.get(CONF_SITE)
        self._include_drills = bool(options.get(CONF_DRILLS, False))
        self._include_restored = bool(options.get(CONF_RESTORED, False))

    def _is_meant(self, incident: Incident | None) -> bool:
        """Whether it is real: an automation that is not made for drills must not call anybody in one."""
        return incident is None or incident.mode is Mode.LIVE or self._include_drills

    def _wants(self, event: Event) -> bool:
        """Whether this is what the trigger waits for."""
        raise NotImplementedError

    @override
    async def async_attach_runner(
        self, run_action: TriggerActionRunner, did_not_trigger: Callable[..., None] | None = None
    ) -> CALLBACK_TYPE:
        """Follow every site that runs now or starts later."""
        following: dict[str, CALLBACK_TYPE] = {}

        @callback
        def follow(site: Site) -> None:
            if self._site_id is not None and site.entry.entry_id != self._site_id:
                return

            @callback
            def happened(event: Event, incident: Incident | None) -> None:
                if self._wants(event) and self._is_meant(incident):
                    self._run(run_action, site, event, incident, restored=False)

            if (stop := following.pop(site.entry.entry_id, None)) is not None:
                stop()
            following[site.entry.entry_id] = site.happenings.add(SITE, happened)
            self._run_restored(run_action, site)

        entries: list[DuressConfigEntry] = self._hass.config_entries.async_entries(DOMAIN)
        for entry in entries:
            if entry.state is ConfigEntryState.LOADED:
                follow(entry.runtime_data)
        stop_waiting = async_dispatcher_connect(self._hass, SIGNAL_STARTED, follow)

        @callback
        def detach() -> None:
            stop_waiting()
            for stop in following.values():
                stop()

        return detach

    @callback
    def _run_restored(self, run_action: TriggerActionRunner, site: Site) -> None:
        """Run for nothing that is over, unless a kind of trigger wants what it may have missed."""

    @callback
    def _run(
        self, run_action: TriggerActionRunner, site: Site, event: Event, incident: Incident | None, *, restored: bool
    ) -> None:
        """Run the automation with the facts as trigger variables."""
        facts = facts_of(event, incident)
        variables = {"site": site.entry.entry_id, "site_name": site.entry.title, "restored": restored, **facts}
        who = facts.get("label") or facts.get("transmitter")
        about = f"incident {facts['number']}" if "number" in facts else f"{facts.get('kind')} of {who}"
        _ = run_action(variables, f"{about} at {site.entry.title}")


class IncidentTrigger(SiteTrigger):
    """Runs for one kind of step of incidents."""

    event_type: type[Event]
    options_schema = vol.Schema({vol.Optional(CONF_OPTIONS, default=dict): _INCIDENT_OPTIONS})

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is this step."""
        return type(event) is self.event_type


class TroubleTrigger(SiteTrigger):
    """Runs when a kind of trouble begins at a device, or ends."""

    kind: TroubleKind
    event_types: tuple[type[TroubleEvent], ...] = (TroubleStarted, TroubleSpread)

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is this trouble."""
        return isinstance(event, self.event_types) and event.kind is self.kind


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


class TransmitterMissingTrigger(TroubleTrigger):
    """A transmitter was not heard for too long."""

    kind = TroubleKind.MISSING


class TransmitterBackTrigger(TroubleTrigger):
    """A missing transmitter was heard again, or is not relied on any more."""

    kind, event_types = TroubleKind.MISSING, (TroubleEnded,)


class BatteryLowTrigger(TroubleTrigger):
    """A battery is low."""

    kind = TroubleKind.LOW_BATTERY


class TamperTrigger(TroubleTrigger):
    """A case was opened."""

    kind = TroubleKind.TAMPER


class ReceiverLostTrigger(TroubleTrigger):
    """The link to a receiver was lost."""

    kind = TroubleKind.LINK_LOST


class ReceiverBackTrigger(TroubleTrigger):
    """The link to a receiver works again."""

    kind, event_types = TroubleKind.LINK_LOST, (TroubleEnded,)


class PathLostTrigger(TroubleTrigger):
    """A monitoring endpoint confirms nothing any more."""

    kind = TroubleKind.PATH_LOST


class PathBackTrigger(TroubleTrigger):
    """A monitoring endpoint that was lost confirms messages again, or was removed."""

    kind, event_types = TroubleKind.PATH_LOST, (TroubleEnded,)


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
    "transmitter_missing": TransmitterMissingTrigger,
    "transmitter_back": TransmitterBackTrigger,
    "battery_low": BatteryLowTrigger,
    "tamper": TamperTrigger,
    "receiver_lost": ReceiverLostTrigger,
    "receiver_back": ReceiverBackTrigger,
    "path_lost": PathLostTrigger,
    "path_back": PathBackTrigger,
    "delivery_failed": DeliveryFailedTrigger,
    "test_started": BeganTestTrigger,
    "test_ended": EndedTestTrigger,
    "drill_started": BeganDrillTrigger,
    "drill_ended": EndedDrillTrigger,
}


async def async_get_triggers(_hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers of this integration."""
    return TRIGGERS
