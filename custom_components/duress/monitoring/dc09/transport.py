"""The way out over SIA DC-09: a notice becomes a code with a place in words, an answer one of the outcomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
import logging
from random import randrange
import time
from typing import Final, override

from ..messages import Notice
from ..problems import Problem
from ..schedule import RetrySchedule
from ..transport import Answer, Encoded, Outcome, Outgoing, Transport
from .cipher import Key, Pad
from .content import CONTENT_TYPE, NULL, Content, Numbering, content_of, parts_of
from .exchange import Line, NoReplyError, Protocol
from .message import SEQUENCES, Message, encode, fitted
from .replies import Reply, ReplyKind, ReplyReader

_LOGGER = logging.getLogger(__name__)

SHORTEST_TIMEOUT: Final = 5.0
LONGEST_TIMEOUT: Final = 55.0
AGAIN_WITHIN: Final = 60.0
"""Seconds within which a receiver expects a message again that it did not answer."""

NEAR: Final = 2.0
"""Seconds of difference between two clocks that are no reason for a refusal."""

# What is not stored counts far away from what is, so that no alarm is ever taken for its repetition.
_AWAY: Final = 4000
_AWAY_ROOM: Final = 2000
_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Dc09Settings:
    """Where and how to send; `timeout` is the seconds until an unanswered message is sent again."""

    host: str
    port: int
    account: str
    protocol: Protocol = Protocol.TCP
    receiver: str = ""
    prefix: str = "0"
    key: Key | None = None
    pad: Pad = Pad.SHORT
    timeout: float = 20.0
    numbering: Numbering = field(default_factory=Numbering)

    @property
    def limit(self) -> float:
        """Seconds that one try takes at most, with the repetition after the clock was corrected."""
        return 2 * self.timeout + 5.0

    @property
    def schedule(self) -> RetrySchedule:
        """When to try again, so that never more than a minute passes between two tries at an alarm."""
        usual = RetrySchedule()
        most = max(1.0, AGAIN_WITHIN - self.timeout) / (1 + usual.jitter)
        return replace(usual, alarm=tuple(min(wait, most) for wait in usual.alarm))


class Dc09Transport(Transport):
    """Sends DC-09 messages, one after the other; its caller sees to it that they do not overlap."""

    def __init__(self, settings: Dc09Settings, clock: Callable[[], float] = time.time) -> None:
        """Take the set-up; nothing is connected before there is something to send."""
        self._settings = settings
        self._clock = clock
        self._line = Line(settings.protocol, (settings.host, settings.port))
        self._offset = 0.0
        self._begun_at = randrange(_AWAY_ROOM)  # noqa: S311 - it need not be secret
        self._unstored = 0
        self._numbers: dict[str, int] = {}

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Return what to say of a notice; None if nothing is said of it in this way."""
        content = content_of(notice, self._settings.numbering)
        return None if content is None else Encoded(content_type=CONTENT_TYPE, body=content.stored())

    @override
    def parts(self, notice: Notice) -> Sequence[Notice]:
        """Return the end of an incident once for each number that was in alarm."""
        return parts_of(notice, self._settings.numbering)

    @override
    def expect(self) -> None:
        """Begin to connect."""
        self._line.expect()

    @override
    async def close(self) -> None:
        """Let go of a connection that was begun and not used."""
        self._line.drop()

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Send once, and once more if only the clock was in the way; raises nothing but CancelledError."""
        begun = time.monotonic()
        try:
            content = Content.read(outgoing.body)
        except ValueError:
            detail = "the stored message is none for DC-09"
            return Answer(outcome=Outcome.REFUSED, detail=detail, is_final=True, problem=Problem.INTERNAL)
        number = 0 if content.token == NULL else self._number(outgoing)
        before = self._offset
        answer, corrected = await self._try(content, number)
        if corrected:
            skew = answer.skew
            answer, again = await self._try(content, number)
            if again or answer.outcome is Outcome.REFUSED:
                # It was not the clock.
                self._offset = before
            answer = replace(answer, skew=skew if answer.skew is None else answer.skew)
        return replace(answer, latency=time.monotonic() - begun)

    async def _try(self, content: Content, number: int) -> tuple[Answer, bool]:
        """Send a message with the time of now; return the answer, and whether the clock was corrected after it."""
        settings, begun = self._settings, time.monotonic()
        replies = ReplyReader(settings.key)
        try:
            frame = self._frame(content, number)
            reply = await self._line.exchange(
                frame,
                replies,
                lambda reply: reply.is_about(number, settings.account),
                settings.timeout,
            )
        except NoReplyError as error:
            return Answer(outcome=Outcome.RETRY, detail=str(error), problem=error.problem), False
        except Exception as error:
            _LOGGER.exception("Sending over DC-09 failed in a way nobody thought of; it is tried again")
            detail = f"it could not be sent ({type(error).__name__})"
            return Answer(outcome=Outcome.RETRY, detail=detail, problem=Problem.INTERNAL), False
        return self._judged(reply, time.monotonic() - begun)

    def _frame(self, content: Content, number: int) -> bytes:
        """Return a message in its frame, with the receiver's time as well as it is known."""
        settings = self._settings
        # The event of a stored message is without the account, which may have been changed since.
        data = f"#{settings.account}|{content.event}" if content.event else ""
        message = Message(
            token=content.token,
            sequence=number,
            account=settings.account,
            receiver=settings.receiver,
            prefix=settings.prefix,
            data=data,
            fields=content.fields,
            at=self._clock() + self._offset,
        )
        return encode(fitted(message, settings.key, settings.pad), settings.key, settings.pad)

    def _judged(self, reply: Reply, latency: float) -> tuple[Answer, bool]:
        """Return what an answer means, and whether the clock was corrected because of it."""
        now = self._clock()
        skew = None if reply.at is None else _skew(reply.at, now, latency)
        match reply.kind:
            case ReplyKind.ACK:
                return Answer(outcome=Outcome.DELIVERED, detail="ACK", skew=skew), False
            case ReplyKind.DUH:
                detail = "DUH: the receiver does not know this code or cannot read the message"
                puzzled = Problem.CENTRE_PUZZLED
                return Answer(outcome=Outcome.REFUSED, detail=detail, is_final=True, problem=puzzled), False
        if reply.at is None or abs(reply.at - now - self._offset) <= NEAR:
            return _refused(skew), False
        self._offset = reply.at - now
        return _refused(skew), True

    def _number(self, outgoing: Outgoing) -> int:
        """Return the number of a message, 1 to 9999: that of the ledger, the same at every attempt."""
        known = self._numbers.get(outgoing.event_id)
        if known is not None:
            return known
        if outgoing.sequence > 0:
            return (outgoing.sequence - 1) % SEQUENCES + 1
        self._unstored += 1
        away = _AWAY + (self._begun_at + self._unstored) % _AWAY_ROOM
        number = self._numbers[outgoing.event_id] = (outgoing.last_sequence + away) % SEQUENCES + 1
        for old in list(self._numbers)[:-_REMEMBERED]:
            del self._numbers[old]
        return number


def _refused(skew: float | None) -> Answer:
    """Return the answer to a NAK that is not about the clock."""
    detail = "NAK: account, key or time are not accepted by the receiver"
    return Answer(outcome=Outcome.REFUSED, detail=detail, skew=skew, problem=Problem.CENTRE_REFUSES)


def _skew(told: float, now: float, latency: float) -> float:
    """Return by how many seconds at least a receiver's clock is ahead of ours (behind: negative).

    Its whole second was written some time in the `latency` seconds before `now`.
    """
    return told - now if told > now else min(0.0, told + 1.0 - (now - latency))
