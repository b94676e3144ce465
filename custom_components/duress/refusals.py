"""Refused receipts in the log: enough to see what is wrong, and never so many that nothing else is seen."""

import logging
import time
from typing import Final

_LOGGER = logging.getLogger(__name__)

PAUSE: Final = 60.0
"""Seconds between two lines."""


class Refusals:
    """Says the first refusal at once, and then at most one in a minute, with how many there were."""

    def __init__(self) -> None:
        """Start with none."""
        self._next = 0.0
        self._unsaid = 0

    def note(self, message: str, *values: object) -> None:
        """Say a refusal, or count it."""
        now = time.monotonic()
        if now < self._next:
            self._unsaid += 1
            return
        self._next = now + PAUSE
        more, self._unsaid = self._unsaid, 0
        _LOGGER.warning(message, *values)
        if more:
            _LOGGER.warning("Since the one before, %d more receipts were refused", more)
