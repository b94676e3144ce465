"""The last test that somebody sent to each endpoint, and its answer: kept, so that it is shown after a restart."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Final, Self

from . import clock
from .ledger import Json, LedgerError
from .monitoring import Answer, Encoded, Outcome

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

PATIENCE: Final = 5.0
"""Seconds that whoever sent a test waits for a disk."""

_PREFIX: Final = "last test "


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTest:
    """A test, when it was answered (UTC s), and how."""

    at: float
    answer: Answer

    @property
    def event_id(self) -> str:
        """The id it was sent under."""
        return self.answer.event_id

    def as_fact(self) -> dict[str, Json]:
        """Return it as it is kept."""
        answer, sent = self.answer, self.answer.sent
        return {
            "at": self.at,
            "event_id": answer.event_id,
            "outcome": str(answer.outcome),
            "status": answer.status,
            "detail": answer.detail,
            "latency": answer.latency,
            "skew": answer.skew,
            "is_final": answer.is_final,
            "problem": answer.problem,
            "content_type": None if sent is None else sent.content_type,
            "body": None if sent is None else sent.body.decode("utf-8", "replace"),
        }

    @classmethod
    def of_fact(cls, fact: Json) -> Self | None:
        """Return what was kept; None if it is damaged."""
        if not isinstance(fact, Mapping):
            return None
        try:
            body = fact["body"]
            sent = None if body is None else Encoded(content_type=str(fact["content_type"]), body=str(body).encode())
            answer = Answer(
                outcome=Outcome(str(fact["outcome"])),
                status=_number(fact["status"], int),
                detail=str(fact["detail"]),
                latency=_number(fact["latency"], float) or 0.0,
                skew=_number(fact["skew"], float),
                is_final=bool(fact["is_final"]),
                problem=None if fact["problem"] is None else str(fact["problem"]),
                sent=sent,
                event_id=str(fact["event_id"]),
            )
            return cls(at=_number(fact["at"], float) or 0.0, answer=answer)
        except KeyError, TypeError, ValueError:
            return None


class LastTests:
    """The last test of each endpoint of a site, by its subentry."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; none is known yet."""
        self._site = site
        self._tests: dict[str, LastTest] = {}

    async def async_start(self) -> None:
        """Take up what a former run kept."""
        try:
            facts = await self._site.record.ledger.get_values(_PREFIX)
        except LedgerError as error:
            _LOGGER.warning("What the last tests of endpoints were answered cannot be read: %s", error)
            return
        for key, fact in facts.items():
            if (test := LastTest.of_fact(fact)) is not None:
                self._tests[key.removeprefix(_PREFIX)] = test

    async def async_keep(self, endpoint_id: str, answer: Answer) -> None:
        """Keep what a test answered; it is shown also if the disk does not take it."""
        test = self._tests[endpoint_id] = LastTest(at=clock.now().utc, answer=answer)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._site.record.ledger.set_value(f"{_PREFIX}{endpoint_id}", test.as_fact())
        except (LedgerError, TimeoutError) as error:
            _LOGGER.warning("The answer to a test is not kept over a restart: %s", str(error) or "the disk is silent")

    def is_last(self, endpoint_id: str, event_id: str) -> bool:
        """Return whether a test is the last one of an endpoint, also of a former run."""
        test = self._tests.get(endpoint_id)
        return test is not None and test.event_id == event_id

    def of(self, endpoint_id: str) -> LastTest | None:
        """Return the last test of an endpoint; None if nobody ever tested it."""
        return self._tests.get(endpoint_id)


def _number[N: (int, float)](value: Json, kind: type[N]) -> N | None:
    """Return a kept number; TypeError for something else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(value)
    return kind(value)
