"""The rooms of a running site: those a press can be placed in, each told to whoever makes entities of them."""

from collections.abc import Callable, Iterator, Mapping

from homeassistant.core import callback

from .core.roster import Room


class Rooms:
    """Every room known, by its id; none is forgotten while the site runs unless its entity is removed."""

    def __init__(self) -> None:
        """Know no room yet."""
        self._known: dict[str, Room] = {}
        self._listeners: list[Callable[[Room], None]] = []

    def __iter__(self) -> Iterator[Room]:
        """Yield every room."""
        return iter(self._known.values())

    @callback
    def follow(self, listener: Callable[[Room], None]) -> None:
        """Call a listener for each room known now and each that comes to be known."""
        self._listeners.append(listener)
        for room in self._known.values():
            listener(room)

    @callback
    def forget(self, room_id: str) -> None:
        """Know a room no more: it was removed, and if it comes back its entity must be made again."""
        self._known.pop(room_id, None)

    @callback
    def update(self, current: Mapping[str, Room]) -> list[str]:
        """Take over the rooms there are now, tell of new ones, and return which were renamed or moved."""
        fresh = [room for room_id, room in current.items() if room_id not in self._known]
        renamed = [room_id for room_id, room in current.items() if self._known.get(room_id, room) != room]
        self._known.update(current)
        for room in fresh:
            for listener in self._listeners:
                listener(room)
        return renamed
