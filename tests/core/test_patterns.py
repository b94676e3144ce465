"""Press patterns: three presses ask for help, eight for a lockdown, and no single one is ever swallowed."""

from collections.abc import Sequence as Many
from itertools import pairwise

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.events import (
    Doubt,
    IncidentRaised,
    Mode,
    PressNoted,
    Rehearsal,
)
from custom_components.duress.core.kinds import GRAVITY
from custom_components.duress.core.lifecycle import Step as LifeStep
from custom_components.duress.core.patterns import Flaw, Pattern, Series, SinglePress, Step
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Kind, Life
from custom_components.duress.echostream import Mid, make_uid
from tests.core.builders import (
    BUTTON,
    EN1223S,
    MS_ORTIZ,
    PENDANT,
    START,
    after,
    hear,
    pressed,
    report,
)
from tests.core.rehearsing import begin
from tests.core.tapping import HELP_AND_LOCKDOWN, NOTE, ONE, TWO, a_school_with, shown, taps


def test_three_presses_ask_for_help_and_eight_for_a_lockdown() -> None:
    """Given 3 for help and 8 for a lockdown, when it is pressed 8 times, then each raises with that very press."""
    events = hear(a_school_with(NOTE), *taps(*range(8)))
    assert shown(events) == [
        ("noted", Kind.ASSIST, 1),
        ("noted", Kind.ASSIST, 2),
        ("raised", Kind.DURESS, 3),
        *(("repeated", Kind.DURESS, count) for count in range(4, 8)),
        ("raised", Kind.LOCKDOWN, 8),
    ]
    assert [event.at - START.utc for event in events if isinstance(event, IncidentRaised)] == [2, 7]


@pytest.mark.parametrize(
    ("single", "expected"),
    [
        (SinglePress.USUAL, ("raised", Kind.DURESS, 1)),
        (SinglePress.ASSIST, ("raised", Kind.ASSIST, 1)),
        (SinglePress.NOTE, ("noted", Kind.ASSIST, 1)),
    ],
)
def test_a_single_press_is_reported_by_policy(single: SinglePress, expected: tuple[str, Kind, int]) -> None:
    """Given a pattern, when the pendant is pressed once, then that is reported at once, as the policy says."""
    (first,) = hear(a_school_with(Pattern(steps=HELP_AND_LOCKDOWN, single=single)), (0, pressed()))
    assert shown([first]) == [expected]
    assert first.at == START.utc


def test_a_pattern_without_counts_makes_nothing_less_grave() -> None:
    """Given a pattern that only says that single presses are noted, then they are what they are without it."""
    assert shown(hear(a_school_with(Pattern(single=SinglePress.NOTE)), (0, pressed()))) == [("raised", Kind.DURESS, 1)]


def test_the_pattern_of_a_model_holds_until_a_pendant_has_its_own() -> None:
    """Given a pattern for a model, then its pendants follow it, but not the one that has its own."""
    policies = Policies(patterns={EN1223S: NOTE})
    assert shown(hear(a_school_with(None, policies=policies), (0, pressed()))) == [("noted", Kind.ASSIST, 1)]
    own = a_school_with(Pattern(), policies=policies)
    assert shown(hear(own, (0, pressed()))) == [("raised", Kind.DURESS, 1)]


@pytest.mark.parametrize(("third", "expected"), [(10.0, "raised"), (10.1, "noted")])
def test_the_window_slides_and_includes_its_ends(third: float, expected: str) -> None:
    """Given 3 in 10 s, when the third comes after 10 s it counts, and a little later it does not."""
    events = hear(a_school_with(NOTE), *taps(0, 5, third))
    assert shown(events)[-1] == (
        expected,
        Kind.DURESS if expected == "raised" else Kind.ASSIST,
        3 if third == 10 else 2,
    )


def test_a_series_keeps_what_it_has_reached() -> None:
    """Given help was reached, when presses go on more slowly, then they ask for help until there was a pause."""
    school = a_school_with(NOTE)
    events = hear(school, *taps(0, 1, 2, 11.5, 20, 29))
    assert [kind for _, kind, _ in shown(events)][2:] == [Kind.DURESS] * 4
    (incident,) = school.incidents.open.values()
    school.step(incident.incident_id, LifeStep.ACKNOWLEDGE, MS_ORTIZ, after(30))
    school.step(incident.incident_id, LifeStep.CLEAR, MS_ORTIZ, after(30), "over")
    assert shown(hear(school, *taps(40))) == [("noted", Kind.ASSIST, 1)]


def test_nothing_is_only_noted_while_it_belongs_to_an_incident() -> None:
    """Given an incident of somebody else, when a pendant is pressed once whose presses are noted, then it joins."""
    school = a_school_with(NOTE)
    hear(school, (0, pressed(BUTTON, pti=0x12)))
    assert shown(hear(school, *taps(5))) == [("repeated", Kind.ASSIST, 1)]
    assert shown(hear(school, *taps(100))) == [("repeated", Kind.ASSIST, 1)]


@pytest.mark.parametrize("life", [Life.LOST, Life.IN_STOCK])
def test_a_press_in_doubt_is_never_less_grave_than_usual(life: Life) -> None:
    """Given a lost pendant, or one that seems to be another model, when it is pressed once, then it is an alarm."""
    assert shown(hear(a_school_with(NOTE, life=life), (0, pressed()))) == [("raised", Kind.DURESS, 1)]
    assert shown(hear(a_school_with(NOTE), (0, pressed(pti=0x10)))) == [("raised", Kind.DURESS, 1)]


def test_an_unknown_pendant_may_ask_for_more_but_not_for_less() -> None:
    """Given a pattern for a model, when an unknown pendant of it is pressed, then once is duress and 8 a lockdown."""
    school = a_school_with(None, policies=Policies(patterns={EN1223S: NOTE}))
    stranger = make_uid(Mid.END_DEVICE, 99)
    events = hear(school, *((at, message._replace(originator=stranger)) for at, message in taps(*range(8))))
    became = shown(events)
    assert [kind for _, kind, _ in became] == [Kind.DURESS] * 7 + [Kind.LOCKDOWN]
    assert all(event.press.doubts == (Doubt.UNREGISTERED,) for event in events if isinstance(event, IncidentRaised))


def test_buttons_count_by_themselves_and_several_at_once_are_no_accident() -> None:
    """Given a pendant with two buttons, then presses of one do not count for the other, and both at once are usual."""
    school = a_school_with(NOTE)
    events = hear(school, *taps(0, 2), *taps(4, 6, inputs=TWO))
    assert [what for what, _, _ in shown(events)] == ["noted"] * 4
    assert shown(hear(school, *taps(30, inputs=ONE | TWO))) == [("raised", Kind.DURESS, 1)]


def test_one_press_of_two_buttons_told_one_after_the_other_counts_once() -> None:
    """Given both buttons pressed, when their bits come one after the other, then neither button has two presses."""
    events = hear(a_school_with(NOTE), (0, report(alarms=ONE)), (0.2, report(alarms=ONE | TWO)))
    assert [count for _, _, count in shown(events)] == [1, 1]


# Tests and drills


def test_a_lockdown_breaks_through_a_test_of_the_site() -> None:
    """Given a pendant on test, when it is pressed 8 times in the window, then the eighth is a real lockdown."""
    school = a_school_with(NOTE)
    begin(school, Rehearsal.TEST, ["pendant"])
    became = shown(hear(school, *taps(*range(8))))
    assert [what for what, _, _ in became] == ["tested"] * 7 + ["raised"]
    assert became[-1][1] is Kind.LOCKDOWN


def test_a_press_noted_in_a_drill_says_so() -> None:
    """Given a drill, when a participant presses once, then the note says drill, and three presses are a drill, too."""
    school = a_school_with(NOTE)
    begin(school, Rehearsal.DRILL, ["pendant"])
    events = hear(school, *taps(0, 1, 2))
    assert [event.mode for event in events if isinstance(event, (PressNoted, IncidentRaised))] == [Mode.DRILL] * 3


# What cannot be meant


@pytest.mark.parametrize(
    ("steps", "single", "usual", "flaw"),
    [
        (HELP_AND_LOCKDOWN, SinglePress.NOTE, [Kind.DURESS], None),
        (HELP_AND_LOCKDOWN, SinglePress.ASSIST, [Kind.DURESS], None),
        ([Step(8, Kind.LOCKDOWN)], SinglePress.USUAL, [Kind.DURESS], None),
        ([], SinglePress.USUAL, [Kind.DURESS], None),
        ([Step(3, Kind.DURESS), Step(8, Kind.ASSIST)], SinglePress.NOTE, [Kind.DURESS], Flaw.NOT_RISING),
        ([Step(3, Kind.DURESS), Step(3, Kind.LOCKDOWN)], SinglePress.NOTE, [Kind.DURESS], Flaw.NOT_RISING),
        ([Step(3, Kind.MEDICAL)], SinglePress.USUAL, [Kind.DURESS], Flaw.NOT_MORE),
        ([Step(3, Kind.DURESS)], SinglePress.USUAL, [Kind.DURESS], Flaw.NOT_MORE),
        ([Step(3, Kind.DURESS)], SinglePress.USUAL, [Kind.DURESS, Kind.ASSIST], None),
        ([Step(3, Kind.ASSIST), Step(5, Kind.DURESS)], SinglePress.ASSIST, [Kind.DURESS], Flaw.NOT_MORE),
        ([Step(3, Kind.ASSIST)], SinglePress.NOTE, [Kind.DURESS], Flaw.NEVER_USUAL),
        ([], SinglePress.NOTE, [Kind.ASSIST], Flaw.NEVER_USUAL),
        ([], SinglePress.ASSIST, [Kind.DURESS], Flaw.NEVER_USUAL),
    ],
)
def test_what_cannot_be_meant(steps: Many[Step], single: SinglePress, usual: list[Kind], flaw: Flaw | None) -> None:
    """Given counts and a policy, then what asks for less by more presses, or never for what is usual, is found."""
    assert Pattern(steps=tuple(steps), single=single).flaw(usual) is flaw


PATTERNS = st.builds(
    Pattern,
    steps=st.lists(st.builds(Step, st.integers(2, 6), st.sampled_from(list(Kind))), max_size=3).map(tuple),
    window=st.sampled_from([2.0, 10.0, 60.0]),
    single=st.sampled_from(list(SinglePress)),
)


@given(PATTERNS, st.sampled_from(list(Kind)))
def test_more_presses_never_ask_for_less(pattern: Pattern, usual: Kind) -> None:
    """Given any counts, even those that cannot be meant, then no press more asks for less than the one before."""
    gravities = [-1 if (kind := pattern.kind(count, usual)) is None else GRAVITY[kind] for count in range(1, 9)]
    assert gravities == sorted(gravities)
    assert gravities[-1] >= GRAVITY[usual]
    if pattern.single is SinglePress.USUAL:
        assert gravities[0] >= GRAVITY[usual]


@given(PATTERNS, st.lists(st.floats(0, 30), max_size=30))
def test_a_series_never_goes_down(pattern: Pattern, gaps: list[float]) -> None:
    """Given any presses, then within a series, which a pause of a window ends, none asks for less than one before."""
    series, steady, found = Series(), 0.0, []
    for gap in gaps:
        steady += gap
        most = series.press(PENDANT, ONE, pattern.window, steady).most
        kind = pattern.kind(most, Kind.MEDICAL)
        found.append((gap, -1 if kind is None else GRAVITY[kind]))
    assert all(after_ >= before for (_, before), (gap, after_) in pairwise(found) if gap <= pattern.window)
