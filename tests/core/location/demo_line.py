"""The demo school at one end of a line, the core at the other, bytes between them, and a clock that a test moves."""

from collections.abc import Sequence
import heapq
from itertools import count
from typing import Final

from custom_components.duress.core.events import Actor, ActorKind, Event, IncidentRaised, PressTested, Rehearsal
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.core.location.model import Layout
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.roster import Receiver, Role, Room, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, FrameReader, decode, encode
from custom_components.duress.echostream.products import REPEATER
from custom_components.duress.receivers.demo import RECEIVER_KEY, SCHOOL, DemoCondition, DemoSchool, DemoTransmitter
from custom_components.duress.receivers.demo.school import Transmission

START: Final = Moment(10_000.0, 1_795_443_121.25)
HOLD: Final = 4.0
"""Seconds for which a button stays pressed."""
QUIET: Final = 12.0
"""Seconds after a press in which its copies and those of its release come in."""
PERSON: Final = Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz")
FLOORS: Final = {room.key: room.floor for room in SCHOOL.rooms}
LAYOUT: Final = Layout(
    floors=FLOORS,
    homes={RECEIVER_KEY: SCHOOL.receiver_room} | {repeater.key: repeater.room for repeater in SCHOOL.repeaters},
)


def room_of(key: str) -> Room:
    """Return a room of the demo school as the core knows it."""
    room = SCHOOL.room(key)
    return Room(room_id=room.key, name=room.name, floor_id=room.floor, floor=room.floor)


class DemoLine:
    """A site that hears the demo school, all in one process, as long as a test lets time go by."""

    def __init__(self, seed: int = 1) -> None:
        """Install everything; nothing has been heard yet but all check in."""
        self.demo = DemoSchool(seed=seed)
        self.school = School("demo")
        self.now = START
        self.happened: list[tuple[Moment, Event]] = []
        self._reader = FrameReader()
        self._numbers = count()
        self._coming: list[tuple[float, int, DemoTransmitter, Transmission]] = []
        self.school.install(
            [Receiver(device_id=RECEIVER_KEY, label="Receiver", room=room_of(SCHOOL.receiver_room))],
            [
                *(_installed(one, Role.PENDANT) for one in SCHOOL.pendants),
                *(_installed(one, Role.REPEATER) for one in SCHOOL.repeaters),
            ],
            self.now,
        )
        self.school.locator.rooms = {room.key: room_of(room.key) for room in SCHOOL.rooms}
        self.school.link_changed(RECEIVER_KEY, self.now, connected=True)
        self._next_round = self.now.steady

    def wait(self, seconds: float) -> list[Event]:
        """Let time go by, with the copies and deadlines that fall into it; return what happened."""
        before, end = len(self.happened), self.now.steady + seconds
        while (at := self._next(end)) < end:
            self.now = self.now.later(max(0.0, at - self.now.steady))
            if self._next_round <= at:
                self._next_round += REPEATER.check_in
                for repeater in SCHOOL.repeaters:
                    self._send(repeater, self.demo.check_in(repeater.key))
            while self._coming and self._coming[0][0] <= self.now.steady:
                self._hear(heapq.heappop(self._coming)[-1])
            self._note(self.school.tick(self.now))
        self.now = self.now.later(end - self.now.steady)
        return [event for _, event in self.happened[before:]]

    def press(self, pendant: str, room: str) -> tuple[list[Moment], list[tuple[Moment, Event]]]:
        """Press a pendant in a room and wait; return when its copies came and what happened, with its moments."""
        transmitter, before = SCHOOL.transmitter(pendant), len(self.happened)
        copies = self.demo.press(pendant, room, AlarmInputs.INPUT_1)
        moments = [self.now.later(copy.delay) for copy in copies]
        self._send(transmitter, copies)
        self.wait(HOLD)
        self._send(transmitter, self.demo.release(pendant, self.demo.presses(pendant)))
        self.wait(QUIET)
        return moments, self.happened[before:]

    def survey(self, pendant: str, room: str) -> SurveyPress:
        """Press a pendant on test in a room; return what was heard."""
        modes, incidents = self.school.modes, self.school.incidents
        self._note(
            modes.start(Rehearsal.PENDANT_TEST, [pendant], PERSON, self.now, reason="", seconds=60, incidents=incidents)
        )
        _, happened = self.press(pendant, room)
        (tested,) = [event for _, event in happened if isinstance(event, PressTested)]
        return SurveyPress(
            press_id=tested.press_id,
            room_id=room,
            at=tested.at,
            heard={one.listener: one.level for one in tested.heard},
            margins={one.listener: one.margin for one in tested.heard},
            device_id=pendant,
        )

    def close(self, raised: IncidentRaised) -> None:
        """Bring an incident to its end, as people do."""
        for step in (Step.ACKNOWLEDGE, Step.CLEAR, Step.CLOSE):
            self._note(self.school.step(raised.incident_id, step, PERSON, self.now, "drilled"))

    def switch_off(self, repeater: str) -> None:
        """Cut a repeater off and wait until it is known to be missing."""
        self.demo.set_condition(repeater, DemoCondition.SILENT, active=True)
        self.wait(5 * REPEATER.check_in)

    def _next(self, end: float) -> float:
        """Return the steady time of what comes next."""
        coming = self._coming[0][0] if self._coming else end
        deadline = self.school.next_deadline()
        return min(coming, self._next_round, end if deadline is None else deadline)

    def _send(self, transmitter: DemoTransmitter, copies: Sequence[Transmission]) -> None:
        """Put copies on their way."""
        for copy in copies:
            heapq.heappush(self._coming, (self.now.steady + copy.delay, next(self._numbers), transmitter, copy))

    def _hear(self, copy: Transmission) -> None:
        """Take one message as bytes."""
        for frame in self._reader.feed(encode(copy.message)):
            self._note(self.school.receive(RECEIVER_KEY, decode(frame), self.now))

    def _note(self, events: Sequence[Event]) -> None:
        """Keep what happened now."""
        self.happened += [(self.now, event) for event in events]


def _installed(transmitter: DemoTransmitter, role: Role) -> Transmitter:
    """Return a demo transmitter as it is installed."""
    return Transmitter(
        device_id=transmitter.key,
        uid=transmitter.uid,
        pti=None if role is Role.REPEATER else transmitter.pti,
        label=transmitter.label,
        role=role,
        room=room_of(transmitter.room),
    )
