"""The read-only questions a receiver is asked when its line opens: who it is and which network it runs (section 14).

One question is outstanding at a time, none is ever repeated within a round, and no answer is fine. Moves:

    SERIAL     answered → NID    refused or silence → BROADCAST
    BROADCAST  answered → DONE   refused or silence → DONE (NID, if the serial number was answered late)
    NID        answered → DONE   refused or silence → DONE
"""

from enum import Enum, auto
from typing import Final

from ..echostream import (
    BroadcastConfig,
    DirectedConfig,
    EndDeviceReport,
    LegacyReceiverCheckIn,
    Message,
    Mid,
    Nak,
    ReceiverCheckIn,
    ReceiverFlags,
    mid_of,
    serial_of,
)
from ..echostream.commands import REPORT_BROADCAST_CONFIG, REPORT_NID, REPORT_SERIAL


class Step(Enum):
    """The question that waits for its answer."""

    SERIAL = auto()
    BROADCAST = auto()
    NID = auto()
    DONE = auto()


QUESTIONS: Final[dict[Step, bytes]] = {
    Step.SERIAL: REPORT_SERIAL,
    Step.BROADCAST: REPORT_BROADCAST_CONFIG,
    Step.NID: REPORT_NID,
}
_ANSWERED: Final = {Step.SERIAL: Step.NID, Step.BROADCAST: Step.DONE, Step.NID: Step.DONE}
_REFUSED: Final = {Step.SERIAL: Step.BROADCAST, Step.BROADCAST: Step.DONE, Step.NID: Step.DONE}


class Interview:
    """Asks a receiver who it is; keeps the answers over connections, because it is nearly always the same receiver."""

    __slots__ = ("_directed", "_identified", "_nid_asked", "_was_reset", "nid", "serial", "step")

    def __init__(self) -> None:
        """Start knowing nothing and asking nothing."""
        self.step = Step.DONE
        self.serial: int | None = None
        self.nid: int | None = None
        self._identified = False
        self._directed = False
        self._nid_asked = False
        self._was_reset = False

    def begin(self) -> bytes:
        """Start a round on a newly opened line and return its first question."""
        self._was_reset = False
        return self._restart()

    def unanswered(self) -> bytes | None:
        """Give up the outstanding question and return the next one."""
        return self._next(_REFUSED)

    def take(self, message: Message) -> bytes | None:
        """Learn from a message that came and return the next question, if it is its turn now."""
        match message:
            case EndDeviceReport(first_hop=first_hop):
                # Whoever answers nothing still signs what it hears first itself.
                if not self._identified and mid_of(first_hop) == Mid.RECEIVER and first_hop:
                    self.serial = serial_of(first_hop)
            case ReceiverCheckIn() | LegacyReceiverCheckIn():
                was_reset, self._was_reset = self._was_reset, bool(message.flags & ReceiverFlags.RESET)
                return self._restart() if self._was_reset and not was_reset else None
            case DirectedConfig():
                return self._directed_answer(message)
            case BroadcastConfig():
                self.nid = message.nid
                return self._next(_ANSWERED) if self.step is Step.BROADCAST else None
            case Nak():
                return self._next(_REFUSED)
        return None

    def _restart(self) -> bytes:
        """Ask from the beginning."""
        self._identified = self._directed = self._nid_asked = False
        self.step = Step.SERIAL
        return QUESTIONS[Step.SERIAL]

    def _directed_answer(self, answer: DirectedConfig) -> bytes | None:
        """Learn from an answer of a directed-network receiver."""
        if answer.serial is not None:
            self.serial, self._identified, self._directed = answer.serial, True, True
            # An answer may be half a minute late: the next question then waits for the outstanding one.
            return self._next(_ANSWERED) if self.step in (Step.SERIAL, Step.DONE) else None
        if answer.nid is not None:
            self.nid = answer.nid
            return self._next(_ANSWERED) if self.step is Step.NID else None
        return None

    def _next(self, moves: dict[Step, Step]) -> bytes | None:
        """Move on and return the question of the new step."""
        self.step = moves.get(self.step, Step.DONE)
        if self.step is Step.DONE and self._directed and not self._nid_asked:
            self.step = Step.NID
        if self.step is Step.NID:
            self._nid_asked = True
        return QUESTIONS.get(self.step)
