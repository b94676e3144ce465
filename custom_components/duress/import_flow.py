"""Importing a file in the site's settings: upload, see what would happen, confirm; and undoing the last import."""

from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .calls import dialog_actor
from .core.events import Actor, ActorKind, Import
from .core.importing import MAX_BYTES, Verdict
from .import_words import Words
from .imports import Outcome, async_import, async_last, async_preview, async_undo
from .site import Site

CONF_FILE: Final = "file"
CONF_IMPORT: Final = "import"
IMPORT_STEPS: Final = ("import_roster", "import_places", "import_undo")
SHOWN: Final = 10
"""Sentences about errors and changes that a form shows; the action tells all of them."""

_UPLOAD: Final = vol.Schema({vol.Required(CONF_FILE): FileSelector(FileSelectorConfig(accept=".csv,text/csv,.txt"))})


class ImportSteps(OptionsFlow):
    """Steps of a site's settings that import files."""

    _what: Import = Import.ROSTER
    _data: bytes = b""

    async def async_step_import_roster(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for a file of people and transmitters."""
        return await self._upload(Import.ROSTER, user_input)

    async def async_step_import_places(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for a file of buildings, floors and rooms."""
        return await self._upload(Import.PLACES, user_input)

    async def async_step_import_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what would happen; nothing is written before this form is sent."""
        site = self._site
        if site is None:
            return self.async_abort(reason="site_not_running")
        try:
            if user_input is not None:
                outcome = await async_import(site, self._what, self._data, self._actor())
                return self.async_abort(reason="import_done", description_placeholders=await self._said(outcome))
            outcome = await async_preview(site, self._what, self._data)
        except HomeAssistantError as error:
            return self._failed(error)
        said = await self._said(outcome)
        if outcome.plan.is_empty:
            return self.async_abort(reason="import_nothing", description_placeholders=said)
        return self.async_show_form(
            step_id="import_preview", data_schema=vol.Schema({}), description_placeholders=said, last_step=True
        )

    async def async_step_import_undo(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which import to undo."""
        site = self._site
        if site is None:
            return self.async_abort(reason="site_not_running")
        try:
            if user_input is not None:
                _, kept = await async_undo(site, None, user_input[CONF_IMPORT], self._actor())
                reason = "undo_kept" if kept else "undo_done"
                return self.async_abort(reason=reason, description_placeholders={"kept": ", ".join(map(_plain, kept))})
            records = sorted(await async_last(site), key=lambda record: -record.at)
        except HomeAssistantError as error:
            return self._failed(error)
        if not records:
            return self.async_abort(reason="nothing_to_undo")
        words = await Words.async_load(self.hass)
        options = [
            SelectOptionDict(value=record.import_id, label=words.say(f"last_{record.what}", at=_local(record.at)))
            for record in records
        ]
        choice = SelectSelector(SelectSelectorConfig(options=options))
        schema = vol.Schema({vol.Required(CONF_IMPORT, default=records[0].import_id): choice})
        return self.async_show_form(step_id="import_undo", data_schema=schema, last_step=True)

    def _failed(self, error: HomeAssistantError) -> ConfigFlowResult:
        """Say why it was not done."""
        return self.async_abort(reason="import_failed", description_placeholders={"detail": str(error)})

    async def _upload(self, what: Import, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Take an uploaded file; it is removed from where it was uploaded to."""
        if self._site is None:
            return self.async_abort(reason="site_not_running")
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                self._data = await self.hass.async_add_executor_job(self._read, user_input[CONF_FILE])
            except ValueError, OSError:
                errors[CONF_FILE] = "file_gone"
            else:
                self._what = what
                return await self.async_step_import_preview()
        return self.async_show_form(step_id=f"import_{what}", data_schema=_UPLOAD, errors=errors, last_step=False)

    def _read(self, file_id: str) -> bytes:
        """Return the beginning of an uploaded file, one byte more than is allowed; runs in the executor."""
        with process_uploaded_file(self.hass, file_id) as path, path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    async def _said(self, outcome: Outcome) -> dict[str, str]:
        """Return what forms say of an import."""
        words = await Words.async_load(self.hass)

        def listed(sentences: tuple[str, ...]) -> str:
            more = len(sentences) - SHOWN
            shown = [f"- {_plain(sentence)}" for sentence in sentences[:SHOWN]]
            return "\n".join([*shown, *([f"- {words.say('more', count=more)}"] if more > 0 else [])]) or "–"

        return {
            "added": str(outcome.rows(Verdict.ADD)),
            "changed": str(outcome.rows(Verdict.CHANGE)),
            "unchanged": str(outcome.rows(Verdict.KEEP)),
            "left_out": str(outcome.left_out),
            "errors": listed(outcome.errors),
            "changes": listed(outcome.changes),
            "ignored": ", ".join(map(_plain, outcome.plan.ignored)) or "–",
        }

    @property
    def _site(self) -> Site | None:
        """The site these settings are about, if it runs."""
        entry = self.config_entry
        return entry.runtime_data if entry.state is ConfigEntryState.LOADED else None

    @callback
    def _actor(self) -> Actor:
        """Return who sends the form; only administrators can, and nobody if it was no person's browser."""
        return dialog_actor() or Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation")


def _local(utc: float) -> str:
    """Return a moment as the clock on the wall shows it."""
    return dt_util.as_local(dt_util.utc_from_timestamp(int(utc))).strftime("%Y-%m-%d %H:%M")


def _plain(sentence: str) -> str:
    """Return a sentence without what forms would take for formatting: cells of a file are only text."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#|~!" else character for character in sentence)
