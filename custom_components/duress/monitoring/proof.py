"""Whether the way to an endpoint is known to work: proven by a confirmed exchange, for a while, in this run only.

A way that is not proven may be so for a moment. It is lost once three heartbeats in a row were missed.
"""

import logging
from typing import Final

from .transport import Answer, Outcome

_LOGGER = logging.getLogger(__name__)

INTERVALS: Final = 3  # heartbeats without confirmation before the way counts as unproven
LOST_INTERVALS: Final = INTERVALS + 1 / 6
"""Intervals without a confirmation after which the way is lost: the third heartbeat has time to be answered."""

MISSED: Final = 3
"""Failures in a row after which the way is lost sooner, as heartbeats follow each other faster then."""

PATIENCE: Final = 60.0
"""Seconds that failures must go on for that: an endpoint that restarts is no trouble."""

_FAILED: Final = frozenset({Outcome.RETRY, Outcome.THROTTLED, Outcome.REFUSED, Outcome.RETIRED})


class PathProof:
    """The evidence about one endpoint; `now` is the event loop's clock, `at` is UTC, both in seconds.

    A confirmed exchange of any kind proves the way, unless an alarm of an open incident was tried and is not taken yet.
    Every failed one ends the proof at once: a heartbeat that fails is soon followed by another, so a short fault is
    short here too. An accepted one changes nothing. `lost` begins with three missed heartbeats, and ends with a proof.
    """

    def __init__(self, name: str, heartbeat: float) -> None:
        """Begin unproven; `heartbeat` is the seconds between heartbeats."""
        self._name = name
        self._lasts = INTERVALS * heartbeat
        self._lost_after = LOST_INTERVALS * heartbeat
        self._until = 0.0
        self._heard: float | None = None
        self._failing: float | None = None
        self._in_trouble = False
        self.proven = False
        self.last_proven: float | None = None
        self.last_answer: Answer | None = None
        self.last_failure: Answer | None = None
        """Why the way is not proven, as far as an answer says it; None while it is."""
        self.failures = 0
        self.retired = False
        self.lost = False

    def take(self, answer: Answer, now: float, at: float, *, unmet: bool) -> bool:
        """Take over an answer; `unmet`: an alarm fails. Return whether the endpoint answers again after a failure."""
        recovered = self.failures > 0 and answer.outcome not in _FAILED
        self.last_answer = answer
        if answer.outcome in _FAILED:
            self.failures += 1
            self._failing = now if self._failing is None else self._failing
            self.proven = False
            self.last_failure = answer
            self.retired = self.retired or answer.outcome is Outcome.RETIRED
            self._log_trouble(answer)
            return False
        self.failures, self._failing = 0, None
        if answer.is_confirmation:
            self.confirm(now, at, unmet=unmet)
        return recovered

    def confirm(self, now: float, at: float, *, unmet: bool) -> None:
        """Note that the endpoint or its desk confirmed something; `unmet`: an alarm fails all the same."""
        self.retired = False
        self.last_proven = at
        self._heard, self._failing = now, None
        if unmet:
            return
        self.proven, self.lost = True, False
        self.last_failure = None
        self._until = now + self._lasts
        if self._in_trouble:
            self._in_trouble = False
            _LOGGER.info("Monitoring endpoint %s confirms messages again", self._name)

    def expire(self, now: float) -> bool:
        """End a proof that is too old, and see whether the way is lost; return whether one of them was just now.

        The first call begins the wait for a confirmation.
        """
        if self._heard is None:
            self._heard = now
        is_lost = not self.lost and now >= self._lost_at(self._heard)
        self.lost = self.lost or is_lost
        if not self.proven or now < self._until:
            return is_lost
        self.proven = False
        self._in_trouble = True
        _LOGGER.warning("Monitoring endpoint %s has not confirmed anything for %g s", self._name, self._lasts)
        return True

    def expires(self) -> float | None:
        """Return when `expire` has something to say unless something is confirmed before; None if nothing more."""
        moments = [self._until] if self.proven else []
        if not self.lost and self._heard is not None:
            moments.append(self._lost_at(self._heard))
        return min(moments, default=None)

    def _lost_at(self, heard: float) -> float:
        """Return when the way is lost unless something is confirmed; an endpoint that says it is retired is at once."""
        if self.retired:
            return heard
        latest = heard + self._lost_after
        if self._failing is None or self.failures < MISSED:
            return latest
        return min(latest, self._failing + min(PATIENCE, self._lost_after))

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
