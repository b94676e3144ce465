"""Finding a room by what people call it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .problems import Code, RowError, shown
from .values import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """One room, what sentences call it, and every name it may be found by."""

    room_id: str
    shown: str
    names: tuple[str, ...]


class Rooms:
    """Rooms by name; a name of several rooms is of none."""

    def __init__(self, rooms: Iterable[RoomFacts]) -> None:
        """Index all names."""
        self._exact: dict[str, list[RoomFacts]] = {}
        self._loose: dict[str, list[RoomFacts]] = {}
        for room in rooms:
            for index, plain in ((self._exact, fold), (self._loose, _letters)):
                for name in {plain(name) for name in room.names} - {""}:
                    index.setdefault(name, []).append(room)

    def find(self, column: str, name: str) -> str:
        """Return the identifier of the only room of a name; RowError if there is none or more than one."""
        found = self._exact.get(fold(name)) or self._loose.get(_letters(name)) or []
        if not found:
            raise RowError(Code.ROOM_UNKNOWN, column, value=shown(name))
        if len(found) > 1:
            rooms = ", ".join(sorted(room.shown for room in found)[:5])
            raise RowError(Code.ROOM_AMBIGUOUS, column, value=shown(name), rooms=rooms)
        return found[0].room_id


def _letters(name: str) -> str:
    """Return only the letters and digits of a name, so that "Annex / 101" finds "Annex – 101"."""
    return "".join(character for character in name.casefold() if character.isalnum())
