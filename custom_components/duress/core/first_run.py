"""How far a school is set up: seven steps, each a list of checks that only facts can meet, and nobody's word.

A step is done when all its checks are met, so the guide resumes wherever facts stand, on any device and after any time.
The last step is done when a person has said that the school is live: that is an act, not a fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """What is done one after the other."""

    CONNECT = "connect"
    ROOMS = "rooms"
    PENDANTS = "pendants"
    PEOPLE = "people"
    WALK = "walk"
    MONITORING = "monitoring"
    LIVE = "live"


class CheckKey(StrEnum):
    """A single condition."""

    RECEIVERS = "receivers"
    """Each receiver is connected and something was heard over it."""
    FLOORS = "floors"
    """Each room is on a floor."""
    PLACED = "placed"
    """Each receiver, repeater and wall button is in a room."""
    HEARD = "heard"
    """Each pendant and wall button in use was heard."""
    PEOPLE = "people"
    """Somebody is on the roster."""
    HOLDERS = "holders"
    """Each pendant in use has a holder."""
    WALKED = "walked"
    """Each room was walked."""
    WAYS = "ways"
    """Each way to monitoring is proven at this moment."""
    TESTED = "tested"
    """Each endpoint confirmed a test message or a message of an incident."""
    FORWARDED = "forwarded"
    """Some endpoint is told of every incident, or confirmed that it was told of one."""
    READY = "ready"
    """Each pendant and wall button in use is ready at this moment."""
    PRESSED = "pressed"
    """Each pendant and wall button in use was pressed once, and the press arrived."""
    DRILL = "drill"
    """There was a drill."""
    TROUBLES = "troubles"
    """Nothing weakens protection and nothing is muted."""
    SERIOUS = "serious"
    """Nothing is on test or in a drill."""
    STORED = "stored"
    """What happens is kept on the disk."""


CHECKS: Final[Mapping[Step, tuple[CheckKey, ...]]] = {
    Step.CONNECT: (CheckKey.RECEIVERS,),
    Step.ROOMS: (CheckKey.FLOORS, CheckKey.PLACED),
    Step.PENDANTS: (CheckKey.HEARD,),
    Step.PEOPLE: (CheckKey.PEOPLE, CheckKey.HOLDERS),
    Step.WALK: (CheckKey.WALKED,),
    Step.MONITORING: (CheckKey.WAYS, CheckKey.TESTED, CheckKey.FORWARDED),
    Step.LIVE: (
        CheckKey.READY,
        CheckKey.PRESSED,
        CheckKey.DRILL,
        CheckKey.TROUBLES,
        CheckKey.SERIOUS,
        CheckKey.STORED,
    ),
}
"""Which checks make which step; all of them together are the list to go live by."""


class StepState(StrEnum):
    """How far a step is."""

    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A condition with what it is counted by; `left` names what is missing. Where there is nothing, nothing is met."""

    key: CheckKey
    done: int
    of: int
    left: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether it is met."""
        return self.done == self.of > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one step is, and why."""

    step: Step
    state: StepState
    checks: tuple[Check, ...]


def progress(checks: Iterable[Check], *, is_live: bool) -> list[Progress]:
    """Return how far each step is, the first one first; every check must be given."""
    by_key = {one.key: one for one in checks}
    found = []
    for step, keys in CHECKS.items():
        own = tuple(by_key[key] for key in keys)
        is_done = is_live if step is Step.LIVE else all(one.is_met for one in own)
        begun = StepState.BEGUN if any(one.done for one in own) else StepState.EMPTY
        found.append(Progress(step=step, state=StepState.DONE if is_done else begun, checks=own))
    return found


def unmet(checks: Iterable[Check]) -> list[CheckKey]:
    """Return what stands against going live, in the order of the guide."""
    by_key = {one.key: one for one in checks}
    return [key for keys in CHECKS.values() for key in keys if not by_key[key].is_met]


def counted(key: CheckKey, all_: Mapping[str, bool], labels: Mapping[str, str]) -> Check:
    """Return a check about several things: which are as they should be, and what they are called."""
    return Check(
        key=key,
        done=sum(all_.values()),
        of=len(all_),
        left=tuple(sorted(labels.get(one, one) for one, is_well in all_.items() if not is_well)),
    )


def plain(key: CheckKey, *, is_met: bool, left: Iterable[str] = ()) -> Check:
    """Return a check about one thing."""
    return Check(key=key, done=int(is_met), of=1, left=tuple(left))
