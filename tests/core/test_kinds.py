"""What a press asks for: by pendant, by model, in doubt the graver, and never later than the copy that says it."""

from hypothesis import example, given, settings, strategies as st
import pytest

from custom_components.duress.core.events import Event, IncidentRaised, IncidentRepeated
from custom_components.duress.core.kinds import GRAVITY, kind_of, less_grave_than_its_buttons
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Kind, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Mid, make_uid
from tests.core.builders import PENDANT, a_school, after, hear, pressed, report

ONE, TWO, BOTH = AlarmInputs.INPUT_1, AlarmInputs.INPUT_2, AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2
THREE = AlarmInputs.INPUT_3
EN1238D, EN1236D = 0x3A, 0x39
TWO_BUTTONS = make_uid(Mid.END_DEVICE, 2_000_001)
ASSIST_OR_DURESS = {ONE: Kind.ASSIST, TWO: Kind.ASSIST, BOTH: Kind.DURESS}


def two_buttons(kinds: dict[AlarmInputs, Kind] | None = None, kind: Kind = Kind.DURESS) -> Transmitter:
    """Return a pendant with two buttons."""
    return Transmitter(
        device_id="two",
        uid=TWO_BUTTONS,
        pti=EN1238D,
        label="Pendant 2",
        role=Role.PENDANT,
        kind=kind,
        kinds=kinds if kinds is not None else ASSIST_OR_DURESS,
    )


def copy(inputs: AlarmInputs) -> EndDeviceReport:
    """Return one copy of what the pendant with two buttons says."""
    return report(TWO_BUTTONS, alarms=inputs, pti=EN1238D)


def presses(events: list[Event]) -> list[tuple[str, Kind, AlarmInputs]]:
    """Return what was raised or repeated: what, as which kind, with which inputs."""
    return [
        ("raised" if isinstance(event, IncidentRaised) else "repeated", event.press.kind, event.press.inputs)
        for event in events
        if isinstance(event, (IncidentRaised, IncidentRepeated))
    ]


@pytest.mark.parametrize(
    ("kinds", "by_model", "kind", "inputs", "expected"),
    [
        ({}, {}, Kind.DURESS, ONE, Kind.DURESS),
        ({}, {}, Kind.MEDICAL, ONE, Kind.MEDICAL),
        ({}, {ONE: Kind.ASSIST}, Kind.DURESS, ONE, Kind.ASSIST),
        ({ONE: Kind.MEDICAL}, {ONE: Kind.ASSIST}, Kind.DURESS, ONE, Kind.MEDICAL),
        ({ONE: Kind.ASSIST}, {}, Kind.DURESS, BOTH, Kind.DURESS),
        ({ONE: Kind.ASSIST, TWO: Kind.MEDICAL}, {}, Kind.DURESS, BOTH, Kind.MEDICAL),
        ({ONE: Kind.ASSIST, TWO: Kind.ASSIST}, {BOTH: Kind.LOCKDOWN}, Kind.DURESS, BOTH, Kind.LOCKDOWN),
        (ASSIST_OR_DURESS, {}, Kind.ASSIST, BOTH | THREE, Kind.DURESS),
        ({BOTH: Kind.ASSIST}, {ONE: Kind.DURESS}, Kind.ASSIST, BOTH, Kind.DURESS),
    ],
)
def test_kind_of_a_press(
    kinds: dict[AlarmInputs, Kind], by_model: dict[AlarmInputs, Kind], kind: Kind, inputs: AlarmInputs, expected: Kind
) -> None:
    """Given settings of pendant and model, when inputs come, then the nearest entry decides, in doubt the graver."""
    assert kind_of(inputs, two_buttons(kinds, kind), by_model) is expected


def test_model_makes_the_press_of_an_unknown_pendant_no_less_grave() -> None:
    """Given a model whose button is for assistance, when an unknown one is pressed, then that is duress."""
    assert kind_of(ONE, None, {ONE: Kind.ASSIST}) is Kind.DURESS
    assert kind_of(ONE, None, {ONE: Kind.LOCKDOWN}) is Kind.LOCKDOWN


def test_button_one_asks_for_assistance_and_both_for_help_in_danger() -> None:
    """Given a pendant with an entry for both buttons, when they come at once, then it is one duress incident."""
    assert presses(hear(a_school(extra=[two_buttons()]), (0, copy(ONE)))) == [("raised", Kind.ASSIST, ONE)]
    assert presses(hear(a_school(extra=[two_buttons()]), (0, copy(BOTH)))) == [("raised", Kind.DURESS, BOTH)]


def test_a_press_that_turns_out_to_be_both_buttons_raises_at_once() -> None:
    """Given an assist press, when a later copy has both buttons, then that copy raises a duress incident of its own."""
    school = a_school(extra=[two_buttons()])
    events = hear(school, (0, copy(ONE)), (0.2, copy(BOTH)), (0.3, copy(BOTH)), (0.5, copy(ONE)))
    assert presses(events) == [("raised", Kind.ASSIST, ONE), ("raised", Kind.DURESS, BOTH)]
    assert [incident.kind for incident in school.incidents.open.values()] == [Kind.ASSIST, Kind.DURESS]


def test_later_presses_join_the_gravest_incident() -> None:
    """Given an assist and a duress incident of one pendant, when it is pressed again, then nothing new is raised."""
    school = a_school(extra=[two_buttons()])
    events = hear(school, (0, copy(ONE)), (0.2, copy(BOTH)), (2, copy(AlarmInputs(0))), (30, copy(TWO)))
    assert presses(events)[-1] == ("repeated", Kind.ASSIST, TWO)
    assert [len(incident.presses) for incident in school.incidents.open.values()] == [1, 2]


def test_a_button_held_long_does_not_make_the_other_graver() -> None:
    """Given a duress button that is stuck and closed, when the assist button is pressed, then that is assist."""
    pendant = two_buttons({TWO: Kind.ASSIST})
    school = a_school(extra=[pendant])
    hear(school, (0, copy(ONE)))
    school.incidents.open.clear()
    stuck = report(TWO_BUTTONS, alarms=BOTH, flags=EndDeviceFlags.NO_CHANGE, pti=EN1238D)
    assert presses(hear(school, (60, stuck))) == [("raised", Kind.ASSIST, TWO)]


def test_three_condition_pendant() -> None:
    """Given an EN1236D (1, 2, and 3 for both), when each comes, then each asks for what the model's setting says."""
    uid = make_uid(Mid.END_DEVICE, 3)
    pendant = Transmitter(device_id="three", uid=uid, pti=EN1236D, label="Pendant 3", role=Role.PENDANT)
    school = a_school(extra=[pendant])
    school.set_policies(Policies(kinds={EN1236D: {ONE: Kind.ASSIST, TWO: Kind.MEDICAL, THREE: Kind.LOCKDOWN}}))
    heard = hear(school, *((10 * n, report(uid, alarms=one, pti=EN1236D)) for n, one in enumerate((ONE, TWO, THREE))))
    assert [kind for _, kind, _ in presses(heard)] == [Kind.ASSIST, Kind.MEDICAL, Kind.LOCKDOWN]


def test_other_model_than_installed_asks_for_the_graver_of_both() -> None:
    """Given a pendant whose hardware is another model, when it is pressed, then the graver setting counts."""
    school = a_school()
    school.set_policies(Policies(kinds={0x18: {ONE: Kind.ASSIST}, 0x10: {ONE: Kind.LOCKDOWN}}))
    assert presses(hear(school, (0, pressed()))) == [("raised", Kind.ASSIST, ONE)]
    assert presses(hear(school, (60, pressed(pti=0x10)))) == [("raised", Kind.LOCKDOWN, ONE)]


def test_settings_hold_from_the_next_press_on() -> None:
    """Given a running school, when the kind of a button changes, then the next press has it, with no restart."""
    school = a_school()
    assert presses(hear(school, (0, pressed()))) == [("raised", Kind.DURESS, ONE)]
    school.set_policies(Policies(kinds={0x18: {ONE: Kind.LOCKDOWN}}))
    assert presses(hear(school, (60, pressed()))) == [("raised", Kind.LOCKDOWN, ONE)]


def test_a_combination_below_one_of_its_buttons_is_found() -> None:
    """Given a combination less grave than one of its buttons, when it is checked, then it is named."""
    assert less_grave_than_its_buttons({BOTH: Kind.ASSIST}, Kind.DURESS) == BOTH
    assert less_grave_than_its_buttons(ASSIST_OR_DURESS, Kind.DURESS) is None


def test_a_combination_below_a_smaller_one_is_found() -> None:
    """Given three buttons less grave than two of them together, when that is checked, then the three are named."""
    three = BOTH | THREE
    entries = {ONE: Kind.ASSIST, TWO: Kind.ASSIST, THREE: Kind.ASSIST, BOTH: Kind.DURESS, three: Kind.MEDICAL}
    assert less_grave_than_its_buttons(entries, Kind.DURESS) == three
    assert less_grave_than_its_buttons({**entries, three: Kind.DURESS}, Kind.DURESS) is None


KIND = st.sampled_from(list(Kind))
INPUTS = st.integers(0, 15).map(AlarmInputs)
ENTRIES = st.dictionaries(st.integers(1, 15).map(AlarmInputs), KIND, max_size=6)
TRAFFIC = st.lists(st.tuples(st.floats(0, 30), INPUTS), max_size=30)


def played(school: School, traffic: list[tuple[float, AlarmInputs]]) -> list[tuple[AlarmInputs, list[Event]]]:
    """Let the pendant say things; return each with what it caused."""
    return [
        (inputs, school.receive("receiver-1", copy(inputs), after(at)))
        for at, inputs in sorted(traffic, key=lambda one: one[0])
    ]


@settings(max_examples=300)
@given(ENTRIES, ENTRIES, KIND, TRAFFIC)
@example({}, {TWO | THREE: Kind.LOCKDOWN}, Kind.DURESS, [(0.0, TWO), (0.0, THREE), (0.0, TWO | THREE)])
@example({}, {ONE | THREE: Kind.LOCKDOWN}, Kind.DURESS, [(0.0, ONE), (0.0, THREE), (0.0, ONE | TWO | THREE)])
def test_never_less_grave_and_never_later_than_a_copy_says(
    own: dict[AlarmInputs, Kind],
    by_model: dict[AlarmInputs, Kind],
    kind: Kind,
    traffic: list[tuple[float, AlarmInputs]],
) -> None:
    """Given any settings and any copies, then after each one an incident is as grave as it reads."""
    pendant = two_buttons(own, kind)
    school = a_school(extra=[pendant])
    school.set_policies(Policies(kinds={EN1238D: by_model}))
    for inputs, _ in played(school, traffic):
        if inputs:
            open_kinds = [incident.kind for incident in school.incidents.open.values()]
            assert max(map(GRAVITY.__getitem__, open_kinds)) >= GRAVITY[kind_of(inputs, pendant, by_model)]


@given(ENTRIES, KIND, TRAFFIC)
def test_an_incident_only_holds_presses_that_are_no_graver(
    own: dict[AlarmInputs, Kind], kind: Kind, traffic: list[tuple[float, AlarmInputs]]
) -> None:
    """Given any settings and copies, then no incident holds a graver press, and one copy is one press at most."""
    school = a_school(extra=[two_buttons(own, kind)])
    for _, events in played(school, traffic):
        assert len(presses(events)) <= 1
    for incident in school.incidents.open.values():
        assert all(GRAVITY[press.kind] <= GRAVITY[incident.kind] for press in incident.presses)
        assert incident.presses[0].kind is incident.kind


def test_a_restart_between_two_buttons_changes_nothing() -> None:
    """Given an assist and a duress incident of one press, when it is restored and copies come, then nothing is new."""
    school = a_school(extra=[two_buttons()])
    events = hear(school, (0, copy(ONE)), (0.2, copy(BOTH)))
    restored = a_school(extra=[two_buttons()])
    restored.restore(events, 0, {}, after(1))
    assert presses(hear(restored, (1.5, copy(BOTH)))) == []
    assert presses(hear(restored, (60, copy(AlarmInputs(0))), (70, pressed(PENDANT)))) == [
        ("repeated", Kind.DURESS, ONE)
    ]
