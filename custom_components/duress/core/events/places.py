"""What became of places whose area or floor was deleted."""

from dataclasses import dataclass
from enum import StrEnum

from .base import Actor, Event


class PlaceLevel(StrEnum):
    """What kind of place."""

    ROOM = "room"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReplaced(Event):
    """Somebody said what a deleted room or floor became, by id and by name; nothing of it if it is really gone.

    `labels` are the devices that were in it.
    """

    level: PlaceLevel
    place_id: str
    name: str
    became_id: str | None
    became: str | None
    labels: tuple[str, ...]
    actor: Actor
