"""Transmitters that are not on the roster: who they are, how often they were heard, when a person is to be asked.

A person is asked about a stranger that is heard `ENOUGH` times in a day: a passing one is not worth a question, one
that stays is a neighbour's, or a pendant somebody forgot to add. Its press does not wait for that (see `alarms`).
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from ..echostream import Mid, Uid, mid_of, product_of
from ..echostream.products import REPEATER
from .events import Event, StrangerHeard, StrangerStays
from .ids import Namer
from .moment import Moment
from .policies import Policies

ENOUGH: Final = 3
"""Transmissions in a day after which a person is asked."""

DAY: Final = 86_400.0
COPY_WINDOW: Final = 5.0
"""Seconds in which messages of one stranger are copies of one transmission."""

MOST: Final = 1000
"""The neighbours' transmitters must fill neither the memory nor the ledger in years of running."""


@dataclass(slots=True)
class Stranger:
    """One transmitter nobody added; `last` is seconds since 1970, `times` the steady seconds of the latest few."""

    uid: Uid
    pti: int | None
    last: float
    times: deque[float] = field(default_factory=lambda: deque(maxlen=ENOUGH))
    asked: bool = False

    @property
    def model(self) -> str:
        """The model as far as it can be told; empty if not at all."""
        return model_of(self.uid, self.pti)

    def count(self, steady: float) -> bool:
        """Count a transmission; return whether there were enough in a day."""
        if not self.times or steady - self.times[-1] > COPY_WINDOW:
            self.times.append(steady)
        return len(self.times) == ENOUGH and steady - self.times[0] <= DAY


class Strangers:
    """Every stranger of a site, by radio identifier."""

    def __init__(self, namer: Namer) -> None:
        """Know none."""
        self._namer = namer
        self.known: dict[Uid, Stranger] = {}
        self.policies = Policies()

    def forget(self, uid: Uid) -> None:
        """Note that a transmitter is installed now, so that it is a stranger no more."""
        self.known.pop(uid, None)

    def follow(self, policies: Policies) -> None:
        """Take over what people decided; who is watched, or on no list any more, may be asked about again."""
        before, self.policies = self.policies, policies
        for uid in before.watched.keys() | policies.watched.keys() | before.not_ours:
            watched_anew = before.watched.get(uid) != policies.watched.get(uid)
            is_open_again = uid in before.not_ours and uid not in policies.not_ours
            if (watched_anew or is_open_again) and (known := self.known.get(uid)) is not None:
                known.asked = False

    def heard(self, uid: Uid, pti: int | None, now: Moment) -> list[Event]:
        """Note a message of a stranger; the first one is an event, and the one that makes it worth a question."""
        if mid_of(uid) == Mid.RECEIVER:
            return []
        is_ours = uid not in self.policies.not_ours
        events: list[Event] = []
        stranger = self.known.get(uid)
        if stranger is None:
            if not self._make_room(now):
                return []
            stranger = self.known[uid] = Stranger(uid, pti, now.utc)
            if is_ours:
                events.append(self._event(StrangerHeard, stranger, now))
        stranger.last = now.utc
        stranger.pti = stranger.pti if pti is None else pti
        enough = stranger.count(now.steady)
        if enough and is_ours and not stranger.asked and self.policies.watched.get(uid, 0.0) <= now.utc:
            stranger.asked = True
            events.append(self._event(StrangerStays, stranger, now))
        return events

    def _make_room(self, now: Moment) -> bool:
        """Forget one that has been silent for a day if there are too many; return whether there is room."""
        if len(self.known) < MOST:
            return True
        oldest = min(self.known.values(), key=lambda one: one.last)
        if now.utc - oldest.last <= DAY:
            return False
        del self.known[oldest.uid]
        return True

    def _event(
        self, kind: type[StrangerHeard | StrangerStays], stranger: Stranger, now: Moment
    ) -> StrangerHeard | StrangerStays:
        """Return an event about a stranger."""
        event_id = self._namer.new(now.utc, kind.__name__, stranger.uid)
        return kind(event_id=event_id, at=now.utc, uid=stranger.uid, pti=stranger.pti, model=stranger.model)


def model_of(uid: Uid, pti: int | None) -> str:
    """Return the model behind an identifier and product type; empty if it cannot be told."""
    if pti is not None:
        return product_of(pti).model
    return REPEATER.model if mid_of(uid) == Mid.REPEATER else ""
