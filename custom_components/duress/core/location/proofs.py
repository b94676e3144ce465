"""What tests say about rooms: presses whose tester said where they stand, and tests in which nobody was heard.

Who carries the pendant does not matter here; a press that was placed by radio alone proves no room.
"""

from typing import Final

from ..events import Ending, Event, Method, PressTested, SurveyRoomLeft, TestEnded, TestStarted
from .coverage import Proof

TESTS: Final = (PressTested, SurveyRoomLeft, TestEnded, TestStarted)
"""Events that tell of the proof of a room."""

KEPT: Final = 20
"""The latest presses of a room that are kept: more than anybody makes in one walk."""


class RoomTests:
    """What tests proved and failed to prove, as a projection of events in the order of their time."""

    def __init__(self) -> None:
        """Start with no test."""
        self._standing: dict[str, str] = {}
        self._proofs: dict[str, dict[str, Proof]] = {}
        self.failed: dict[str, float] = {}
        """When nobody was heard in a room although somebody stood there, by room (seconds since 1970)."""

    @property
    def proofs(self) -> list[Proof]:
        """Every press that proves a room."""
        return [one for found in self._proofs.values() for one in found.values()]

    def take(self, event: Event) -> bool:
        """Take over one event, fresh or stored; return whether it can have changed what is proven."""
        match event:
            case TestStarted():
                if event.stood_in is not None:
                    self._standing[event.rehearsal_id] = event.stood_in.room_id
                return False
            case PressTested():
                return self._take_press(event)
            case TestEnded():
                room_id = self._standing.pop(event.rehearsal_id, None)
                # Who ended it early, or broke it off because it became real, did not wait to be heard.
                if room_id is None or event.ending is not Ending.TIME or event.passed:
                    return False
                return self._fail(room_id, event.at)
            case SurveyRoomLeft():
                return event.unheard and self._fail(event.room.room_id, event.at)
        return False

    def _fail(self, room_id: str, at: float) -> bool:
        """Note that nobody was heard in a room."""
        self.failed[room_id] = max(at, self.failed.get(room_id, at))
        return True

    def _take_press(self, event: PressTested) -> bool:
        """Take a press that passed a test."""
        room = event.stood_in
        if room is None and event.place.method is Method.FIXED_BUTTON:
            room = event.place.room
        if room is None:
            return False
        found = self._proofs.setdefault(room.room_id, {})
        found[event.press_id] = Proof(
            press_id=event.press_id,
            room_id=room.room_id,
            at=event.at,
            margins={one.listener: float(one.margin) for one in event.heard},
            paths=len(event.heard) or event.paths,
            margin=event.margin,
        )
        while len(found) > KEPT:
            del found[min(found, key=lambda press_id: (found[press_id].at, press_id))]
        return True
