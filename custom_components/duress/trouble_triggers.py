"""Triggers of troubles: of one kind each, and of all of them with words for people."""

from typing import Final, override

from homeassistant.core import callback
from homeassistant.helpers.trigger import Trigger, TriggerActionRunner

from .core.events import Event, TroubleEnded, TroubleEvent, TroubleKind, TroubleSpread, TroubleStarted
from .core.incidents import Incident
from .phrases import say
from .site import Site
from .site_trigger import SiteTrigger


class TroubleTrigger(SiteTrigger):
    """Runs when a kind of trouble begins at a device, or ends."""

    kind: TroubleKind
    event_types: tuple[type[TroubleEvent], ...] = (TroubleStarted, TroubleSpread)

    @override
    def _wants(self, event: Event) -> bool:
        """Whether it is this trouble."""
        return isinstance(event, self.event_types) and event.kind is self.kind

    @override
    @callback
    def _more(self, site: Site, event: Event) -> dict[str, str | int]:
        """Return in words what is wrong and what to do, in the language of the installation."""
        kind = event.kind if isinstance(event, TroubleEvent) else ""
        return {"what": say(site.hass, f"trouble_{kind}"), "how": say(site.hass, f"how_{kind}")}


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


class TroubleStartedTrigger(TroubleTrigger):
    """A trouble of any kind began, of a device whose troubles are not muted."""

    event_types: tuple[type[TroubleEvent], ...] = (TroubleStarted,)

    @override
    def _wants(self, event: Event) -> bool:
        """Whether a trouble began."""
        return isinstance(event, self.event_types)

    @override
    @callback
    def _run(
        self, run_action: TriggerActionRunner, site: Site, event: Event, incident: Incident | None, *, restored: bool
    ) -> None:
        """Run unless somebody muted the device."""
        trouble = site.school.troubles.open.get(event.trouble_id) if isinstance(event, TroubleEvent) else None
        if trouble is None or not site.school.is_muted(trouble):
            super()._run(run_action, site, event, incident, restored=restored)


class TroubleEndedTrigger(TroubleStartedTrigger):
    """A trouble of any kind is over."""

    event_types = (TroubleEnded,)


TROUBLE_TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "transmitter_missing": TransmitterMissingTrigger,
    "transmitter_back": TransmitterBackTrigger,
    "battery_low": BatteryLowTrigger,
    "tamper": TamperTrigger,
    "receiver_lost": ReceiverLostTrigger,
    "receiver_back": ReceiverBackTrigger,
    "path_lost": PathLostTrigger,
    "path_back": PathBackTrigger,
    "trouble_started": TroubleStartedTrigger,
    "trouble_ended": TroubleEndedTrigger,
}
