"""Adding a monitoring endpoint to a site, and changing it."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentryFlow, SubentryFlowResult

from . import webhook_form
from .calls import dialog_refused


class EndpointFlow(ConfigSubentryFlow):
    """Adds or changes an endpoint."""

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        return await self.async_step_webhook()

    async def async_step_reconfigure(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to now."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        return await self.async_step_webhook()

    async def async_step_webhook(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a webhook until it can be saved."""
        errors: dict[str, str] = {}
        suggested = webhook_form.suggested(self._title, self._stored)
        if user_input is not None:
            checked = await webhook_form.async_check(self.hass, user_input, self._stored)
            if not checked.errors:
                return self._save(checked.title, checked.data)
            suggested, errors = user_input, checked.errors
        form = self.add_suggested_values_to_schema(webhook_form.schema(self._stored), suggested)
        return self.async_show_form(step_id="webhook", data_schema=form, errors=errors)

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
