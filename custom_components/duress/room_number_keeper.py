"""New rooms get their numbers for monitoring centres by themselves, and people hear that a centre needs them.

Only what is created while the site runs is numbered: a room that was left out of the list on purpose stays out of it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, HassJob, callback
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers.event import async_call_later

from . import issues
from .const import CONF_ENDPOINT_TYPE, ENDPOINT_DC09
from .dc09_settings import CONF_NUMBERS, CONF_UNTOLD
from .installed import endpoints_of
from .room_numbers import as_text, extended

if TYPE_CHECKING:
    from .site import Site

SETTLE: Final = 2.0
"""Seconds in which rooms are created together: a whole building may be imported."""


class RoomNumberKeeper:
    """Follows which rooms there are, for the receivers of one site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is followed yet."""
        self._site = site
        self._created: set[str] = set()
        self._shown: set[str] = set()
        self._cancel: CALLBACK_TYPE | None = None
        self._cancel_look: CALLBACK_TYPE | None = None

    @callback
    def start(self) -> None:
        """Begin to follow, and show what centres are still to be told."""
        self._cancel = self._site.hass.bus.async_listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._changed)
        self.show()

    @callback
    def stop(self) -> None:
        """Follow no more; what is shown is shown again after the start."""
        for cancel in (self._cancel, self._cancel_look):
            if cancel is not None:
                cancel()
        self._cancel = self._cancel_look = None
        self._show_only({})

    @callback
    def show(self) -> None:
        """Show for each receiver which new numbers its centre does not have yet."""
        rooms = self._rooms()
        wanted: dict[str, dict[str, str]] = {}
        for subentry in self._receivers():
            untold = {room: rooms[room] for room in subentry.data.get(CONF_UNTOLD, ()) if room in rooms}
            if lines := as_text(untold, subentry.data.get(CONF_NUMBERS, {})):
                wanted[subentry.subentry_id] = {"endpoint": subentry.title, "rooms": lines.replace("\n", ", ")}
        self._show_only(wanted)

    @callback
    def told(self, endpoint_id: str) -> None:
        """Take note that a centre has the list as it is now."""
        subentry = self._site.entry.subentries.get(endpoint_id)
        if subentry is not None:
            data = {name: value for name, value in subentry.data.items() if name != CONF_UNTOLD}
            self._site.hass.config_entries.async_update_subentry(self._site.entry, subentry, data=data)

    @callback
    def _changed(self, event: BusEvent[ar.EventAreaRegistryUpdatedData]) -> None:
        """Look soon; names are read then."""
        if event.data["action"] == "create" and event.data["area_id"] is not None:
            self._created.add(event.data["area_id"])
        if self._cancel_look is None:
            job = HassJob(self._look, cancel_on_shutdown=True)
            self._cancel_look = async_call_later(self._site.hass, SETTLE, job)

    @callback
    def _look(self, _when: datetime) -> None:
        """Give numbers to what was created; messages that are stored keep those they have."""
        self._cancel_look = None
        created, self._created = self._created, set()
        rooms = {room: name for room, name in self._rooms().items() if room in created and self._is_ours(room)}
        for subentry in self._receivers() if rooms else ():
            known = subentry.data.get(CONF_NUMBERS, {})
            numbers = extended(rooms, known)
            if fresh := numbers.keys() - known.keys():
                untold = sorted({*subentry.data.get(CONF_UNTOLD, ()), *fresh})
                data = {**subentry.data, CONF_NUMBERS: numbers, CONF_UNTOLD: untold}
                self._site.hass.config_entries.async_update_subentry(self._site.entry, subentry, data=data)
        self.show()

    def _receivers(self) -> Iterable[ConfigSubentry]:
        """Go through the endpoints that have numbers for rooms."""
        found = endpoints_of(self._site.entry)
        return [one for one in found if one.data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_DC09]

    def _rooms(self) -> dict[str, str]:
        """Return the names of all rooms by id."""
        return {area.id: area.name for area in ar.async_get(self._site.hass).async_list_areas()}

    def _is_ours(self, room: str) -> bool:
        """Return whether a room is one of this site: with several sites, one on a floor this one has something on."""
        site = self._site
        if len(site.hass.config_entries.async_entries(site.entry.domain, include_ignore=False)) == 1:
            return True
        floors = {one.floor_id for one in site.school.roster.rooms().values()} - {None}
        area = ar.async_get(site.hass).async_get_area(room)
        return area is not None and area.floor_id in floors

    @callback
    def _show_only(self, wanted: dict[str, dict[str, str]]) -> None:
        """Show these issues, and take back the others."""
        for endpoint_id in self._shown - wanted.keys():
            issues.room_numbers_told(self._site.hass, endpoint_id)
        for endpoint_id, words in wanted.items():
            issues.room_numbers_new(self._site.hass, self._site.entry.entry_id, endpoint_id, words)
        self._shown = set(wanted)
