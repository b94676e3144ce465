"""What consoles are told of the first steps of a school, and of what has to be tested when."""

from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.duties import Duty, DutyKind, Standing
from .core.first_run import Check, Progress, Step, StepState, progress
from .core.roles import PERSONAL, Right, Role, may
from .first_run import async_checks, loose_rooms
from .installed import device_of
from .site import Site

MOST_NAMED: Final = 12
"""How many of what is missing are named."""

HORIZON: Final = timedelta(days=30)
"""How far ahead what is due is told."""

_STEP_RIGHTS: Final = {
    Step.CONNECT: Right.INSTALL,
    Step.ROOMS: Right.INSTALL,
    Step.PENDANTS: Right.INSTALL,
    Step.PEOPLE: Right.CHANGE_LIVES,
    Step.WALK: Right.SURVEY,
    Step.MONITORING: Right.INSTALL,
    Step.LIVE: Right.INSTALL,
}
_DUTY_RIGHTS: Final = {
    "pendant": Right.RUN_TESTS,
    "room": Right.SURVEY,
    "receiver": Right.RUN_TESTS,
    "endpoint": Right.PROVE_PATHS,
    "drill": Right.TEST_MODE,
    "pack": Right.VERIFY_PACK,
}


async def progress_view(site: Site, _role: Role) -> JsonObjectType:
    """Return how far the school is set up, from facts alone, and who said when that it is live."""
    said = site.live_keeper.said
    is_live = said is not None and said.live
    found = progress(await async_checks(site), is_live=is_live)
    return {
        "steps": [_step(one) for one in found],
        "done": sum(one.state is StepState.DONE for one in found),
        "of": len(found),
        "current": next((str(one.step) for one in found if one.state is not StepState.DONE), None),
        "loose": [*loose_rooms(site)[:MOST_NAMED]],
        "live": None
        if said is None or not is_live
        else {"at": said.at, "by": said.actor.name, "reason": said.reason, "open": [*said.open]},
    }


async def duties_view(site: Site, _role: Role) -> JsonObjectType:
    """Return what has to be tested in the next days, the most urgent first; no day while that is not known yet."""
    keeper = site.duty_keeper
    if keeper.duties is None:
        return {"today": None, "duties": []}
    near = [
        (one.due_on, _kind(site, one), one)
        for one in keeper.duties
        if one.due_on <= keeper.today + HORIZON or one.standing(keeper.today) is not Standing.UPCOMING
    ]
    grouped = groupby(sorted(near, key=itemgetter(0, 1)), key=itemgetter(0, 1))
    return {
        "today": keeper.today.isoformat(),
        "duties": [_duties(site, kind, [one for _, _, one in group]) for (_, kind), group in grouped],
    }


def _step(one: Progress) -> JsonObjectType:
    """Return one step."""
    # Where there is an endpoint, it remains to prove it.
    has_endpoint = one.step is Step.MONITORING and one.checks[0].of > 0
    return {
        "step": str(one.step),
        "state": str(one.state),
        "who": _who(Right.PROVE_PATHS if has_endpoint else _STEP_RIGHTS[one.step]),
        "checks": [check_row(check) for check in one.checks],
    }


def check_row(check: Check) -> JsonObjectType:
    """Return one condition: how many of how many, and the first of those that are missing."""
    return {
        "check": str(check.key),
        "met": check.is_met,
        "done": check.done,
        "of": check.of,
        "left": [*check.left[:MOST_NAMED]],
    }


def _duties(site: Site, kind: str, duties: list[Duty]) -> JsonObjectType:
    """Return the tests of one kind that are due on one day; `last_done` is the longest ago."""
    done = [one.proven_on for one in duties if one.proven_on is not None]
    devices = [device_of(site.hass, site.entry, one.subject.key) for one in duties]
    return {
        "kind": kind,
        "due_on": duties[0].due_on.isoformat(),
        "standing": str(duties[0].standing(site.duty_keeper.today)),
        "count": len(duties),
        "never": len(duties) - len(done),
        "last_done": min(done).isoformat() if done else None,
        "device_ids": [one.id for one in devices if one is not None],
        "labels": [one.subject.label for one in duties[:MOST_NAMED]],
        "who": _who(_DUTY_RIGHTS[kind]),
    }


def _kind(site: Site, duty: Duty) -> str:
    """Return what is tested; a way over a receiver is tested otherwise than one to an endpoint."""
    if duty.subject.kind is not DutyKind.PATH:
        return str(duty.subject.kind)
    return "receiver" if duty.subject.key in site.school.roster.receivers else "endpoint"


def _who(right: Right) -> list[JsonValueType]:
    """Return the roles that may do something."""
    return [str(role) for role in PERSONAL if may(role, right)]
