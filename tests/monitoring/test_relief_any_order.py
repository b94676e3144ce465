"""Whatever endpoints answer and whenever the site is killed: no alarm is lost between a primary and its backup."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, override

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.duress.ledger import CONFIRMED, Delivery, DeliveryState, Priority

from .cap_reading import check_references
from .instant import InstantLoop, Mood, School

PATIENCE: Final = 4.0
SLACK: Final = 0.1


class PrimaryAndBackup(RuleBasedStateMachine):
    """A site with two endpoints of every mood, killed now and then."""

    def __init__(self) -> None:
        """Start the site."""
        super().__init__()
        self._runner = asyncio.Runner(loop_factory=InstantLoop)
        self._school = School("primary", backup="primary")
        self._count = 0
        self._incidents = [f"I{number}" for number in range(3)]
        self._starts: list[float] = []
        self._run(self._start())

    @rule(number=st.integers(0, 2), priority=st.sampled_from([Priority.ALARM, Priority.UPDATE]))
    def press(self, number: int, priority: Priority) -> None:
        """Have something happen in an incident."""
        self._count += 1
        self._run(self._school.press(f"E{self._count:03}", self._incidents[number], priority=priority))

    @rule()
    def trouble(self) -> None:
        """Have something break."""
        self._count += 1
        self._run(self._school.press(f"E{self._count:03}", None, priority=Priority.TROUBLE))

    @rule(endpoint=st.sampled_from(["primary", "primary", "backup"]), mood=st.sampled_from(Mood))
    def change_mood(self, endpoint: str, mood: Mood) -> None:
        """Have an endpoint answer differently from now on."""
        self._school.ways[endpoint].mood = mood

    @rule(seconds=st.sampled_from([0.0, 0.15, 1.0, 3.9, 5.0, 70.0, 400.0]))
    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self._run(asyncio.sleep(seconds))

    @rule(down=st.sampled_from([0.0, 1.0, 60.0]))
    def kill(self, down: float) -> None:
        """Kill the site, with all that it has not stored, and start it again after some seconds."""

        async def story() -> None:
            await self._school.kill()
            await asyncio.sleep(down)
            await self._start()

        self._run(story())

    @rule()
    def set_up_again(self) -> None:
        """Change something about the primary, so that it is tried anew."""
        self._do(lambda: self._school.set_up("primary"))

    @rule(is_backup=st.booleans())
    def regroup(self, is_backup: bool) -> None:
        """Make the backup independent, or a backup again."""
        self._school.pairs = {"backup": "primary"} if is_backup else {}
        self._do(lambda: self._school.set_up("backup"))

    @precondition(lambda self: self._count)
    @rule(back=st.integers(0, 5), state=st.sampled_from([DeliveryState.DELIVERED, DeliveryState.DESK_ACCEPTED]))
    def receipt(self, back: int, state: DeliveryState) -> None:
        """Have the primary's desk confirm a message by another way, if it got it."""
        event_id = f"E{max(1, self._count - back):03}"
        if self._school.ways["primary"].first(event_id) is not None:
            self._do(lambda: self._school.outbox.receipt("primary", event_id, state, self._school.now))

    @rule(number=st.integers(0, 2))
    def close(self, number: int) -> None:
        """Close an incident; the next press begins another one."""
        self._count += 1
        closed, self._incidents[number] = self._incidents[number], f"I{self._count + 3}"
        self._do(lambda: self._school.outbox.incident_closed(closed))
        pressed = self._school.press(f"E{self._count:03}", closed, priority=Priority.UPDATE, kind="incident_closed")
        self._run(pressed)

    @invariant()
    def nothing_is_spared_without_a_confirmation(self) -> None:
        """Check each message that the backup does not get."""
        for event_id, (primary, backup) in self._pairs().items():
            if backup.state is DeliveryState.SPARED:
                assert primary.state in CONFIRMED, event_id
                assert self._school.ways["backup"].first(event_id) is None

    @invariant()
    def nothing_is_held_too_long(self) -> None:
        """Check that whatever is no trouble is held for 4 s at most, or was released as soon as the site was back."""
        now = self._school.now
        for event_id, (primary, backup) in self._pairs().items():
            if backup.priority == Priority.TROUBLE:
                continue
            due = backup.at + PATIENCE + SLACK
            latest = max([due, *(start + SLACK for start in self._starts if start > backup.at)])
            if backup.state is DeliveryState.HELD:
                assert now <= latest, event_id
                assert primary.state not in CONFIRMED or now - (primary.answered_at or 0) < SLACK, event_id
            elif backup.released_at is not None:
                assert backup.released_at <= latest, event_id

    @invariant()
    def each_incident_comes_in_order(self) -> None:
        """Check the order at the backup."""
        pairs = self._pairs()
        for chain in {backup.incident_id for _, backup in pairs.values()} - {None}:
            events = [one for one in self._school.ways["backup"].events if pairs[one][1].incident_id == chain]
            assert events == sorted(events)

    @invariant()
    def each_desk_can_read_what_it_gets(self) -> None:
        """Check that what each desk gets first of an incident is an Alert, and the rest refers to what it got."""
        for way in self._school.ways.values():
            check_references(way)

    @invariant()
    def the_backup_misses_no_number(self) -> None:
        """Check that the sequences at the backup have no gap."""
        given = sorted(one.sequence for _, one in self._pairs().values() if one.sequence > 0)
        assert given == list(range(1, len(given) + 1))

    @override
    def teardown(self) -> None:
        """Have both answer well at last: then the primary has everything, and the backup what it was not spared."""

        async def story() -> None:
            for way in self._school.ways.values():
                way.mood = Mood.GOOD
            await asyncio.sleep(1)
            for name in self._school.ways:
                self._school.set_up(name)
            await asyncio.sleep(5000)

        try:
            self._run(story())
            for event_id, (primary, backup) in self._pairs().items():
                assert primary.state in CONFIRMED, event_id
                assert backup.state in {*CONFIRMED, DeliveryState.SPARED}, event_id
            self.nothing_is_spared_without_a_confirmation()
        finally:
            self._run(self._school.kill())
            self._runner.close()
            self._school.connection.close()

    async def _start(self) -> None:
        """Start the site and note when."""
        await self._school.start()
        self._starts.append(self._school.now)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something and let what follows from it at once happen."""

        async def story() -> None:
            await work
            for _ in range(20):
                await asyncio.sleep(0)

        self._runner.run(story())

    def _do(self, what: Callable[[], object]) -> None:
        """Call something as the event loop would."""

        async def story() -> None:
            what()

        self._run(story())

    def _pairs(self) -> dict[str, tuple[Delivery, Delivery]]:
        """Return what is stored of each event, at the primary and at the backup."""
        found: dict[str, dict[str, Delivery]] = {}

        async def story() -> None:
            for one in await self._school.ledger.delivery_page(limit=1000):
                found.setdefault(one.delivery.event_id, {})[one.delivery.endpoint_id] = one.delivery

        self._runner.run(story())
        return {event_id: (both["primary"], both["backup"]) for event_id, both in sorted(found.items())}


PrimaryAndBackup.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_no_alarm_is_lost_between_a_primary_and_its_backup = PrimaryAndBackup.TestCase
