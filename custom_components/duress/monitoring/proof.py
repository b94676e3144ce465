"""Whether the way to an endpoint is known to work: proven by a confirmed exchange, for a while, in this run only."""

import logging
from typing import Final

from .transport import Answer, Outcome

_LOGGER = logging.getLogger(__name__)

INTERVALS: Final = 3  # heartbeats without confirmation before the way counts as unproven
_FAILED: Final = frozenset({Outcome.RETRY, Outcome.THROTTLED, Outcome.REFUSED, Outcome.RETIRED})


class PathProof:
    """The evidence about one endpoint; `now` is the event loop's clock, `at` is UTC, both in seconds.

    A confirmed exchange of any kind proves the way, unless an alarm of an open incident was tried and is not taken yet.
    Every failed one ends the proof at once: a heartbeat that fails is soon followed by another, so a short fault is
    short here too. An accepted one changes nothing.
    """

    def __init__(self, name: str, heartbeat: float) -> None:
        """Begin unproven; `heartbeat` is the seconds between heartbeats."""
        self._name = name
        self._lasts = INTERVALS * heartbeat
        self._until = 0.0
        self._in_trouble = False
        self.proven = False
        self.last_proven: float | None = None
        self.last_answer: Answer | None = None
        self.last_failure: Answer | None = None
        """Why the way is not proven, as far as an answer says it; None while it is."""
        self.failures = 0
        self.retired = False

    def take(self, answer: Answer, now: float, at: float, *, unmet: bool) -> bool:
        """Take over an answer; `unmet`: an alarm fails. Return whether the endpoint answers again after a failure."""
        recovered = self.failures > 0 and answer.outcome not in _FAILED
        self.last_answer = answer
        if answer.outcome in _FAILED:
            self.failures += 1
            self.proven = False
            self.last_failure = answer
            self.retired = self.retired or answer.outcome is Outcome.RETIRED
            self._log_trouble(answer)
            return False
        self.failures = 0
        if answer.is_confirmation:
            self.confirm(now, at, unmet=unmet)
        return recovered

    def confirm(self, now: float, at: float, *, unmet: bool) -> None:
        """Note that the endpoint or its desk confirmed something; `unmet`: an alarm fails all the same."""
        self.retired = False
        self.last_proven = at
        if unmet:
            return
        self.proven = True
        self.last_failure = None
        self._until = now + self._lasts
        if self._in_trouble:
            self._in_trouble = False
            _LOGGER.info("Monitoring endpoint %s confirms messages again", self._name)

    def expire(self, now: float) -> bool:
        """End a proof that is too old; return whether it ended just now."""
        if not self.proven or now < self._until:
            return False
        self.proven = False
        self._in_trouble = True
        _LOGGER.warning("Monitoring endpoint %s has not confirmed anything for %g s", self._name, self._lasts)
        return True

    def expires(self) -> float | None:
        """Return when the proof ends unless something is confirmed before; None without one."""
        return self._until if self.proven else None

    def _log_trouble(self, answer: Answer) -> None:
        """Say once that messages are not confirmed."""
        if self.retired and answer.outcome is Outcome.RETIRED:
            _LOGGER.error(
                "Monitoring endpoint %s says that it is retired (%s); nothing is sent there until it is set up anew,"
                " messages are kept",
                self._name,
                answer.detail,
            )
        elif not self._in_trouble:
            _LOGGER.warning(
                "Monitoring endpoint %s does not confirm messages (%s); they are kept and tried again",
                self._name,
                answer.detail,
            )
        self._in_trouble = True
