"""Notes and checklists: kept from the first press to the closing, changed by nobody, no step of an incident's life."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    Actor,
    ActorKind,
    Event,
    IncidentEscalated,
    IncidentNoteAdded,
    IncidentRaised,
    IncidentStepChecked,
)
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.lifecycle import State, Step, UnknownIncidentError
from custom_components.duress.core.notes import LONGEST_NOTE, NoteRefusedError, StepDoneError, UnknownStepError
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.roster import Kind
from custom_components.duress.core.school import School
from tests.core.builders import MS_ORTIZ, a_school, after, hear, pressed

STEPS = ("Send the nurse", "Fetch the kit", "Call 911", "Meet the ambulance", "Tell the family")
MR_KLEIN = Actor(kind=ActorKind.USER, user_id="u2", name="Klein")


def a_school_with_steps(*steps: str) -> tuple[School, Incident]:
    """Return a school with a checklist for duress, and its first incident."""
    school = a_school()
    school.set_policies(Policies(checklists={Kind.DURESS: steps} if steps else {}))
    hear(school, (0, pressed()))
    (incident,) = school.incidents.open.values()
    return school, incident


def restarted(school: School) -> School:
    """Return the school as a new start finds it, from what was stored."""
    stored: list[Event] = [
        from_data(name_of(event), to_data(event)) for one in school.incidents.open.values() for event in one.history
    ]
    fresh = a_school()
    fresh.restore(stored, 1, {}, after(400))
    return fresh


def test_there_is_no_checklist_unless_somebody_made_one() -> None:
    """Given no checklist, when somebody ticks a step, then it is refused and nothing happens."""
    school, incident = a_school_with_steps()
    assert incident.checklist == ()
    with pytest.raises(UnknownStepError) as refused:
        school.notes.check(incident.incident_id, 1, MS_ORTIZ, after(5))
    assert refused.value.steps == 0
    assert len(incident.history) == 1


def test_a_step_says_who_did_it_when() -> None:
    """Given five steps, when one is ticked by its number and one by its words, then each is stamped."""
    school, incident = a_school_with_steps(*STEPS)
    (first,) = school.notes.check(incident.incident_id, 2, MS_ORTIZ, after(30))
    (second,) = school.notes.check(incident.incident_id, " call  911", MR_KLEIN, after(42))
    assert isinstance(first, IncidentStepChecked)
    assert isinstance(second, IncidentStepChecked)
    assert (first.step, first.steps, first.text, first.actor, first.at) == (2, 5, STEPS[1], MS_ORTIZ, after(30).utc)
    assert (second.step, second.actor) == (3, MR_KLEIN)
    assert incident.checked == {2: first, 3: second}


def test_who_was_first_is_told_to_the_second() -> None:
    """Given a step that is done, when somebody else ticks it, then it stays, and they are told of the first."""
    school, incident = a_school_with_steps(*STEPS)
    school.notes.check(incident.incident_id, "1", MS_ORTIZ, after(30))
    with pytest.raises(StepDoneError) as refused:
        school.notes.check(incident.incident_id, 1, MR_KLEIN, after(31))
    assert (refused.value.step, refused.value.by, refused.value.after) == (1, "Ortiz", 30)
    assert len(incident.history) == 2


@pytest.mark.parametrize("step", [0, -1, 6, "6", "", "nurse", "²"])
def test_a_step_that_is_not_there_is_refused(step: int | str) -> None:
    """Given five steps, when another one is ticked, then it is refused and nothing happens."""
    school, incident = a_school_with_steps(*STEPS)
    with pytest.raises(UnknownStepError):
        school.notes.check(incident.incident_id, step, MS_ORTIZ, after(5))
    assert incident.checked == {}


def test_a_number_as_words_comes_first() -> None:
    """Given a step whose words are a number, when that is given as text, then this step is meant."""
    school, incident = a_school_with_steps("Call", "1")
    (event,) = school.notes.check(incident.incident_id, "1", MS_ORTIZ, after(5))
    assert isinstance(event, IncidentStepChecked)
    assert event.step == 2


def test_an_incident_keeps_the_steps_it_began_with() -> None:
    """Given an open incident, when the checklist is changed and the site restarts, then it has its old one."""
    school, incident = a_school_with_steps(*STEPS)
    school.notes.check(incident.incident_id, 5, MS_ORTIZ, after(30))
    school.notes.add(incident.incident_id, "two people in the room", MS_ORTIZ, after(31))
    school.set_policies(Policies(checklists={Kind.DURESS: ("Run",)}))
    fresh = restarted(school)
    assert fresh.incidents.open == school.incidents.open
    known = fresh.incidents.open[incident.incident_id]
    assert known.checklist == STEPS
    assert [note.text for note in known.notes] == ["two people in the room"]
    with pytest.raises(StepDoneError):
        fresh.notes.check(incident.incident_id, 5, MR_KLEIN, after(401))


def test_an_incident_stored_before_there_were_checklists_is_read() -> None:
    """Given an incident as it was stored by an older version, when it is read, then it has no checklist."""
    _, incident = a_school_with_steps(*STEPS)
    data = to_data(incident.history[0])
    assert isinstance(data, dict)
    del data["checklist"]
    raised = from_data("incident_raised", data)
    assert isinstance(raised, IncidentRaised)
    assert raised.checklist == ()


def test_notes_and_steps_until_an_incident_is_closed() -> None:
    """Given an incident, then notes and steps are possible wherever it stands, also resolved, but not once closed."""
    school, incident = a_school_with_steps(*STEPS)
    key = incident.incident_id
    for number, step in enumerate((Step.ACKNOWLEDGE, Step.RESPOND, Step.CLEAR), 1):
        school.notes.add(key, f"note {number}", MS_ORTIZ, after(number))
        school.notes.check(key, number, MS_ORTIZ, after(number))
        school.step(key, step, MS_ORTIZ, after(number), "over")
    assert incident.state is State.RESOLVED
    school.notes.add(key, "told the parents", MS_ORTIZ, after(10))
    school.notes.check(key, 4, MS_ORTIZ, after(10))
    assert len(incident.notes) == len(incident.checked) == 4
    school.step(key, Step.CLOSE, MS_ORTIZ, after(11), "done")
    with pytest.raises(UnknownIncidentError):
        school.notes.add(key, "too late", MS_ORTIZ, after(12))
    with pytest.raises(UnknownIncidentError):
        school.notes.check(key, 5, MS_ORTIZ, after(12))


def test_writing_something_down_is_no_acknowledgement() -> None:
    """Given an incident, when somebody only writes and ticks, then it stands where it stood and escalates."""
    school, incident = a_school_with_steps(*STEPS)
    school.notes.add(incident.incident_id, "door is open", MS_ORTIZ, after(5))
    school.notes.check(incident.incident_id, 1, MS_ORTIZ, after(6))
    assert incident.state is State.RAISED
    assert any(isinstance(event, IncidentEscalated) for event in school.tick(after(31)))


@pytest.mark.parametrize(("text", "empty"), [("", True), (" \n ", True), ("x" * (LONGEST_NOTE + 1), False)])
def test_a_note_must_say_something_in_short(text: str, empty: bool) -> None:
    """Given a note without words, or with too many, then it is refused and nothing is kept."""
    school, incident = a_school_with_steps()
    with pytest.raises(NoteRefusedError) as refused:
        school.notes.add(incident.incident_id, text, MS_ORTIZ, after(5))
    assert refused.value.empty is empty
    assert incident.notes == []


@given(st.lists(st.tuples(st.integers(-2, 8), st.sampled_from([MS_ORTIZ, MR_KLEIN])), max_size=20))
def test_each_step_is_done_once_by_whoever_was_first(ticks: list[tuple[int, Actor]]) -> None:
    """Given any ticks, then each step that is there is done by the first who ticked it, and replay says the same."""
    school, incident = a_school_with_steps(*STEPS)
    expected: dict[int, Actor] = {}
    for seconds, (step, actor) in enumerate(ticks):
        if 1 <= step <= 5:
            expected.setdefault(step, actor)
        try:
            school.notes.check(incident.incident_id, step, actor, after(seconds))
        except UnknownStepError, StepDoneError:
            continue
    assert {step: event.actor for step, event in incident.checked.items()} == expected
    assert restarted(school).incidents.open == school.incidents.open


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_a_note_is_kept_as_it_was_written(text: str) -> None:
    """Given any text, when it is stored and read, then it says the same."""
    school, incident = a_school_with_steps()
    (note,) = school.notes.add(incident.incident_id, text, MS_ORTIZ, after(5))
    assert isinstance(note, IncidentNoteAdded)
    assert note.text == text.strip()
    assert from_data(name_of(note), to_data(note)) == note
