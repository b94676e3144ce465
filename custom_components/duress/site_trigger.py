"""What all triggers share: following the sites, also after their next start, and telling the automation the facts."""

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
from .core.events import Event, Mode
from .core.incidents import Incident
from .happenings import facts_of
from .listeners import SITE
from .site import DuressConfigEntry, Site

CONF_SITE: Final = "site"
CONF_DRILLS: Final = "include_drills"
CONF_RESTORED: Final = "include_restored"

SITE_OPTIONS: Final = {vol.Optional(CONF_SITE): cv.string}


class SiteTrigger(Trigger):
    """Runs for something that happens at one site or at every site."""

    options_schema = vol.Schema({vol.Optional(CONF_OPTIONS, default=dict): SITE_OPTIONS})

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
        variables |= self._more(site, event)
        who = facts.get("label") or facts.get("transmitter")
        about = f"incident {facts['number']}" if "number" in facts else f"{facts.get('kind')} of {who}"
        _ = run_action(variables, f"{about} at {site.entry.title}")

    @callback
    def _more(self, _site: Site, _event: Event) -> dict[str, str | int]:
        """Return what else the automation is told."""
        return {}
