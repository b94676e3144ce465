"""Adding a transmitter by pressing it or by typing what is printed on it, and replacing its hardware."""

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
    AreaSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from .calls import dialog_actor
from .const import CONF_AREA, CONF_MODEL, CONF_ROLE, CONF_SERIAL, CONF_UID, SUBENTRY_TRANSMITTER
from .core.roster import Role, role_of
from .echostream import PRODUCTS, Mid, Uid, format_uid, make_uid, mid_of, parse_uid, product_of, serial_of
from .enrolment import Enrolment, Heard
from .installed import device_of
from .site import DuressConfigEntry

LISTEN_SECONDS: Final = 60.0
MORE_SECONDS: Final = 3.0

MODELS: Final = SelectSelector(
    SelectSelectorConfig(
        options=[SelectOptionDict(value=str(pti), label=product.model) for pti, product in PRODUCTS.items()],
        mode=SelectSelectorMode.DROPDOWN,
    )
)
ROLES: Final = SelectSelector(SelectSelectorConfig(options=list(Role), translation_key=CONF_ROLE))

IDENTITY: Final = {
    vol.Required(CONF_NAME): TextSelector(),
    vol.Required(CONF_SERIAL): TextSelector(),
    vol.Optional(CONF_MODEL): MODELS,
}
SCHEMA: Final = vol.Schema(
    {**IDENTITY, vol.Required(CONF_ROLE, default=Role.PENDANT): ROLES, vol.Optional(CONF_AREA): AreaSelector()}
)
RECONFIGURE_SCHEMA: Final = vol.Schema({**IDENTITY, vol.Optional(CONF_AREA): AreaSelector()})


class TransmitterFlow(ConfigSubentryFlow):
    """Adds or changes a transmitter."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self._enrolment: Enrolment | None = None
        self._listening: asyncio.Task[list[Heard]] | None = None
        self._heard: list[Heard] = []
        self._suggested: dict[str, Any] = {}

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask whether to listen or to type."""
        return self.async_show_menu(step_id="user", menu_options=["listen", "details"])

    async def async_step_listen(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Listen for a transmitter that is pressed or reset now."""
        entry: DuressConfigEntry = self._get_entry()
        if entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="site_not_running")
        if self._listening is None:
            self._enrolment = Enrolment(entry.runtime_data)
            listen = self._enrolment.async_listen(LISTEN_SECONDS, MORE_SECONDS)
            self._listening = self.hass.async_create_task(listen, "duress press-to-add")
        if not self._listening.done():
            return self.async_show_progress(
                step_id="listen", progress_action="listening", progress_task=self._listening
            )
        self._heard = self._listening.result()
        self._listening = None
        return self.async_show_progress_done(next_step_id="heard" if self._heard else "nothing_heard")

    async def async_step_nothing_heard(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that nothing was heard, and offer to go on."""
        return self.async_show_menu(step_id="nothing_heard", menu_options=["listen", "details"])

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
        return await self.async_step_details()

    async def async_step_details(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for name, serial number, model, use and room."""
        errors: dict[str, str] = {}
        if user_input is not None:
            uid = _uid_of(user_input[CONF_SERIAL], Role(user_input[CONF_ROLE]))
            errors = self._errors(user_input, uid)
            if uid is not None and not errors:
                data = {**_settings(user_input, uid), CONF_ROLE: user_input[CONF_ROLE]}
                return self.async_create_entry(
                    title=user_input[CONF_NAME].strip(), data=data, unique_id=format_uid(uid)
                )
        form = self.add_suggested_values_to_schema(SCHEMA, user_input or self._suggested)
        return self.async_show_form(step_id="details", data_schema=form, errors=errors)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change name, room or hardware; device, entities and history stay."""
        entry: DuressConfigEntry = self._get_entry()
        subentry = self._get_reconfigure_subentry()
        device = device_of(self.hass, entry, subentry.subentry_id)
        errors: dict[str, str] = {}
        if user_input is not None:
            uid = _uid_of(user_input[CONF_SERIAL], Role(subentry.data[CONF_ROLE]))
            errors = self._errors(user_input, uid, besides=subentry.subentry_id)
            if uid is not None and not errors:
                if device is not None and user_input.get(CONF_AREA) != device.area_id:
                    dr.async_get(self.hass).async_update_device(device.id, area_id=user_input.get(CONF_AREA))
                data = {**_settings(user_input, uid), CONF_ROLE: subentry.data[CONF_ROLE]}
                title = user_input[CONF_NAME].strip()
                if entry.state is ConfigEntryState.LOADED and data[CONF_UID] != subentry.data[CONF_UID]:
                    entry.runtime_data.people.hardware.expect(subentry.subentry_id, dialog_actor())
                return self.async_update_and_abort(entry, subentry, title=title, data=data, unique_id=format_uid(uid))
        pti = subentry.data.get(CONF_MODEL)
        now = {
            CONF_NAME: subentry.title,
            CONF_SERIAL: str(serial_of(parse_uid(subentry.data[CONF_UID]))),
            CONF_MODEL: None if pti is None else str(pti),
            CONF_AREA: device.area_id if device else None,
        }
        form = self.add_suggested_values_to_schema(RECONFIGURE_SCHEMA, user_input or now)
        return self.async_show_form(step_id="reconfigure", data_schema=form, errors=errors)

    @override
    @callback
    def async_remove(self) -> None:
        """Stop listening when the dialog is closed."""
        if self._listening is not None:
            self._listening.cancel()

    def _errors(self, user_input: dict[str, Any], uid: Uid | None, *, besides: str | None = None) -> dict[str, str]:
        """Return what is wrong with what was typed."""
        errors: dict[str, str] = {}
        if not user_input[CONF_NAME].strip():
            errors[CONF_NAME] = "name_missing"
        if uid is None:
            errors[CONF_SERIAL] = "wrong_serial"
        elif any(
            one.subentry_type == SUBENTRY_TRANSMITTER
            and one.data[CONF_UID] == format_uid(uid)
            and one.subentry_id != besides
            for one in self._get_entry().subentries.values()
        ):
            errors[CONF_SERIAL] = "already_configured"
        return errors


def _settings(user_input: dict[str, Any], uid: Uid) -> dict[str, Any]:
    """Return what is stored of a transmitter."""
    model = user_input.get(CONF_MODEL)
    settings = {CONF_UID: format_uid(uid), CONF_MODEL: None if model is None else int(model)}
    return settings if user_input.get(CONF_AREA) is None else {**settings, CONF_AREA: user_input[CONF_AREA]}


def _uid_of(serial: str, role: Role) -> Uid | None:
    """Return the identifier behind a printed serial number; None if it cannot be one."""
    text = serial.strip()
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return make_uid(Mid.REPEATER if role is Role.REPEATER else Mid.END_DEVICE, int(text))
    except ValueError:
        return None


def _pti_of(heard: Heard) -> int:
    """Return the product type of what was heard; -1 is no product."""
    return -1 if heard.pti is None else heard.pti


def _describe(heard: Heard) -> str:
    """Return what was heard, as it can be read off the label."""
    model = "EN5040" if mid_of(heard.uid) == Mid.REPEATER else product_of(_pti_of(heard)).model
    return f"{model} {serial_of(heard.uid)}"
