"""The list of rooms and numbers a site shares with a monitoring centre: as text in a form, and as it is stored."""

from collections.abc import Mapping
import re
from typing import Final

MOST: Final = 999


class WrongLineError(ValueError):
    """A line of the list cannot be taken; `reason` is the error's key."""

    def __init__(self, reason: str, line: str) -> None:
        """Say why and which."""
        super().__init__(line)
        self.reason = reason
        self.line = line


def numbered(rooms: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return a number for every room, names by id: the known one, the number in its name, or the next free one.

    The number of a room that is no more stays taken, because the centre may still have it in its list.
    """
    numbers = {room: known[room] for room in rooms if room in known}
    taken = set(known.values())
    for room, name in rooms.items():
        found = re.findall(r"\d+", name)
        if room in numbers or len(found) != 1:
            continue
        number = str(int(found[0]))
        if number not in taken and 0 < int(number) < MOST:
            numbers[room] = number
            taken.add(number)
    free = (str(number) for number in range(1, MOST) if str(number) not in taken)
    for room in rooms:
        if room not in numbers and (unused := next(free, None)) is not None:
            numbers[room] = unused
    return numbers


def extended(rooms: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return all numbers that are taken, with one for each of some rooms; see `numbered`."""
    return {**known, **numbered(rooms, known)}


def as_text(rooms: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    """Return the list as lines that people and centres read."""
    named = sorted((name, numbers[room]) for room, name in rooms.items() if room in numbers)
    return "\n".join(f"{name} = {number}" for name, number in named)


def from_text(text: str, rooms: Mapping[str, str], known: Mapping[str, str], most: int) -> dict[str, str]:
    """Return the numbers that lines give to rooms; WrongLineError for what is no room, no number or there twice."""
    ids = {" ".join(name.split()).casefold(): room for room, name in rooms.items()}
    numbers = {room: number for room, number in known.items() if room not in rooms}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, number = (part.strip() for part in line.rpartition("="))
        room = ids.get(" ".join(name.split()).casefold())
        if room is None:
            raise WrongLineError("unknown_room_named", line)
        if not re.fullmatch(r"[0-9]{1,9}", number) or not 0 < int(number) <= most:
            raise WrongLineError("wrong_number", line)
        if room in numbers or number in numbers.values():
            raise WrongLineError("number_twice", line)
        numbers[room] = number
    return numbers
