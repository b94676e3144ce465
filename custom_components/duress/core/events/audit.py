"""Who did what, where no other event says it, and what was changed in the settings. Nobody is named but who acts."""

from dataclasses import dataclass
from enum import StrEnum

from .base import Actor, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted(Event):
    """Somebody did something at a site; `act` is the name of the action, `labels` are what it was about."""

    act: str
    actor: Actor
    device_ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    incident_id: str | None = None
    reason: str = ""


class Subject(StrEnum):
    """What has settings."""

    SITE = "site"
    RECEIVER = "receiver"
    TRANSMITTER = "transmitter"
    ENDPOINT = "endpoint"
    DEVICE = "device"
    PLAN = "plan"
    """The plan of a floor: its image, and what is where on it."""


class Change(StrEnum):
    """What became of it."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting before and after, as text; None where there was none, and for a secret."""

    name: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Event):
    """The settings of something were changed; without an actor Home Assistant did it by itself."""

    subject: Subject
    change: Change
    label: str
    settings: tuple[Setting, ...]
    actor: Actor | None
    device_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveDeclared(Event):
    """Somebody said that the school is live, or is not any more; `open` are the checks that were not met then."""

    live: bool
    actor: Actor
    reason: str = ""
    open: tuple[str, ...] = ()
