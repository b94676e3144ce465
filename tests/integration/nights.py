"""A site whose clock on the wall is put forward, while real servers are talked to in real time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time as time_of_day, timedelta
import time

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.duress import clock, daily
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import until


@dataclass(slots=True)
class Wall:
    """What the site takes for the computer's clocks."""

    ahead: float = 0.0

    def time(self) -> float:
        """Return UTC seconds."""
        return time.time() + self.ahead

    def monotonic(self) -> float:
        """Return the steady clock, which nobody puts forward."""
        return time.monotonic()


@dataclass(slots=True)
class Nights:
    """Local days and hours, counted from the day after the test began."""

    hass: HomeAssistant
    wall: Wall
    first: date = field(default_factory=lambda: dt_util.now().date() + timedelta(days=1))

    @classmethod
    def of(cls, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> Nights:
        """Take over the site's clock, which is then read often."""
        nights = cls(hass, Wall())
        monkeypatch.setattr(clock, "time", nights.wall)
        monkeypatch.setattr(daily, "LOOK_AGAIN", 0.02)
        return nights

    async def come(self, day: int, hour: int, minute: int = 0) -> None:
        """Let a moment come, and everything that is due by then."""
        moment = time_of_day(hour, minute)
        zone = dt_util.get_default_time_zone()
        self.wall.ahead = datetime.combine(self.first + timedelta(days=day), moment, zone).timestamp() - time.time()
        await self.settle()

    async def settle(self) -> None:
        """Let everything that is due be done and stored."""
        begun = time.monotonic()
        await until(lambda: time.monotonic() - begun > 0.15)
        await self.hass.async_block_till_done()

    async def restart(self, entry: DuressConfigEntry) -> None:
        """Set a site up anew."""
        assert await self.hass.config_entries.async_unload(entry.entry_id)
        await self.start(entry)

    async def start(self, entry: DuressConfigEntry) -> None:
        """Set a site up."""
        assert await self.hass.config_entries.async_setup(entry.entry_id)
        await self.settle()
