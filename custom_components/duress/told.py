"""What a site tells desks beyond what happened, as its options say: whom to call back, links, levels, nearest doors.

It is made when something it is made of has changed, so that a press costs look-ups only. What cannot be read of the
options is left out: it must not keep an alarm back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, HomeAssistant, callback
from homeassistant.helpers.network import NoURLAvailableError, get_url

from .const import CONF_AVS, CONF_CALLBACK, CONF_LINKS, CONF_NEAREST_DOORS, CONF_SITE_ADDRESS
from .core.roster import Kind, Room, RoomKind
from .installed import device_of, is_demo
from .monitoring import AvsFacts, CallbackFacts, LinkFacts, SiteFacts

if TYPE_CHECKING:
    from .site import Site

ATTR_LEVEL: Final = "level"
ATTR_NAME: Final = "name"
ATTR_PHONE: Final = "phone"
ATTR_ROLE: Final = "role"
ATTR_ROOM: Final = "room"
ATTR_TEXT: Final = "text"
ATTR_TITLE: Final = "title"
ATTR_URL: Final = "url"
ATTR_WHY: Final = "why"

AVS_LEVELS: Final = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What notices are filled in with; `doors` are words by room id, `page` is what a site's page begins with."""

    site: SiteFacts
    avs: Mapping[str, AvsFacts]
    doors: Mapping[str, str]
    page: str | None

    def page_of(self, raised_at: float) -> str | None:
        """Return an address in Home Assistant that shows what happened since a time (UTC s); None if there is none."""
        if self.page is None:
            return None
        return f"{self.page}&start_date={datetime.fromtimestamp(int(raised_at), UTC).isoformat()[:19]}Z"


class Telling:
    """What a running site tells, kept until something it is made of changes."""

    def __init__(self, site: Site) -> None:
        """Make nothing yet."""
        self._site = site
        self._told: Told | None = None

    @property
    def told(self) -> Told:
        """What is told now."""
        if self._told is None:
            self._told = told_of(self._site.hass, self._site.entry, self._site.places.rooms)
        return self._told

    @callback
    def start(self) -> CALLBACK_TYPE:
        """Begin to follow the addresses of Home Assistant; the returned function ends it."""

        @callback
        def changed(_event: BusEvent) -> None:
            self.forget()

        return self._site.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, changed)

    @callback
    def forget(self) -> None:
        """Make it anew when it is needed: settings, rooms or addresses have changed."""
        self._told = None


@callback
def told_of(hass: HomeAssistant, entry: ConfigEntry, rooms: Mapping[str, Room]) -> Told:
    """Return what a site tells; `rooms` are all it knows, by id."""
    return Told(
        site=SiteFacts(
            id=entry.entry_id,
            name=entry.title,
            address=entry.data.get(CONF_SITE_ADDRESS, ""),
            demo=is_demo(entry),
            callback=read_callback(entry.options),
            links=read_links(entry.options),
        ),
        avs=read_avs(entry.options),
        doors=dict(_doors(read_doors(entry.options), rooms)),
        page=_page(hass, entry),
    )


def read_callback(options: Mapping[str, Any]) -> tuple[CallbackFacts, ...]:
    """Return whom desks call back, in order."""
    return tuple(
        CallbackFacts(name=one[ATTR_NAME], role=one[ATTR_ROLE], phone=one[ATTR_PHONE])
        for one in _texts(options.get(CONF_CALLBACK), ATTR_NAME, ATTR_ROLE, ATTR_PHONE)
    )


def read_links(options: Mapping[str, Any]) -> tuple[LinkFacts, ...]:
    """Return the links that go with every incident."""
    return tuple(
        LinkFacts(title=one[ATTR_TITLE], url=one[ATTR_URL])
        for one in _texts(options.get(CONF_LINKS), ATTR_TITLE, ATTR_URL)
    )


def read_avs(options: Mapping[str, Any]) -> dict[str, AvsFacts]:
    """Return the level of each kind that has one, with the reason for it."""
    stored = options.get(CONF_AVS)
    return {
        name: AvsFacts(level=level, why=why)
        for name, one in (stored.items() if isinstance(stored, Mapping) else ())
        if name in list(Kind) and isinstance(one, Mapping)
        if isinstance(level := one.get(ATTR_LEVEL), int) and level in AVS_LEVELS
        if isinstance(why := one.get(ATTR_WHY), str) and why
    }


def read_doors(options: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the nearest exterior door by room id: another room by its id, or a text; the first part says which."""
    stored = options.get(CONF_NEAREST_DOORS)
    return {
        str(room_id): (what, value)
        for room_id, door in (stored.items() if isinstance(stored, Mapping) else ())
        if isinstance(door, Mapping)
        for what in (ATTR_ROOM, ATTR_TEXT)
        if isinstance(value := door.get(what), str) and value
    }


def door_words(room: Room) -> str:
    """Return a room with an exterior door as words: the number of the door where it has one."""
    return f"exterior door {room.door} ({room.name})" if room.door else room.name


def _doors(chosen: Mapping[str, tuple[str, str]], rooms: Mapping[str, Room]) -> Iterator[tuple[str, str]]:
    """Yield the nearest door of each room that has one: its own, unless the school chose another."""
    for room in rooms.values():
        if room.kind is RoomKind.EXTERIOR_DOOR and room.room_id not in chosen:
            yield room.room_id, door_words(room)
    for room_id, (what, value) in chosen.items():
        if what == ATTR_TEXT:
            yield room_id, value
        elif (door := rooms.get(value)) is not None:
            yield room_id, door_words(door)


def _page(hass: HomeAssistant, entry: ConfigEntry) -> str | None:
    """Return the address of what happened at a site, from outside if that is known; None without any address."""
    device = device_of(hass, entry, entry.entry_id)
    try:
        url = get_url(hass, prefer_external=True)
    except NoURLAvailableError:
        return None
    return f"{url}/logbook?device_id={device.id}" if device is not None else None


def _texts(stored: object, *names: str) -> Iterator[Mapping[str, str]]:
    """Yield the entries of a stored list that have all these texts."""
    for one in stored if isinstance(stored, (list, tuple)) else ():
        if isinstance(one, Mapping) and all(isinstance(one.get(name), str) and one[name] for name in names):
            yield one
