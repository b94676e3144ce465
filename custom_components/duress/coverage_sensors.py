"""The sensors that say where a call for help may not be heard, and how well presses are placed."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.sensor import SensorEntity

from .core.location.coverage import Blind
from .coverage_view import words_of
from .entity import SiteEntity
from .listeners import COVERAGE

type Listed = Mapping[str, list[str] | int | bool | str | None]


class BlindSpotsSensor(SiteEntity, SensorEntity):
    """How many rooms are never proven, not heard, heard by one only, weak, or proven long ago; and which."""

    _unrecorded_attributes = frozenset(Blind)

    follows = COVERAGE

    @property
    @override
    def native_value(self) -> int | None:
        """Count them; None until that was looked at."""
        found = self.site.coverage_keeper.coverage
        return None if found is None else len(found.blind_spots)

    @property
    @override
    def extra_state_attributes(self) -> Listed | None:
        """Return which they are, by reason."""
        found = self.site.coverage_keeper.coverage
        if found is None:
            return None
        words = words_of(self.site)
        rooms = {str(why): sorted(words.room(one.room_id) for one in found.of(why)) for why in Blind}
        return {"rooms": len(found.rooms), "days": found.days, **rooms}


class SinglePathRoomsSensor(SiteEntity, SensorEntity):
    """How many rooms one receiver or repeater alone hears, and over how many paths each room is heard."""

    _unrecorded_attributes = frozenset({"single_path", "paths"})

    follows = COVERAGE

    @property
    @override
    def native_value(self) -> int | None:
        """Count them; None until that was looked at."""
        found = self.site.coverage_keeper.coverage
        return None if found is None else len(found.of(Blind.SINGLE_PATH))

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, list[str] | Mapping[str, int]] | None:
        """Return which they are with who hears them, and the paths of every room that was walked."""
        found = self.site.coverage_keeper.coverage
        if found is None:
            return None
        words = words_of(self.site)
        lone = [
            f"{words.room(one.room_id)} ({', '.join(words.listener(path.listener) for path in one.paths) or '–'})"
            for one in found.of(Blind.SINGLE_PATH)
        ]
        paths = {words.room(one.room_id): one.typical for one in found.rooms if one.typical is not None}
        return {"single_path": sorted(lone), "paths": dict(sorted(paths.items()))}


class AccuracySensor(SiteEntity, SensorEntity):
    """How often the check walk was placed in the right room; unknown without one, as nothing else may be promised."""

    follows = COVERAGE

    @property
    @override
    def native_value(self) -> float | None:
        """Return the share in percent."""
        found = self.site.coverage_keeper.accuracy
        return None if found is None or found.check is None else round(100 * found.check.total.share, 1)

    @property
    @override
    def extra_state_attributes(self) -> Listed | None:
        """Return what stands behind it."""
        found = self.site.coverage_keeper.accuracy
        if found is None:
            return None
        return {
            "standing": str(found.standing),
            "presses": 0 if found.check is None else found.check.total.tried,
            "rooms_checked": found.checked,
            "rooms_surveyed": found.rooms,
            "same_pendant": found.same_pendant,
        }
