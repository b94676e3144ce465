"""The plan of one floor. Each change is a new revision; who changes what somebody else changed since is refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from types import MappingProxyType
from typing import Final, TypeIs

from .facts import MOST_FACTS, Fact, FactKind, fact_key, facts_to_store, stored_facts
from .pictures import Picture, PictureKind

NOWHERE: Final = "-"
"""What the plan of all that is on no floor, such as outdoor zones, is kept under; no floor has this id."""

MOST_PINS: Final = 2_000

VERSION: Final = 2
"""Since 2 there are things for responders, contacts, and what was verified; what is missing is as it never was."""

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


class StalePlanError(Exception):
    """Somebody changed the same in the meantime."""


class FullPlanError(Exception):
    """There are as many things for responders on a floor as fit on its page."""


def room_key(room_id: str) -> str:
    """Return what the position of a room is kept under."""
    return f"room:{room_id}"


def listener_key(listener_id: str) -> str:
    """Return what the position of a receiver or repeater is kept under."""
    return f"listener:{listener_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A position, in parts (0 to 1) of the width and height of the image; `revision` is when it was set."""

    x: float
    y: float
    revision: int = 0

    @property
    def text(self) -> str:
        """The position as the ledger says it."""
        return f"{self.x:.4f}, {self.y:.4f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one change did to one thing, as text; None where there was or is nothing. Without a key, to the image."""

    key: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of a floor; positions stay when the image is exchanged or taken away."""

    revision: int = 0
    picture: Picture | None = None
    pictured: int = 0
    """The revision in which the image was set."""
    pins: Mapping[str, Pin] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    """Things for responders by their id; where they are is among the pins."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it."""
        return self.picture is None and not self.pins and not self.facts

    @property
    def labels(self) -> dict[str, str]:
        """What each thing for responders is called, by the key of its position."""
        return {fact_key(key): one.text for key, one in self.facts.items()}

    def tell(self, fact_id: str, kind: FactKind, label: str, seen: int) -> Plan:
        """Return the plan with a thing for responders added or changed by somebody who saw revision `seen`."""
        self._check_fact(fact_id, seen)
        if fact_id not in self.facts and len(self.facts) >= MOST_FACTS:
            raise FullPlanError
        revision = self.revision + 1
        fact = Fact(kind=kind, label=label, revision=revision)
        return replace(self, revision=revision, facts={**self.facts, fact_id: fact})

    def forget(self, fact_id: str, seen: int) -> Plan:
        """Return the plan without a thing for responders and its position."""
        self._check_fact(fact_id, seen)
        self._check([fact_key(fact_id)], seen)
        facts = {key: one for key, one in self.facts.items() if key != fact_id}
        pins = {key: pin for key, pin in self.pins.items() if key != fact_key(fact_id)}
        return replace(self, revision=self.revision + 1, pins=pins, facts=facts)

    def place(self, positions: Mapping[str, tuple[float, float]], seen: int) -> Plan:
        """Return the plan with some positions set by somebody who saw revision `seen`."""
        self._check(positions, seen)
        if self.pictured > seen:
            raise StalePlanError
        revision = self.revision + 1
        fresh = {key: Pin(x=_part(x), y=_part(y), revision=revision) for key, (x, y) in positions.items()}
        return replace(self, revision=revision, pins={**self.pins, **fresh})

    def lift(self, keys: Collection[str], seen: int) -> Plan:
        """Return the plan without some positions."""
        self._check(keys, seen)
        pins = {key: pin for key, pin in self.pins.items() if key not in keys}
        return replace(self, revision=self.revision + 1, pins=pins)

    def show(self, picture: Picture | None, seen: int) -> Plan:
        """Return the plan with another image, or none."""
        if self.pictured > seen:
            raise StalePlanError
        revision = self.revision + 1
        return replace(self, revision=revision, picture=picture, pictured=revision)

    def become(self, other: Plan, seen: int | None = None) -> Plan:
        """Return the plan with what another one shows, as a revision of its own; whoever saw an older one is refused.

        Without `seen`, whatever was there.
        """
        if seen is not None and seen != self.revision:
            raise StalePlanError
        revision = self.revision + 1
        pins = {
            key: known
            if (known := self.pins.get(key)) is not None and known.text == pin.text
            else replace(pin, revision=revision)
            for key, pin in other.pins.items()
        }
        facts = {
            key: mine
            if (mine := self.facts.get(key)) is not None and mine.text == fact.text
            else replace(fact, revision=revision)
            for key, fact in other.facts.items()
        }
        pictured = self.pictured if other.picture == self.picture else revision
        return Plan(revision=revision, picture=other.picture, pictured=pictured, pins=pins, facts=facts)

    def renamed(self, before: str, after: str | None) -> Plan:
        """Return the plan with the position of one thing at another, unless that has one; None takes it away."""
        pin = self.pins.get(before)
        if pin is None:
            return self
        pins = {key: one for key, one in self.pins.items() if key != before}
        if after is not None:
            pins.setdefault(after, pin)
        return replace(self, revision=self.revision + 1, pins=pins)

    def changes(self, before: Plan) -> list[Change]:
        """Return what is different from an earlier plan, the image first."""
        found: list[Change] = []
        if self.picture != before.picture:
            found.append(Change(key=None, before=_pictured(before), after=_pictured(self)))
        for key in sorted(before.pins.keys() | self.pins.keys() | before.labels.keys() | self.labels.keys()):
            was, is_now = before.shown(key), self.shown(key)
            if was != is_now:
                found.append(Change(key=key, before=was, after=is_now))
        return found

    def shown(self, key: str) -> str | None:
        """Return what a plan shows of something, as text; None for nothing."""
        pin, label = self.pins.get(key), self.labels.get(key)
        return ", ".join(part for part in (label, None if pin is None else pin.text) if part is not None) or None

    def _check_fact(self, fact_id: str, seen: int) -> None:
        """Refuse a thing for responders that somebody has changed since."""
        if (known := self.facts.get(fact_id)) is not None and known.revision > seen:
            raise StalePlanError

    def _check(self, keys: Collection[str], seen: int) -> None:
        """Refuse what somebody has set since."""
        if any(pin.revision > seen for key in keys if (pin := self.pins.get(key)) is not None):
            raise StalePlanError


def _part(value: float) -> float:
    """Return a position within the image, as exact as anybody can point."""
    return round(min(1.0, max(0.0, value)), 4) if isfinite(value) else 0.5


def _pictured(plan: Plan) -> str | None:
    """Return which image a plan has, as text."""
    one = plan.picture
    return None if one is None else f"{one.file}, {one.width} x {one.height}"


# How plans are kept


def to_store(plans: Mapping[str, Plan]) -> dict[str, Json]:
    """Return the plans of a site as they are stored."""
    floors: dict[str, Json] = {}
    for floor_id, plan in sorted(plans.items()):
        one = plan.picture
        pins: dict[str, Json] = {key: [pin.x, pin.y, pin.revision] for key, pin in sorted(plan.pins.items())}
        floors[floor_id] = {
            "revision": plan.revision,
            "pictured": plan.pictured,
            "picture": None
            if one is None
            else {"name": one.name, "kind": str(one.kind), "width": one.width, "height": one.height},
            "pins": pins,
            "facts": {key: [*row] for key, row in facts_to_store(plan.facts).items()},
        }
    return {"version": VERSION, "floors": floors}


def stored_plans(data: object) -> dict[str, Plan]:
    """Return stored plans; ValueError if this is nothing of the kind, single damaged things are left out."""
    floors = data.get("floors") if isinstance(data, Mapping) else None
    if not isinstance(floors, Mapping):
        raise ValueError("these are no floor plans")  # noqa: TRY004 - the file is wrong, not the caller
    found: dict[str, Plan] = {}
    for floor_id, one in floors.items():
        if not isinstance(one, Mapping):
            continue
        pins = one.get("pins")
        found[str(floor_id)] = Plan(
            revision=_whole(one.get("revision")),
            pictured=_whole(one.get("pictured")),
            picture=picture_from(one.get("picture")),
            pins=dict(_pins(pins.items())) if isinstance(pins, Mapping) else {},
            facts=stored_facts(one.get("facts")),
        )
    return found


def picture_from(data: object) -> Picture | None:
    """Return a stored image; None for a damaged one."""
    if not isinstance(data, Mapping):
        return None
    name, kind, width, height = (data.get(key) for key in ("name", "kind", "width", "height"))
    if not (isinstance(name, str) and name.isalnum() and isinstance(kind, str) and kind in PictureKind):
        return None
    return Picture(name=name, kind=PictureKind(kind), width=max(1, _whole(width)), height=max(1, _whole(height)))


def _pins(stored: Iterable[tuple[object, object]]) -> Iterable[tuple[str, Pin]]:
    """Yield the positions that can be read."""
    for key, value in stored:
        if not isinstance(value, list) or len(value) < 2:
            continue
        x, y, revision = [*value[:2], value[2] if len(value) > 2 else 0]
        if is_number(x) and is_number(y):
            yield str(key), Pin(x=_part(float(x)), y=_part(float(y)), revision=_whole(revision))


def _whole(value: object) -> int:
    """Return a count, 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def is_number(value: object) -> TypeIs[int | float]:
    """Whether a value of a file is a number that can be worked with."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
