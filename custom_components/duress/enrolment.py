"""Hearing which transmitter a person wants to add: the one that is pressed or reset now and not yet on the roster."""

import asyncio
from dataclasses import dataclass

from homeassistant.core import callback

from .echostream import EndDeviceFlags, EndDeviceReport, RepeaterStatus, Uid
from .listeners import SITE
from .site import Site


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
        self._any = asyncio.Event()

    async def async_listen(self, seconds: float, more: float) -> list[Heard]:
        """Wait up to `seconds` for the first one and then `more` seconds for others; return all that were heard."""
        stop = self._site.reports.add(SITE, self._report)
        self._site.set_enrolling(enrolling=True)
        try:
            async with asyncio.timeout(seconds):
                await self._any.wait()
            await asyncio.sleep(more)
        except TimeoutError:
            return []
        finally:
            self._site.set_enrolling(enrolling=False)
            stop()
        return list(self._heard.values())

    @callback
    def _report(self, report: EndDeviceReport | RepeaterStatus) -> None:
        """Note an unknown transmitter that is pressed or reset; a repeater has no button, so any word of it counts."""
        if isinstance(report, EndDeviceReport):
            uid, pti, meant = report.originator, report.pti, bool(report.alarms or report.flags & EndDeviceFlags.RESET)
        else:
            uid, pti, meant = report.route.originator, None, True
        if meant and uid not in self._site.school.roster.by_uid:
            self._heard.setdefault(uid, Heard(uid, pti))
            self._any.set()
