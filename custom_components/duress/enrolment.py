"""Hearing which transmitter a person wants to add: the one that is pressed or reset now and not yet on the roster."""

import asyncio
from dataclasses import dataclass
import time
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later

from .echostream import EndDeviceFlags, EndDeviceReport, RepeaterStatus, Uid
from .listeners import SITE
from .site import Site

SERIES_PATIENCE: Final = 180.0
"""Seconds a person may take for a form of a series before presses of unknown transmitters are alarms again."""

COPIES: Final = 10.0
"""Seconds in which messages of a transmitter that was offered in a series are copies, not another press of it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A transmitter that made itself known."""

    uid: Uid
    pti: int | None


class Enrolment:
    """Listens at one site. Meanwhile a press of an unknown transmitter adds it and raises no incident."""

    def __init__(self, site: Site) -> None:
        """Be ready to listen."""
        self._site = site
        self._heard: dict[Uid, Heard] = {}
        self._offered: dict[Uid, float] = {}
        self._any = asyncio.Event()
        self._stop: CALLBACK_TYPE | None = None
        self._cancel_patience: CALLBACK_TYPE | None = None

    async def async_listen(self, seconds: float, more: float, *, hold: bool = False) -> list[Heard]:
        """Wait up to `seconds` for the first one and then `more` seconds for others; return all that were heard.

        With `hold`, go on hearing while the person fills in a form, for `SERIES_PATIENCE` seconds or until `end`.
        """
        self._begin()
        self._forget_installed()
        try:
            async with asyncio.timeout(seconds):
                await self._any.wait()
            await asyncio.sleep(more)
        except TimeoutError:
            return []
        finally:
            if not (hold and self._heard):
                self.end()
        self._forget_installed()
        heard = list(self._heard.values())
        if hold:
            self._offered = dict.fromkeys(self._heard, time.monotonic())
            self._heard.clear()
            self._any.clear()
            job = HassJob(self._impatient, cancel_on_shutdown=True)
            self._cancel_patience = async_call_later(self._site.hass, SERIES_PATIENCE, job)
        return heard

    @callback
    def end(self) -> None:
        """Listen no more; a press of an unknown transmitter is a press again. Ending twice is harmless."""
        self._be_patient()
        if self._stop is not None:
            self._site.set_enrolling(enrolling=False)
            self._stop()
            self._stop = None

    @callback
    def _begin(self) -> None:
        """Listen, if that is not so already."""
        self._be_patient()
        if self._stop is None:
            self._stop = self._site.reports.add(SITE, self._report)
            self._site.set_enrolling(enrolling=True)

    @callback
    def _forget_installed(self) -> None:
        """Forget who was installed after it was heard."""
        for uid in self._heard.keys() & self._site.school.roster.by_uid.keys():
            del self._heard[uid]
        if not self._heard:
            self._any.clear()

    @callback
    def _be_patient(self) -> None:
        """Forget when patience would have ended."""
        if self._cancel_patience is not None:
            self._cancel_patience()
            self._cancel_patience = None

    @callback
    def _impatient(self, _when: object) -> None:
        """End, because nobody fills in the form."""
        self._cancel_patience = None
        self.end()

    @callback
    def _report(self, report: EndDeviceReport | RepeaterStatus) -> None:
        """Note an unknown transmitter that is pressed or reset; a repeater has no button, so any word of it counts."""
        if isinstance(report, EndDeviceReport):
            uid, pti, meant = report.originator, report.pti, bool(report.alarms or report.flags & EndDeviceFlags.RESET)
        else:
            uid, pti, meant = report.route.originator, None, True
        is_copy = time.monotonic() - self._offered.get(uid, float("-inf")) < COPIES
        if meant and not is_copy and uid not in self._site.school.roster.by_uid:
            self._heard.setdefault(uid, Heard(uid, pti))
            self._any.set()
