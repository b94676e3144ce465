"""The settings of a site as a menu; each entry's steps are in a module of their own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult

from . import duties_flow, places_flow, response_flow, retention_flow, roles_flow, settings_flow, telling_flow
from .calls import dialog_refused
from .checklists_flow import CHECKLIST_STEPS, ChecklistSteps
from .confirm_flow import CONFIRM_STEPS, ConfirmSteps
from .duties_flow import DutySteps
from .import_flow import IMPORT_STEPS, ImportSteps
from .outputs_flow import OUTPUT_STEPS, OutputSteps
from .patterns_flow import PATTERN_STEPS, PatternSteps
from .places_flow import PlacesSteps
from .response_flow import ResponseSteps
from .retention_flow import RetentionSteps
from .roles_flow import RolesSteps
from .settings_flow import SettingsSteps
from .telling_flow import TellingSteps

MENU: Final = [
    *places_flow.MENU,
    *IMPORT_STEPS,
    *roles_flow.MENU,
    *settings_flow.BUTTONS,
    *PATTERN_STEPS,
    *settings_flow.MENU,
    *response_flow.MENU,
    *CONFIRM_STEPS,
    *CHECKLIST_STEPS,
    *telling_flow.MENU,
    *OUTPUT_STEPS,
    *duties_flow.MENU,
    *retention_flow.MENU,
]
"""In the order in which a school is set up. Every entry needs a row in the table of roles."""


class SiteOptionsFlow(
    ResponseSteps,
    ConfirmSteps,
    ChecklistSteps,
    TellingSteps,
    OutputSteps,
    SettingsSteps,
    DutySteps,
    PatternSteps,
    RetentionSteps,
    PlacesSteps,
    ImportSteps,
    RolesSteps,
):
    """Changes the settings of a site while it runs; nothing of it reloads the site."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to do, of what this person may do; what is not on the menu cannot be reached."""
        allowed = [step for step in MENU if not dialog_refused(self.config_entry, step)]
        if not allowed:
            return self.async_abort(reason="may_not")
        return self.async_show_menu(step_id="init", menu_options=allowed)
