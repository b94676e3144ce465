"""What desks answer: kept with the incident, each receipt once, and nothing else changes."""

from dataclasses import replace

import pytest

from custom_components.duress.core.answers import ReceiptReusedError, answer_id
from custom_components.duress.core.events import Event, IncidentAnswered
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.lifecycle import State, Step
from custom_components.duress.core.records import from_data, name_of, to_data
from custom_components.duress.core.school import School
from tests.core.builders import MS_ORTIZ, a_school, after, hear, pressed


def an_incident() -> tuple[School, Incident]:
    """Return a school with one incident."""
    school = a_school()
    hear(school, (0, pressed()))
    (incident,) = school.incidents.open.values()
    return school, incident


def answered(incident: Incident, receipt_id: str, answer: str, note: str = "", desk: str = "desk") -> IncidentAnswered:
    """Return an answer to the first message of an incident."""
    return IncidentAnswered(
        event_id=answer_id(incident.incident_id, desk, receipt_id),
        at=after(20).utc,
        incident_id=incident.incident_id,
        endpoint_id=desk,
        endpoint=desk.title(),
        answer=answer,
        receipt_id=receipt_id,
        message_id=incident.history[0].event_id,
        said_at=after(19).utc,
        by="Operator 7",
        note=note,
    )


@pytest.mark.parametrize("answer", ["accepted", "dispatched", "declined", "note"])
def test_no_answer_is_a_step_of_an_incidents_life(answer: str) -> None:
    """Given an incident, when a desk answers whatever it likes, then that is kept and people still decide."""
    school, incident = an_incident()
    event = answered(incident, "R1", answer)
    assert school.answers.take(event) == [event]
    assert (incident.state, incident.attended, incident.first_acknowledged) == (State.RAISED, False, None)
    assert incident.answers == [event]
    escalated = school.tick(after(31))
    assert "incident_escalated" in map(name_of, escalated)


def test_the_same_receipt_has_one_effect() -> None:
    """Given an answer, when its receipt comes again, then nothing happens, and a different one under its id is told."""
    school, incident = an_incident()
    first, again = answered(incident, "R1", "accepted"), replace(answered(incident, "R1", "accepted"), at=after(99).utc)
    assert first.event_id == again.event_id
    assert school.answers.take(first)
    assert school.answers.take(again) == []
    for other in (answered(incident, "R1", "declined"), answered(incident, "R1", "accepted", note="no")):
        with pytest.raises(ReceiptReusedError):
            school.answers.take(other)
    assert incident.answers == [first]


def test_the_same_id_of_two_desks_or_incidents_is_not_the_same_receipt() -> None:
    """Given two desks that number their receipts from 1, then both are heard, and each id sorts with its incident."""
    school, incident = an_incident()
    assert school.answers.take(answered(incident, "1", "accepted"))
    assert school.answers.take(answered(incident, "1", "declined", desk="backup"))
    assert len(incident.answers) == 2
    ids = {answer_id(one, "desk", "1") for one in (incident.incident_id, incident.incident_id[:-1] + "X")}
    assert len(ids) == 2
    assert {(len(one), one[:10]) for one in ids} == {(26, incident.incident_id[:10])}


def test_what_each_desk_said_last_is_known_also_after_a_restart() -> None:
    """Given answers of two desks, when the site starts again, then it knows them, and a note is no answer."""
    school, incident = an_incident()
    for one in (
        answered(incident, "1", "accepted"),
        answered(incident, "2", "declined", desk="backup"),
        answered(incident, "3", "dispatched"),
        answered(incident, "4", "note", note="two units"),
    ):
        assert school.answers.take(one)
    school.step(incident.incident_id, Step.ACKNOWLEDGE, MS_ORTIZ, after(30))
    stored: list[Event] = [from_data(name_of(event), to_data(event)) for event in incident.history]
    fresh = a_school()
    fresh.restore(stored, 1, {}, after(400))
    known = fresh.incidents.open[incident.incident_id]
    assert known.answers == incident.answers
    assert known.desks == {"Desk": "dispatched", "Backup": "declined"}
    assert fresh.answers.take(answered(incident, "3", "dispatched")) == []
