"""Whether the site is protected at this moment, in counts a person can check. Unknown is not OK."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .events import Condition
from .roster import Role
from .school import School


class Protection(StrEnum):
    """How far the site is protected."""

    READY = "ready"
    ATTENTION = "attention"
    NOT_PROTECTED = "not_protected"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFacts:
    """What counts of one way to monitoring."""

    proven: bool
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How far the site is protected, and the counts it follows from."""

    protection: Protection
    buttons: int
    buttons_ready: int
    missing: int
    not_yet_heard: int
    troubles: int
    receivers: int
    receivers_connected: int
    paths: int
    paths_proven: int


def judge(school: School, paths: Sequence[PathFacts]) -> Readiness:
    """Judge a site.

    Not protected: no receiver works, no pendant or button is ready, or monitoring was set up and no way to it works.
    Ready: every device was heard since the start and has no trouble, every receiver works, every path is proven.
    """
    transmitters = school.roster.transmitters.values()
    buttons = [one for one in transmitters if one.role in (Role.PENDANT, Role.FIXED_BUTTON)]
    buttons_ready = sum(school.devices[one.device_id].is_ready for one in buttons)
    states = [school.devices[one.device_id] for one in transmitters]
    receivers_connected = sum(school.connected.get(receiver_id, False) for receiver_id in school.roster.receivers)
    paths_proven = sum(path.proven for path in paths)
    troubles = sum(len(state.conditions) for state in school.devices.values())
    not_yet_heard = sum(not state.heard_since_start for state in states)
    if not receivers_connected or not buttons_ready or (paths and not paths_proven):
        protection = Protection.NOT_PROTECTED
    elif (
        troubles
        or not_yet_heard
        or not paths
        or receivers_connected < len(school.roster.receivers)
        or paths_proven < len(paths)
    ):
        protection = Protection.ATTENTION
    else:
        protection = Protection.READY
    return Readiness(
        protection=protection,
        buttons=len(buttons),
        buttons_ready=buttons_ready,
        missing=sum(Condition.MISSING in state.conditions for state in states),
        not_yet_heard=not_yet_heard,
        troubles=troubles,
        receivers=len(school.roster.receivers),
        receivers_connected=receivers_connected,
        paths=len(paths),
        paths_proven=paths_proven,
    )
