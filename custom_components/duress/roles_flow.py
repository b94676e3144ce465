"""Saying who has which role at a site."""

from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import SelectOptionDict, SelectSelector, SelectSelectorConfig, SelectSelectorMode
import voluptuous as vol

from .access import roles_by_user
from .const import CONF_ROLES
from .core.roles import PERSONAL

MENU: Final = ["roles"]
"""The steps of this module, for the menu of a site's settings."""


class RolesSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_roles(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the users of each role; whoever is in none has the role that Home Assistant suggests."""
        users = [one for one in await self.hass.auth.async_get_users() if one.is_active and not one.system_generated]
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen = [(user_id, role) for role in PERSONAL for user_id in user_input.get(role, [])]
            given = dict(chosen)
            owners = {user.id for user in users if user.is_owner}
            if len(given) != len(chosen):
                errors["base"] = "one_role_each"
            elif owners & given.keys():
                errors["base"] = "owner_is_administrator"
            else:
                roles = {user_id: str(role) for user_id, role in given.items()}
                return self.async_create_entry(data={**self.config_entry.options, CONF_ROLES: roles})
        stored = roles_by_user(self.config_entry.options)
        known = {user.id for user in users}
        suggested = user_input or {
            role: [user_id for user_id, given_role in stored.items() if given_role is role and user_id in known]
            for role in PERSONAL
        }
        form = self.add_suggested_values_to_schema(_schema(users), suggested)
        return self.async_show_form(step_id="roles", data_schema=form, errors=errors)


def _schema(users: list[User]) -> vol.Schema:
    """Return the form: the users of each role."""
    options = [SelectOptionDict(value=user.id, label=user.name or user.id) for user in users]
    selector = SelectSelector(SelectSelectorConfig(options=options, multiple=True, mode=SelectSelectorMode.DROPDOWN))
    return vol.Schema({vol.Optional(role.value): selector for role in PERSONAL})
