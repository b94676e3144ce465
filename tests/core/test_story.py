"""Whatever happens to a site, in any order: nothing lost, nothing late, nothing twice, and the record proves it."""

from dataclasses import dataclass
from typing import Final, override

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
import pytest

from custom_components.duress.core import events
from custom_components.duress.core.events import (
    Actor,
    ActorKind,
    Ending,
    Event,
    IncidentEscalated,
    IncidentEvent,
    IncidentRaised,
    IncidentRepeated,
    IncidentUnconfirmed,
    Mode,
    Press,
    Rehearsal,
    RehearsalEnded,
    RehearsalStarted,
)
from custom_components.duress.core.incidents import JOIN_WINDOW
from custom_components.duress.core.kinds import GRAVITY
from custom_components.duress.core.lifecycle import ACTIVE, NEEDS_REASON, TRANSITIONS, IllegalStepError, State, Step
from custom_components.duress.core.modes import LONGEST
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.policies import DEFAULT_LADDER
from custom_components.duress.core.roster import Kind
from custom_components.duress.core.sessions import RehearsalRefusedError, Sitting
from custom_components.duress.echostream import EndDeviceReport, Uid
from tests.core.builders import EN1223S, GATEWAY, MS_ORTIZ, REPEATER_EAST, check_in, pressed, report
from tests.core.story import DEVICES, KINDS, MODELS, WAIT, Site

AUTOMATION: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Night watch")
UIDS: Final = st.sampled_from(sorted(KINDS))
SECONDS: Final = st.one_of(
    st.floats(6, 40), st.floats(6, 2_000), st.sampled_from([30.0, 60.0, 120.0, 1_800.0, 7_200.0])
)
WALK: Final = Sitting(walk_id="walk", idle=900.0)
TOLD: Final = (IncidentRaised, IncidentRepeated, events.TestPressed)
"""What a press is told as; each press is told as exactly one of these."""


@dataclass(slots=True)
class Case:
    """What people should see of one incident; `raised` and `hold` are steady, `at` and `latest` UTC seconds."""

    incident_id: str
    kind: Kind
    mode: Mode
    raised: float
    at: float
    latest: float
    uids: list[Uid]
    state: State = State.RAISED
    attended: bool = False
    level: int = 0
    hold: float | None = None


@dataclass(slots=True)
class Run:
    """What people should see of one test or drill; `deadline` and `limit` are steady seconds, `touched` is UTC."""

    started: RehearsalStarted
    deadline: float
    limit: float
    touched: float = 0.0

    def go_on(self, now: Moment) -> None:
        """Follow a press: who surveys is given time for the next one."""
        if isinstance(self.started, events.SurveyStarted):
            self.touched = now.utc
            self.deadline = min(self.limit, now.steady + self.started.idle)

    def restart(self, now: Moment) -> None:
        """Follow a restart: what was left of the time is left, and a clock that was set back makes it no longer."""
        until, at = self.started.until, self.started.at
        self.limit = self.deadline = now.steady + min(until - now.utc, until - at)
        if isinstance(self.started, events.SurveyStarted):
            left = self.started.idle - max(0.0, now.utc - self.touched)
            self.deadline = min(self.limit, now.steady + left)


class SiteStory(RuleBasedStateMachine):
    """Presses, people, clocks and restarts, next to what people should see of them by the words of the docs."""

    def __init__(self) -> None:
        """Begin a quiet day."""
        super().__init__()
        self.site = Site()
        self.cases: dict[str, Case] = {}
        self.runs: dict[str, Run] = {}
        self.presses = 0

    # What happens

    @rule(uid=UIDS, seconds=SECONDS)
    def press(self, uid: Uid, seconds: float) -> None:
        """Somebody presses and lets go; copies come over a repeater."""
        self.wait(seconds)
        self.told_as(uid, self.site.hear(_pressed(uid)))
        self.wait(0.4)
        again = self.site.hear(_pressed(uid, first_hop=REPEATER_EAST, level=55), _pressed(uid))
        self.wait(3)
        again += self.site.hear(report(uid, pti=_model(uid)), check_in(uid, pti=_model(uid)))
        assert not [one for one in again if isinstance(one, TOLD)], "a copy was taken for a press"
        self.follow(again)

    @rule(uid=UIDS, seconds=SECONDS, down=st.floats(0.2, 3))
    def press_across_a_restart(self, uid: Uid, seconds: float, down: float) -> None:
        """Somebody presses and holds, and the site is started anew meanwhile."""
        self.wait(seconds)
        self.told_as(uid, self.site.hear(_pressed(uid)))
        self.start_anew(down)
        again = self.site.hear(_pressed(uid, first_hop=REPEATER_EAST))
        self.wait(1)
        again += self.site.hear(report(uid, pti=_model(uid)))
        assert not [one for one in again if isinstance(one, TOLD)], "a copy was taken for a press"
        self.follow(again)

    @rule(seconds=SECONDS)
    def wait(self, seconds: float) -> None:
        """Nothing happens for a while."""
        self.follow(self.site.wait(seconds))
        self.count_levels()

    @rule(seconds=st.one_of(st.floats(-7_200, 7_200), st.floats(-5, 5)))
    def set_clock(self, seconds: float) -> None:
        """Somebody sets the computer's clock: no timer moves."""
        before = self.site.school.next_deadline()
        self.site.set_clock(seconds)
        assert self.site.school.next_deadline() == before

    @rule(seconds=st.floats(0.2, 900))
    def restart(self, seconds: float) -> None:
        """Cut the power for a while."""
        self.wait(6)
        self.start_anew(seconds)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), step=st.sampled_from(Step), actor=st.sampled_from([MS_ORTIZ, MS_ORTIZ, AUTOMATION]))
    def handle(self, data: st.DataObject, step: Step, actor: Actor) -> None:
        """Somebody takes a step; one that does not follow from where the incident stands changes nothing."""
        case = self.cases[data.draw(st.sampled_from(sorted(self.cases)))]
        incident, before = self.site.school.incidents.open[case.incident_id], self.site.stored
        after = TRANSITIONS.get((case.state, step))
        takes_over = step is Step.ACKNOWLEDGE and case.state in ACTIVE and not case.attended and actor is MS_ORTIZ

        def act(now: Moment) -> list[Event]:
            return self.site.school.step(case.incident_id, step, actor, now, "why" if step in NEEDS_REASON else "")

        if after is None and not takes_over:
            with pytest.raises(IllegalStepError):
                self.site.act(act)
            assert (incident.state, self.site.stored) == (case.state, before)
            return
        self.site.act(act)
        case.state, case.latest = case.state if after is None else after, max(case.latest, self.site.now.utc)
        case.attended = case.attended or actor is MS_ORTIZ or case.state not in ACTIVE
        if case.state not in ACTIVE:
            case.hold = None
        if case.state is State.CLOSED:
            del self.cases[case.incident_id]

    @rule(kind=st.sampled_from(Rehearsal), devices=st.sets(st.sampled_from(sorted(DEVICES.values())), min_size=1))
    def rehearse(self, kind: Rehearsal, devices: set[str]) -> None:
        """Somebody begins a test or drill; not while somebody is in danger."""
        school, seconds = self.site.school, LONGEST[kind] / 4
        try:
            (started,) = self.site.act(
                lambda now: (
                    [school.modes.start_walk(WALK, sorted(devices), MS_ORTIZ, now, school.incidents)]
                    if kind is Rehearsal.SURVEY
                    else school.modes.start(
                        kind, sorted(devices), MS_ORTIZ, now, reason="why", seconds=seconds, incidents=school.incidents
                    )
                )
            )
        except RehearsalRefusedError:
            taken = {one for run in self.runs.values() for one in run.started.device_ids}
            drills = any(run.started.kind is Rehearsal.DRILL for run in self.runs.values())
            assert self.is_danger() or taken & devices or (drills and kind is Rehearsal.DRILL)
            return
        assert isinstance(started, RehearsalStarted)
        assert not self.is_danger()
        run = Run(started, self.site.now.steady + seconds, self.site.now.steady + LONGEST[kind])
        run.go_on(self.site.now)
        self.runs[started.rehearsal_id] = run

    @precondition(lambda self: self.runs)
    @rule(data=st.data(), real=st.booleans())
    def end(self, data: st.DataObject, real: bool) -> None:
        """Somebody ends a test or drill, perhaps because it is real: what was pressed in it is real then."""
        key = data.draw(st.sampled_from(sorted(self.runs)))
        session = self.site.school.modes.find(key)
        if not real:
            self.follow(
                self.site.act(lambda now: self.site.school.modes.end(session, Ending.PERSON, now, MS_ORTIZ, "over"))
            )
            return
        drills = [case for case in self.cases.values() if case.mode is Mode.DRILL]
        wanted = (
            [uid for case in drills for uid in case.uids]
            if session.kind is Rehearsal.DRILL
            else [one.press.uid for one in session.presses]
        )
        if session.kind is Rehearsal.SURVEY:
            wanted = wanted[-1:]
        found = self.site.act(lambda now: self.site.school.declare_real(session, MS_ORTIZ, now, "smoke"))
        real_ones = [one for one in found if isinstance(one, IncidentRaised | IncidentRepeated)]
        assert sorted(one.press.uid for one in real_ones) == sorted(wanted)
        for one in real_ones:
            self.take(one, self.target(one.press, Mode.LIVE), Mode.LIVE)
        self.presses += len(real_ones)
        self.follow([one for one in found if one not in real_ones])

    # What should be seen

    def told_as(self, uid: Uid, found: list[Event]) -> None:
        """Check that a press was told at once and as what it is."""
        (first,) = [one for one in found if isinstance(one, TOLD)]
        assert first.at == first.press.at == self.site.now.utc, "it was told late"
        assert (first.press.uid, first.press.kind) == (uid, KINDS[uid])
        self.presses += 1
        run = self.rehearsed(uid)
        if run is not None and run.started.kind is not Rehearsal.DRILL:
            assert isinstance(first, events.TestPressed)
            assert first.rehearsal_id == run.started.rehearsal_id
            run.go_on(self.site.now)
            return
        mode = Mode.LIVE if run is None else Mode.DRILL
        assert isinstance(first, IncidentRaised | IncidentRepeated), "a real press was taken for a test"
        self.take(first, self.target(first.press, mode), mode)
        self.follow([one for one in found if one is not first])

    def rehearsed(self, uid: Uid) -> Run | None:
        """Return the test or drill that a press belongs to; None if it breaks through."""
        run = next((one for one in self.runs.values() if DEVICES.get(uid) in one.started.device_ids), None)
        live = [one for one in self.cases.values() if one.state in ACTIVE and one.mode is Mode.LIVE]
        if KINDS[uid] is Kind.LOCKDOWN or self.is_danger() or any(uid in one.uids for one in live):
            return None
        return run

    def is_danger(self) -> bool:
        """Whether somebody is in danger."""
        return any(
            one.state in ACTIVE and one.mode is Mode.LIVE and GRAVITY[one.kind] >= GRAVITY[Kind.DURESS]
            for one in self.cases.values()
        )

    def target(self, press: Press, mode: Mode) -> Case | None:
        """Return the incident that a press belongs to; None if it raises one of its own."""
        now = self.site.now.steady
        active = [one for one in self.cases.values() if one.state in ACTIVE and one.mode is mode]
        own = [one for one in active if press.uid in one.uids]
        near = [one for one in active if now - one.raised <= JOIN_WINDOW]
        for group in (own, near):
            gravest = max(group, key=lambda one: GRAVITY[one.kind], default=None)
            if gravest is not None and GRAVITY[gravest.kind] >= GRAVITY[press.kind]:
                return gravest
        return None

    def take(self, event: IncidentRaised | IncidentRepeated, target: Case | None, mode: Mode) -> None:
        """Check which incident a press came into."""
        now = self.site.now
        if target is not None:
            assert isinstance(event, IncidentRepeated), "one incident in each window"
            assert event.incident_id == target.incident_id
            target.uids.append(event.press.uid)
            target.latest = max(target.latest, event.at)
            return
        assert isinstance(event, IncidentRaised)
        assert (event.kind, event.mode) == (event.press.kind, mode)
        assert (event.hold > 0) == (event.kind is Kind.ASSIST)
        assert event.hold <= WAIT
        self.cases[event.incident_id] = Case(
            event.incident_id, event.kind, mode, now.steady, event.at, event.at, [event.press.uid]
        )
        if event.hold:
            self.cases[event.incident_id].hold = now.steady + event.hold

    def follow(self, found: list[Event]) -> None:
        """Take what time or a release brought; none of it is a press or changes where an incident stands."""
        for event in found:
            assert not isinstance(event, TOLD)
            if isinstance(event, RehearsalEnded):
                assert isinstance(event, (events.TestEnded, events.DrillEnded, events.SurveyEnded))
                run = self.runs.pop(event.rehearsal_id)
                if event.ending is Ending.TIME:
                    assert run.deadline <= self.site.now.steady + 1e-3
            elif isinstance(event, IncidentEvent) and (case := self.cases.get(event.incident_id)) is not None:
                case.latest = max(case.latest, event.at)
                if isinstance(event, IncidentUnconfirmed):
                    assert case.hold is not None
                    assert case.hold <= self.site.now.steady + 1e-3
                    case.hold = None

    def start_anew(self, seconds: float) -> None:
        """Start from the ledger, and compare: the same incidents, tests and remaining times."""
        before = dict(self.site.school.incidents.open)
        restored = self.site.restart(seconds)
        now, school = self.site.now, self.site.school
        assert school.incidents.open == before, "replayed, an incident is another"
        for case in self.cases.values():
            case.raised = now.steady - (max(now.utc, case.latest) - case.at)
            if case.hold is not None:
                case.hold = now.steady + max(0.0, min(WAIT, case.at + WAIT - now.utc))
        for run in self.runs.values():
            run.restart(now)
        assert {key: one.deadline for key, one in school.modes.running.items()} == pytest.approx(
            {key: run.deadline for key, run in self.runs.items()}
        )
        self.follow(restored)
        self.wait(0)

    def count_levels(self) -> None:
        """Count how far incidents that no person takes care of are escalated; that never goes back."""
        now = self.site.now.steady
        for case in self.cases.values():
            due = sum(case.raised + step <= now for step in DEFAULT_LADDER)
            case.level = case.level if case.attended else max(case.level, due)

    # What must hold at any time

    @invariant()
    def everything_is_as_it_should_be(self) -> None:
        """See that incidents stand where people brought them, no timer is late, and every press is there."""
        self.count_levels()
        now, school = self.site.now, self.site.school
        assert school.incidents.open.keys() == self.cases.keys()
        for case in self.cases.values():
            incident = school.incidents.open[case.incident_id]
            assert (incident.state, incident.kind, incident.mode) == (case.state, case.kind, case.mode)
            assert [press.uid for press in incident.presses] == case.uids
            assert case.hold is None or case.hold > now.steady
            assert incident.level == case.level
        assert school.modes.running.keys() == self.runs.keys()
        assert all(run.deadline > now.steady for run in self.runs.values())
        deadline = school.next_deadline()
        assert deadline is None or deadline > now.steady

    @override
    def teardown(self) -> None:
        """See that the record is whole and that no press is missing in it."""
        if self.site.stored:
            verification = self.site.verified()
            assert verification.flaw is None
            assert verification.entries == self.site.stored, "two things that happened have one name"
        assert len(self.site.told(*TOLD)) == self.presses
        levels: dict[str, int] = {}
        for event in self.site.told(IncidentEscalated):
            assert isinstance(event, IncidentEscalated)
            assert event.level == levels.get(event.incident_id, 0) + 1 <= len(DEFAULT_LADDER)
            levels[event.incident_id] = event.level
        self.site.ledger.close()


def _model(uid: Uid) -> int:
    """Return the product type of a transmitter."""
    return MODELS.get(uid, EN1223S)


def _pressed(uid: Uid, *, first_hop: Uid = GATEWAY, level: int = 40) -> EndDeviceReport:
    """Return one copy of a press."""
    return pressed(uid, first_hop=first_hop, level=level, pti=_model(uid))


TestSiteStory = SiteStory.TestCase
TestSiteStory.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
