"""What is said of an incident besides its steps: whether it was confirmed, who is told, whether the site stopped."""

from dataclasses import dataclass

from .base import Actor
from .incidents import IncidentEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentConfirmed(IncidentEvent):
    """Somebody says that the alarm is real; endpoints wait no longer."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentUnconfirmed(IncidentEvent):
    """Nobody confirmed the alarm in time, or there is no time to wait any more; endpoints are told all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentForwarded(IncidentEvent):
    """Somebody asked for endpoints to be told while the incident waits for a confirmation; they are told after it."""

    endpoint_ids: tuple[str, ...]
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentInterrupted(IncidentEvent):
    """The site was asked to stop while the incident is open: until it starts again, nobody hears presses."""
