"""People and who carries what: one stretch at a time, every earlier one kept, an import undone exactly."""

from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import (
    ChangedSinceError,
    Hardware,
    Ledger,
    LedgerError,
    NewCustody,
    Person,
    StaffIdTakenError,
)

from .builders import entry

HILL = Person(person_id="P1", name="Rosa Hill", staff_id="1001", room_id="room_204", trained_on=date(2026, 8, 31))
ORTIZ = Person(person_id="P2", name="Luis Ortiz", staff_id="1002")
MARCH_3 = 1_772_533_320.0


def given_to(person_id: str | None, since: float, device_id: str = "D1", life: str = "assigned") -> NewCustody:
    """Return a stretch that begins."""
    return NewCustody(device_id=device_id, life=life, since=since, person_id=person_id, by="U1", reason="")


async def test_people_are_kept_replaced_and_listed_by_name(path: Path) -> None:
    """Given two people, when one is changed and the site restarts, then both are there as they were last put."""
    first = await Ledger.open(path)
    await first.people.put_people([HILL, ORTIZ])
    moved = Person(person_id="P1", name="Rosa Hill", staff_id="1001", room_id="room_101")
    await first.people.put_people([moved])
    await first.close()
    second = await Ledger.open(path)
    assert await second.people.people() == [ORTIZ, moved]
    await second.close()


async def test_a_staff_number_belongs_to_one_person(ledger: Ledger) -> None:
    """Given two people, when a third gets the number of one, then nothing is stored; two may exchange theirs."""
    await ledger.people.put_people([HILL, ORTIZ])
    with pytest.raises(StaffIdTakenError) as taken:
        await ledger.people.put_people(
            [Person(person_id="P4", name="Ann"), Person(person_id="P3", name="Bo", staff_id="1001")]
        )
    assert taken.value.person_id == "P1"
    assert await ledger.people.people() == [ORTIZ, HILL]

    exchanged = [
        Person(person_id="P1", name="Rosa Hill", staff_id="1002"),
        Person(person_id="P2", name="Luis Ortiz", staff_id="1001"),
        Person(person_id="P5", name="Without"),
        Person(person_id="P6", name="Without too"),
    ]
    await ledger.people.put_people(exchanged)
    assert {one.person_id: one.staff_id for one in await ledger.people.people()} == {
        "P1": "1002",
        "P2": "1001",
        "P5": None,
        "P6": None,
    }


async def test_who_had_it_is_answered_from_dated_history(ledger: Ledger) -> None:
    """Given a pendant that changed hands, when it is asked who had it then, then it is the one of that moment."""
    await ledger.people.change([given_to("P1", MARCH_3 - 100)])
    await ledger.people.change([given_to("P2", MARCH_3)])
    await ledger.people.change([given_to(None, MARCH_3 + 50, life="in_stock"), given_to("P1", MARCH_3 + 50, "D2")])
    had = [await ledger.people.at("D1", MARCH_3 + seconds) for seconds in (-101, -100, -0.5, 0, 49, 50, 1e9)]
    assert [one and one.person_id for one in had] == [None, "P1", "P1", "P2", "P2", None, None]
    assert [one.life if one else None for one in had[-2:]] == ["in_stock", "in_stock"]
    stretches = await ledger.people.history("D1")
    assert [(one.since - MARCH_3, one.until and one.until - MARCH_3) for one in stretches] == [
        (-100, 0),
        (0, 50),
        (50, None),
    ]
    assert {key: one.life for key, one in (await ledger.people.current()).items()} == {
        "D1": "in_stock",
        "D2": "assigned",
    }
    assert await ledger.people.at("D3", MARCH_3) is None


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["D1", "D2"]), st.sampled_from(["P1", "P2", None]), st.floats(0, 100)), max_size=12
    )
)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_one_holder_at_a_time_whatever_the_clock_does(
    ledger: Ledger, steps: list[tuple[str, str | None, float]]
) -> None:
    """Given changes while the clock is set to and fro, then stretches of a device join and only the last is open."""
    for device_id, person_id, since in steps:
        await ledger.people.change([given_to(person_id, since, device_id)])
    for device_id in ("D1", "D2"):
        stretches = await ledger.people.history(device_id)
        assert all(earlier.until == later.since for earlier, later in pairwise(stretches))
        assert all(one.until is not None and one.until >= one.since for one in stretches[:-1])
        assert [one.until for one in stretches[-1:]] in ([], [None])


async def test_a_change_is_stored_with_its_people_and_entries_or_not_at_all(ledger: Ledger) -> None:
    """Given a change that cannot be stored, when it comes with a person and an entry, then none of them is there."""
    bad = given_to("P1", 1.0)
    object.__setattr__(bad, "reason", None)
    with pytest.raises(LedgerError):
        await ledger.people.change([bad], people=[HILL], entries=[entry("E1", "life_changed", None)])
    assert (await ledger.people.people(), await ledger.entries(), await ledger.people.current()) == ([], [], {})

    begun = await ledger.people.change(
        [given_to("P1", 1.0)], people=[HILL], entries=[entry("E1", "life_changed", None)]
    )
    assert begun == [await ledger.people.at("D1", 1.0)]
    assert await ledger.people.people() == [HILL]
    assert [one.event_id for one in await ledger.entries()] == ["E1"]


async def test_an_import_is_undone_exactly(ledger: Ledger) -> None:
    """Given people added and changed and pendants handed out, when that is undone, then all is as it was before."""
    await ledger.people.put_people([HILL, ORTIZ])
    await ledger.people.change([given_to("P1", 1.0), given_to("P2", 1.0, "D2")])
    everything = (await ledger.people.people(), await ledger.people.history("D1"), await ledger.people.current())

    ids, devices = ["P1", "P3"], ["D1", "D3"]
    before = await ledger.people.snapshot(ids, devices)
    added = Person(person_id="P3", name="Ann Reed", staff_id="1001")
    changed = Person(person_id="P1", name="Rosa Hill-Reed", staff_id="1003")
    await ledger.people.change([given_to("P3", 2.0), given_to("P3", 2.0, "D3")], people=[added, changed])
    await ledger.people.change([given_to("P1", 3.0)])
    after = await ledger.people.snapshot(ids, devices)
    await ledger.people.restore(before, after, entries=[entry("E1", "import_undone", None)])
    assert (
        await ledger.people.people(),
        await ledger.people.history("D1"),
        await ledger.people.current(),
    ) == everything
    assert await ledger.people.history("D3") == []
    assert [one.event_id for one in await ledger.entries()] == ["E1"]


async def test_an_undo_takes_nobody_elses_change_along(ledger: Ledger) -> None:
    """Given an import, when somebody changed a pendant or a person since, then the undo is refused as a whole."""
    before = await ledger.people.snapshot(["P1"], ["D1"])
    await ledger.people.change([given_to("P1", 1.0)], people=[HILL])
    after = await ledger.people.snapshot(["P1"], ["D1"])
    await ledger.people.change([given_to("P2", 2.0)])
    with pytest.raises(ChangedSinceError):
        await ledger.people.restore(before, after)
    after = await ledger.people.snapshot(["P1"], ["D1"])
    await ledger.people.put_people([Person(person_id="P1", name="Rosa Hill", room_id="room_101")])
    with pytest.raises(ChangedSinceError):
        await ledger.people.restore(before, after)
    assert len(await ledger.people.history("D1")) == 2
    assert len(await ledger.people.people()) == 1


async def test_replaced_and_removed_hardware_stays_known(ledger: Ledger) -> None:
    """Given a device whose hardware is replaced and that is removed later, then each serial has its time."""
    await ledger.people.put_hardware({"D1": "B2001267", "D2": "B2001268"}, 1.0)
    await ledger.people.put_hardware({"D1": "B2001269"}, 5.0)
    await ledger.people.put_hardware({"D2": None}, 0.5)
    assert await ledger.people.hardware() == [
        Hardware(device_id="D1", uid="B2001267", since=1.0, until=5.0),
        Hardware(device_id="D2", uid="B2001268", since=1.0, until=1.0),
        Hardware(device_id="D1", uid="B2001269", since=5.0, until=None),
    ]


def test_names_are_not_in_the_text_of_a_person() -> None:
    """Given a person, when they are logged by accident, then neither name nor number is said."""
    assert "Hill" not in f"{HILL}{HILL!r}"
    assert "1001" not in f"{HILL}{HILL!r}"
