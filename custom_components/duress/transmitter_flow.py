"""Adding transmitters by pressing them, one or a series, or by typing what is on the label, and replacing hardware."""

import asyncio
from typing import Any, Final, override

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .calls import dialog_actor, dialog_refused
from .const import CONF_AREA, CONF_MODEL, CONF_ROLE, CONF_SERIAL, CONF_UID
from .core.roster import Role, role_of
from .echostream import PRODUCTS, Mid, format_uid, mid_of, product_of, serial_of
from .enrolment import Enrolment, Heard
from .installed import async_add_transmitter, device_of, transmitters_of
from .site import DuressConfigEntry, Site
from .transmitter_form import as_typed, check, form_schema, next_label

LISTEN_SECONDS: Final = 60.0
MORE_SECONDS: Final = 3.0

CONF_ANOTHER: Final = "another"


class TransmitterFlow(ConfigSubentryFlow):
    """Adds or changes a transmitter."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self._enrolment: Enrolment | None = None
        self._listening: asyncio.Task[list[Heard]] | None = None
        self._heard: list[Heard] = []
        self._suggested: dict[str, Any] = {}
        self._in_series = False
        self._added: list[str] = []
        self._last_area: str | None = None

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask whether to listen or to type."""
        if dialog_refused(self._get_entry(), "transmitter"):
            return self.async_abort(reason="may_not")
        return self.async_show_menu(step_id="user", menu_options=["listen", "series", "details"])

    async def async_step_listen(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Listen for a transmitter that is pressed or reset now."""
        return self._listen("listen", "nothing_heard")

    async def async_step_series(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Listen for the next of several; each is saved at once."""
        self._in_series = True
        return self._listen("series", "series_idle")

    async def async_step_nothing_heard(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that nothing was heard, and offer to go on."""
        return self.async_show_menu(step_id="nothing_heard", menu_options=["listen", "details"])

    async def async_step_series_idle(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that nothing more was heard, and ask whether the series goes on."""
        return self.async_show_menu(
            step_id="series_idle", menu_options=["series", "series_end"], description_placeholders=self._counted
        )

    async def async_step_series_end(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """End a series; what was added stays."""
        return self.async_abort(reason="series_done", description_placeholders=self._counted)

    async def async_step_heard(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which one, if several were pressed."""
        by_uid = {format_uid(heard.uid): heard for heard in self._heard}
        if user_input is None and len(by_uid) > 1:
            options = [SelectOptionDict(value=uid, label=_describe(heard)) for uid, heard in by_uid.items()]
            schema = vol.Schema({vol.Required(CONF_UID): SelectSelector(SelectSelectorConfig(options=options))})
            return self.async_show_form(step_id="heard", data_schema=schema)
        chosen = by_uid[user_input[CONF_UID]] if user_input is not None else self._heard[0]
        role = Role.REPEATER if mid_of(chosen.uid) == Mid.REPEATER else role_of(product_of(_pti_of(chosen)))
        self._suggested = {CONF_SERIAL: str(serial_of(chosen.uid)), CONF_ROLE: role}
        if chosen.pti is not None and chosen.pti in PRODUCTS:
            self._suggested[CONF_MODEL] = str(chosen.pti)
        return await (self.async_step_series_details() if self._in_series else self.async_step_details())

    async def async_step_details(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for name, serial number, model, use and room."""
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            checked = check(self._get_entry(), user_input, Role(user_input[CONF_ROLE]))
            errors, placeholders = checked.errors, checked.placeholders
            if checked.uid is not None and not errors:
                return self.async_create_entry(
                    title=checked.title, data=checked.data, unique_id=format_uid(checked.uid)
                )
        shown = user_input or self._suggested
        form = self.add_suggested_values_to_schema(form_schema(role=None, pti=_chosen_pti(shown)), shown)
        return self.async_show_form(
            step_id="details", data_schema=form, errors=errors, description_placeholders=placeholders
        )

    async def async_step_series_details(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for name and room of one of a series, save it, and listen for the next."""
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            entry = self._get_entry()
            checked = check(entry, user_input, Role(user_input[CONF_ROLE]))
            errors, placeholders = checked.errors, checked.placeholders
            if checked.uid is not None and not errors:
                async_add_transmitter(self.hass, entry, checked.title, checked.uid, checked.data)
                self._added.append(checked.title)
                self._last_area = user_input.get(CONF_AREA)
                another = user_input.get(CONF_ANOTHER, True)
                return await (self.async_step_series() if another else self.async_step_series_end())
        shown = user_input or {**self._suggested, **self._next()}
        schema = form_schema(role=None, pti=_chosen_pti(shown)).extend(
            {vol.Required(CONF_ANOTHER, default=True): BooleanSelector()}
        )
        form = self.add_suggested_values_to_schema(schema, shown)
        return self.async_show_form(
            step_id="series_details",
            data_schema=form,
            errors=errors,
            description_placeholders={**self._counted, **placeholders},
        )

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change name, room, hardware or settings; device, entities and history stay."""
        entry: DuressConfigEntry = self._get_entry()
        if dialog_refused(entry, "transmitter"):
            return self.async_abort(reason="may_not")
        subentry = self._get_reconfigure_subentry()
        device = device_of(self.hass, entry, subentry.subentry_id)
        role = Role(subentry.data[CONF_ROLE])
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            key = subentry.subentry_id
            checked = check(
                entry, user_input, role, besides=key, before=subentry.data, seen=seen_interval(self._site, key)
            )
            errors, placeholders = checked.errors, checked.placeholders
            if checked.uid is not None and not errors:
                if device is not None and user_input.get(CONF_AREA) != device.area_id:
                    dr.async_get(self.hass).async_update_device(device.id, area_id=user_input.get(CONF_AREA))
                if entry.state is ConfigEntryState.LOADED and checked.data[CONF_UID] != subentry.data[CONF_UID]:
                    entry.runtime_data.people.hardware.expect(subentry.subentry_id, dialog_actor())
                return self.async_update_and_abort(
                    entry, subentry, title=checked.title, data=checked.data, unique_id=format_uid(checked.uid)
                )
        shown = user_input or as_typed(subentry.title, subentry.data, device.area_id if device else None)
        form = self.add_suggested_values_to_schema(form_schema(role=role, pti=_chosen_pti(shown)), shown)
        return self.async_show_form(
            step_id="reconfigure", data_schema=form, errors=errors, description_placeholders=placeholders
        )

    @override
    @callback
    def async_remove(self) -> None:
        """Stop listening when the dialog is closed."""
        if self._listening is not None:
            self._listening.cancel()
        if self._enrolment is not None:
            self._enrolment.end()

    @property
    def _site(self) -> Site | None:
        """The site, while it runs."""
        entry: DuressConfigEntry = self._get_entry()
        return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None

    @property
    def _counted(self) -> dict[str, str]:
        """How many were added so far, for sentences."""
        return {"added": str(len(self._added))}

    def _listen(self, step_id: str, nothing: str) -> SubentryFlowResult:
        """Listen until something is heard or time is over; a series goes on hearing while its forms are shown."""
        site = self._site
        if site is None:
            return self.async_abort(reason="site_not_running")
        if self._listening is None:
            if self._enrolment is None or not self._in_series:
                self._enrolment = Enrolment(site)
            listen = self._enrolment.async_listen(LISTEN_SECONDS, MORE_SECONDS, hold=self._in_series)
            self._listening = self.hass.async_create_task(listen, "duress press-to-add")
        if not self._listening.done():
            return self.async_show_progress(
                step_id=step_id,
                progress_action="listening_on" if self._in_series else "listening",
                progress_task=self._listening,
                description_placeholders=self._counted,
            )
        self._heard = self._listening.result()
        self._listening = None
        return self.async_show_progress_done(next_step_id="heard" if self._heard else nothing)

    def _next(self) -> dict[str, Any]:
        """Return label and room to begin with: counted up from the last one, in the same room."""
        transmitters = transmitters_of(self._get_entry())
        alike = [one.title for one in transmitters if one.data[CONF_ROLE] == self._suggested[CONF_ROLE]]
        last = (self._added or alike or [""])[-1]
        label = next_label(last, {one.title for one in transmitters})
        return {key: value for key, value in ((CONF_NAME, label), (CONF_AREA, self._last_area)) if value is not None}


def seen_interval(site: Site | None, device_id: str) -> float | None:
    """Return the seconds between check-ins as they were seen; None while nobody listens or too few were."""
    return site.school.seen_interval(device_id) if site is not None else None


def _chosen_pti(shown: dict[str, Any]) -> int | None:
    """Return the product type a form is filled in with."""
    return int(model) if (model := shown.get(CONF_MODEL)) is not None else None


def _pti_of(heard: Heard) -> int:
    """Return the product type of what was heard; -1 is no product."""
    return -1 if heard.pti is None else heard.pti


def _describe(heard: Heard) -> str:
    """Return what was heard, as it can be read off the label."""
    model = "EN5040" if mid_of(heard.uid) == Mid.REPEATER else product_of(_pti_of(heard)).model
    return f"{model} {serial_of(heard.uid)}"
