"""When a message is tried again."""

from itertools import accumulate
from random import Random
from typing import override

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.monitoring import Answer, Outcome, RetrySchedule

SCHEDULE = RetrySchedule()


class Least(Random):
    """No randomness added."""

    @override
    def random(self) -> float:
        """Return the least."""
        return 0.0


def test_an_alarm_is_tried_quickly_and_for_ever() -> None:
    """Given an endpoint that never answers, then attempts are at 0, 1, 2, 5, 10, 20, 30 s, then every 30 to 60 s."""
    retry = Answer(outcome=Outcome.RETRY)
    delays = [SCHEDULE.delay(retry, failures, urgent=True, random=Least()) for failures in range(1, 200)]
    assert [0, *accumulate(delays[:6])] == [0, 1, 2, 5, 10, 20, 30]
    assert all(30 <= delay <= 60 for delay in delays[6:])


@given(failures=st.integers(0, 500), seed=st.integers(), retry_after=st.none() | st.floats(0, 86400))
@pytest.mark.parametrize("outcome", [Outcome.RETRY, Outcome.THROTTLED])
def test_no_answer_makes_an_open_alarm_wait_longer_than_a_minute(
    outcome: Outcome, failures: int, seed: int, retry_after: float | None
) -> None:
    """Given any failure and any wish of the endpoint, then an open alarm is tried again in 1 to 60 s."""
    answer = Answer(outcome=outcome, retry_after=retry_after)
    assert 1 <= SCHEDULE.delay(answer, failures, urgent=True, random=Random(seed)) <= 60


@pytest.mark.parametrize(
    ("answer", "urgent", "seconds"),
    [
        (Answer(outcome=Outcome.REFUSED), True, 300),
        (Answer(outcome=Outcome.ACCEPTED), True, 600),
        (Answer(outcome=Outcome.THROTTLED, retry_after=7), True, 7),
        (Answer(outcome=Outcome.THROTTLED, retry_after=0), True, 1),
        (Answer(outcome=Outcome.THROTTLED, retry_after=900), False, 900),
        (Answer(outcome=Outcome.THROTTLED, retry_after=9000), False, 3600),
        (Answer(outcome=Outcome.THROTTLED), True, 1),
        (Answer(outcome=Outcome.RETRY), False, 5),
    ],
)
def test_each_answer_has_its_wait(answer: Answer, urgent: bool, seconds: float) -> None:
    """Given an answer to a first attempt, then the next one is after its time."""
    assert SCHEDULE.delay(answer, 1, urgent=urgent, random=Least()) == seconds
