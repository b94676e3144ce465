"""Who did what at a site, into the ledger: acts that leave no event of their own, and every change of settings.

A change is noted in the moment it is made and in the context of whoever makes it, because afterwards nobody knows who
it was. Secrets, and who is called back, are noted as changed and never shown.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from . import clock
from .const import (
    CONF_AREA,
    CONF_CALLBACK,
    CONF_LINKS,
    CONF_UID,
    DOMAIN,
    SUBENTRY_ENDPOINT,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from .core.events import Acted, Actor, Change, Event, Setting, SettingsChanged, Subject

if TYPE_CHECKING:
    from .site import Site

MOST_TEXT: Final = 300
"""Characters of a setting that are noted."""

_SECRET: Final = re.compile(r"secret|password|passphrase|token|key|credential", re.IGNORECASE)
_PRIVATE: Final = frozenset({CONF_CALLBACK, CONF_LINKS})
"""Settings that name people, or may have a secret in an address."""

_ADDRESS: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SUBJECTS: Final = {
    SUBENTRY_ENDPOINT: Subject.ENDPOINT,
    SUBENTRY_RECEIVER: Subject.RECEIVER,
    SUBENTRY_TRANSMITTER: Subject.TRANSMITTER,
}
_SAID_ELSEWHERE: Final = frozenset({CONF_AREA, CONF_UID})
"""Settings whose change is an event of its own."""

_FOLLOWED: Final = {"name_by_user": "name", "area_id": "area"}
"""What people change at a device, and what it is called in the ledger."""

_COVERED: Final[ContextVar[bool]] = ContextVar("duress_covered", default=False)


@contextmanager
def covered() -> Iterator[None]:
    """Note no settings that are changed in here: one event of the caller's own says it all."""
    token = _COVERED.set(True)
    try:
        yield
    finally:
        _COVERED.reset(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Settings of one thing as they were last seen."""

    subject: Subject
    label: str
    values: Mapping[str, Any]


class Audit:
    """Notes who acts at one site."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self._known: dict[str, _Known] = {}

    @callback
    def start(self) -> list[CALLBACK_TYPE]:
        """Begin to follow; the returned functions end it."""
        self._known = _settings_of(self._site.entry)
        hass = self._site.hass
        return [
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed),
            hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._device_changed),
        ]

    @callback
    def acted(self, act: str, actor: Actor, named: list[str], reason: str = "") -> None:
        """Note an act; `named` are the ids it was about, others among them are left out."""
        entry, devices = self._site.entry, dr.async_get(self._site.hass)
        keys: dict[str, None] = {}
        for text in named:
            device = devices.async_get(text)
            identifiers = device.identifiers if isinstance(device, dr.DeviceEntry) else set()
            found = {key for domain, key in identifiers if domain == DOMAIN} | {text}
            keys |= dict.fromkeys(sorted(found & entry.subentries.keys()))
        now = clock.now()
        self._happened(
            Acted(
                event_id=self._site.school.new_id(now, "act", act),
                at=now.utc,
                act=act,
                actor=actor,
                device_ids=tuple(keys),
                labels=tuple(entry.subentries[key].title for key in keys),
                incident_id=next((text for text in named if text in self._site.school.incidents.open), None),
                reason=reason,
            )
        )

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Note what is different at our site."""
        if entry.entry_id != self._site.entry.entry_id:
            return
        before, after = self._known, _settings_of(entry)
        self._known = after
        if _COVERED.get():
            return
        for key in before.keys() | after.keys():
            self._compare(key, before.get(key), after.get(key))

    @callback
    def _compare(self, key: str, before: _Known | None, after: _Known | None) -> None:
        """Note the difference between what something was and what it is."""
        known = after or before
        if before == after or known is None:
            return
        was = {} if before is None else before.values
        is_now = {} if after is None else after.values
        settings = [
            _setting(name, was.get(name), is_now.get(name))
            for name in sorted(was.keys() | is_now.keys())
            if was.get(name) != is_now.get(name) and (name not in _SAID_ELSEWHERE or None in (before, after))
        ]
        change = Change.ADDED if before is None else Change.REMOVED if after is None else Change.CHANGED
        if settings:
            device_id = None if key == self._site.entry.entry_id else key
            self._changed(known.subject, change, known.label, settings, device_id)

    @callback
    def _device_changed(self, event: BusEvent[dr.EventDeviceRegistryUpdatedData]) -> None:
        """Note a device of ours that somebody renamed or moved to another room."""
        if event.data["action"] != "update" or _COVERED.get():
            return
        changes = {name: value for name, value in event.data["changes"].items() if name in _FOLLOWED}
        device = dr.async_get(self._site.hass).async_get(event.data["device_id"])
        if not changes or not isinstance(device, dr.DeviceEntry):
            return
        if device.config_entry_id != self._site.entry.entry_id:
            return
        settings = [_setting(_FOLLOWED[name], value, getattr(device, name)) for name, value in sorted(changes.items())]
        label = device.name_by_user or device.name or ""
        self._changed(Subject.DEVICE, Change.CHANGED, label, settings, device.config_subentry_id)

    @callback
    def _changed(
        self, subject: Subject, change: Change, label: str, settings: list[Setting], device_id: str | None
    ) -> None:
        """Note one change in the name of whoever makes it at this moment."""
        now = clock.now()
        self._happened(
            SettingsChanged(
                event_id=self._site.school.new_id(now, "settings", device_id or "site"),
                at=now.utc,
                subject=subject,
                change=change,
                label=label,
                settings=tuple(settings),
                actor=_whoever(),
                device_id=device_id,
            )
        )

    @callback
    def _happened(self, event: Event) -> None:
        """Store an event and tell the logbook."""
        _ = self._site.happened([event], clock.now())


def _whoever() -> Actor | None:
    """Return who makes a change at this moment, if it is a person."""
    from .calls import dialog_actor

    return dialog_actor()


def _settings_of(entry: ConfigEntry) -> dict[str, _Known]:
    """Return all settings of a site and of what is installed there, by id."""
    site = {"title": entry.title, **entry.data, **entry.options}
    known = {entry.entry_id: _Known(subject=Subject.SITE, label=entry.title, values=site)}
    for key, subentry in entry.subentries.items():
        if (subject := _SUBJECTS.get(subentry.subentry_type)) is not None:
            values = {"title": subentry.title, **subentry.data}
            known[key] = _Known(subject=subject, label=subentry.title, values=values)
    return known


def _setting(name: str, before: object, after: object) -> Setting:
    """Return a change of one setting; of a secret, and of what names people, only that it changed."""
    if _SECRET.search(name) or name in _PRIVATE:
        return Setting(name=name)
    return Setting(name=name, before=_text(before), after=_text(after))


def _text(value: object) -> str | None:
    """Return a setting as text; of an address only where it leads, because the rest may be a secret."""
    if value is None:
        return None
    if isinstance(value, str) and _ADDRESS.match(value):
        return _where(value)
    text = value if isinstance(value, str) else json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)
    return text[:MOST_TEXT]


def _where(address: str) -> str:
    """Return scheme, host and port of an address."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return address.partition(":")[0]
    return f"{parts.scheme}://{parts.hostname or ''}{port}"
