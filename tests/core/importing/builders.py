"""Tables and plans in a few words, and what existed would be after a plan was carried out."""

from dataclasses import replace
from datetime import date
from typing import Final

from custom_components.duress.core.importing import (
    AreaFacts,
    Code,
    FloorFacts,
    PersonFacts,
    PlaceKey,
    PlacesNow,
    PlacesPlan,
    Problem,
    RosterNow,
    RosterPlan,
    TransmitterFacts,
    is_new,
    plan_places,
    plan_roster,
)

TODAY: Final = date(2026, 11, 23)


def lines(*rows: str) -> str:
    """Return a file of these lines."""
    return "\r\n".join(rows) + "\r\n"


def codes(plan: PlacesPlan | RosterPlan) -> list[tuple[int | None, Code]]:
    """Return what is wrong, by row."""
    return [(problem.row, problem.code) for problem in plan.problems]


def only_problem(plan: PlacesPlan | RosterPlan) -> Problem:
    """Return the one thing that is wrong."""
    (problem,) = plan.problems
    return problem


def _real(identifier: str | None, kind: str) -> str | None:
    """Return the identifier something gets when it is made; `kind` is new for each import."""
    return f"{kind}-{identifier}".replace("new:", "made-") if is_new(identifier) else identifier


def with_places(plan: PlacesPlan, now: PlacesNow) -> PlacesNow:
    """Return what exists after a plan of places was carried out."""
    generation = len(now.floors) + len(now.areas)
    floors = {floor.floor_id: floor for floor in now.floors}
    areas = {area.area_id: area for area in now.areas}
    for floor_step in plan.floors:
        floor_id = _real(floor_step.after.floor_id, f"floor{generation}") or ""
        floors[floor_id] = replace(floor_step.after, floor_id=floor_id)
    for step in plan.areas:
        area_id = _real(step.after.area_id, f"area{generation}") or ""
        areas[area_id] = replace(step.after, area_id=area_id, floor_id=_real(step.after.floor_id, f"floor{generation}"))
    return replace(
        now,
        floors=tuple(floors.values()),
        areas=tuple(areas.values()),
        floor_ids=_made(plan.floor_ids, f"floor{generation}"),
        area_ids=_made(plan.area_ids, f"area{generation}"),
    )


def _made(ids: dict[PlaceKey, str] | object, kind: str) -> dict[PlaceKey, str]:
    """Return the identifiers of places that were made."""
    assert isinstance(ids, dict)
    return {key: _real(identifier, kind) or "" for key, identifier in ids.items()}


def with_roster(plan: RosterPlan, now: RosterNow) -> RosterNow:
    """Return who and what is known after a plan was carried out."""
    generation = len(now.people) + len(now.transmitters)
    people = {person.person_id: person for person in now.people}
    transmitters = {one.device_id: one for one in now.transmitters}
    for step in plan.people:
        person_id = _real(step.after.person_id, f"person{generation}") or ""
        people[person_id] = replace(step.after, person_id=person_id)
    for one in plan.transmitters:
        device_id = _real(one.after.device_id, f"device{generation}") or ""
        person = _real(one.after.person_id, f"person{generation}")
        transmitters[device_id] = replace(one.after, device_id=device_id, person_id=person)
    return replace(now, people=tuple(people.values()), transmitters=tuple(transmitters.values()))


def roster(*rows: str, now: RosterNow = RosterNow()) -> RosterPlan:  # noqa: B008 - an immutable value
    """Return the plan of a file of people and transmitters."""
    return plan_roster(lines(*rows), now, TODAY)


def places(*rows: str, now: PlacesNow = PlacesNow()) -> PlacesPlan:  # noqa: B008 - an immutable value
    """Return the plan of a file of places."""
    return plan_places(lines(*rows), now)


def floor_named(now: PlacesNow, name: str) -> FloorFacts:
    """Return a floor by its name."""
    return next(floor for floor in now.floors if floor.name == name)


def area_named(now: PlacesNow, name: str) -> AreaFacts:
    """Return a room by its name."""
    return next(area for area in now.areas if area.name == name)


def person_named(now: RosterNow, name: str) -> PersonFacts:
    """Return a person by name."""
    return next(person for person in now.people if person.name == name)


def labelled(now: RosterNow, label: str) -> TransmitterFacts:
    """Return a transmitter by its label."""
    return next(one for one in now.transmitters if one.label == label)
