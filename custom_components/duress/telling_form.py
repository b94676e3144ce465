"""The lines in which people write whom desks call back, what they link to and which exterior door is near a room."""

from collections.abc import Callable, Iterator, Mapping
import re
from typing import Final
from urllib.parse import urlsplit

from .core.roster import Room, RoomKind
from .monitoring import CallbackFacts, LinkFacts
from .told import ATTR_NAME, ATTR_PHONE, ATTR_ROLE, ATTR_ROOM, ATTR_TEXT, ATTR_TITLE, ATTR_URL

MOST_LINES: Final = 10
"""People to call back, and links."""

LONGEST: Final = 80
"""Characters of a name, a role, a title or a door."""

LONGEST_URL: Final = 500

_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()./-]{2,30}(?: ?(?:x|ext\.?) ?[0-9]{1,6})?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:(?:exterior )?door |puerta (?:exterior )?)?(\S+)")
"""A door by its number, with or without a word for it."""
_LEAST_DIGITS: Final = 5
"""Shorter numbers call services everywhere, and nobody at the school from outside."""


class WrongLineError(Exception):
    """A line that cannot be read; `reason` is the key of the sentence about it."""

    def __init__(self, reason: str, line: str) -> None:
        """Keep both."""
        super().__init__(reason)
        self.reason = reason
        self.line = line


def typed_callback(text: str) -> list[dict[str, str]]:
    """Return whom lines like `Rosa Diaz, principal, +1 555 0100` name, as it is stored; WrongLineError."""
    return [_contact(line) for line in _lines(text, "callback")]


def typed_links(text: str) -> list[dict[str, str]]:
    """Return what lines like `Floor plan = https://…` link to, as it is stored; WrongLineError."""
    return [_link(line) for line in _lines(text, "link")]


def typed_doors(text: str, rooms: Mapping[str, Room]) -> dict[str, dict[str, str]]:
    """Return the nearest exterior door by room from lines like `Room 204 = Door 7`, as it is stored; WrongLineError.

    A door is a room by its name, an exterior door by its number, or else a text that is told as it is.
    """
    by_name = {_plain(room.name): room_id for room_id, room in rooms.items()}
    doors: dict[str, dict[str, str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, door = (part.strip() for part in line.partition("="))
        room_id = by_name.get(_plain(name))
        if room_id is None:
            raise WrongLineError("unknown_room_named", line)
        if room_id in doors:
            raise WrongLineError("door_twice", line)
        if not 0 < len(door) <= LONGEST:
            raise WrongLineError("wrong_door", line)
        found = by_name.get(_plain(door)) or _numbered(door, rooms)
        doors[room_id] = {ATTR_TEXT: door} if found is None else {ATTR_ROOM: found}
    return doors


def callback_text(callback: tuple[CallbackFacts, ...]) -> str:
    """Return whom desks call back as lines that can be read again."""
    return "\n".join(f"{one.name}, {one.role}, {one.phone}" for one in callback)


def links_text(links: tuple[LinkFacts, ...]) -> str:
    """Return links as lines that can be read again."""
    return "\n".join(f"{one.title} = {one.url}" for one in links)


def doors_text(doors: Mapping[str, tuple[str, str]], rooms: Mapping[str, Room]) -> str:
    """Return nearest doors as lines that can be read again, by the names rooms have now."""
    named = [
        (rooms[room_id].name, value if what == ATTR_TEXT else rooms[value].name)
        for room_id, (what, value) in doors.items()
        if room_id in rooms and (what == ATTR_TEXT or value in rooms)
    ]
    return "\n".join(f"{name} = {door}" for name, door in sorted(named))


def _contact(line: str) -> dict[str, str]:
    """Return one person to call back: a name, what they are, and a telephone number."""
    name, *role, phone = (part.strip() for part in line.split(",")) if line.count(",") > 1 else ("", "")
    what = ", ".join(role)
    digits = re.sub(r"\D", "", phone)
    if not name or not what or not _PHONE.fullmatch(phone) or len(digits) < _LEAST_DIGITS:
        raise WrongLineError("wrong_callback", line)
    if len(name) > LONGEST or len(what) > LONGEST:
        raise WrongLineError("wrong_callback", line)
    return {ATTR_NAME: name, ATTR_ROLE: what, ATTR_PHONE: phone}


def _link(line: str) -> dict[str, str]:
    """Return one link: a title and an address without a password."""
    title, _, url = (part.strip() for part in line.partition("="))
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        _ = parts.port
    except ValueError:
        is_good = False
    if not 0 < len(title) <= LONGEST or not is_good or len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        raise WrongLineError("wrong_link", line)
    return {ATTR_TITLE: title, ATTR_URL: url}


def _lines(text: str, what: str) -> Iterator[str]:
    """Yield the lines of a text in one line each; WrongLineError for one too many."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise WrongLineError(f"{what}_too_many", lines[MOST_LINES])
    yield from lines


def _numbered(door: str, rooms: Mapping[str, Room]) -> str | None:
    """Return the only room whose exterior door has the number a text says; None if there is none or several."""
    said = _NUMBER.fullmatch(_plain(door))
    found = [
        room_id
        for room_id, room in rooms.items()
        if room.kind is RoomKind.EXTERIOR_DOOR and said is not None and _plain(room.door or "") == said[1]
    ]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.split()).casefold()


def read[T](errors: dict[str, str], field: str, parse: Callable[[], T]) -> tuple[T | None, str]:
    """Return what a field says; if a line is wrong, note the error at the field and return the line."""
    try:
        return parse(), ""
    except WrongLineError as error:
        errors[field] = error.reason
        return None, error.line
