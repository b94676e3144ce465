"""The responder pack: things on a floor, whom to call, what was verified; kept and read back, also of old files."""

from typing import Any

import pytest

from custom_components.duress.core.plans import (
    WHOLE,
    Change,
    Contact,
    ContactsError,
    Fact,
    FactKind,
    FloorFacts,
    Pack,
    Plan,
    StalePlanError,
    Verified,
    contacts_from,
    fact_key,
    file_data,
    packs_to_store,
    plan_import,
    read_file,
    stored_packs,
    stored_plans,
    to_store,
)

PLAN = Plan().tell("G1", FactKind.GAS, "Boiler room", seen=0).place({fact_key("G1"): (0.7, 0.9)}, seen=1)
CARETAKER = Contact(name="Caretaker", purpose="Keys", phone="555-0102")
FLOORS = [FloorFacts(floor_id="first", name="First floor", names={})]
PACKS = {WHOLE: Pack(revision=1, contacts=(CARETAKER,)), "first": Pack()}


def test_a_thing_is_added_changed_and_removed_with_its_place() -> None:
    """Given a shut-off on a plan, when it is changed and removed, then each change says how it was and is."""
    changed = PLAN.tell("G1", FactKind.WATER, "Kitchen", seen=2)
    key = fact_key("G1")
    assert changed.changes(PLAN) == [
        Change(key=key, before="gas Boiler room, 0.7000, 0.9000", after="water Kitchen, 0.7000, 0.9000")
    ]
    gone = changed.forget("G1", seen=3)
    assert (gone.is_empty, gone.changes(Plan())) == (True, [])
    back = gone.become(PLAN, seen=4)
    assert (back.facts["G1"].text, back.pins[key].text) == ("gas Boiler room", "0.7000, 0.9000")
    assert PLAN.lift([key], seen=2).facts == PLAN.facts


def test_nobody_writes_over_a_thing_or_contacts_they_have_not_seen() -> None:
    """Given somebody who changed a thing or a contact, when another does who saw the old one, then it stays."""
    with pytest.raises(StalePlanError):
        PLAN.tell("G1", FactKind.WATER, "Kitchen", seen=0)
    with pytest.raises(StalePlanError):
        PLAN.forget("G1", seen=1)
    called = Pack().call((CARETAKER,), seen=0)
    assert (called.revision, called.call((CARETAKER,), seen=1)) == (1, called)
    with pytest.raises(StalePlanError):
        called.call((), seen=0)


def test_all_of_it_is_stored_and_read_back_the_same() -> None:
    """Given a plan and a pack, when they are stored and read, then they are the same; an older file has none."""
    packs = {"first": Pack(revision=2, contacts=(CARETAKER,), verified=Verified(at=1.5, by="Alex", digest="d"))}
    plans = {"first": PLAN}
    data: Any = {**to_store(plans), "packs": packs_to_store(packs)}
    assert (stored_plans(data), stored_packs(data)) == (plans, packs)
    old = {"version": 1, "floors": {"first": {"revision": 3, "pictured": 0, "picture": None, "pins": {}}}}
    assert (stored_plans(old), stored_packs(old)) == ({"first": Plan(revision=3)}, {})


def test_what_is_damaged_is_left_out_and_what_is_new_is_something_else() -> None:
    """Given a file with damaged parts and a kind of a later version, when it is read, then the rest is there."""
    facts = {"A": ["drone_port", "Roof", 1], "B": None, "C": ["gas"], "D": ["aed", "Gym", "x"]}
    plan = stored_plans({"floors": {"first": {"facts": facts}}})["first"]
    assert plan.facts == {
        "A": Fact(kind=FactKind.OTHER, label="Roof", revision=1),
        "D": Fact(kind=FactKind.AED, label="Gym"),
    }
    odd = {"contacts": [3, {"name": ""}, {"name": "Nurse", "phone": 4}, CARETAKER.row], "verified": {"at": "x"}}
    assert stored_packs({"packs": {"first": odd, "second": 3}}) == {"first": Pack(contacts=(CARETAKER,))}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "contacts_damaged"),
        ([3], "contacts_damaged"),
        ([{"name": 3}], "contacts_damaged"),
        ([{"phone": "555-0101"}], "contact_without_name"),
        ([{"name": "x" * 61}], "contact_too_long"),
        ([{"name": str(number)} for number in range(13)], "too_many_contacts"),
    ],
)
def test_contacts_that_cannot_be_printed_are_refused(data: object, why: str) -> None:
    """Given contacts that are none, too long or too many, then a reason says so."""
    with pytest.raises(ContactsError) as refused:
        contacts_from(data)
    assert refused.value.why == why


def test_empty_lines_of_a_form_are_no_contacts() -> None:
    """Given a form with a line that nobody filled in, then it is left out, and texts are one line."""
    assert contacts_from([{"name": " Caretaker\n", "purpose": "Keys", "phone": "555-0102"}, {"name": " "}]) == (
        CARETAKER,
    )


def test_a_file_carries_it_all() -> None:
    """Given a plan with things and contacts, when another school takes its file, then it has them, too."""
    data = file_data("Lincoln", FLOORS, {"first": PLAN}, {}, PACKS)
    found = plan_import(read_file(data), FLOORS, {}, {})
    (floor,) = found.floors
    assert (floor.plan.labels, floor.plan.pins[fact_key("G1")].text) == (PLAN.labels, "0.7000, 0.9000")
    assert found.packs[WHOLE].contacts == (CARETAKER,)
    assert file_data("Lincoln", FLOORS, {"first": floor.plan}, {}, found.packs) == data


def test_a_file_that_says_nothing_changes_nothing() -> None:
    """Given an older file, or one without contacts, when it is taken, then things and contacts stay."""
    data = file_data("Lincoln", FLOORS, {"first": PLAN}, {})
    assert "contacts" not in data
    older = {**data, "format_version": 1, "floors": [{"floor_id": "first", "floor": "First floor"}]}
    for file in (older, data):
        found = plan_import(read_file(file), FLOORS, {"first": PLAN}, PACKS)
        assert (found.floors[0].plan.changes(PLAN), found.packs) == ([], {})


def test_things_with_odd_ids_are_kept() -> None:
    """Given a file made by hand, in which things have no ids or the same, then each has one of its own."""
    floor = {"floor_id": "first", "floor": "First floor", "facts": [{"kind": "gas"}, {"id": "A", "label": "x"}] * 2}
    data = {"format": "duress-plans", "format_version": 2, "floors": [floor]}
    (taken,) = plan_import(read_file(data), FLOORS, {}).floors
    assert taken.plan.facts.keys() == {"file0", "A", "file2", "file3"}
