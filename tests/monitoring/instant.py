"""A site on a clock that jumps: endpoints do as they are told, the ledger is real but has no thread, nothing waits."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from enum import StrEnum
from selectors import DefaultSelector, SelectorKey
import sqlite3
from typing import Any, Final, override

from custom_components.duress.ledger import (
    Delivery,
    DeliveryState,
    Ledger,
    LedgerError,
    LedgerErrorKind,
    Priority,
)
from custom_components.duress.ledger.migrations import upgrade
from custom_components.duress.ledger.opening import Opened
from custom_components.duress.ledger.writer import Lane, Writer
from custom_components.duress.monitoring import (
    Answer,
    Earlier,
    Encoded,
    EndpointConfig,
    Notice,
    NoticeType,
    Outbox,
    Outcome,
    Outgoing,
    RetrySchedule,
    Takeover,
    Transport,
    cap,
)

from .builders import AT, SITE, alarm, happened, notice

ANSWER_SECONDS: Final = 0.1


class Mood(StrEnum):
    """How an endpoint answers."""

    GOOD = "good"
    HANGS = "hangs"
    FAILS = "fails"
    ACCEPTS = "accepts"
    REFUSES = "refuses"
    THROTTLES = "throttles"
    RETIRED = "retired"


_OUTCOMES: Final = {
    Mood.GOOD: Outcome.DELIVERED,
    Mood.FAILS: Outcome.RETRY,
    Mood.ACCEPTS: Outcome.ACCEPTED,
    Mood.REFUSES: Outcome.REFUSED,
    Mood.THROTTLES: Outcome.THROTTLED,
    Mood.RETIRED: Outcome.RETIRED,
}


class InstantLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.now = 0.0
        super().__init__(_Selector(self))

    @override
    def time(self) -> float:
        """Return the virtual seconds."""
        return self.now


class _Selector(DefaultSelector):
    """Waits for nothing."""

    def __init__(self, loop: InstantLoop) -> None:
        """Take the loop whose clock jumps."""
        super().__init__()
        self._loop = loop

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Jump to the next timer."""
        if timeout is None:
            raise RuntimeError("nothing will ever happen again")
        self._loop.now += max(timeout, 0.0)
        return super().select(0)


def instantly(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a story on a clock that jumps."""
    with asyncio.Runner(loop_factory=InstantLoop) as runner:
        runner.run(story())


class NoThread(Writer):
    """A writer that does each job at once; its disk may break, or be `slow` by some seconds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that outlives every run."""
        super().__init__(lambda: connection)
        self._connection = connection
        self.broken = False
        self.slow = 0.0

    @override
    def _queue(self, lane: Lane, job: Any) -> None:
        """Do a job and tell soon."""
        if self.broken:
            job.error = LedgerError(LedgerErrorKind.FULL, "the disk is full")
        else:
            self._do(self._connection, lane, [job])
        self._loop.call_later(self.slow, job.settle)

    @override
    async def stop(self) -> None:
        """Leave the connection open for the next run."""


@dataclass(slots=True)
class Moody(Transport):
    """An endpoint; `told` has the moment, event and sequence of each attempt at a message, `bodies` what it got."""

    mood: Mood = Mood.GOOD
    told: list[tuple[float, str, int]] = field(default_factory=list)
    bodies: dict[str, set[bytes]] = field(default_factory=dict)

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Return some bytes."""
        return Encoded(content_type="text/plain", body=notice.type.encode())

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Answer as the mood is."""
        if outgoing.kind not in (NoticeType.HEARTBEAT, NoticeType.TEST):
            self.told.append((asyncio.get_running_loop().time(), outgoing.event_id, outgoing.sequence))
            self.bodies.setdefault(outgoing.event_id, set()).add(outgoing.body)
        mood = self.mood
        await asyncio.sleep(3600 if mood is Mood.HANGS else ANSWER_SECONDS)
        return Answer(outcome=_OUTCOMES[mood], detail=mood, retry_after=30 if mood is Mood.THROTTLES else None)

    @property
    def events(self) -> list[str]:
        """The events it was told of, each once, in the order of their first attempts."""
        return list(dict.fromkeys(event for _, event, _ in self.told))

    def first(self, event_id: str) -> float | None:
        """Return when it was first told of an event."""
        return next((at for at, event, _ in self.told if event == event_id), None)


class School:
    """A site with endpoints by name; `pairs` are backups and their primaries."""

    def __init__(self, *endpoints: str, **pairs: str) -> None:
        """Set up endpoints and begin with an empty ledger."""
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        upgrade(self.connection)
        self.pairs: dict[str, str] = dict(pairs)
        self.ways = {name: Moody() for name in (*endpoints, *pairs)}
        self.schedule = RetrySchedule(jitter=0.0)
        self.clock_off = 0.0
        self.not_told: set[tuple[str, str]] = set()
        self.outcomes: list[tuple[str, str, DeliveryState]] = []
        self.takeovers: list[tuple[str, str, str, str]] = []
        self.happened: dict[str | None, list[Earlier]] = {}

    @property
    def now(self) -> float:
        """The UTC seconds."""
        return AT + self.clock_off + self.loop.time()

    def open_ledger(self) -> None:
        """Open the ledger, as a process does that may do no more."""
        self.loop = asyncio.get_running_loop()
        self.writer = NoThread(self.connection)
        self.ledger = Ledger(self.writer, Opened(connection=self.connection, durable=True), lambda: self.now)

    async def start(self) -> None:
        """Start, also after it was killed."""
        self.open_ledger()
        self.outbox = Outbox(
            self.ledger, clock=lambda: self.now, on_delivery=self._delivered, on_takeover=self._taken_over,
            schedule=self.schedule,
        )  # fmt: skip
        for name in self.ways:
            self.set_up(name)
        await self.outbox.start()
        await asyncio.sleep(0)

    def set_up(self, name: str) -> None:
        """Set up an endpoint, or change it."""
        config = EndpointConfig(endpoint_id=name, name=name, site=SITE, backup_for=self.pairs.get(name))
        self.outbox.set_endpoint(config, self.ways[name])

    async def kill(self) -> None:
        """End without a word: what the ledger was not told by now is lost."""
        self.writer.broken = True
        await self.outbox.stop()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def press(
        self,
        event_id: str,
        incident_id: str | None = "I1",
        *,
        priority: Priority = Priority.ALARM,
        only: tuple[str, ...] = (),
        since: float | None = None,
        thread: str | None = None,
        kind: str = "incident_raised",
    ) -> None:
        """Have something happen and told, and return when it is on its way."""
        body = self._written(event_id, incident_id, kind)
        new = [
            replace(
                alarm(event_id, incident_id, endpoint_id=name, priority=priority, at=self.now),
                thread=thread, content_type=cap.CONTENT_TYPE, body=body,
            )
            for name in only or self.ways
            if (name, event_id) not in self.not_told
        ]  # fmt: skip
        arranged = self.outbox.arrange(new, since)
        try:
            stored = await self.ledger.commit([happened(event_id, incident_id or "none", kind)], arranged)
        except LedgerError:
            self.outbox.submit_undurable(arranged)
        else:
            self.outbox.submit(stored)

    def _written(self, event_id: str, incident_id: str | None, kind: str) -> bytes:
        """Return what is told, as CAP: it refers to all that happened in its incident before."""
        earlier = self.happened.setdefault(incident_id, []) if incident_id is not None else []
        type_ = NoticeType.INCIDENT_REPEATED if earlier and kind == "incident_raised" else NoticeType(kind)
        told = notice(type_, event_id=event_id, incident=incident_id or event_id)
        body = cap.encode(replace(told, at=self.now, earlier=tuple(earlier)))
        earlier.append(Earlier(event_id=event_id, at=self.now))
        return body

    async def stored(self, event_id: str) -> Delivery:
        """Store an alarm held for the backup, as a process that dies before it sends anything; return the primary's."""
        new = [alarm(event_id, endpoint_id=name, at=self.now) for name in self.ways]
        new[1] = replace(new[1], backup_for="primary", held_until=self.now + 4)
        primary, _ = await self.ledger.commit([happened(event_id)], new)
        return primary

    async def message(self, event_id: str, endpoint_id: str = "backup") -> Delivery:
        """Return what is stored of a message."""
        found = await self.ledger.delivery(endpoint_id, event_id)
        assert found is not None
        return found

    async def told(self, event_id: str, endpoint_id: str = "backup") -> tuple[str, str | None]:
        """Return the state of a message and why it was released."""
        found = await self.message(event_id, endpoint_id)
        return found.state.value, found.released_because

    def _delivered(self, delivery: Delivery, _: Answer) -> None:
        """Note what became of an attempt."""
        self.outcomes.append((delivery.endpoint_id, delivery.event_id, delivery.state))

    def _taken_over(self, takeover: Takeover) -> None:
        """Note that a backup stepped in."""
        self.takeovers.append((takeover.incident_id, takeover.primary, takeover.endpoint_id, takeover.because))


def a_pair() -> School:
    """Return a school with a primary and a backup."""
    return School("primary", backup="primary")


async def a_proven_pair(mood: Mood = Mood.GOOD) -> School:
    """Return a school that runs with two good ways; from now on its primary is in a mood."""
    school = a_pair()
    await proven(school)
    school.ways["primary"].mood = mood
    return school


async def proven(school: School) -> None:
    """Start a school and let the first heartbeats be confirmed."""
    await school.start()
    await asyncio.sleep(1)
