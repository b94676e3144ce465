"""How monitoring endpoints are doing, as plain data for consoles: never a secret, of an address at most the host."""

from collections.abc import Mapping
from typing import Any

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.roles import Right, Role, may
from .deliveries_view import answer_data, receipts_of
from .endpoint_groups import primary_of, relieved
from .endpoint_issues import advise_status
from .endpoint_ways import beat_of, host_of, kind_of
from .installed import device_of, endpoints_of, is_demo
from .ledger import DeliveryStanding
from .monitoring import EndpointStatus, Latency
from .phrases import async_load_phrases
from .site import Site


async def endpoints_view(site: Site, role: Role, language: str | None = None) -> JsonObjectType:
    """Return how each endpoint is doing, in the order they were added; LedgerError."""
    await async_load_phrases(site.hass, language)
    standings = await site.record.ledger.delivery_standings()
    data = {one.subentry_id: one.data for one in endpoints_of(site.entry)}
    statuses = site.endpoints.statuses
    tests = await _async_tests(site, role, language)
    covered = relieved(data, {key: one.proven for key, one in statuses.items()})
    shown: list[JsonValueType] = [
        {
            **_installed(site, one.subentry_id, one.title, one.data, role),
            "stands_in_for": primary_of(data, one.subentry_id),
            "relieved": one.subentry_id in covered,
            **_standing(site, statuses[one.subentry_id], role, language),
            **_deliveries(standings.get(one.subentry_id)),
            "last_test": tests.get(one.subentry_id),
            "latency": _latency(site.endpoints.latency.figures.get(one.subentry_id)),
        }
        for one in endpoints_of(site.entry)
        if one.subentry_id in statuses
    ]
    return {"endpoints": shown, "is_demo": is_demo(site.entry)}


async def _async_tests(site: Site, role: Role, language: str | None) -> dict[str, JsonObjectType]:
    """Return the last test of each endpoint that was tested: words and bodies for those who read the history."""
    tests = {key: test for key in site.endpoints.statuses if (test := site.desk.tests.of(key)) is not None}
    reads, reads_names = may(role, Right.READ_HISTORY), may(role, Right.READ_NAMES)
    answered = await site.desk.async_answers((), [one.event_id for one in tests.values()]) if tests and reads else []
    receipts = receipts_of(answered, float, reads_names=reads_names)
    return {
        key: {
            "at": test.at,
            **answer_data(site.hass, test.answer, language, reads_names=reads_names),
            **({} if reads else {"answer": None, "content_type": None, "body": None}),
            "receipts": receipts.get((key, test.event_id), []),
        }
        for key, test in tests.items()
    }


def path_state(status: EndpointStatus) -> str:
    """Return how the way to an endpoint stands, in one word."""
    if status.retired:
        return "retired"
    if status.lost:
        return "lost"
    if status.proven:
        return "proven"
    return "failing" if status.last_failure is not None else "unproven"


def _installed(site: Site, key: str, title: str, data: Mapping[str, Any], role: Role) -> JsonObjectType:
    """Return what an endpoint is; where it is only for those who test it."""
    device = device_of(site.hass, site.entry, key)
    return {
        "endpoint_id": key,
        "device_id": device.id if device is not None else None,
        "name": title,
        "type": kind_of(data),
        "host": host_of(data) if may(role, Right.PROVE_PATHS) else None,
        "every": beat_of(data),
    }


def _standing(site: Site, status: EndpointStatus, role: Role, language: str | None) -> JsonObjectType:
    """Return how the way stands; in the endpoint's own words only for those who may read the history."""
    answer = status.last_failure or status.last_answer
    return {
        "state": path_state(status),
        "last_proven": status.last_proven,
        "answer": answer.detail if answer is not None and may(role, Right.READ_HISTORY) else None,
        "what_to_do": advise_status(site.hass, status, language) or None,
        "failures": status.failures_in_a_row,
        "waiting": status.waiting,
        "oldest_waiting": status.oldest_waiting,
        "last_took": status.last_latency,
    }


def _deliveries(standing: DeliveryStanding | None) -> JsonObjectType:
    """Return what became of the messages of an endpoint."""
    return {
        "last_delivered": None if standing is None else standing.last_confirmed,
        "dead_letters": 0 if standing is None else standing.dead_letters,
    }


def _latency(figures: Latency | None) -> JsonObjectType | None:
    """Return how many seconds alarms took from the press to the confirmation; None if there were none."""
    if figures is None:
        return None
    return {
        "alarms": figures.count,
        "since": figures.since,
        "median": round(figures.confirmed.median, 4),
        "p95": round(figures.confirmed.p95, 4),
        "worst": round(figures.confirmed.worst, 4),
    }
