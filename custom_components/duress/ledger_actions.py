"""Actions about the ledger: check it, take it out, and hold what must outlive its time."""

from collections.abc import AsyncIterator
from datetime import datetime
import logging
from pathlib import Path
from typing import Final, TextIO

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from . import clock
from .acting import async_register_action
from .calls import async_actor, running_sites, site_of
from .const import DOMAIN
from .core.events import HoldPlaced, HoldReleased, LedgerExported
from .incident_actions import ATTR_INCIDENT, ATTR_REASON
from .ledger import Entry, Exporter, ExportFormat, LedgerError, as_data
from .ledger_keeper import told_time
from .site import Site

_LOGGER = logging.getLogger(__name__)

ATTR_SITE: Final = "site"
ATTR_SINCE: Final = "since"
ATTR_UNTIL: Final = "until"
ATTR_KINDS: Final = "kinds"
ATTR_FORMAT: Final = "format"
ATTR_TO_FILE: Final = "to_file"
MOST_IN_ANSWER: Final = 1000
"""Entries that an answer has at most; a file has no limit."""

VERIFY_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string})
HOLD_SCHEMA: Final = vol.Schema(
    {
        vol.Required(ATTR_INCIDENT): cv.string,
        vol.Optional(ATTR_REASON, default=""): cv.string,
        vol.Optional(ATTR_SITE): cv.string,
    }
)
EXPORT_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_SINCE): cv.datetime,
        vol.Optional(ATTR_UNTIL): cv.datetime,
        vol.Optional(ATTR_KINDS, default=list): vol.All(cv.ensure_list, [cv.string]),
        vol.Optional(ATTR_FORMAT, default=ExportFormat.JSON): vol.Coerce(ExportFormat),
        vol.Optional(ATTR_TO_FILE, default=True): cv.boolean,
        vol.Optional(ATTR_SITE): cv.string,
    }
)

type Pages = AsyncIterator[list[tuple[Entry, str]]]


@callback
def async_setup_ledger_actions(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def verify(call: ServiceCall) -> ServiceResponse:
        """Check the ledger from its first entry to its last."""
        return await _async_verify(site_of(hass, call.data.get(ATTR_SITE)))

    async def export(call: ServiceCall) -> ServiceResponse:
        """Hand out entries."""
        return await _async_export(hass, site_of(hass, call.data.get(ATTR_SITE)), call)

    async def hold(call: ServiceCall) -> ServiceResponse:
        """Keep an incident until it is released."""
        return await _async_hold(hass, call, held=True)

    async def release(call: ServiceCall) -> ServiceResponse:
        """Let an incident go when its time is over."""
        return await _async_hold(hass, call, held=False)

    async_register_action(hass, "verify_ledger", verify, VERIFY_SCHEMA)
    async_register_action(hass, "export_ledger", export, EXPORT_SCHEMA)
    async_register_action(hass, "hold_incident", hold, HOLD_SCHEMA)
    async_register_action(hass, "release_incident", release, HOLD_SCHEMA)


async def _async_verify(site: Site) -> ServiceResponse:
    """Return what a check found: the newest hash, or the first entry that is not as it was written."""
    try:
        found = await site.ledger_keeper.async_verify()
    except LedgerError as error:
        raise _not_possible(error) from error
    flaw = found.flaw
    return {
        "site": site.entry.title,
        "sound": flaw is None,
        "entries": found.entries,
        "removed_in_time": found.removed,
        "head": {"seq": found.head.seq, "hash": found.head.hash.hex()},
        "flaw": None
        if flaw is None
        else {"what": str(flaw.kind), "seq": flaw.seq, "time": told_time(flaw), "kind": flaw.entry_kind},
    }


async def _async_hold(hass: HomeAssistant, call: ServiceCall, *, held: bool) -> ServiceResponse:
    """Place or release a hold; one that stands already is left as it is."""
    incident_id, reason = call.data[ATTR_INCIDENT], call.data[ATTR_REASON].strip()
    actor = await async_actor(hass, call)
    try:
        site = await _async_site_with(hass, call.data.get(ATTR_SITE), incident_id)
        standing = incident_id in await site.record.ledger.upkeep.held()
        if standing is not held:
            now = clock.now()
            kind = HoldPlaced if held else HoldReleased
            event_id = site.school.new_id(now, "hold")
            event = kind(event_id=event_id, at=now.utc, incident_id=incident_id, actor=actor, reason=reason)
            await site.happened([event], now)
    except LedgerError as error:
        raise _not_possible(error) from error
    return {"incident_id": incident_id, "held": held, "changed": standing is not held}


async def _async_site_with(hass: HomeAssistant, entry_id: str | None, incident_id: str) -> Site:
    """Return the site whose ledger has an incident, open or not; or say that none has."""
    for site in running_sites(hass):
        if entry_id in (None, site.entry.entry_id) and await site.record.ledger.upkeep.known(incident_id):
            return site
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="incident_not_kept",
        translation_placeholders={"incident": incident_id},
    )


async def _async_export(hass: HomeAssistant, site: Site, call: ServiceCall) -> ServiceResponse:
    """Hand out entries, into a file or the answer, and note who took them."""
    since, until = (_utc(call.data.get(key)) for key in (ATTR_SINCE, ATTR_UNTIL))
    pages = site.record.ledger.upkeep.pages(since=since, until=until, kinds=call.data[ATTR_KINDS])
    format_: ExportFormat = call.data[ATTR_FORMAT]
    actor = await async_actor(hass, call)
    now = clock.now()
    try:
        if call.data[ATTR_TO_FILE]:
            stamp = dt_util.utc_from_timestamp(now.utc).strftime("%Y%m%dT%H%M%S%fZ")
            file = Path(hass.config.path("duress", "exports", f"{site.entry.entry_id}-{stamp}.{format_}"))
            count = await _async_to_file(hass, pages, file, format_)
            answer: dict[str, object] = {"file": str(file.relative_to(hass.config.config_dir)), "entries": count}
        else:
            rows = [as_data(*one) for page in [page async for page in _first(pages)] for one in page]
            count = min(len(rows), MOST_IN_ANSWER)
            answer = {"rows": rows[:MOST_IN_ANSWER], "entries": count, "more": len(rows) > MOST_IN_ANSWER}
    except LedgerError as error:
        raise _not_possible(error) from error
    except OSError as error:
        raise _not_possible(error) from error
    event_id = site.school.new_id(now, "export")
    taken = LedgerExported(
        event_id=event_id, at=now.utc, actor=actor, format=str(format_), entries=count, since=since, until=until
    )
    await site.happened([taken], now)
    return answer  # type: ignore[return-value] # plain data, which the checker cannot see


async def _first(pages: Pages) -> Pages:
    """Yield pages until an answer is full."""
    count = 0
    async for page in pages:
        yield page
        count += len(page)
        if count > MOST_IN_ANSWER:
            return


async def _async_to_file(hass: HomeAssistant, pages: Pages, file: Path, format_: ExportFormat) -> int:
    """Write entries page by page; a file that could not be finished is removed. Return how many there are."""
    exporter = Exporter(format_)
    opened = await hass.async_add_executor_job(_open, file)
    try:
        await hass.async_add_executor_job(opened.write, exporter.begin())
        async for page in pages:
            await hass.async_add_executor_job(_write_page, opened, exporter, page)
        await hass.async_add_executor_job(opened.write, exporter.end())
        await hass.async_add_executor_job(opened.close)
    except BaseException:
        await hass.async_add_executor_job(_drop, opened, file)
        raise
    return exporter.entries


def _open(file: Path) -> TextIO:
    """Begin a file that nobody has yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.open("x", encoding="utf-8", newline="")


def _write_page(opened: TextIO, exporter: Exporter, page: list[tuple[Entry, str]]) -> None:
    """Write the next page."""
    opened.write(exporter.page(page))


def _drop(opened: TextIO, file: Path) -> None:
    """Remove a file that is not complete."""
    try:
        opened.close()
    except OSError as error:
        _LOGGER.debug("An unfinished export was not closed cleanly: %s", error)
    file.unlink(missing_ok=True)


def _utc(when: datetime | None) -> float | None:
    """Return a time as UTC seconds; without a zone it is local."""
    return None if when is None else dt_util.as_utc(when).timestamp()


def _not_possible(error: LedgerError | OSError) -> HomeAssistantError:
    """Return the sentence for a ledger or a disk that does not play along."""
    return HomeAssistantError(
        translation_domain=DOMAIN, translation_key="ledger_not_read", translation_placeholders={"detail": str(error)}
    )
