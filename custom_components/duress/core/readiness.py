"""Whether the site is protected at this moment, in counts a person can check. Unknown is not OK."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .events import Mode, TroubleKind
from .roster import Life
from .school import School


class Protection(StrEnum):
    """How far the site is protected."""

    READY = "ready"
    ATTENTION = "attention"
    NOT_PROTECTED = "not_protected"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFacts:
    """What counts of one way to monitoring; `last_proven` is seconds since 1970.

    `relieved`: it is not proven, but a backup is that stands in for it.
    """

    proven: bool
    waiting: int
    last_proven: float | None = None
    relieved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How far the site is protected, and the counts it follows from; moments are seconds since 1970.

    `mode` is until when the site is on test or in a drill, `bypassed` counts devices whose troubles are muted.
    `located` counts lost transmitters whose check-ins are located, the last of them until `located_until`.
    `buttons` are the pendants and fixed buttons somebody relies on; those that are away or in stock are not among them.
    """

    protection: Protection
    buttons: int
    buttons_ready: int
    missing: int
    missing_since: float | None
    not_yet_heard: int
    not_listened: int
    away: int
    troubles: int
    receivers: int
    receivers_connected: int
    paths: int
    paths_proven: int
    last_proven: float | None
    stored: bool
    mode: Mode = Mode.LIVE
    until: float | None = None
    bypassed: int = 0
    located: int = 0
    located_until: float | None = None
    paths_relieved: int = 0


def judge(school: School, paths: Sequence[PathFacts], *, stored: bool = True) -> Readiness:
    """Judge a site; `stored` says whether the ledger keeps what happens.

    Not protected: no receiver works, no pendant or button is ready, or monitoring was set up and no way to it works.
    Ready: every device was heard since the start and can be heard, nothing has a trouble, every receiver works, every
    path is proven, nothing is on test, in a drill or muted, and what happens is stored.
    """
    transmitters = school.roster.transmitters.values()
    relied_on = [one for one in transmitters if one.life.is_judged]
    states = {one.device_id: school.devices[one.device_id] for one in relied_on}
    listened = {one.device_id for one in relied_on if school.can_be_heard(one.device_id)}
    buttons = [one.device_id for one in relied_on if one.role.calls_for_help]
    missing = [
        state.troubles[TroubleKind.MISSING]
        for device_id, state in states.items()
        if TroubleKind.MISSING in state.troubles and device_id not in school.bypasses.running
    ]
    located = school.lost_until()
    proven = [path.last_proven for path in paths if path.proven and path.last_proven is not None]
    counts = Readiness(
        protection=Protection.READY,
        buttons=len(buttons),
        buttons_ready=sum(states[one].is_ready and one in listened for one in buttons),
        missing=len(missing),
        missing_since=min(missing, default=None),
        not_yet_heard=sum(not state.heard_since_start for state in states.values()),
        not_listened=len(states) - len(listened),
        away=sum(one.life is Life.AWAY for one in transmitters),
        # A lost path is counted among the paths.
        troubles=sum(
            not school.is_muted(one) and one.kind is not TroubleKind.PATH_LOST for one in school.troubles.open.values()
        ),
        receivers=len(school.roster.receivers),
        receivers_connected=sum(school.connected.get(one, False) for one in school.roster.receivers),
        paths=len(paths),
        paths_proven=sum(path.proven for path in paths),
        last_proven=max(proven, default=None),
        stored=stored,
        mode=school.modes.mode,
        until=school.modes.told[-1].started.until if school.modes.told else None,
        bypassed=len(school.bypasses.running),
        located=len(located),
        located_until=max(located.values(), default=None),
        paths_relieved=sum(path.relieved for path in paths),
    )
    return replace(counts, protection=_protection(counts))


def _protection(counts: Readiness) -> Protection:
    """Return what the counts mean (rule of `judge`)."""
    if not counts.receivers_connected or not counts.buttons_ready or (counts.paths and not counts.paths_proven):
        return Protection.NOT_PROTECTED
    flawless = (
        not counts.troubles
        and not counts.bypassed
        and counts.mode is Mode.LIVE
        and not counts.not_yet_heard
        and not counts.not_listened
        and counts.paths_proven == counts.paths > 0
        and counts.receivers_connected == counts.receivers
        and counts.stored
    )
    return Protection.READY if flawless else Protection.ATTENTION
