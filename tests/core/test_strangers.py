"""Strangers: a passing one is no question, one that stays is asked about once, and neighbours flood nothing."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core import strangers
from custom_components.duress.core.events import Event, StrangerHeard, StrangerStays
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import Message, Mid, Uid, make_uid
from tests.core.builders import GATEWAY, START, a_school, after, check_in, hear, repeater

STRANGER = make_uid(Mid.END_DEVICE, 99)
HOUR = 3600.0


def asked(events: list[Event]) -> list[Uid]:
    """Return which strangers a person is to be asked about."""
    return [event.uid for event in events if isinstance(event, StrangerStays)]


@pytest.mark.parametrize("message", [check_in(STRANGER), repeater(make_uid(Mid.REPEATER, 900))])
def test_three_transmissions_in_a_day_are_worth_a_question(message: Message) -> None:
    """Given a stranger, when it is heard three times in a day, copies not counted, then it is asked about once."""
    school = a_school()
    copies = [(at + part, message) for at in (0.0, 8 * HOUR) for part in (0.0, 0.1, 1.9)]
    assert [type(event) for event in hear(school, *copies)] == [StrangerHeard]
    (stays,) = hear(school, (23 * HOUR, message))
    assert isinstance(stays, StrangerStays)
    assert stays.model in ("EN1223S", "EN5040")
    assert hear(school, (23.5 * HOUR, message), (30 * HOUR, message)) == []


def test_one_that_passes_now_and_then_is_not_asked_about() -> None:
    """Given a stranger that is heard every thirteen hours, when that goes on for a week, then nobody is asked."""
    assert asked(hear(a_school(), *((n * 13 * HOUR, check_in(STRANGER)) for n in range(13)))) == []


def test_what_is_not_ours_is_never_asked_about() -> None:
    """Given a stranger marked "not ours", when it is heard for days, then nothing happens, but it stays listed."""
    school = a_school()
    school.set_policies(Policies(not_ours=frozenset([STRANGER])))
    assert hear(school, *((n * HOUR, check_in(STRANGER)) for n in range(72))) == []
    assert school.strangers[STRANGER].last == after(71 * HOUR).utc


def test_what_is_watched_is_asked_about_again_when_that_is_over() -> None:
    """Given a question, when the person chooses to watch, then the next question comes when that is over."""
    school = a_school()
    assert asked(hear(school, *((n * HOUR, check_in(STRANGER)) for n in range(5)))) == [STRANGER]
    school.set_policies(Policies(watched={STRANGER: after(48 * HOUR).utc}))
    events = hear(school, *((n * HOUR, check_in(STRANGER)) for n in range(5, 60)))
    assert [(event.at - START.utc) / HOUR for event in events] == [48.0]


def test_what_is_installed_is_no_stranger() -> None:
    """Given a stranger, when it is installed, then it is forgotten as one."""
    school = a_school()
    hear(school, (0, check_in(STRANGER)))
    added = Transmitter(device_id="new", uid=STRANGER, pti=0x18, label="Pendant 9", role=Role.PENDANT)
    school.install(school.roster.receivers.values(), [*school.roster.transmitters.values(), added], after(1))
    assert not school.strangers
    assert asked(hear(school, *((n * HOUR, check_in(STRANGER)) for n in range(1, 5)))) == []


def test_the_receiver_itself_is_no_stranger() -> None:
    """Given a message that names a receiver as its sender, when it comes, then that is no stranger."""
    school = a_school()
    assert hear(school, *((n * HOUR, check_in(GATEWAY)) for n in range(5))) == []
    assert not school.strangers


def test_neighbours_fill_neither_memory_nor_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given more strangers than are remembered, when all go on, then those known stay and the rest cause no events."""
    monkeypatch.setattr(strangers, "MOST", 3)
    school = a_school()
    uids = [make_uid(Mid.END_DEVICE, 500 + n) for n in range(5)]
    events = hear(school, *((n, check_in(uid)) for n, uid in enumerate(uids * 4)))
    assert sum(isinstance(event, StrangerHeard) for event in events) == 3
    assert list(school.strangers) == uids[:3]
    later = 25 * HOUR
    assert [type(event) for event in hear(school, (later, check_in(uids[4])))] == [StrangerHeard]
    assert list(school.strangers) == [uids[1], uids[2], uids[4]]


def played(school: School, times: list[float]) -> list[float]:
    """Let a stranger be heard at hours; return when it was asked about."""
    heard = hear(school, *((at * HOUR, check_in(STRANGER)) for at in sorted(times)))
    return [(event.at - START.utc) / HOUR for event in heard if isinstance(event, StrangerStays)]


@given(st.lists(st.integers(0, 200).map(float), max_size=12, unique=True))
def test_a_question_needs_three_in_a_day_and_comes_once(times: list[float]) -> None:
    """Given any times, then a question comes with the first that is the third in 24 hours, and then no more."""
    ordered = sorted(times)
    expected = [third for first, third in zip(ordered, ordered[2:], strict=False) if third - first <= 24][:1]
    assert played(a_school(), times) == pytest.approx(expected, abs=1e-3)
