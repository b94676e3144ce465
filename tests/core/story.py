"""A site with its ledger and a clock that a test moves: timers fire when they are due, what happens is stored."""

from collections.abc import Callable, Sequence
import sqlite3
from typing import Final

from custom_components.duress.core.events import BypassEvent, Event, RehearsalEvent
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.records import from_data
from custom_components.duress.core.roster import Kind, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import EndDeviceReport, Mid, Uid, make_uid
from custom_components.duress.ledger import chain, store
from custom_components.duress.ledger.migrations import upgrade
from custom_components.duress.ledger.verify import Verification, Verifier
from custom_components.duress.record import entry_of
from tests.core.builders import BUTTON, EN1223S, PENDANT, ROOM_204, START, a_school

OTHER: Final = make_uid(Mid.END_DEVICE, 77_001)
NURSE: Final = make_uid(Mid.END_DEVICE, 77_002)
PANIC: Final = make_uid(Mid.END_DEVICE, 77_003)
STRANGER: Final = make_uid(Mid.END_DEVICE, 77_004)
FIXED: Final = 0x12

DEVICES: Final[dict[Uid, str]] = {PENDANT: "pendant", OTHER: "other", NURSE: "nurse", PANIC: "panic", BUTTON: "button"}
KINDS: Final[dict[Uid, Kind]] = {
    PENDANT: Kind.DURESS,
    OTHER: Kind.DURESS,
    NURSE: Kind.ASSIST,
    PANIC: Kind.LOCKDOWN,
    BUTTON: Kind.DURESS,
    STRANGER: Kind.DURESS,
}
MODELS: Final[dict[Uid, int]] = {PANIC: FIXED, BUTTON: FIXED}
WAIT: Final = 45.0
"""Seconds that endpoints wait for a confirmation of an assist call in this school."""

_MOST_TIMERS: Final = 5_000


class Site:
    """What a running site is to its users, without Home Assistant around it."""

    def __init__(self) -> None:
        """Begin with an empty ledger."""
        self.ledger = sqlite3.connect(":memory:", isolation_level=None)
        upgrade(self.ledger)
        self.now = START
        self.stored = 0
        self.school = self._installed()

    def _installed(self) -> School:
        """Return a school as its configuration makes it."""
        school = a_school(
            extra=[
                Transmitter(
                    device_id="other", uid=OTHER, pti=EN1223S, label="Pendant 2", role=Role.PENDANT, room=ROOM_204
                ),
                Transmitter(
                    device_id="nurse", uid=NURSE, pti=EN1223S, label="Nurse", role=Role.PENDANT, kind=Kind.ASSIST
                ),
                Transmitter(
                    device_id="panic", uid=PANIC, pti=FIXED, label="Panic", role=Role.FIXED_BUTTON, kind=Kind.LOCKDOWN
                ),
            ],
            now=self.now,
        )
        school.set_policies(Policies(confirm={Kind.ASSIST: WAIT}))
        return school

    def do(self, events: Sequence[Event]) -> list[Event]:
        """Store what happened."""
        self.ledger.execute("BEGIN")
        chain.append(self.ledger, [entry_of(event) for event in events])
        self.ledger.execute("COMMIT")
        self.stored += len(events)
        return list(events)

    def wait(self, seconds: float) -> list[Event]:
        """Let time go by; each timer fires at its time."""
        end, events = self.now.steady + seconds, list[Event]()
        for _ in range(_MOST_TIMERS):
            deadline = self.school.next_deadline()
            if deadline is None or deadline > end:
                break
            self.now = self.now.later(max(0.0, deadline - self.now.steady))
            events += self.do(self.school.tick(self.now))
        else:
            raise AssertionError("a timer fires again and again")
        self.now = self.now.later(end - self.now.steady)
        return events

    def set_clock(self, seconds: float) -> None:
        """Correct the computer's clock; the steady one goes on."""
        self.now = Moment(self.now.steady, self.now.utc + seconds)

    def hear(self, *reports: EndDeviceReport) -> list[Event]:
        """Let the receiver hear reports now."""
        return [event for one in reports for event in self.do(self.school.receive("receiver-1", one, self.now))]

    def act(self, what: Callable[[Moment], list[Event]]) -> list[Event]:
        """Let somebody do something now."""
        return self.do(what(self.now))

    def restart(self, seconds: float) -> list[Event]:
        """End at once, without a farewell, and start after some seconds from the ledger alone."""
        self.now = Moment(self.now.steady + seconds + 1_000_000.0, self.now.utc + seconds)
        entries = [*store.open_incident_entries(self.ledger), *store.open_trouble_entries(self.ledger)]
        lasting = [
            event
            for entry in store.entries(self.ledger, None, None, 1_000_000)[::-1]
            if isinstance(event := from_data(entry.kind, entry.data), RehearsalEvent | BypassEvent)
        ]
        last = store.last_entry(self.ledger, "incident_raised")
        number = 0 if last is None else last.data["number"]
        assert isinstance(number, int)
        self.school = self._installed()
        events = [from_data(entry.kind, entry.data) for entry in entries]
        return self.do(self.school.restore([*events, *lasting], number, {}, self.now))

    def told(self, *kinds: type[Event]) -> list[Event]:
        """Return everything of some kinds that the ledger has, in order."""
        entries = store.entries(self.ledger, None, None, 1_000_000)[::-1]
        events = [from_data(entry.kind, entry.data) for entry in entries]
        return [event for event in events if isinstance(event, kinds)]

    def verified(self) -> Verification:
        """Check the chain of the ledger from end to end."""
        verifier = Verifier()
        while (found := verifier.step(self.ledger)) is None:
            pass
        return found
