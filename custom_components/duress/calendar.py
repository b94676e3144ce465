"""The test calendar: what has to be tested by when, one entry for each day and kind, with what it is about."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import override

from homeassistant.components.calendar import CalendarEntity, CalendarEntityDescription, CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .core.duties import Duty, DutyKind, Standing
from .entity import SiteEntity
from .listeners import DUTIES
from .phrases import say
from .site import DuressConfigEntry

PARALLEL_UPDATES = 0

TESTS = CalendarEntityDescription(key="test_calendar", translation_key="tests")
DAY = timedelta(days=1)


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the test calendar of a site."""
    async_add_entities([TestCalendar(entry.runtime_data, TESTS)])


class TestCalendar(SiteEntity, CalendarEntity):
    """What has to be tested next; what was not tested stays on its day and is called overdue.

    A hundred pendants that are due on a day are one entry. Nothing is entered by hand: days follow from what happened.
    """

    follows = DUTIES

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return what is due next, today included, in counts alone: whose test it is stays out of the state."""
        today = self.site.duty_keeper.today
        return next((self._entry(*one, described=False) for one in self._by_day() if one[1][0].due_on >= today), None)

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what is and was due in a time, with what it is about."""
        entries = [self._entry(kind, duties, described=True) for kind, duties in self._by_day()]
        return [
            one
            for one in entries
            if one.start_datetime_local < end_date and one.end_datetime_local > dt_util.as_local(start_date)
        ]

    def _by_day(self) -> Iterator[tuple[DutyKind, Sequence[Duty]]]:
        """Yield the tests of each day and kind, the earliest first."""
        duties = self.site.duty_keeper.duties or ()
        for (_, kind), group in groupby(duties, key=lambda one: (one.due_on, one.subject.kind)):
            yield kind, list(group)

    def _entry(self, kind: DutyKind, duties: Sequence[Duty], *, described: bool) -> CalendarEvent:
        """Return the tests of one day and kind as an entry that lasts the whole day."""
        day = duties[0].due_on
        is_overdue = duties[0].standing(self.site.duty_keeper.today) is Standing.OVERDUE
        summary = say(self.hass, f"calendar_{kind}", count=len(duties))
        labels = [one.subject.label for one in duties if one.subject.label]
        return CalendarEvent(
            start=day,
            end=day + DAY,
            summary=say(self.hass, "calendar_overdue", what=summary) if is_overdue else summary,
            description=", ".join(labels) if described and labels else None,
            uid=f"{kind}:{day.isoformat()}",
        )
