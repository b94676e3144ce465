"""Questions to a person: whose is the transmitter that nobody added, and why was a retired one pressed.

Each stranger that stays, or is pressed, is one repair issue until somebody adds it, says that it is not ours, or wants
to watch it. A neighbour's two hundred pendants are ten issues and one for the rest.
"""

from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import CONF_NOT_OURS, DOMAIN
from .core.events import DoubtfulPressNoted, Event, IncidentRaised, StrangerStays
from .core.strangers import MOST, model_of
from .echostream import Uid, format_uid, parse_uid, serial_of
from .ledger import Json, LedgerError
from .settings import WATCH_SECONDS, decided

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

MOST_ISSUES: Final = 10
"""Strangers that have an issue of their own; the others share one."""

_KEPT: Final = "stranger:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stranger to be decided about; `at` is when the question came up, in seconds since 1970."""

    pti: int | None
    pressed: bool
    at: float


class Unanswered:
    """The open questions of one site. They survive a restart; what people answer is kept in the site's options."""

    def __init__(self, site: Site) -> None:
        """Start with no question."""
        self._site = site
        self.strangers: dict[Uid, Question] = {}

    async def async_start(self) -> None:
        """Take up the questions of the last run."""
        for key, value in (await self._site.record.ledger.get_values(_KEPT)).items():
            if isinstance(value, dict):
                pti, at = value.get("pti"), value.get("at")
                self.strangers[parse_uid(key.removeprefix(_KEPT))] = Question(
                    pti=pti if isinstance(pti, int) else None,
                    pressed=value.get("pressed") is True,
                    at=float(at) if isinstance(at, (int, float)) else 0.0,
                )
        self.update()

    @callback
    def note(self, event: Event) -> None:
        """Ask about a stranger that stays or was pressed, and about a retired transmitter that was pressed."""
        match event:
            case StrangerStays(uid=uid, pti=pti, at=at):
                self._ask(uid, Question(pti=pti, pressed=False, at=at))
            case IncidentRaised(press=press) | DoubtfulPressNoted(press=press) if press.device_id is None:
                self._ask(press.uid, Question(pti=press.pti, pressed=True, at=event.at))
            case DoubtfulPressNoted(press=press):
                ir.async_create_issue(
                    self._site.hass,
                    DOMAIN,
                    f"{_retired_prefix(self._site.entry.entry_id)}{press.device_id}",
                    is_fixable=True,
                    is_persistent=True,
                    severity=ir.IssueSeverity.WARNING,
                    translation_key="retired_pressed",
                    translation_placeholders={"transmitter": press.label},
                )

    @callback
    def update(self) -> None:
        """Drop the questions that are answered by now, and show the others."""
        by_uid, options = self._site.school.roster.by_uid, self._site.entry.options
        not_ours, watched = decided(options, CONF_NOT_OURS), self._site.policies.watched
        for uid, question in list(self.strangers.items()):
            is_watched = uid in watched and watched[uid] - WATCH_SECONDS >= question.at
            if uid in by_uid or uid in not_ours or is_watched:
                del self.strangers[uid]
                self._keep(uid, None)
        self._show()

    @callback
    def _ask(self, uid: Uid, question: Question) -> None:
        """Ask about a stranger, unless that was answered for good; a press makes the question more urgent."""
        known = self.strangers.get(uid)
        if uid in self._site.policies.not_ours or uid in self._site.school.roster.by_uid:
            return
        if (known is None and len(self.strangers) < MOST) or (known is not None and question.pressed > known.pressed):
            self.strangers[uid] = question
            self._keep(uid, question)
            self._show()

    @callback
    def _show(self) -> None:
        """Have exactly the issues that the open questions need."""
        hass, entry_id = self._site.hass, self._site.entry.entry_id
        asked = list(self.strangers.items())
        wanted = {f"{_prefix(entry_id)}{format_uid(uid)}" for uid, _ in asked[:MOST_ISSUES]}
        for uid, question in asked[:MOST_ISSUES]:
            _stranger_issue(hass, entry_id, uid, question)
        if (more := len(asked) - MOST_ISSUES) > 0:
            wanted.add(summary_id(entry_id))
            _summary_issue(hass, entry_id, self._site.entry.title, more)
        for issue_id in _issue_ids(hass, _prefix(entry_id)) - wanted:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        installed = {f"{_retired_prefix(entry_id)}{key}" for key in self._site.entry.subentries}
        for issue_id in _issue_ids(hass, _retired_prefix(entry_id)) - installed:
            ir.async_delete_issue(hass, DOMAIN, issue_id)

    @callback
    def _keep(self, uid: Uid, question: Question | None) -> None:
        """Keep a question over a restart, or forget it."""
        value: Json = (
            None if question is None else {"pti": question.pti, "pressed": question.pressed, "at": question.at}
        )

        async def keep() -> None:
            try:
                await self._site.record.ledger.set_value(f"{_KEPT}{format_uid(uid)}", value)
            except LedgerError as error:
                _LOGGER.warning("A question about an unknown transmitter is not kept over a restart: %s", error)

        _ = self._site.hass.async_create_task(keep(), "duress question")


@callback
def async_forget_questions(hass: HomeAssistant, entry_id: str) -> None:
    """Take back every question of a site that is removed."""
    for issue_id in _issue_ids(hass, _prefix(entry_id)) | _issue_ids(hass, _retired_prefix(entry_id)):
        ir.async_delete_issue(hass, DOMAIN, issue_id)


def summary_id(entry_id: str) -> str:
    """Return the issue that the strangers without one of their own share."""
    return f"{_prefix(entry_id)}more"


def _prefix(entry_id: str) -> str:
    """Return how the issues about a site's strangers begin."""
    return f"stranger_{entry_id}_"


def _retired_prefix(entry_id: str) -> str:
    """Return how the issues about a site's retired transmitters begin."""
    return f"retired_pressed_{entry_id}_"


def _issue_ids(hass: HomeAssistant, prefix: str) -> set[str]:
    """Return our issues that begin so."""
    return {
        issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN and issue_id.startswith(prefix)
    }


def describe(uid: Uid, pti: int | None) -> str:
    """Return what a stranger is, as it can be read off its label."""
    return f"{model_of(uid, pti)} {serial_of(uid)}".strip()


def _stranger_issue(hass: HomeAssistant, entry_id: str, uid: Uid, question: Question) -> None:
    """Ask about one stranger."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{_prefix(entry_id)}{format_uid(uid)}",
        data={"entry_id": entry_id, "uid": format_uid(uid), "pti": question.pti},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="stranger_pressed" if question.pressed else "stranger_heard",
        translation_placeholders={"transmitter": describe(uid, question.pti)},
    )


def _summary_issue(hass: HomeAssistant, entry_id: str, site: str, more: int) -> None:
    """Ask about all the others together."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        summary_id(entry_id),
        data={"entry_id": entry_id},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="strangers_many",
        translation_placeholders={"number": str(more), "site": site},
    )
