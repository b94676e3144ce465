"""What somebody at the school is reminded of: loans that did not come back, pendants nobody has, people with two."""

from datetime import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from . import clock, issues
from .core.gaps import find_gaps
from .core.roster import Life
from .ledger import Custody
from .listeners import LOANS

if TYPE_CHECKING:
    from .people import People
    from .site import Site

REMIND_AT: Final = time(16, 30)
"""Local time of the day at which loans that are due that day are expected back."""


def remind_at(utc: float) -> float:
    """Return when loans are reminded of on the local day of a time (both UTC seconds)."""
    local = dt_util.as_local(dt_util.utc_from_timestamp(utc))
    return local.replace(hour=REMIND_AT.hour, minute=REMIND_AT.minute, second=0, microsecond=0).timestamp()


def overdue_from(loan: Custody) -> float | None:
    """Return from when on a loan is overdue (UTC seconds); None for what is no loan.

    It is the reminder of the day it is due. A loan that begins after that has until its very time.
    """
    if loan.life != Life.LOANED or loan.due is None:
        return None
    reminder = remind_at(loan.due)
    return reminder if loan.since < reminder else loan.due


class Reminders:
    """Repair issues about the roster, with counts and labels but never a name, and one timer for the next loan."""

    def __init__(self, site: Site, people: People) -> None:
        """Remind of nothing yet."""
        self._site = site
        self._people = people
        self._cancel: CALLBACK_TYPE | None = None
        self.overdue: list[str] = []

    @callback
    def update(self) -> None:
        """Look at everything anew and wait for the next loan."""
        self.stop()
        now = clock.now().utc
        times = [
            (holding.label, moment)
            for holding in self._people.holdings()
            if (custody := self._people.custody(holding.device_id)) is not None
            and (moment := overdue_from(custody)) is not None
        ]
        overdue = [label for label, moment in times if moment <= now]
        if overdue != self.overdue:
            self.overdue = overdue
            self._site.entities.call([LOANS])
        self._raise()
        if later := [moment for _, moment in times if moment > now]:
            job = HassJob(self._due, cancel_on_shutdown=True)
            self._cancel = async_call_later(self._site.hass, min(later) - now, job)

    @callback
    def stop(self) -> None:
        """Wait for nothing."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def clear(self) -> None:
        """Remind of nothing any more."""
        self.stop()
        self._show([], [], [])

    @callback
    def _due(self, _when: object) -> None:
        """Look again: a loan is due."""
        self._cancel = None
        self.update()

    @callback
    def _raise(self) -> None:
        """Show what is wrong and take back what is not any more."""
        known = self._people.known
        gaps = find_gaps(self._people.holdings(), known)
        doubles = sorted(one.label for several in gaps.doubles.values() for one in several)
        unheld = [one.label for one in gaps.without_holder] if known else []
        self._show(self.overdue, doubles, unheld)

    @callback
    def _show(self, overdue: list[str], doubles: list[str], unheld: list[str]) -> None:
        """Have exactly the issues about these labels."""
        hass, site_id = self._site.hass, self._site.entry.entry_id
        issues.roster(hass, site_id, "loans_overdue", overdue)
        issues.roster(hass, site_id, "two_for_one", doubles)
        issues.roster(hass, site_id, "without_holder", unheld)
