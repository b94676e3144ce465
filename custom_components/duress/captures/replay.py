"""Replaying a capture: its bytes go through the protocol and the core as they did, on a clock of the capture's own.

A replay begins like a site that has just started with everything heard as the header says. Time passes as far as the
next line, and what falls due on the way happens at its own moment, so nothing depends on the computer or the hour.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ..core.events import Event
from ..core.moment import Moment
from ..core.roster import Role, Transmitter
from ..core.school import School
from ..echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    FrameReader,
    Message,
    RepeaterFlags,
    RepeaterStatus,
    Route,
    Uid,
    decode,
)
from ..echostream.framing import IDLE_TIMEOUT
from .installed import Installed
from .lines import Change, Footer, Header, Line, Link, Read

SITE: Final = "site"
"""Every replayed site has this identifier, from which the identifiers of its events follow."""

_NOBODY: Final = Uid(0)
_LEVEL: Final = 60


@dataclass(slots=True)
class Totals:
    """What a replay has gone through; `failures` are messages the core could not handle."""

    reads: int = 0
    bytes: int = 0
    messages: int = 0
    events: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    footer: Footer | None = None


class _Ear:
    """One receiver as a replay follows it: its frames, and when its line fell silent within one."""

    def __init__(self, device_id: str) -> None:
        """Start with nothing pending."""
        self.device_id = device_id
        self.reader = FrameReader()
        self.last = 0.0

    @property
    def gives_up(self) -> float | None:
        """When an unfinished frame is given up, in seconds of the capture."""
        return self.last + IDLE_TIMEOUT if self.reader.pending else None


class Replay:
    """One run of one capture: lines in, events out."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.totals = Totals()
        self._school = School(SITE)
        self._ears: dict[int, _Ear] = {}
        self._begun = 0.0

    @property
    def discarded(self) -> int:
        """Bytes that were no part of any frame."""
        return sum(ear.reader.counters.discarded_bytes for ear in self._ears.values())

    @property
    def checksum_errors(self) -> int:
        """Frames with a wrong checksum."""
        return sum(ear.reader.counters.checksum_errors for ear in self._ears.values())

    def run(self, lines: Iterable[Header | Line]) -> Iterator[Event]:
        """Yield the events of a capture as they happen; lines as `read_capture` yields them."""
        for line in lines:
            if isinstance(line, Header):
                self._begin(line)
                continue
            for event in self._take(line):
                self.totals.events += 1
                yield event

    def _begin(self, header: Header) -> None:
        """Bring a new site to where the recorded one was; nothing of that is an event of the capture."""
        self._begun = header.begun.timestamp()
        steps: list[tuple[float, int | str]] = [(ago, number) for number, (_, ago) in header.links.items()]
        steps += [(ago, device_id) for device_id, ago in header.heard.items()]
        steps.sort(key=lambda step: -step[0])
        self._install(header.installed, -steps[0][0] if steps else 0.0)
        for ago, who in steps:
            self._wait(-ago)
            if isinstance(who, int):
                self._link(who, -ago, connected=header.links[who][0])
            elif (transmitter := self._school.roster.transmitters.get(who)) is not None:
                self._school.receive("", _check_in(transmitter), self._at(-ago))
        self._wait(0.0)

    def _wait(self, until: float) -> None:
        """Let time pass before the beginning."""
        for _ in self._pass(until):
            pass

    def _take(self, line: Line) -> Iterator[Event]:
        """Let time pass up to a line, then do what it says."""
        yield from self._pass(line.at)
        self.totals.seconds = line.at
        match line:
            case Read():
                ear = self._ears[line.receiver]
                ear.last = line.at
                self.totals.reads += 1
                self.totals.bytes += len(line.data)
                yield from self._hear(ear, ear.reader.feed(line.data), line.at)
            case Link():
                if not line.connected:
                    self._ears[line.receiver].reader.clear()
                yield from self._link(line.receiver, line.at, connected=line.connected, detail=line.detail)
            case Change():
                self._install(line.installed, line.at)
            case Footer():
                self.totals.footer = line

    def _pass(self, until: float) -> Iterator[Event]:
        """Let time pass: deadlines of the site and unfinished frames, each at its moment."""
        while True:
            deadline = self._school.next_deadline()
            due = [(at, number) for number, ear in self._ears.items() if (at := ear.gives_up) is not None]
            frame_at, number = min(due, default=(None, 0))
            if frame_at is not None and frame_at <= until and (deadline is None or frame_at <= deadline):
                ear = self._ears[number]
                while ear.reader.pending:
                    yield from self._hear(ear, ear.reader.give_up(), frame_at)
            elif deadline is not None and deadline <= until:
                events = self._school.tick(self._at(deadline))
                yield from events
                if not events and self._school.next_deadline() == deadline:
                    return
            else:
                return

    def _hear(self, ear: _Ear, frames: list[bytes], at: float) -> Iterator[Event]:
        """Hand frames to the site; one it cannot handle is counted and keeps no other back, as on a live line."""
        for frame in frames:
            self.totals.messages += 1
            try:
                events = self._school.receive(ear.device_id, decode(frame), self._at(at))
            except Exception as error:  # noqa: BLE001 - whatever it is, the next message may be a call for help
                self.totals.failures.append(f"{frame.hex()} at {at:.3f} s: {error!r}")
                continue
            yield from events

    def _link(self, number: int, at: float, *, connected: bool, detail: str = "") -> list[Event]:
        """Tell the site of a link."""
        device_id = self._ears[number].device_id
        return self._school.link_changed(device_id, self._at(at), connected=connected, detail=detail)

    def _install(self, installed: Installed, at: float) -> None:
        """Tell the site what is installed; a receiver that stays keeps its unfinished frame."""
        self._school.install((one.receiver for one in installed.receivers), installed.transmitters, self._at(at))
        for one in installed.receivers:
            self._ears.setdefault(one.number, _Ear(one.receiver.device_id))

    def _at(self, seconds: float) -> Moment:
        """Return a moment of the capture."""
        return Moment(seconds, self._begun + seconds)


def _check_in(transmitter: Transmitter) -> Message:
    """Return a message that says no more than that a device is alive."""
    if transmitter.role is Role.REPEATER:
        return RepeaterStatus(Route(transmitter.uid, _NOBODY), int(RepeaterFlags.NO_CHANGE), _LEVEL, _LEVEL)
    return EndDeviceReport(
        transmitter.uid, _NOBODY, transmitter.pti or 0, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, _LEVEL, _LEVEL
    )
