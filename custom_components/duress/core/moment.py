"""The clock as an argument: a steady time for deadlines and the UTC time for people and records."""

from typing import NamedTuple


class Moment(NamedTuple):
    """One instant; `steady` only ever grows (seconds, no epoch), `utc` is seconds since 1970 and may be corrected."""

    steady: float
    utc: float

    def later(self, seconds: float) -> Moment:
        """Return the moment some seconds after this one."""
        return Moment(self.steady + seconds, self.utc + seconds)
