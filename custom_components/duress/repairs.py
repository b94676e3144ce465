"""Fix flows: transmitters nobody added, a press of a retired one, places that were deleted, new numbers of rooms."""

from collections.abc import Mapping
import time
from typing import Any, Final

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    AreaSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)
import voluptuous as vol

from .calls import dialog_refused
from .const import CONF_AREA, CONF_MODEL, CONF_NOT_OURS, CONF_ROLE, CONF_SERIAL, CONF_WATCHED
from .core.roster import Role, role_of
from .echostream import PRODUCTS, Mid, Uid, format_uid, mid_of, parse_uid, product_of, serial_of
from .gone_repairs import FloorGoneFlow, RoomGoneFlow
from .installed import async_add_transmitter
from .room_number_repairs import NumbersToldFlow
from .settings import with_not_ours, with_watched
from .site import DuressConfigEntry
from .transmitter_form import ROLES, check
from .unanswered import MOST_ISSUES, describe

type IssueData = dict[str, str | int | float | None]

CONF_STRANGERS: Final = "strangers"
CONF_DECISION: Final = "decision"

ADD_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_ROLE): ROLES,
        vol.Optional(CONF_AREA): AreaSelector(),
    }
)


async def async_create_fix_flow(_hass: HomeAssistant, issue_id: str, data: IssueData | None) -> RepairsFlow:
    """Return the flow that fixes an issue."""
    if data is None or issue_id.startswith("retired_pressed_"):
        return ConfirmRepairFlow()
    if isinstance(room_id := data.get("room_id"), str):
        return RoomGoneFlow(str(data["entry_id"]), room_id)
    if isinstance(floor_id := data.get("floor_id"), str):
        return FloorGoneFlow(str(data["entry_id"]), floor_id)
    if isinstance(endpoint_id := data.get("endpoint_id"), str):
        words = {name: str(data[name]) for name in ("endpoint", "rooms")}
        return NumbersToldFlow(str(data["entry_id"]), endpoint_id, words)
    entry_id, uid, pti = str(data["entry_id"]), data.get("uid"), data.get("pti")
    if not isinstance(uid, str):
        return StrangersFlow(entry_id)
    return StrangerFlow(entry_id, parse_uid(uid), pti if isinstance(pti, int) else None)


class _SiteFlow(RepairsFlow):
    """A flow about one site."""

    def __init__(self, entry_id: str) -> None:
        """Keep which site it is about."""
        self._entry_id = entry_id

    @property
    def _entry(self) -> DuressConfigEntry | None:
        """The site, while it runs."""
        entry: DuressConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        return entry if entry is not None and entry.state is ConfigEntryState.LOADED else None

    @property
    def _is_refused(self) -> bool:
        """Whether whoever asks may not decide about transmitters."""
        entry = self._entry
        return entry is not None and dialog_refused(entry, "repairs")

    @callback
    def _decide(self, entry: DuressConfigEntry, decision: str, strangers: Mapping[Uid, int | None]) -> None:
        """Keep in the site's options what was decided about strangers."""
        if decision == CONF_NOT_OURS:
            options = with_not_ours(entry.options, strangers)
        else:
            options = with_watched(entry.options, strangers, time.time())
        self.hass.config_entries.async_update_entry(entry, options=options)


class StrangerFlow(_SiteFlow):
    """Decides about one transmitter: add it, it is not ours, or watch it."""

    def __init__(self, entry_id: str, uid: Uid, pti: int | None) -> None:
        """Keep which one it is about."""
        super().__init__(entry_id)
        self._uid = uid
        self._pti = pti

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask whose it is."""
        if self._is_refused:
            return self.async_abort(reason="may_not")
        return self.async_show_menu(
            step_id="init", menu_options=["add", "not_ours", "watch"], description_placeholders=self._placeholders
        )

    async def async_step_add(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for label, use and room, and install it at once."""
        entry = self._entry
        if entry is None:
            return self.async_abort(reason="site_not_running")
        errors: dict[str, str] = {}
        product = product_of(-1 if self._pti is None else self._pti)
        usual = Role.REPEATER if mid_of(self._uid) == Mid.REPEATER else role_of(product)
        if user_input is not None:
            model = {CONF_MODEL: str(self._pti)} if self._pti in PRODUCTS else {}
            typed = {**user_input, **model, CONF_SERIAL: str(serial_of(self._uid))}
            checked = check(entry, typed, Role(user_input[CONF_ROLE]))
            errors = checked.errors
            if checked.uid is not None and checked.uid != self._uid:
                errors[CONF_ROLE] = "wrong_role"
            if not errors:
                async_add_transmitter(self.hass, entry, checked.title, self._uid, checked.data)
                return self.async_create_entry(data={})
        form = self.add_suggested_values_to_schema(ADD_SCHEMA, user_input or {CONF_ROLE: usual})
        return self.async_show_form(
            step_id="add",
            data_schema=form,
            errors={("base" if field == CONF_SERIAL else field): error for field, error in errors.items()},
            description_placeholders=self._placeholders,
        )

    async def async_step_not_ours(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Never ask about it again."""
        return self._decided(CONF_NOT_OURS)

    async def async_step_watch(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask about it again in a week."""
        return self._decided(CONF_WATCHED)

    @property
    def _placeholders(self) -> dict[str, str]:
        """What the sentences call it."""
        return {"transmitter": describe(self._uid, self._pti)}

    def _decided(self, decision: str) -> RepairsFlowResult:
        """Keep a decision."""
        entry = self._entry
        if entry is None:
            return self.async_abort(reason="site_not_running")
        self._decide(entry, decision, {self._uid: self._pti})
        return self.async_create_entry(data={})


class StrangersFlow(_SiteFlow):
    """Decides about many transmitters at once."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin; what comes in here was typed by nobody."""
        if self._is_refused:
            return self.async_abort(reason="may_not")
        return await self.async_step_choose()

    async def async_step_choose(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask which ones are not ours, or are to be watched."""
        entry = self._entry
        if entry is None:
            return self.async_abort(reason="site_not_running")
        asked = {uid: question.pti for uid, question in entry.runtime_data.unanswered.strangers.items()}
        if user_input is not None:
            chosen = {uid: pti for uid, pti in asked.items() if format_uid(uid) in user_input[CONF_STRANGERS]}
            self._decide(entry, user_input[CONF_DECISION], chosen)
            left = len(asked) - len(chosen)
            if left > MOST_ISSUES:
                # The issue about the rest must stay, and a flow that ends well takes its issue with it.
                return self.async_abort(reason="some_left", description_placeholders={"number": str(left)})
            return self.async_create_entry(data={})
        options = [SelectOptionDict(value=format_uid(uid), label=describe(uid, pti)) for uid, pti in asked.items()]
        schema = vol.Schema(
            {
                vol.Required(CONF_STRANGERS): SelectSelector(SelectSelectorConfig(options=options, multiple=True)),
                vol.Required(CONF_DECISION, default=CONF_NOT_OURS): SelectSelector(
                    SelectSelectorConfig(options=[CONF_NOT_OURS, CONF_WATCHED], translation_key=CONF_DECISION)
                ),
            }
        )
        form = self.add_suggested_values_to_schema(schema, {CONF_STRANGERS: [format_uid(uid) for uid in asked]})
        return self.async_show_form(step_id="choose", data_schema=form)
