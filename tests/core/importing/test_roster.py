"""People and transmitters: who is meant is certain or said, and a second import has nothing to do."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.duress.core.importing import (
    Code,
    PersonFacts,
    RoomFacts,
    RosterNow,
    TransmitterFacts,
    Verdict,
    plan_roster,
)
from custom_components.duress.core.roster import Kind, Life, Role
from custom_components.duress.echostream import Mid, make_uid
from tests.core.importing.builders import TODAY, codes, labelled, only_problem, person_named, roster, with_roster
from tests.core.importing.strategies import roster_files

HEADER = "label,serial,model,use,room,name,staff_id,trained_on,life,battery_date"
ROOM_101 = RoomFacts(room_id="a101", shown="Main – 101", names=("Main – 101", "101"))
ANNEX_101 = RoomFacts(room_id="b101", shown="Annex – 101", names=("Annex – 101", "101"))
GYM = RoomFacts(room_id="gym", shown="Gym", names=("Gym", "Sports hall"))
ANN = PersonFacts(person_id="p-ann", name="Ann Lee", staff_id="7", room_id="gym", trained_on=date(2026, 8, 1))
PENDANT = TransmitterFacts(
    device_id="d-17",
    uid=make_uid(Mid.END_DEVICE, 17),
    label="Pendant 17",
    role=Role.PENDANT,
    pti=0x18,
    room_id="gym",
    person_id="p-ann",
)
REPEATER = TransmitterFacts(device_id="d-5", uid=make_uid(Mid.REPEATER, 5), label="Repeater 5", role=Role.REPEATER)
NOW = RosterNow(transmitters=(PENDANT, REPEATER), people=(ANN,), rooms=(ROOM_101, ANNEX_101, GYM))


def test_a_person_a_pendant_and_both() -> None:
    """Given rows of a person, a pendant and both, when they are imported, then each is there with all that was said."""
    plan = roster(
        HEADER,
        ",,,,Gym,Bob Ray,12,2026-09-01,,",
        "Pendant 1,1001,EN1223S,,Gym,,,,in stock,2026-10-01",
        "Pendant 2,1002,en 1223 d,pendant,annex / 101,Cid Fox,,15/09/2026,,01.10.2026",
        now=NOW,
    )
    assert codes(plan) == [(4, Code.DATE_AMBIGUOUS)]
    plan = roster(
        HEADER,
        ",,,,Gym,Bob Ray,12,2026-09-01,,",
        "Pendant 1,1001,EN1223S,,Gym,,,,in stock,2026-10-01",
        "Pendant 2,1002,en 1223 d,pendant,annex / 101,Cid Fox,,15/09/2026,,10.10.2026",
        now=NOW,
    )
    assert plan.verdicts == {2: Verdict.ADD, 3: Verdict.ADD, 4: Verdict.ADD}
    after = with_roster(plan, NOW)
    bob, cid = person_named(after, "Bob Ray"), person_named(after, "Cid Fox")
    assert (bob.staff_id, bob.room_id, bob.trained_on) == ("12", "gym", date(2026, 9, 1))
    assert (cid.staff_id, cid.room_id, cid.trained_on) == (None, "b101", date(2026, 9, 15))
    first, second = labelled(after, "Pendant 1"), labelled(after, "Pendant 2")
    assert (first.pti, first.life, first.person_id, first.battery_date) == (
        0x18,
        Life.IN_STOCK,
        None,
        date(2026, 10, 1),
    )
    assert (second.pti, second.life, second.person_id, second.room_id) == (
        0x19,
        Life.ASSIGNED,
        cid.person_id,
        "b101",
    )


def test_files_in_spanish() -> None:
    """Given Spanish headers and words, when they are imported, then they mean the same."""
    plan = roster(
        "Etiqueta;Número de serie;Uso;Sala;Nombre;Estado;Fecha de pila",
        "Botón 1;1001;botón fijo;Gym;;en reparación;2026-10-01",
        "Repetidor 1;9;Repetidor;Gym;;;",
        now=NOW,
    )
    assert plan.problems == ()
    first, second = (step.after for step in plan.transmitters)
    assert (first.role, first.life) == (Role.FIXED_BUTTON, Life.IN_REPAIR)
    assert (second.role, second.uid) == (Role.REPEATER, make_uid(Mid.REPEATER, 9))


def test_what_is_known_already_is_only_changed_where_the_file_says_something() -> None:
    """Given a known pendant and person, when a file changes facts, then those change and no others."""
    plan = roster(HEADER, "Pendant 17a,17,EN1223D,,Main 101,Ann Lee-Ray,7,,lost,", now=NOW)
    (transmitter,), (person,) = plan.transmitters, plan.people
    assert {change.field: change.after for change in transmitter.changes} == {
        "label": "Pendant 17a",
        "pti": 0x19,
        "room_id": "a101",
        "life": Life.LOST,
    }
    assert {change.field: change.after for change in person.changes} == {"name": "Ann Lee-Ray", "room_id": "a101"}
    assert roster(HEADER, ",17,,,,Ann Lee,,,,", now=NOW).is_empty
    assert roster(HEADER, ",17,,,,,7,,,", now=NOW).is_empty


def test_a_label_alone_finds_an_installed_pendant() -> None:
    """Given a list of labels and names, when a label is known, then its pendant changes hands without serial number."""
    plan = roster("label,name", "pendant 17,Bob Ray", "Pendant 18,Cid Fox", now=NOW)
    assert [change.field for change in plan.transmitters[0].changes] == ["person_id"]
    assert codes(plan) == [(3, Code.SERIAL_MISSING)]


def test_a_pendant_from_stock_is_assigned_by_a_name_and_returned_by_its_life() -> None:
    """Given a pendant in stock, when a row names somebody, then it is assigned; in stock again, then nobody has it."""
    stocked = replace(NOW, transmitters=(replace(PENDANT, life=Life.IN_STOCK, person_id=None),))
    plan = roster("serial,name", "17,Ann Lee", now=stocked)
    assert (plan.transmitters[0].after.life, plan.transmitters[0].after.person_id) == (Life.ASSIGNED, "p-ann")
    plan = roster("serial,life", "17,in stock", now=NOW)
    assert (plan.transmitters[0].after.life, plan.transmitters[0].after.person_id) == (Life.IN_STOCK, None)


def test_the_same_name_with_another_number_is_somebody_else() -> None:
    """Given two people of one name, when a row has the number, then it is that one; without, nobody can know."""
    plan = roster("name,staff_id", "Ann Lee,8", "Ann Lee,", now=NOW)
    assert [step.verdict for step in plan.people] == [Verdict.ADD]
    assert codes(plan) == [(3, Code.PERSON_AMBIGUOUS)]


def test_a_number_is_given_to_the_person_who_has_none() -> None:
    """Given a person without a number, when a row brings one, then it is theirs and nobody is added."""
    plan = roster("name,staff_id", "ann lee,8", now=RosterNow(people=(replace(ANN, staff_id=None),)))
    assert [(change.field, change.after) for change in plan.people[0].changes] == [
        ("name", "ann lee"),
        ("staff_id", "8"),
    ]


def test_somebody_with_two_pendants_is_one_person_in_the_first_room() -> None:
    """Given two pendants of one person, when they are in two rooms, then the person is in the first."""
    plan = roster("serial,name,room", "1,Bob,Gym", "2,bob,main 101", now=NOW)
    assert plan.problems == ()
    assert [(step.after.name, step.after.room_id) for step in plan.people] == [("Bob", "gym")]
    assert [step.after.room_id for step in plan.transmitters] == ["gym", "a101"]


def test_the_room_of_a_wall_button_is_nobodys_usual_room() -> None:
    """Given a fixed button with a name, when it is imported, then only the button has the room."""
    plan = roster("serial,use,name,room", "1,fixed button,Bob,Gym", now=NOW)
    assert (plan.people[0].after.room_id, plan.transmitters[0].after.room_id) == (None, "gym")


def test_a_model_name_that_several_types_share_is_left_open() -> None:
    """Given EN1224, whose name two product types have, when it is imported, then no true alarm can seem foreign."""
    plan = roster("serial,model", "1,EN1224", now=NOW)
    assert plan.transmitters[0].after.pti is None
    known = replace(NOW, transmitters=(replace(PENDANT, pti=0x50),))
    assert roster("serial,model", "17,EN1224", now=known).is_empty


def test_a_pendant_for_another_kind_of_help() -> None:
    """Given a pendant of the nurse, when its kind is given, then that is what its press asks for."""
    plan = roster("serial,kind", "1,Medical", "17,médica", "2,panic", now=NOW)
    assert [step.after.kind for step in plan.transmitters] == [Kind.MEDICAL, Kind.MEDICAL]
    assert codes(plan) == [(4, Code.KIND_UNKNOWN)]


def test_without_a_label_a_pendant_is_called_by_its_serial_number() -> None:
    """Given a pendant without label, when it is imported, then it is called what is printed on it."""
    assert roster("serial", "'001234.0", now=NOW).transmitters[0].after.label == "1234"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",,,,,,,,,", None, None),
        (",,,,Gym,,,,,", Code.ROW_OF_NOTHING, "name"),
        (",1.2E+06,,,,,,,,", Code.SERIAL_WRONG, "serial"),
        (",16777216,,,,,,,,", Code.SERIAL_WRONG, "serial"),
        (",-5,,,,,,,,", Code.SERIAL_WRONG, "serial"),
        (",1,EN9999,,,,,,,", Code.MODEL_UNKNOWN, "model"),
        (",1,,spaceship,,,,,,", Code.USE_UNKNOWN, "use"),
        (",1,,,,,,,happy,", Code.LIFE_UNKNOWN, "life"),
        (",1,,,,,,,loaned,", Code.LIFE_WITHOUT_HOLDER, "life"),
        (",1,EN1223S,repeater,,,,,,", Code.USE_AND_MODEL, "use"),
        (",1,EN5040,pendant,,,,,,", Code.USE_AND_MODEL, "use"),
        (",17,,fixed button,,,,,,", Code.USE_DIFFERS, "use"),
        (",9,EN5040,,,Bob,,,,", Code.USE_WITHOUT_HOLDER, "name"),
        (",1,,,,Bob,,,in stock,", Code.LIFE_WITH_HOLDER, "life"),
        (",1,,,Cellar,,,,,", Code.ROOM_UNKNOWN, "room"),
        (",1,,,101,,,,,", Code.ROOM_AMBIGUOUS, "room"),
        (",,,,,Bob,,yesterday,,", Code.DATE_WRONG, "trained_on"),
        (",,,,,Bob,,2026-02-30,,", Code.DATE_WRONG, "trained_on"),
        (",,,,,Bob,,1901-01-01,,", Code.DATE_WRONG, "trained_on"),
        (",,,,,Bob,,05/06/2026,,", Code.DATE_AMBIGUOUS, "trained_on"),
        (",1,,,,,,,,2027-01-01", Code.DATE_FUTURE, "battery_date"),
        (",1,,,,,,2026-01-01,,", Code.NAME_MISSING, "name"),
        (",,,,,,99,,,", Code.NAME_MISSING, "name"),
        ("Pendant 1,,,,,Bob,,,,", Code.SERIAL_MISSING, "serial"),
        ("Bob,1,,,,Bob,,,,", Code.LABEL_IS_NAME, "label"),
        ("Pendant of Bob,1,,,,Bob,,,,", Code.LABEL_IS_NAME, "label"),
        ("Ann Lee,1,,,,,,,,", Code.LABEL_IS_NAME, "label"),
        ("Pendant 17,1,,,,,,,,", Code.LABEL_TAKEN, "label"),
    ],
)
def test_rows_that_cannot_be(row: str, code: Code | None, column: str | None) -> None:
    """Given a row that cannot be meant, when it is planned, then it alone is left out, with the reason."""
    plan = roster(HEADER, row, "Pendant 9,999,,,,Zoe,,,,", now=NOW)
    assert [(one.row, one.code, one.column) for one in plan.problems] == [(2, code, column)] * (code is not None)
    assert plan.verdicts == {3: Verdict.ADD}
    assert [step.after.name for step in plan.people] == ["Zoe"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("A,1,,,,,,,,", "B,1,,,,,,,,", Code.SERIAL_TWICE),
        ("A,1,,,,,,,,", "a,2,,,,,,,,", Code.LABEL_TWICE),
        (",17,,,,,,,,", "Pendant 17,,,,,Ann Lee,,,,", Code.TRANSMITTER_TWICE),
        (",,,,,Bob,1,2026-01-01,,", ",,,,,Bob,1,2026-01-02,,", Code.PERSON_DIFFERS),
        (",,,,,Bob,1,,,", ",,,,,Rob,1,,,", Code.PERSON_DIFFERS),
        (",,,,Gym,Bob,1,,,", ",,,,Main 101,Bob,,,,", Code.PERSON_DIFFERS),
    ],
)
def test_rows_that_contradict_an_earlier_one(first: str, second: str, code: Code) -> None:
    """Given two rows of which both cannot hold, when they are planned, then the first holds and is named."""
    plan = roster(HEADER, first, second, now=NOW)
    problem = only_problem(plan)
    assert (problem.row, problem.code) == (3, code)
    assert problem.values.get("row", "2") == "2"
    assert 2 in plan.verdicts


def test_serial_numbers_of_a_pendant_and_a_repeater_may_be_the_same() -> None:
    """Given a pendant with a repeater's number, when it is imported, then both are there."""
    plan = roster("serial,use", "5,pendant", "5,repeater", now=NOW)
    assert [step.verdict for step in plan.transmitters] == [Verdict.ADD, Verdict.KEEP]
    assert roster("serial,room", "5,Gym", now=NOW).transmitters[0].after.device_id == "d-5"


def test_names_are_in_no_text_form() -> None:
    """Given a plan with names, when it is printed, then they are not in it."""
    plan = roster("serial,name,staff_id", "1,Bob Ray,S-1234", now=NOW)
    assert "Bob" not in repr(plan)
    assert "S-1234" not in repr(plan)


def test_120_rows_of_which_five_are_bad() -> None:
    """Given 120 rows with five faults, when they are planned, then 115 are added and five explained."""
    rows = [f"No. {number},{2000 + number},EN1223S,pendant,Gym,Person {number},,,," for number in range(1, 121)]
    rows[10] = rows[10].replace("2011", "20 11")
    rows[30] = rows[30].replace("EN1223S", "EN1223X")
    rows[50] = rows[50].replace("Gym", "Gim")
    rows[70] = rows[70].replace("2071", "2070")
    rows[90] = rows[90].replace("No. 91,", "Person 91,")
    plan = roster(HEADER, *rows, now=NOW)
    assert list(plan.verdicts.values()).count(Verdict.ADD) == 115
    assert codes(plan) == [
        (12, Code.SERIAL_WRONG),
        (32, Code.MODEL_UNKNOWN),
        (52, Code.ROOM_UNKNOWN),
        (72, Code.SERIAL_TWICE),
        (92, Code.LABEL_IS_NAME),
    ]
    again = roster(HEADER, *rows, now=with_roster(plan, NOW))
    assert again.is_empty
    assert len(again.problems) == 5


@settings(max_examples=300)
@given(roster_files(), roster_files())
def test_a_second_import_changes_nothing(earlier: str, text: str) -> None:
    """Given any people and pendants from before, when a file is imported twice, then there is nothing left to do."""
    start = RosterNow(rooms=(ROOM_101, GYM))
    now = with_roster(plan_roster(earlier, start, TODAY), start)
    plan = plan_roster(text, now, TODAY)
    after = with_roster(plan, now)
    assert len({one.uid for one in after.transmitters}) == len(after.transmitters)
    numbers = [person.staff_id for person in after.people if person.staff_id]
    assert len(numbers) == len(set(numbers))
    again = plan_roster(text, after, TODAY)
    assert [step for step in (*again.transmitters, *again.people) if step.verdict is not Verdict.KEEP] == []


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEADER}\n{text}"))
def test_no_file_raises(data: bytes | str) -> None:
    """Given any bytes, when they are planned, then there is a plan, and planning is deterministic."""
    assert plan_roster(data, NOW, TODAY) == plan_roster(data, NOW, TODAY)
