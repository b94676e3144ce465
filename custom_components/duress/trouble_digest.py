"""What an endpoint is told of troubles once a day: what began, what is over, what is still open.

It is made of the ledger's entries since the last one, without what was told at once and without what is muted. Where a
way out has no message for it, each trouble that is still open is told by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
import logging
from typing import TYPE_CHECKING, Final

from .core.events import (
    BypassEnded,
    TroubleEnded,
    TroubleKind,
    TroubleSpread,
    TroubleStarted,
)
from .core.ids import make_id
from .core.records import EVENTS, from_data
from .core.troubles import Trouble
from .ledger import LedgerError
from .monitoring import DigestFacts, TroubleFacts
from .notices import digest_notice, open_trouble_facts, trouble_facts, trouble_notice
from .recent import async_recent

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

_TOLD: Final = (TroubleStarted, TroubleSpread, TroubleEnded, BypassEnded)
_KINDS: Final = frozenset(name for name, kind in EVENTS.items() if kind in _TOLD)


@dataclass(slots=True)
class _Period:
    """What the ledger has of a time."""

    started: dict[str, TroubleStarted] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    ended: dict[str, TroubleEnded] = field(default_factory=dict)
    unmuted: set[str] = field(default_factory=set)


async def async_send_digest(site: Site, endpoint_id: str, since: float, due: float) -> None:
    """Tell an endpoint what came together since a moment; nothing is sent if nothing began and nothing ended."""
    try:
        facts = await _async_digest(site, endpoint_id, since)
        if facts is None:
            return
        event_id = make_id(due, site.entry.entry_id, "digest", endpoint_id)
        if not await site.endpoints.async_deliver(endpoint_id, digest_notice(event_id, due, facts, site.facts)):
            await _async_one_by_one(site, endpoint_id)
    except LedgerError as error:
        _LOGGER.warning("What came together of troubles cannot be read and is not told: %s", error)


async def _async_digest(site: Site, endpoint_id: str, since: float) -> DigestFacts | None:
    """Return what is to be told; None for nothing."""
    period = await _async_period(site, since)
    events = [*period.started.values(), *period.ended.values()]
    told = {event_id for event_id, who in await site.record.ledger.told([one.event_id for one in events])
            if who == endpoint_id}  # fmt: skip
    muted = site.school.bypasses.running
    began = [
        _facts(period, one)
        for one in period.started.values()
        if one.event_id not in told and one.device_id not in muted and one.kind is not TroubleKind.PATH_LOST
    ]
    still_open = _open(site)
    began += [
        open_trouble_facts(one)
        for one in still_open
        if one.trouble_id not in period.started
        and period.unmuted & one.devices.keys()
        and not site.endpoints.routing.was_told(one.trouble_id, endpoint_id)
    ]
    ended = [
        _facts(period, one)
        for one in period.ended.values()
        if one.event_id not in told and one.device_id not in muted and one.kind is not TroubleKind.PATH_LOST
    ]
    if not began and not ended:
        return None
    return DigestFacts(
        since=since,
        began=tuple(began),
        ended=tuple(ended),
        still_open=tuple(open_trouble_facts(one) for one in still_open),
    )


async def _async_period(site: Site, since: float) -> _Period:
    """Read what happened since a moment."""
    period = _Period()
    for event in await async_recent(site.record.ledger, since, _KINDS):
        match event:
            case TroubleStarted(trouble_id=trouble_id, label=label):
                period.started[trouble_id] = event
                period.labels[trouble_id] = [label]
            case TroubleSpread(trouble_id=trouble_id, label=label):
                period.labels.setdefault(trouble_id, []).append(label)
            case TroubleEnded(trouble_id=trouble_id):
                period.ended[trouble_id] = event
            case BypassEnded(device_id=device_id):
                period.unmuted.add(device_id)
    return period


def _facts(period: _Period, event: TroubleStarted | TroubleEnded) -> TroubleFacts:
    """Return a trouble of a period, with how long it lasted if it is over."""
    started, ended = period.started.get(event.trouble_id), period.ended.get(event.trouble_id)
    facts = trouble_facts(ended or event, None)
    labels = tuple(period.labels.get(event.trouble_id, ())) or facts.devices
    return replace(facts, devices=labels, since=started.at if started is not None else facts.since)


def _open(site: Site) -> list[Trouble]:
    """Return the open troubles that are not muted, the longest first."""
    return [one for one in site.school.troubles.open.values() if not site.school.is_muted(one)]


async def _async_one_by_one(site: Site, endpoint_id: str) -> None:
    """Tell each open trouble that the endpoint does not know yet with a message of its own; so its end is told, too."""
    entries = await site.record.ledger.open_trouble_entries()
    wanted = {one.trouble_id: one for one in _open(site) if not _is_known(site, one, endpoint_id)}
    for event in _starts(from_data(one.kind, one.data) for one in entries if one.trouble_id in wanted):
        notice = trouble_notice(event, wanted[event.trouble_id], site.facts)
        if notice is not None and await site.endpoints.async_deliver(endpoint_id, notice):
            site.endpoints.routing.note(event.trouble_id, site.endpoints.group(endpoint_id))


def _is_known(site: Site, trouble: Trouble, endpoint_id: str) -> bool:
    """Whether an endpoint was told of a trouble, or is what it is about."""
    return endpoint_id in trouble.devices or site.endpoints.routing.was_told(trouble.trouble_id, endpoint_id)


def _starts(events: Iterable[object]) -> list[TroubleStarted]:
    """Return the beginnings among events."""
    return [one for one in events if isinstance(one, TroubleStarted)]
