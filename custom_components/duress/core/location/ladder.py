"""The ladder from what was heard to a place: the first rung that holds is the answer, and says that it is.

1. `fixed_button`: a fixed button is in the room it was assigned to. The radio only checks that: if it gives this room
   less than `MOVED_ROOM` and another floor more than `MOVED_FLOOR`, the button may have been moved.
2. `surveyed`: two or more surveyed listeners heard it. The floor is decided first, the room is the most probable one on
   it. A press unlike any of the survey, and one from where hardly anything is surveyed, is never better than "near".
3. `one_receiver`: a single surveyed listener heard it. The floor, and the area near that listener; no room is promised.
4. `heard_strongest`: nobody who was surveyed heard it. The floor that most of the power was heard on, and on it the
   room of who heard it strongest.
5. `usual_room`: where the pendant usually is. 6. `site`: somewhere at the site.

A listener that is out of order is left out, as if it had never been there; its silence says nothing.
"""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ..events import Candidate, FloorGuess, HeardAt, Method, Place, Word
from ..roster import Receiver, Role, Room, Roster, Transmitter
from .evidence import Copies, Levels, listener_of
from .model import Model, Posterior

LIKELY: Final = 0.8
PROBABLY: Final = 0.5
FLOOR_LIKELY: Final = 0.9
"""From which probability on a room, or a floor, has which word; below, it is "near"."""

ENOUGH: Final = 0.9
"""The probability that the rooms shown, or the floors shown, reach together."""

MOST_ROOMS: Final = 5
MOST_FLOORS: Final = 3
"""Most of each that are shown."""

MOVED_ROOM: Final = 0.01
MOVED_FLOOR: Final = 0.9
"""The radio says that a fixed button was moved: its room is less probable than this, another floor more."""

FEW_ROOMS: Final = 3
"""With fewer surveyed rooms there is nothing to tell a room from."""

DIGITS: Final = 4
"""Decimals of a probability that are kept."""

_WEAKER: Final = (Word.LIKELY, Word.PROBABLY, Word.NEAR)


@dataclass(frozen=True, slots=True)
class Scene:
    """Against what a press is judged: what is installed, every room there is, the model, who is out of order."""

    roster: Roster
    rooms: Mapping[str, Room]
    model: Model | None
    missing: AbstractSet[str]

    def device(self, listener: str) -> Receiver | Transmitter | None:
        """Return a listener as it is installed."""
        return self.roster.receivers.get(listener) or self.roster.transmitters.get(listener)

    def floor_names(self) -> dict[str, str]:
        """Return the name of each floor, by its id."""
        return {room.floor_id: room.floor or room.floor_id for room in self.rooms.values() if room.floor_id}


def place_of(scene: Scene, transmitter: Transmitter | None, heard: Sequence[HeardAt]) -> Place:
    """Return where a press comes from, by all that was heard of it (rules of this module)."""
    levels = {one.listener: one.level for one in heard}
    # Who heard the press is not dead, whatever supervision says.
    missing = scene.missing - levels.keys()
    found = _weighed(scene.model, levels, missing) if scene.model is not None and levels else None
    if transmitter is not None and transmitter.role is Role.FIXED_BUTTON and transmitter.room is not None:
        moved = found is not None and _has_moved(transmitter.room, found)
        return Place(method=Method.FIXED_BUTTON, room=transmitter.room, hearers=len(levels), may_have_moved=moved)
    place: Place | None = None
    if scene.model is not None and found is not None and found.hearers:
        surveyed = frozenset(scene.model.rooms)
        place = _of_model(scene, found, surveyed, len(levels), missing)
    if place is None:
        place = _strongest(scene, levels, missing) or _without_hearing(transmitter, len(levels))
    return place


def _weighed(model: Model, levels: Levels, missing: AbstractSet[str]) -> Posterior | None:
    """Return what a model says; None if it knows no rooms, or fails: a press is then placed without it."""
    if not model.rooms:
        return None
    try:
        return model.locate(levels, missing)
    except ArithmeticError, LookupError, ValueError:
        return None


def first_place(roster: Roster, transmitter: Transmitter | None, copies: Copies) -> Place:
    """Return where a press comes from by its first copy, without any weighing: somebody waits."""
    if transmitter is not None and transmitter.role is Role.FIXED_BUTTON and transmitter.room is not None:
        return Place(method=Method.FIXED_BUTTON, room=transmitter.room, hearers=1)
    for hop in copies:
        listener = listener_of(roster, hop) or ""
        device = roster.receivers.get(listener) or roster.transmitters.get(listener)
        if device is not None and (room := device.room) is not None:
            return Place(
                method=Method.HEARD_STRONGEST,
                room=room,
                heard_by=device.label,
                word=Word.NEAR,
                floor_word=Word.PROBABLY if room.floor_id else None,
                hearers=1,
            )
    return _without_hearing(transmitter, len(copies))


def told(place: Place) -> tuple[object, ...]:
    """Return what of a place is news when it changes: its rung, its room, its word, its floor, a moved button."""
    floor = place.floors[0].floor_id if place.floors else place.room and place.room.floor_id
    return place.method, place.room and place.room.room_id, place.word, floor, place.may_have_moved


def room_word(probability: float) -> Word:
    """Return how sure a room is."""
    return Word.LIKELY if probability >= LIKELY else Word.PROBABLY if probability >= PROBABLY else Word.NEAR


def floor_word(probability: float) -> Word:
    """Return how sure a floor is."""
    return Word.LIKELY if probability >= FLOOR_LIKELY else Word.PROBABLY if probability >= PROBABLY else Word.NEAR


def _has_moved(room: Room, found: Posterior) -> bool:
    """Whether the radio says that a fixed button is on another floor; a room nobody surveyed says nothing."""
    assigned = dict(found.rooms).get(room.room_id)
    if assigned is None or assigned >= MOVED_ROOM or not room.floor_id or len(found.hearers) < 2 or found.is_strange:
        return False
    return any(floor and floor != room.floor_id and part > MOVED_FLOOR for floor, part in found.floors)


def _of_model(
    scene: Scene, found: Posterior, surveyed: AbstractSet[str], hearers: int, missing: AbstractSet[str]
) -> Place | None:
    """Return what the survey says; None if none of its rooms is left."""
    floor = found.floors[0][0] if found.floors else ""
    ranked = _ranked(scene.rooms, found.rooms, floor)
    if not ranked:
        return None
    floors = _floors(scene, found.floors)
    loudest = scene.device(found.hearers[0])
    heard_by = loudest.label if loudest is not None else None
    sure = floor_word(floors[0].probability) if floors else None
    if sure is Word.LIKELY and (found.is_strange or _floors_without_survey(scene, surveyed)):
        # A floor that nobody surveyed is never the answer, so no other is sure.
        sure = Word.PROBABLY
    masked = _masked(scene, missing, floors)
    room: Room | None = ranked[0].room
    word = room_word(ranked[0].probability)
    method = Method.SURVEYED
    if len(found.hearers) == 1:
        home = loudest.room if loudest is not None else None
        method, word = Method.ONE_RECEIVER, Word.NEAR
        room = home if home is not None and (not floors or home.floor_id == floors[0].floor_id) else None
    elif found.is_strange or _is_hardly_surveyed(scene, surveyed, floor):
        word = Word.NEAR
    return Place(
        method=method, room=room, heard_by=heard_by, word=word, ranked=ranked, floor_word=sure, floors=floors,
        hearers=hearers, masked=masked, is_strange=found.is_strange,
    )  # fmt: skip


def _ranked(rooms: Mapping[str, Room], found: Sequence[tuple[str, float]], floor: str) -> tuple[Candidate, ...]:
    """Return the most probable rooms that there are, those of the floor first; the best one of that is among them."""
    known = [(rooms[room_id], round(part, DIGITS)) for room_id, part in found if room_id in rooms]
    best = next((one for one in known if (one[0].floor_id or "") == floor), known[0] if known else None)
    if best is None:
        return ()
    shown, total = [best], best[1]
    for one in known:
        if total >= ENOUGH or len(shown) == MOST_ROOMS:
            break
        if one is not best:
            shown.append(one)
            total += one[1]
    shown.sort(key=lambda one: (one[0].floor_id or "") != floor)
    return tuple(Candidate(room=room, probability=part) for room, part in shown)


def _floors(scene: Scene, found: Sequence[tuple[str, float]]) -> tuple[FloorGuess, ...]:
    """Return the most probable floors that there are; none if rooms without a floor are more probable than any."""
    names = scene.floor_names()
    guesses: list[FloorGuess] = []
    total = 0.0
    for floor, part in found:
        if floor == "" and not guesses:
            return ()
        if floor not in names:
            continue
        guesses.append(FloorGuess(floor_id=floor, name=names[floor], probability=round(part, DIGITS)))
        total += part
        if total >= ENOUGH or len(guesses) == MOST_FLOORS:
            break
    return tuple(guesses)


def _floors_without_survey(scene: Scene, surveyed: AbstractSet[str]) -> bool:
    """Whether something is installed on a floor of which no room is surveyed."""
    reached = {room.floor_id for room_id in surveyed if (room := scene.rooms.get(room_id)) is not None}
    return any(room.floor_id and room.floor_id not in reached for room in scene.roster.rooms().values())


def _is_hardly_surveyed(scene: Scene, surveyed: AbstractSet[str], floor: str) -> bool:
    """Whether there are too few rooms to tell one from: of those of the floor that are used, not even half."""
    used = [room_id for room_id, room in scene.roster.rooms().items() if (room.floor_id or "") == floor]
    return len(surveyed) < FEW_ROOMS or 2 * sum(room_id in surveyed for room_id in used) < len(used)


def _masked(scene: Scene, missing: AbstractSet[str], floors: Sequence[FloorGuess]) -> tuple[str, ...]:
    """Return who is out of order and would have mattered: surveyed listeners that hang on a floor of the answer."""
    if not missing or scene.model is None:
        return ()
    shown = {floor.floor_id for floor in floors}
    devices = [scene.device(listener) for listener in scene.model.listeners if listener in missing]
    return tuple(
        sorted(
            device.label
            for device in devices
            if device is not None and (not shown or device.room is None or device.room.floor_id in shown)
        )
    )


def _strongest(scene: Scene, levels: Levels, missing: AbstractSet[str]) -> Place | None:
    """Return the room of who heard it strongest, on the floor with most of the power; None if nobody has a room."""
    power: dict[str, float] = {}
    near: list[tuple[float, str, Room]] = []
    for listener, level in levels.items():
        device = scene.device(listener)
        if device is not None and (room := device.room) is not None:
            near.append((level, device.label, room))
            power[room.floor_id or ""] = power.get(room.floor_id or "", 0.0) + 10 ** (level / 20)
    if not near:
        return None
    total = sum(power.values())
    shares = sorted(((floor, part / total) for floor, part in power.items()), key=lambda one: (-one[1], one[0]))
    floor = shares[0][0]
    _, label, room = max(
        (one for one in near if (one[2].floor_id or "") == floor), key=lambda one: (one[0], one[1], one[2].room_id)
    )
    floors = _floors(scene, shares)
    return Place(
        method=Method.HEARD_STRONGEST,
        room=room,
        heard_by=label,
        word=Word.NEAR,
        # What no survey has shown is not likely.
        floor_word=_weakest(Word.PROBABLY, floor_word(floors[0].probability)) if floors else None,
        floors=floors,
        hearers=len(levels),
        masked=_masked(scene, missing, floors),
    )


def _weakest(*words: Word) -> Word:
    """Return the weakest of some words."""
    return max(words, key=_WEAKER.index)


def _without_hearing(transmitter: Transmitter | None, hearers: int) -> Place:
    """Return the usual room of a pendant, else the site."""
    if transmitter is not None and transmitter.room is not None:
        return Place(method=Method.USUAL_ROOM, room=transmitter.room, hearers=hearers)
    return Place(method=Method.SITE, hearers=hearers)
