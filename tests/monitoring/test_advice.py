"""What people are told to do: something for every answer that is no confirmation, and nothing for those that are."""

from http import HTTPStatus

import aiohttp
import pytest

from custom_components.duress.monitoring import Advice, Answer, Outcome, WebhookSettings, WebhookTransport, advice_of
from custom_components.duress.monitoring.problems import Problem
from custom_components.duress.monitoring.webhook import outcome_of

from .desk import Desk, Reply
from .raw import outgoing


def told(status: int, skew: float | None = None) -> Advice | None:
    """Return what is advised after a status."""
    return advice_of(Answer(outcome=outcome_of(status, accept_202=False), status=status, skew=skew))


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (200, None),
        (202, None),
        (301, Advice.MOVED),
        (307, Advice.MOVED),
        (400, Advice.FORMAT),
        (401, Advice.SECRET),
        (403, Advice.SECRET),
        (404, Advice.ADDRESS),
        (410, Advice.RETIRED),
        (413, Advice.TOO_LARGE),
        (415, Advice.FORMAT),
        (418, Advice.OTHER),
        (429, Advice.BUSY),
        (500, Advice.FAULTY),
        (503, Advice.DOWN),
    ],
)
def test_each_status_has_its_advice(status: int, advice: Advice | None) -> None:
    """Given a status, then the advice is that of the table."""
    assert told(status) is advice


@pytest.mark.parametrize("status", HTTPStatus)
def test_only_what_was_taken_needs_no_advice(status: HTTPStatus) -> None:
    """Given any status, then there is something to do unless the message was taken."""
    assert (told(status) is None) is status.is_success


@pytest.mark.parametrize(("skew", "advice"), [(0.0, Advice.SECRET), (299.0, Advice.SECRET), (-301.0, Advice.CLOCK)])
def test_a_wrong_clock_is_not_taken_for_a_wrong_secret(skew: float, advice: Advice) -> None:
    """Given 401 from a desk whose clock is far from ours, then nobody is sent looking for a secret."""
    assert told(401, skew=skew) is advice


def test_every_problem_has_its_advice() -> None:
    """Given any problem on the way, then its advice is its own; of an unknown one there is a general one."""
    for problem in Problem:
        assert advice_of(Answer(outcome=Outcome.RETRY, problem=problem)) == problem.value
    assert advice_of(Answer(outcome=Outcome.RETRY, problem="gremlins")) is Advice.OTHER
    assert advice_of(Answer(outcome=Outcome.RETRY)) is Advice.OTHER


async def test_a_silent_desk_and_a_closed_one(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a desk that says nothing, and one that is not there, then the two are told apart."""
    desk.reply = Reply(delay=30)
    transport = WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret, timeout=0.2))
    assert advice_of(await transport.send(outgoing())) is Advice.SILENT
    await desk.close()
    assert advice_of(await transport.send(outgoing())) is Advice.NOT_REACHED
