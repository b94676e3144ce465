"""Gaps and doubles of the roster: who has nothing, what nobody has, who has two. People are opaque ids here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .roster import Life, Role

CARRIED: Final = frozenset({Life.ASSIGNED, Life.LOANED, Life.AWAY})
"""Lives in which a pendant is with its holder; one that is lost or in repair leaves them without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How one device stands: its life and, where somebody known holds it, who."""

    device_id: str
    label: str
    role: Role
    life: Life
    person_id: str | None

    @property
    def is_carried(self) -> bool:
        """Whether it is a pendant that is with its holder."""
        return self.role is Role.PENDANT and self.life in CARRIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What does not add up: people without a pendant, pendants without a holder, people with more than one."""

    without_pendant: tuple[str, ...]
    without_holder: tuple[Holding, ...]
    doubles: Mapping[str, tuple[Holding, ...]]


def find_gaps(holdings: Iterable[Holding], people: Collection[str]) -> Gaps:
    """Compare what is carried with who is there; all in the order given.

    A pendant that is away covers its holder but is no second one: who left it at home is given a loaner.
    """
    carried = [holding for holding in holdings if holding.is_carried]
    covered = {holding.person_id for holding in carried}
    by_person: defaultdict[str, list[Holding]] = defaultdict(list)
    for holding in carried:
        if holding.person_id is not None and holding.life.is_judged:
            by_person[holding.person_id].append(holding)
    return Gaps(
        without_pendant=tuple(person_id for person_id in people if person_id not in covered),
        without_holder=tuple(one for one in carried if one.person_id is None and one.life.is_judged),
        doubles={person_id: tuple(several) for person_id, several in by_person.items() if len(several) > 1},
    )
