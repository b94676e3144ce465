"""Adding a monitoring endpoint to a site, and changing it: a webhook, a receiver for SIA DC-09, or an MQTT broker."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers import area_registry as ar
import voluptuous as vol

from . import dc09_form, endpoint_common, mqtt_form, webhook_form
from .calls import dialog_refused
from .const import CONF_BACKUP_FOR, CONF_ENDPOINT_TYPE, ENDPOINT_DC09, ENDPOINT_MQTT, ENDPOINT_WEBHOOK
from .endpoint_common import CONF_COMMON
from .endpoint_groups import possible_primaries
from .installed import endpoints_of
from .phrases import say
from .receipts_view import address_of


class EndpointFlow(ConfigSubentryFlow):
    """Adds or changes an endpoint."""

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what kind of endpoint it is."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        return self.async_show_menu(step_id="user", menu_options=[ENDPOINT_WEBHOOK, ENDPOINT_DC09, ENDPOINT_MQTT])

    async def async_step_reconfigure(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to now; the kind stays."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        kinds = {ENDPOINT_DC09: self.async_step_dc09, ENDPOINT_MQTT: self.async_step_mqtt}
        return await kinds.get(self._stored.get(CONF_ENDPOINT_TYPE, ""), self.async_step_webhook)()

    async def async_step_webhook(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a webhook until it can be saved."""
        errors: dict[str, str] = {}
        suggested = webhook_form.suggested(self._title, self._stored)
        if user_input is not None:
            checked = await webhook_form.async_check(self.hass, user_input, self._stored)
            if not checked.errors:
                return self._save(checked.title, checked.data)
            suggested, errors = user_input, checked.errors
        form = self._filled(webhook_form.schema(self._stored), suggested)
        return self.async_show_form(
            step_id="webhook",
            data_schema=form,
            errors=errors,
            description_placeholders={"receipts": self._receipts()},
        )

    async def async_step_dc09(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a receiver of a monitoring centre and what was agreed with it."""
        rooms, errors, line = self._rooms(), dict[str, str](), ""
        suggested = dc09_form.suggested(self._title, self._stored, rooms)
        if user_input is not None:
            checked = dc09_form.check(user_input, rooms, self._stored)
            if not checked.errors:
                return self._save(checked.title, checked.data)
            suggested, errors, line = user_input, checked.errors, checked.line
        return self.async_show_form(
            step_id="dc09",
            data_schema=self._filled(dc09_form.SCHEMA, suggested),
            errors=errors,
            description_placeholders={"line": line},
        )

    def _filled(self, schema: vol.Schema, suggested: Mapping[str, Any]) -> vol.Schema:
        """Return a form filled in, which asks as well for whom this endpoint stands in."""
        endpoints = {one.subentry_id: one for one in endpoints_of(self._get_entry())}
        mine = self._get_reconfigure_subentry().subentry_id if self.source == SOURCE_RECONFIGURE else None
        others = possible_primaries({key: one.data for key, one in endpoints.items()}, mine)
        common = suggested.get(CONF_COMMON, {})
        if common.get(CONF_BACKUP_FOR) not in others:
            common = {name: value for name, value in common.items() if name != CONF_BACKUP_FOR}
            suggested = {**suggested, CONF_COMMON: common}
        asking = endpoint_common.with_primaries(schema, {key: endpoints[key].title for key in others})
        return self.add_suggested_values_to_schema(asking, suggested)

    def _receipts(self) -> str:
        """Return where a desk may send its receipts; a new endpoint has no address yet."""
        if self.source != SOURCE_RECONFIGURE:
            return say(self.hass, "receipts_later")
        address = address_of(self.hass, self._get_reconfigure_subentry().subentry_id)
        return say(self.hass, "receipts_address", address=address)

    async def async_step_mqtt(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a broker, for the branch of this school, and who we are there."""
        errors: dict[str, str] = {}
        suggested = mqtt_form.suggested(self._title, self._stored, self._get_entry().title)
        if user_input is not None:
            checked = await mqtt_form.async_check(self.hass, user_input, self._stored)
            if not checked.errors:
                return self._save(checked.title, checked.data)
            suggested, errors = user_input, checked.errors
        form = self._filled(mqtt_form.schema(), suggested)
        return self.async_show_form(step_id="mqtt", data_schema=form, errors=errors)

    def _save(self, title: str, data: dict[str, Any]) -> SubentryFlowResult:
        """Add or change the endpoint; its queue and its numbering stay."""
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data)

    @property
    def _stored(self) -> Mapping[str, Any]:
        """The settings of the endpoint that is changed; none for a new one."""
        return self._get_reconfigure_subentry().data if self.source == SOURCE_RECONFIGURE else {}

    @property
    def _title(self) -> str:
        """The name of the endpoint that is changed; empty for a new one."""
        return self._get_reconfigure_subentry().title if self.source == SOURCE_RECONFIGURE else ""

    def _rooms(self) -> dict[str, str]:
        """Return the names of all rooms by id."""
        return {area.id: area.name for area in ar.async_get(self.hass).async_list_areas()}
