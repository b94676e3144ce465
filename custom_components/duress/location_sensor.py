"""Where the latest press of a transmitter came from, how sure that is, and why."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import override

from homeassistant.components.sensor import SensorEntity, SensorEntityDescription

from .core.events import HEARD, Place, Press
from .core.incidents import Incident
from .entity import DuressEntity
from .listeners import incident_key
from .notices import floor_probability_of, others_of, probability_of
from .place_words import why
from .site import Site


class LocationSensor(DuressEntity, SensorEntity):
    """Where the latest press came from. Check-ins are never located, except those of a transmitter that is lost."""

    _unrecorded_attributes = frozenset({"others", "floors", "masked", "why", "hearers", "located_at", "stale"})

    def __init__(self, site: Site, description: SensorEntityDescription, owner: str) -> None:
        """Follow what incidents change at a transmitter."""
        super().__init__(site, description, owner, incident_key(owner))

    @property
    @override
    def native_value(self) -> str | None:
        """Read the room, or the floor if that is all; while its incident is open, or while it is lost."""
        if (found := self._latest()) is not None:
            place = found[0].places[found[1].press_id]
            return _name(place) or self.site.entry.title
        lost = self.site.school.lost_place(self.owner)
        return None if lost is None else _name(lost)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, object] | None:
        """Return what is to be known of a place; `lost` says that this is where a lost one was heard."""
        if (found := self._latest()) is None:
            lost = self.site.school.lost_place(self.owner)
            return {**self._place(lost), "lost": True} if lost is not None else None
        incident, press = found
        original = incident.original_place
        return {
            **self._place(incident.places[press.press_id]),
            "paths": self.site.school.paths(press),
            "original": _name(original) or self.site.entry.title,
            "located_at": datetime.fromtimestamp(int(incident.placed_at[press.press_id]), UTC).isoformat(),
            "stale": self.site.school.is_stale(press),
        }

    def _latest(self) -> tuple[Incident, Press] | None:
        """Return the latest press in an open incident."""
        for incident in reversed(self.site.school.incidents.open.values()):
            if (press := incident.latest_of(self.owner)) is not None:
                return incident, press
        return None

    def _place(self, place: Place) -> Mapping[str, object]:
        """Return what is to be known of a place beside its name."""
        return {
            "floor": place.floor,
            "method": str(place.method),
            "heard_by": place.heard_by if place.method in HEARD else None,
            "word": place.word,
            "probability": probability_of(place),
            "floor_word": place.floor_word,
            "floor_probability": floor_probability_of(place),
            "floors": [floor.name for floor in place.floors],
            "others": [one.room.name for one in others_of(place)],
            "hearers": place.hearers,
            "masked": list(place.masked),
            "may_have_moved": place.may_have_moved,
            "why": why(self.hass, place),
        }


def _name(place: Place) -> str | None:
    """Return the finest that is known of a place."""
    return place.room.name if place.room is not None else place.floor
