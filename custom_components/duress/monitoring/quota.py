"""How much may come in a time: so many at once, then as fast as it refills."""


class Quota:
    """At most `most` in `seconds`, whatever asks; all at once or one by one."""

    def __init__(self, most: int, seconds: float) -> None:
        """Start with nothing taken."""
        self._most = float(most)
        self._per_second = most / seconds
        self._left = float(most)
        self._at: float | None = None

    def take(self, now: float) -> bool:
        """Take one at a monotonic time; False if there is none left."""
        if self._at is not None:
            self._left = min(self._most, self._left + max(0.0, now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
