"""Recording what the receivers of a site say into a capture file; a replay turns it into the same events again.

Bytes are taken from the links after their messages were handled, gathered for a moment and written by an executor, so
that nothing waits for the disk. Whatever goes wrong ends the recording and nothing else.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from errno import ECANCELED
import logging
import os
from pathlib import Path
import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, callback

from . import clock, issues
from .captures import CaptureWriter, Change, End, Header, Installed, Line, Link, Neutral, Read, Recorded, Written, prune
from .const import CONF_BAUDRATE, CONF_RECEIVER_TYPE, DEFAULT_BAUDRATE, VERSION
from .installed import receivers_of
from .receivers import ReceiverLink

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

GATHER: Final = 0.25
"""Seconds in which lines are gathered before they are written together."""

MOST_WAITING: Final = 4_000_000
"""Bytes that may wait for a disk that does not answer; then it is taken for broken."""

_OVERHEAD: Final = 200

PATIENCE: Final = 5.0
"""Seconds to wait for the last lines to be written."""


class Recording:
    """One capture that is being made of some receivers of a site."""

    def __init__(self, site: Site, writer: CaptureWriter, only: str | None, seconds: float) -> None:
        """Take over an empty file; `only` is a receiver, None means all of the site."""
        self._site = site
        self._writer = writer
        self._only = only
        self._neutral = Neutral()
        self._numbers: dict[str, int] = {}
        self._untap: dict[str, CALLBACK_TYPE] = {}
        self._links: dict[str, tuple[bool, str]] = {}
        self._lines: list[Line] = []
        self._waiting = 0
        self._last = 0.0
        self._some = asyncio.Event()
        self._over = asyncio.Event()
        self._end: End | None = None
        self._ended_at = 0.0
        self._task: asyncio.Task[None] | None = None
        now = clock.now()
        self._begun = now.steady
        self._until = now.steady + seconds
        self.ends_at = now.utc + seconds
        self._installed = self._what_is_installed()
        self.header = self._header(now.utc)
        self.written: Written | None = None
        for receiver_id in self._numbers:
            if (link := site.links.link(receiver_id)) is not None:
                self.tap(receiver_id, link)

    @property
    def path(self) -> Path:
        """The file."""
        return self._writer.path

    async def async_begin(self) -> None:
        """Write the header and begin; OSError if the disk does not take it, and then nothing is left of it."""
        try:
            await self._site.hass.async_add_executor_job(self._writer.begin, self.header)
        except OSError:
            self.finish(End.DISK)
            await self._site.hass.async_add_executor_job(self._writer.discard)
            raise
        # Not one of Home Assistant's own tasks: those are cancelled before the last presses of a stop are heard.
        self._task = self._site.hass.loop.create_task(self._run(), name="duress recording")

    async def async_end(self, end: End) -> Written:
        """End it if it has not ended; return what was written once that is on the disk, or the disk is given up."""
        self.finish(end)
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=PATIENCE)
            self._task.cancel()
        return self.written or self._writer.so_far(End.DISK)

    # What is recorded

    @callback
    def tap(self, receiver_id: str, link: ReceiverLink) -> None:
        """Take the bytes of a link; a link that was replaced goes on under the number of its receiver."""
        if self._end is not None or receiver_id not in self._numbers:
            return
        number = self._numbers[receiver_id]

        def note(data: bytes, at: float) -> None:
            """Note some bytes."""
            self._note(Read(at=at - self._begun, receiver=number, data=data), len(data))

        if (untap := self._untap.pop(receiver_id, None)) is not None:
            untap()
        self._untap[receiver_id] = link.tap(note)

    @callback
    def link_changed(self, receiver_id: str, at: float, *, connected: bool, detail: str) -> None:
        """Note the state of a link; one that is only said again counts from now."""
        number = self._numbers.get(receiver_id)
        if number is None or self._links.get(receiver_id) == (connected, detail):
            return
        self._links[receiver_id] = (connected, detail)
        since = max(at - self._begun, self._last)
        self._note(Link(at=since, receiver=number, connected=connected, detail=detail))

    @callback
    def installed(self) -> None:
        """Note what is installed if that is not what it was; end with the last recorded receiver."""
        if self._end is not None:
            return
        installed = self._what_is_installed()
        if not installed.receivers:
            self.finish(End.REMOVED)
        elif installed != self._installed:
            self._installed = installed
            self._note(Change(at=time.monotonic() - self._begun, installed=installed))

    @callback
    def _note(self, line: Line, size: int = 0) -> None:
        """Have a line written soon."""
        if self._end is not None:
            return
        self._last = max(self._last, line.at)
        self._lines.append(line)
        self._waiting += size + _OVERHEAD
        self._some.set()
        if self._waiting > MOST_WAITING:
            self._failed("no answer from the disk")

    # Writing

    async def _run(self) -> None:
        """Write what was noted until the end, then the footer."""
        try:
            while self._end is None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._until - time.monotonic()):
                        await self._some.wait()
                if time.monotonic() >= self._until:
                    self.finish(End.TIME)
                with suppress(TimeoutError):
                    async with asyncio.timeout(GATHER):
                        await self._over.wait()
                await self._write()
            at = self._ended_at - self._begun
            self.written = await self._site.hass.async_add_executor_job(self._writer.finish, self._end, at)
        except OSError as error:
            self._failed(error.strerror or type(error).__name__)
            # As much of an end as the disk still takes; that it takes no more was said.
            with suppress(OSError):
                self.written = await self._site.hass.async_add_executor_job(self._writer.finish, End.DISK, 0.0)
        except Exception:
            _LOGGER.exception("The recording %s failed and has ended; alarms are not affected", self.path.name)
            self.finish(End.FAILED)
            with suppress(OSError):
                self.written = await self._site.hass.async_add_executor_job(self._writer.finish, End.FAILED, 0.0)
        finally:
            _LOGGER.info("The recording %s has ended (%s)", self.path.name, self._end)

    async def _write(self) -> None:
        """Write what waits."""
        lines, self._lines, self._waiting = self._lines, [], 0
        self._some.clear()
        if not await self._site.hass.async_add_executor_job(self._writer.write, lines):
            self.finish(End.SIZE)

    @callback
    def finish(self, end: End) -> None:
        """Take no more; the first reason is the one that counts."""
        if self._end is not None:
            return
        self._end = end
        self._ended_at = min(time.monotonic(), self._until)
        for untap in self._untap.values():
            untap()
        self._untap.clear()
        self._some.set()
        self._over.set()
        self._site.recorder.ended(self)

    @callback
    def _failed(self, detail: str) -> None:
        """Say that the disk ended it."""
        self.finish(End.DISK)
        _LOGGER.warning(
            "The recording %s ended because it could not be written (%s); alarms are not affected. Free space on the "
            "disk and record again",
            self.path.name,
            detail,
        )
        issues.recording_failed(self._site.hass, self._site.entry.entry_id, self.path.name, detail)

    # The header

    def _header(self, utc: float) -> Header:
        """Return what a replay must know of this moment."""
        school = self._site.school
        links: dict[int, tuple[bool, float]] = {}
        for receiver_id, number in self._numbers.items():
            link = self._site.links.link(receiver_id)
            if (connected := school.connected.get(receiver_id)) is not None and link is not None:
                links[number] = (connected, max(0.0, self._begun - link.status.since))
        heard = {
            device_id: max(0.0, utc - state.heard_at)
            for device_id in school.roster.transmitters
            if (state := school.devices[device_id]).heard_since_start and state.heard_at is not None
        }
        begun = datetime.fromtimestamp(utc, UTC)
        return Header(software=VERSION, begun=begun, installed=self._installed, links=links, heard=heard)

    def _what_is_installed(self) -> Installed:
        """Return what is installed under neutral names; a receiver keeps its number, a new one gets the next."""
        roster = self._site.school.roster
        settings = {one.subentry_id: one.data for one in receivers_of(self._site.entry)}
        wanted = [
            receiver
            for receiver_id, receiver in roster.receivers.items()
            if receiver_id in settings and self._only in (None, receiver_id)
        ]
        receivers, transmitters = self._neutral.of(wanted, roster.transmitters.values())
        for receiver in receivers:
            self._numbers.setdefault(receiver.device_id, len(self._numbers) + 1)
        recorded = tuple(
            Recorded(
                number=self._numbers[receiver.device_id],
                kind=str(settings[receiver.device_id][CONF_RECEIVER_TYPE]),
                baudrate=int(settings[receiver.device_id].get(CONF_BAUDRATE, DEFAULT_BAUDRATE)),
                receiver=receiver,
            )
            for receiver in receivers
        )
        return Installed(receivers=recorded, transmitters=tuple(transmitters))


class Recorder:
    """What can be recorded at a site: one capture at a time."""

    def __init__(self, site: Site) -> None:
        """Start with nothing recorded."""
        self._site = site
        self._opening = False
        self._stopped = False
        self.running: Recording | None = None

    @property
    def busy(self) -> bool:
        """Whether a recording runs or is about to."""
        return self._opening or self.running is not None

    async def async_begin(self, only: str | None, seconds: float, busy: frozenset[Path]) -> Recording:
        """Begin a recording of one receiver or of all; OSError if it cannot be written.

        The oldest captures make room for it, but none of `busy`, which are being written. Ask `busy` before.
        """
        self._opening = True
        try:
            folder = Path(self._site.hass.config.path("duress", "captures"))
            writer = await self._site.hass.async_add_executor_job(_open, folder, busy)
            if self._stopped:
                await self._site.hass.async_add_executor_job(writer.discard)
                raise OSError(ECANCELED, os.strerror(ECANCELED))
            recording = self.running = Recording(self._site, writer, only, seconds)
            await recording.async_begin()
        finally:
            self._opening = False
        issues.recording_works(self._site.hass, self._site.entry.entry_id)
        return recording

    async def async_stop(self) -> None:
        """End what is recorded, because the site is being stopped."""
        self._stopped = True
        if self.running is not None:
            await self.running.async_end(End.STOPPED)

    @callback
    def ended(self, recording: Recording) -> None:
        """Forget a recording that takes no more."""
        if self.running is recording:
            self.running = None

    @callback
    def link_begun(self, receiver_id: str, link: ReceiverLink) -> None:
        """Follow a receiver whose link is new."""
        self._tell(lambda recording: recording.tap(receiver_id, link))

    @callback
    def link_changed(self, receiver_id: str, at: float, *, connected: bool, detail: str) -> None:
        """Follow the state of a link."""
        self._tell(lambda recording: recording.link_changed(receiver_id, at, connected=connected, detail=detail))

    @callback
    def installed(self) -> None:
        """Follow what is installed."""
        self._tell(Recording.installed)

    def _tell(self, act: Callable[[Recording], None]) -> None:
        """Tell the recording that runs; if it fails at that, it ends, and the site goes on as if there were none."""
        if (recording := self.running) is None:
            return
        try:
            act(recording)
        except Exception:
            _LOGGER.exception("The recording %s failed and has ended; alarms are not affected", recording.path.name)
            recording.finish(End.FAILED)


def _open(folder: Path, busy: frozenset[Path]) -> CaptureWriter:
    """Make room and a file."""
    for name in prune(folder, busy):
        _LOGGER.info("The capture %s was removed to make room for a new one", name)
    return CaptureWriter(folder, datetime.now(UTC))
