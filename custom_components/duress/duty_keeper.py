"""What a running site has to test: read from the ledger, followed as it happens, looked at when a day begins.

Nothing is polled: the list is made anew when something was proven, installed or set, and at midnight. It is told to
entities only when it is another one, and what is overdue is one repair issue, however many tests it is.
"""

from collections.abc import Sequence
from datetime import date, datetime
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later, async_track_time_change
from homeassistant.util import dt as dt_util

from . import clock, issues
from .core.duties import LOOK_BACK, PROVING, Duties, Duty, DutyKind, Standing, counts, day_of, subjects_of
from .core.events import Event, PathTested
from .core.incidents import Incident
from .core.location.proofs import TESTS, RoomTests
from .core.records import EVENTS, from_data
from .installed import endpoints_of
from .ledger import Delivery, DeliveryState, Json, LedgerError
from .listeners import DUTIES, MAP, SITE, SURVEY
from .pack_pages import planned_pages
from .settings import duty_days

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

SETTLE: Final = 1.0
"""Seconds in which what happens leads to one look: a whole school may be installed or tested in a row."""

MOST_NAMED: Final = 10
"""How many overdue tests the repair issue names."""

_SINCE: Final = "duties_since"
_KINDS: Final = frozenset(name for name, kind in EVENTS.items() if issubclass(kind, (*PROVING, *TESTS)))


class DutyKeeper:
    """The test calendar of a site; `duties` is None until the ledger was read."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is known yet."""
        self._site = site
        self._core = Duties()
        self.room_tests = RoomTests()
        self._is_read = False
        self._cancel: list[CALLBACK_TYPE] = []
        self._cancel_look: CALLBACK_TYPE | None = None
        self._stopped = False
        self.today = date.min
        self.duties: Sequence[Duty] | None = None

    @callback
    def start(self) -> None:
        """Begin to follow, and read what was proven before: in the background, as an alarm does not wait for it."""
        hass, entry = self._site.hass, self._site.entry
        self._cancel = [
            self._site.happenings.add(SITE, self._happened),
            self._site.entities.add(SURVEY, self._surveyed),
            self._site.entities.add(MAP, self.look_soon),
            async_track_time_change(hass, self._day_begins, hour=0, minute=0, second=0),
        ]
        self._surveyed()
        _ = entry.async_create_task(hass, self._async_read(), "duress duties")

    @callback
    def stop(self) -> None:
        """Follow nothing more, and take back what only a running site can say."""
        self._stopped = True
        for cancel in self._cancel:
            cancel()
        self._cancel.clear()
        if self._cancel_look is not None:
            self._cancel_look()
            self._cancel_look = None
        issues.duties_overdue(self._site.hass, self._site.entry.entry_id, None)

    @callback
    def look_soon(self) -> None:
        """Make the list anew in a moment."""
        if self._is_read and not self._stopped and self._cancel_look is None:
            job = HassJob(self._settled, cancel_on_shutdown=True)
            self._cancel_look = async_call_later(self._site.hass, SETTLE, job)

    @callback
    def tested(self, endpoint_id: str) -> None:
        """Note that an endpoint confirmed a test message."""
        subentry, now = self._site.entry.subentries.get(endpoint_id), clock.now()
        if subentry is None or self._stopped:
            return
        event = PathTested(
            event_id=self._site.school.new_id(now, "path tested", endpoint_id),
            at=now.utc,
            endpoint_id=endpoint_id,
            label=subentry.title,
        )
        _ = self._site.happened([event], now)

    @callback
    def delivered(self, delivery: Delivery) -> None:
        """Note that an endpoint confirmed a message of an incident: that way works, too."""
        if delivery.incident_id is not None and delivery.state is DeliveryState.DELIVERED:
            self._core.prove(DutyKind.PATH, delivery.endpoint_id, clock.now().utc)
            self.look_soon()

    def proven_rooms(self) -> dict[str, float]:
        """Return when each room was proven last (seconds since 1970), by its id."""
        return self._core.proven_rooms()

    def proven_at(self, kind: DutyKind, key: str) -> float | None:
        """Return when something was seen to work last (seconds since 1970); None if that is not known."""
        return self._core.proven_at(kind, key)

    def tested_at(self, device_id: str) -> float | None:
        """Return when a pendant or button was last pressed to good effect (seconds since 1970); None if not known."""
        return self._core.proven_at(DutyKind.PENDANT, device_id)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many tests of each kind stand how, for support."""
        found = counts(self.duties or (), self.today)
        return {str(kind): {str(one): number for one, number in by.items()} for kind, by in found.items()}

    @callback
    def _happened(self, event: Event, _incident: Incident | None) -> None:
        """Take what is in the ledger now."""
        self.room_tests.take(event)
        if self._core.take(event):
            self.look_soon()

    @callback
    def _surveyed(self) -> None:
        """Take over which rooms the survey was in."""
        walked: dict[str, float] = {}
        for press in self._site.survey.presses:
            if press.heard:
                walked[press.room_id] = max(press.at, walked.get(press.room_id, press.at))
        if self._core.follow_walks(walked):
            self.look_soon()

    @callback
    def _day_begins(self, _now: datetime) -> None:
        """Look at midnight: what was due is overdue."""
        if self._is_read:
            self._look()

    @callback
    def _settled(self, _when: object) -> None:
        """Look, some time after something happened."""
        self._cancel_look = None
        self._look()

    async def _async_read(self) -> None:
        """Take up what was proven as long as it can matter; what cannot be read counts as not proven."""
        ledger = self._site.record.ledger
        await self._site.plans.async_loaded()
        try:
            self._core.restore(_moments(await ledger.get_value(_SINCE)))
            async for page in ledger.upkeep.pages(since=clock.now().utc - LOOK_BACK, kinds=_KINDS):
                for entry, _ in page:
                    try:
                        event = from_data(entry.kind, entry.data)
                    except ValueError as error:
                        _LOGGER.error("Entry %d of the ledger proves no test: %s", entry.seq, error)  # noqa: TRY400 - the sentence says all
                        continue
                    self._core.take(event)
                    self.room_tests.take(event)
            for endpoint_id, at in (await ledger.confirmed_incidents()).items():
                self._core.prove(DutyKind.PATH, endpoint_id, at)
        except LedgerError as error:
            if not self._stopped:
                _LOGGER.warning("What was tested before cannot be read from the ledger: %s", error)
        if not self._stopped:
            self._is_read = True
            self._look()

    @callback
    def _look(self) -> None:
        """Make the list anew, and tell of it if it is another one."""
        site, now, zone = self._site, clock.now().utc, dt_util.get_default_time_zone()
        days = duty_days(site.entry.options)
        endpoints = {one.subentry_id: one.title for one in endpoints_of(site.entry)}
        pages = planned_pages(site)
        for floor_id in pages:
            if (said := site.plans.pack(floor_id).verified) is not None:
                self._core.prove(DutyKind.PACK, floor_id, said.at)
        wanted = [one for one in subjects_of(site.school.roster, endpoints, pages) if days[one.kind]]
        if self._core.follow(wanted, now):
            _ = site.entry.async_create_task(site.hass, self._async_keep(), "duress duties kept")
        before = (self.today, self.duties)
        self.today, self.duties = day_of(now, zone), self._core.all(days, zone)
        if before != (self.today, self.duties):
            issues.duties_overdue(site.hass, site.entry.entry_id, self._digest())
            site.entities.call([DUTIES])

    def _digest(self) -> dict[str, str] | None:
        """Return what is overdue, in counts and the first labels; None if nothing is."""
        overdue = [one for one in self.duties or () if one.standing(self.today) is Standing.OVERDUE]
        if not overdue:
            return None
        numbers = {str(kind): str(sum(one.subject.kind is kind for one in overdue)) for kind in DutyKind}
        labels = [one.subject.label for one in overdue if one.subject.label]
        named = ", ".join(labels[:MOST_NAMED]) + (", …" if len(labels) > MOST_NAMED else "")
        return {
            **numbers,
            "site": self._site.entry.title,
            "count": str(len(overdue)),
            "since": overdue[0].due_on.isoformat(),
            "labels": named or "–",
        }

    async def _async_keep(self) -> None:
        """Keep since when each test is a duty."""
        since: dict[str, Json] = dict(self._core.since)
        try:
            await self._site.record.ledger.set_value(_SINCE, since)
        except LedgerError as error:
            _LOGGER.debug("Since when what is to be tested could not be stored: %s", error)


def _moments(stored: Json) -> dict[str, float]:
    """Return kept moments; a damaged one is left out."""
    found = stored if isinstance(stored, dict) else {}
    return {key: float(at) for key, at in found.items() if isinstance(at, (int, float)) and not isinstance(at, bool)}
