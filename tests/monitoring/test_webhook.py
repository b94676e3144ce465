"""The webhook against a real desk: every answer says the right thing, nothing secret is said."""

import asyncio
from dataclasses import replace
from http import HTTPStatus
import logging
import socket
import time

import aiohttp
import pytest

from custom_components.duress.monitoring import BodyFormat, Outcome, WebhookSettings, WebhookTransport, generate_secret
from custom_components.duress.monitoring.webhook import outcome_of

from .builders import notice
from .desk import Desk, Reply, until
from .raw import SECRET, outgoing


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (201, Outcome.DELIVERED),
        (202, Outcome.ACCEPTED),
        (204, Outcome.DELIVERED),
        (206, Outcome.DELIVERED),
        (300, Outcome.RETRY),
        (301, Outcome.REFUSED),
        (302, Outcome.RETRY),
        (303, Outcome.RETRY),
        (304, Outcome.RETRY),
        (307, Outcome.RETRY),
        (308, Outcome.REFUSED),
        (400, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.REFUSED),
        (405, Outcome.REFUSED),
        (408, Outcome.RETRY),
        (410, Outcome.RETIRED),
        (413, Outcome.REFUSED),
        (415, Outcome.REFUSED),
        (418, Outcome.REFUSED),
        (422, Outcome.REFUSED),
        (425, Outcome.RETRY),
        (429, Outcome.THROTTLED),
        (500, Outcome.RETRY),
        (502, Outcome.RETRY),
        (503, Outcome.RETRY),
        (504, Outcome.RETRY),
        (599, Outcome.RETRY),
        (666, Outcome.RETRY),
    ],
)
async def test_every_status_has_its_meaning(
    desk: Desk, session: aiohttp.ClientSession, status: int, outcome: Outcome
) -> None:
    """Given a desk that answers with a status, then the outcome is the table's and a redirect is not followed."""
    desk.reply = Reply(status=status, headers={"location": desk.url})
    answer = await WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret)).send(outgoing())
    assert (answer.outcome, answer.status) == (outcome, status)
    assert answer.detail.startswith(f"HTTP {status}")
    assert 0 < answer.latency < 2
    assert len(desk.requests) == 1


@pytest.mark.parametrize("status", HTTPStatus)
def test_no_status_is_taken_for_delivered_by_mistake(status: HTTPStatus) -> None:
    """Given any status, then only a 2xx counts as delivered, and 202 only when the district said so."""
    delivered = outcome_of(status, accept_202=False) is Outcome.DELIVERED
    assert delivered is (status.is_success and status != HTTPStatus.ACCEPTED)
    assert (outcome_of(status, accept_202=True) is Outcome.DELIVERED) is status.is_success


async def test_the_district_may_say_that_202_is_enough(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a desk that answers 202 and a district for which that is enough, then it is delivered."""
    desk.reply = Reply(status=202)
    settings = WebhookSettings(url=desk.url, secret=desk.secret, accept_202=True)
    assert (await WebhookTransport(session, settings).send(outgoing())).outcome is Outcome.DELIVERED


async def test_what_the_desk_gets(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given two attempts at a message a while apart, then id, sequence and body are the same and the time is new."""
    moments = iter([time.time() - 100, time.time() - 100, time.time(), time.time()])
    transport = WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret), lambda: next(moments))
    for attempt in (1, 2):
        assert (await transport.send(outgoing(attempt=attempt))).outcome is Outcome.DELIVERED
    first, second = desk.requests
    assert (first.event_id, first.sequence, first.body) == (second.event_id, second.sequence, second.body)
    assert first.body == outgoing().body
    assert [one.attempt for one in desk.requests] == [1, 2]
    assert second.timestamp - first.timestamp in (99, 100, 101)


async def test_a_secret_is_changed_without_a_gap(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a change of secrets, then a desk with either one takes what is signed with both, and only with both."""
    new, old = generate_secret(), desk.secret
    both = WebhookTransport(session, WebhookSettings(url=desk.url, secret=new, previous_secret=old))
    for known in (old, new):
        desk.secret = known
        assert (await both.send(outgoing())).outcome is Outcome.DELIVERED
    desk.secret = old
    only_new = WebhookTransport(session, WebhookSettings(url=desk.url, secret=new))
    assert (await only_new.send(outgoing())).outcome is Outcome.RETRY


async def test_an_endpoint_may_want_cap(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given an endpoint that reads CAP, then it gets CAP, signed like everything else."""
    settings = WebhookSettings(url=desk.url, secret=desk.secret, body=BodyFormat.CAP)
    transport = WebhookTransport(session, settings)
    encoded = transport.encode(notice())
    assert encoded.content_type == "application/cap+xml"
    message = replace(outgoing(), content_type=encoded.content_type, body=encoded.body)
    assert (await transport.send(message)).outcome is Outcome.DELIVERED
    (received,) = desk.requests
    assert received.body == encoded.body
    assert received.type == "application/cap+xml"


@pytest.mark.parametrize("body", [b"<html>\x00\xff\xfe", b"{" * 1500, b"x" * 2_000_000], ids=len)
async def test_nonsense_in_the_body_does_not_matter(desk: Desk, session: aiohttp.ClientSession, body: bytes) -> None:
    """Given a desk that answers 200 with nonsense, short or long, then it is delivered and soon."""
    desk.reply = Reply(body=body, headers={"content-type": "application/json"})
    answer = await WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret)).send(outgoing())
    assert answer.outcome is Outcome.DELIVERED
    assert answer.latency < 1


async def test_a_server_that_never_answers(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a desk that takes the message and says nothing, then there is an answer in time: try again."""
    desk.reply = Reply(delay=30)
    settings = WebhookSettings(url=desk.url, secret=desk.secret, timeout=0.2)
    answer = await WebhookTransport(session, settings).send(outgoing())
    assert (answer.outcome, answer.status, answer.detail) == (Outcome.RETRY, None, "no answer within 0.2 s")
    assert 0.2 <= answer.latency < 1


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("soon", None), ("99999999", 86400.0)])
async def test_a_desk_that_asks_for_patience(
    desk: Desk, session: aiohttp.ClientSession, header: str, seconds: float | None
) -> None:
    """Given an answer 429 with a time, then the time is told if it makes sense."""
    desk.reply = Reply(status=429, headers={"retry-after": header})
    answer = await WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret)).send(outgoing())
    assert (answer.outcome, answer.retry_after) == (Outcome.THROTTLED, seconds)


async def test_a_closed_session_is_an_answer_too(desk: Desk) -> None:
    """Given a session that was closed, then there is an answer and no exception."""
    session = aiohttp.ClientSession()
    await session.close()
    answer = await WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret)).send(outgoing())
    assert answer.outcome is Outcome.RETRY
    assert desk.requests == []


async def test_an_id_that_cannot_be_a_header_is_an_answer_too(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given an id with a line break, then nothing is sent, nothing raises and the next message works."""
    transport = WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret))
    assert (await transport.send(outgoing("E1\r\nx: y"))).outcome is Outcome.RETRY
    assert (await transport.send(outgoing("E2"))).outcome is Outcome.DELIVERED
    assert [one.event_id for one in desk.requests] == ["E2"]


async def test_cancelling_ends_it_at_once(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a request under way, when it is cancelled, then it ends as cancelled and is not turned into an answer."""
    desk.reply = Reply(delay=30)
    transport = WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret))
    task = asyncio.create_task(transport.send(outgoing()))
    await until(lambda: desk.requests)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("ftp://desk.example/x", SECRET, "must begin with https://"),
        ("desk.example/x", SECRET, "must begin with https://"),
        ("https://", SECRET, "must begin with https://|cannot be understood"),
        ("https://[::1", SECRET, "cannot be understood"),
        ("https://desk.example:99999/", SECRET, "cannot be understood"),
        ("https://desk.example/", "whsec_abc", "24 to 64 bytes"),
    ],
    ids=["scheme", "no scheme", "no host", "bracket", "port", "secret"],
)
async def test_bad_settings_are_refused_in_words(
    session: aiohttp.ClientSession, url: str, secret: str, why: str
) -> None:
    """Given an address or a secret that cannot be right, then the error says what is wrong."""
    with pytest.raises(ValueError, match=why):
        WebhookTransport(session, WebhookSettings(url=url, secret=secret))


async def test_nothing_secret_is_ever_said(session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture) -> None:
    """Given an address with a password and a token, when posting fails, then neither shows anywhere."""
    caplog.set_level(logging.DEBUG)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = WebhookSettings(url=f"http://user:passw0rd@127.0.0.1:{port}/x?token=t0ken", secret=SECRET)
    transport = WebhookTransport(session, settings)
    answer = await transport.send(outgoing())
    said = f"{answer} {settings} {transport} {caplog.text}"
    assert answer.outcome is Outcome.RETRY
    for hidden in ("passw0rd", "t0ken", SECRET.removeprefix("whsec_"), "Pendant 14"):
        assert hidden not in said
