"""The way out over HTTPS: a signed POST, no redirects, and a table that says what each answer means."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
import logging
import ssl
import time
from typing import Final, override

import aiohttp
from yarl import URL

from . import cap, payload
from .messages import Notice
from .problems import Problem, phrase, problem_of
from .retry_after import parse_retry_after
from .signing import Secret, headers
from .tls import Tls, TlsError
from .transport import Answer, Encoded, Outcome, Outgoing, Transport

_LOGGER = logging.getLogger(__name__)

OUTCOMES: Final = {
    202: Outcome.ACCEPTED,
    301: Outcome.REFUSED,
    308: Outcome.REFUSED,
    408: Outcome.RETRY,
    410: Outcome.RETIRED,
    425: Outcome.RETRY,
    429: Outcome.THROTTLED,
}
# For every status that has no line of its own, by its first digit.
CLASSES: Final = {2: Outcome.DELIVERED, 4: Outcome.REFUSED}
_BODY_LIMIT: Final = 2048
_BODY_SECONDS: Final = 1.0
# A kept connection may have been closed by the other side just now; within this time one new try is made at once.
_KEPT_SECONDS: Final = 30.0


class BodyFormat(StrEnum):
    """What a body is written in."""

    CLOUDEVENTS = "cloudevents"
    CAP = "cap"


_FORMATS: Final = {
    BodyFormat.CLOUDEVENTS: (payload.CONTENT_TYPE, payload.encode),
    BodyFormat.CAP: (cap.CONTENT_TYPE, cap.encode),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where and how to post; `timeout` is seconds. Address and secrets stay out of representations.

    `previous_secret` signs too while a secret is being changed. `accept_202`: the district says that 202 is enough.
    `tls` brings a private authority or a client certificate.
    """

    url: str = field(repr=False)
    secret: str = field(repr=False)
    timeout: float = 10.0
    accept_202: bool = False
    previous_secret: str | None = field(default=None, repr=False)
    body: BodyFormat = BodyFormat.CLOUDEVENTS
    tls: Tls | None = None


def outcome_of(status: int, *, accept_202: bool) -> Outcome:
    """Return what an HTTP status means for a delivery."""
    if status == HTTPStatus.ACCEPTED and accept_202:
        return Outcome.DELIVERED
    return OUTCOMES.get(status, CLASSES.get(status // 100, Outcome.RETRY))


class WebhookTransport(Transport):
    """Posts notices with the signature of Standard Webhooks."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: WebhookSettings, clock: Callable[[], float] = time.time
    ) -> None:
        """Take a session that somebody else closes; ValueError says what is wrong with the address or a secret."""
        self._url = _parsed(settings.url)
        texts = (settings.secret, settings.previous_secret)
        self._secrets = [Secret.parse(text) for text in texts if text is not None]
        self._settings = settings
        self._session = session
        self._clock = clock
        self._last_good = -_KEPT_SECONDS
        self._context: ssl.SSLContext | None = None

    @override
    def encode(self, notice: Notice) -> Encoded:
        """Return a notice in the format of this endpoint."""
        content_type, encode = _FORMATS[self._settings.body]
        return Encoded(content_type=content_type, body=encode(notice))

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Post once and say what became of it, within the time limit; raises nothing but CancelledError."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.timeout):
                context = await self._prepared()
                response = await self._post_on_a_good_connection(outgoing, begun, context)
        except TimeoutError:
            problem, detail = Problem.SILENT, f"no answer within {self._settings.timeout:g} s"
        except (aiohttp.ClientError, TlsError, OSError, ValueError, RuntimeError) as error:
            problem, detail = problem_of(error)
        except Exception as error:
            _LOGGER.exception("Posting to a webhook failed in a way nobody thought of; it is tried again")
            problem, detail = problem_of(error)
        else:
            answer = self._read(response, time.monotonic() - begun)
            await _discard_body(response)
            self._last_good = time.monotonic()
            return answer
        if problem.is_about_certificates:
            # Files may be renewed meanwhile, and are read again.
            self._context = None
        return Answer(outcome=Outcome.RETRY, detail=detail, latency=time.monotonic() - begun, problem=problem)

    async def _prepared(self) -> ssl.SSLContext | None:
        """Return what certificates are checked with; made once, in a thread, because it reads files."""
        if self._context is None and self._settings.tls is not None:
            self._context = await asyncio.to_thread(self._settings.tls.context)
        return self._context

    async def _post_on_a_good_connection(
        self, outgoing: Outgoing, begun: float, context: ssl.SSLContext | None
    ) -> aiohttp.ClientResponse:
        """Post, and once more at once if a kept connection turns out to be dead."""
        kept = begun - self._last_good < _KEPT_SECONDS
        try:
            return await self._post(outgoing, context)
        except aiohttp.ServerDisconnectedError, aiohttp.ClientOSError:
            if not kept:
                raise
        self._last_good = -_KEPT_SECONDS
        return await self._post(outgoing, context)

    async def _post(self, outgoing: Outgoing, context: ssl.SSLContext | None) -> aiohttp.ClientResponse:
        """Make one request and return as soon as the answer's headers are here."""
        signed = headers(self._secrets, outgoing.event_id, int(self._clock()), outgoing.body)
        return await self._session.post(
            self._url,
            data=outgoing.body,
            headers={
                **signed,
                "content-type": outgoing.content_type,
                "duress-sequence": str(outgoing.sequence),
                "duress-attempt": str(outgoing.attempt),
            },
            allow_redirects=False,
            ssl=context or True,
            timeout=aiohttp.ClientTimeout(total=None),
        )

    def _read(self, response: aiohttp.ClientResponse, latency: float) -> Answer:
        """Return what a status and its headers mean."""
        now = self._clock()
        return Answer(
            outcome=outcome_of(response.status, accept_202=self._settings.accept_202),
            status=response.status,
            detail=phrase(response.status),
            retry_after=parse_retry_after(response.headers.get("retry-after"), now),
            latency=latency,
            skew=skew_of(response.headers.get("date"), now, latency),
        )


def skew_of(date: str | None, now: float, latency: float) -> float | None:
    """Return by how many seconds at least a Date header is ahead of our clock (behind: negative); None if unreadable.

    The header was written some time in the `latency` seconds before `now`, and says whole seconds.
    """
    try:
        told = parsedate_to_datetime(date or "").timestamp()
    except ValueError, OverflowError:
        return None
    if told > now:
        return told - now
    return min(0.0, told + 1.0 - (now - latency))


async def _discard_body(response: aiohttp.ClientResponse) -> None:
    """Read a little of an answer's body so that the connection can be kept; close it if there is more or trouble."""
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            read = 0
            while read <= _BODY_LIMIT and (chunk := await response.content.read(_BODY_LIMIT)):
                read += len(chunk)
    except TimeoutError, aiohttp.ClientError, OSError, ValueError:
        _LOGGER.debug("The body of a webhook's answer is broken; its status counts")
    if response.content.at_eof():
        response.release()
    else:
        response.close()


def _parsed(text: str) -> URL:
    """Return an address that can be posted to; ValueError in words that do not repeat it."""
    try:
        url = URL(text.strip())
    except ValueError as error:
        raise ValueError("The address cannot be understood") from error
    if url.scheme not in ("https", "http") or not url.host:
        raise ValueError("The address must begin with https:// and name a host")
    return url
