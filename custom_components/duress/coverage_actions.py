"""Actions about coverage and accuracy: ask for them, and have a report to print or to keep."""

from collections.abc import Coroutine
from enum import StrEnum
from functools import partial
import json
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from . import clock
from .acting import async_register_action
from .calls import installed_device, site_of
from .const import DOMAIN
from .core.location.accuracy import Accuracy
from .core.location.coverage import Coverage, Fall
from .core.roles import Role
from .coverage_view import accuracy_data, coverage_data, outage_data, words_of
from .ledger import LedgerError
from .ledger_actions import ATTR_FORMAT, ATTR_SITE, ATTR_TO_FILE
from .model_keeper import GivenUpError
from .phrases import async_load_phrases
from .readiness_actions import ATTR_LANGUAGE
from .report_page import report_page
from .site import Site

ATTR_KIND: Final = "kind"
ATTR_WITHOUT: Final = "without"


class ReportKind(StrEnum):
    """What a report is about."""

    ACCURACY = "accuracy"
    COVERAGE = "coverage"
    BOTH = "both"


class ReportFormat(StrEnum):
    """What a report is for: people or programs."""

    HTML = "html"
    JSON = "json"


_ASK: Final = {vol.Optional(ATTR_SITE): cv.string, vol.Optional(ATTR_LANGUAGE): cv.string}
ACCURACY_SCHEMA: Final = vol.Schema(_ASK)
COVERAGE_SCHEMA: Final = vol.Schema({**_ASK, vol.Optional(ATTR_WITHOUT): cv.string})
REPORT_SCHEMA: Final = vol.Schema(
    {
        **_ASK,
        vol.Optional(ATTR_KIND, default=ReportKind.BOTH): vol.Coerce(ReportKind),
        vol.Optional(ATTR_FORMAT, default=ReportFormat.HTML): vol.Coerce(ReportFormat),
        vol.Optional(ATTR_TO_FILE, default=True): cv.boolean,
    }
)

type Outages = list[tuple[str, tuple[Fall, ...] | None]]


@callback
def async_setup_coverage(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def get_coverage(call: ServiceCall) -> ServiceResponse:
        """Answer how every room is covered, and what would be lost without a listener."""
        site = site_of(hass, call.data.get(ATTR_SITE))
        return await async_coverage_answer(site, call.data.get(ATTR_WITHOUT), call.data.get(ATTR_LANGUAGE))

    async def get_accuracy(call: ServiceCall) -> ServiceResponse:
        """Answer how often presses are placed rightly."""
        return await async_accuracy_answer(site_of(hass, call.data.get(ATTR_SITE)), call.data.get(ATTR_LANGUAGE))

    async def export_report(call: ServiceCall) -> ServiceResponse:
        """Make a report."""
        return await _async_export(site_of(hass, call.data.get(ATTR_SITE)), call)

    async_register_action(hass, "get_coverage", get_coverage, COVERAGE_SCHEMA, SupportsResponse.ONLY)
    async_register_action(hass, "get_accuracy", get_accuracy, ACCURACY_SCHEMA, SupportsResponse.ONLY)
    async_register_action(hass, "export_report", export_report, REPORT_SCHEMA)


async def async_coverage_answer(site: Site, without: str | None, language: str | None) -> JsonObjectType:
    """Return how every room is covered; with a listener, also what would be lost without that."""
    await async_load_phrases(site.hass, language)
    keeper = site.coverage_keeper
    answer: JsonObjectType = {"site": site.entry.title}
    if without is not None:
        listener = listener_named(site, without)
        fallen = await _possible(keeper.async_falls(listener))
        answer["without"] = outage_data(words_of(site, language), listener, fallen)
    found = await _possible(keeper.async_coverage())
    words = words_of(site, language)
    return answer | await _possible(keeper.async_work(lambda _: coverage_data(words, found)))


async def coverage_topic(site: Site, _role: Role, *, listener: str | None, language: str | None) -> JsonObjectType:
    """Return the same to whoever follows it, also after the listener was removed."""
    known = listener if listener in site.coverage_keeper.listeners() else None
    return await async_coverage_answer(site, known, language)


async def async_accuracy_answer(site: Site, language: str | None) -> JsonObjectType:
    """Return how often presses are placed rightly."""
    await async_load_phrases(site.hass, language)
    keeper = site.coverage_keeper
    found = await _possible(keeper.async_accuracy())
    words = words_of(site, language)
    data = await _possible(keeper.async_work(lambda _: accuracy_data(words, found)))
    return {"site": site.entry.title, **data}


async def _async_export(site: Site, call: ServiceCall) -> ServiceResponse:
    """Make a report, in a file or in the answer."""
    hass, language, kind = site.hass, call.data.get(ATTR_LANGUAGE), call.data[ATTR_KIND]
    await async_load_phrases(hass, language)
    keeper, now = site.coverage_keeper, clock.now().utc
    accuracy: Accuracy | None = None
    coverage: Coverage | None = None
    outages: Outages = []
    if kind is not ReportKind.COVERAGE:
        accuracy = await _possible(keeper.async_accuracy())
    if kind is not ReportKind.ACCURACY:
        coverage = await _possible(keeper.async_coverage())
        listeners = site.survey.model.listeners if site.survey.model is not None else ()
        outages = [(listener, await _possible(keeper.async_falls(listener))) for listener in listeners]
    words = words_of(site, language)

    def data() -> JsonObjectType:
        """Return the report for programs."""
        return {
            "site": words.title,
            "at": now,
            "survey_version": words.version,
            "accuracy": None if accuracy is None else accuracy_data(words, accuracy),
            "coverage": None if coverage is None else coverage_data(words, coverage),
            "outages": [outage_data(words, *one) for one in outages],
        }

    if call.data[ATTR_FORMAT] is ReportFormat.HTML:
        page = await _possible(
            keeper.async_work(lambda pause: report_page(words, now, accuracy, coverage, outages, pause))
        )
        if not call.data[ATTR_TO_FILE]:
            return {"site": words.title, "page": page}
    else:
        report = await _possible(keeper.async_work(lambda _: data()))
        if not call.data[ATTR_TO_FILE]:
            return report
        page = await hass.async_add_executor_job(partial(json.dumps, report, ensure_ascii=False, indent=2))
    stamp = dt_util.utc_from_timestamp(now).strftime("%Y%m%dT%H%M%S%fZ")
    name = f"{site.entry.entry_id}-{kind}-{stamp}.{call.data[ATTR_FORMAT]}"
    file = Path(hass.config.path("duress", "reports", name))
    try:
        await hass.async_add_executor_job(_write, file, page)
    except OSError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="report_not_written",
            translation_placeholders={"detail": str(error)},
        ) from error
    return {"site": words.title, "file": str(file.relative_to(hass.config.config_dir))}


def listener_named(site: Site, named: str) -> str:
    """Return the receiver or repeater that is meant by a device or its subentry; or say that it is none."""
    key = named
    if named not in site.entry.subentries:
        found, key = installed_device(site.hass, named)
        if found is not site:
            key = ""
    if key not in site.coverage_keeper.listeners():
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="not_a_listener")
    return key


async def _possible[R](work: Coroutine[object, object, R]) -> R:
    """Return what was worked out, or say why it cannot be."""
    try:
        return await work
    except GivenUpError as error:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="report_given_up") from error
    except LedgerError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="ledger_not_read",
            translation_placeholders={"detail": error.detail},
        ) from error


def _write(file: Path, text: str) -> None:
    """Write a file that nobody has yet; one that could not be finished is removed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise
    except OSError:
        file.unlink(missing_ok=True)
        raise
