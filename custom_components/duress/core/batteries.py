"""When batteries are due: the day they were put in and the typical life of the model. A forecast, not a measurement."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .roster import Transmitter


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryFacts:
    """The battery of one transmitter; `due` is None without a date or a known life."""

    transmitter: Transmitter
    due: date | None
    low: bool

    @property
    def cell(self) -> str | None:
        """What to buy, as far as it is known."""
        return battery.cell if (battery := self.transmitter.product.battery) is not None else None


def due_date(transmitter: Transmitter) -> date | None:
    """Return the day by which a transmitter should get a new battery; None if that cannot be told."""
    battery = transmitter.product.battery
    if transmitter.battery_installed is None or battery is None:
        return None
    return _months_later(transmitter.battery_installed, battery.months)


def wanting(facts: Iterable[BatteryFacts], until: date) -> list[BatteryFacts]:
    """Return the batteries that are low or due by a day, the most urgent first."""
    chosen = [one for one in facts if one.low or (one.due is not None and one.due <= until)]
    return sorted(chosen, key=lambda one: (not one.low, one.due or date.max, one.transmitter.label))


def cells(facts: Iterable[BatteryFacts]) -> dict[str, int]:
    """Return how many cells of each type are needed; those of unknown type are counted as "unknown"."""
    return dict(sorted(Counter(one.cell or "unknown" for one in facts).items()))


def _months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
