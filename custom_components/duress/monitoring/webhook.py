"""The way out over HTTPS: a signed POST, no redirects, and a table that says what each answer means."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import logging
import os
import ssl
import time
from typing import Final, override

import aiohttp
from yarl import URL

from .messages import Notice
from .payload import CONTENT_TYPE, encode
from .retry_after import parse_retry_after
from .signing import Secret, headers
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where and how to post; `timeout` is seconds. Address and secrets stay out of representations.

    `previous_secret` signs too while a secret is being changed. `accept_202`: the district says that 202 is enough.
    `ssl_context` brings a private authority or a client certificate.
    """

    url: str = field(repr=False)
    secret: str = field(repr=False)
    timeout: float = 10.0
    accept_202: bool = False
    previous_secret: str | None = field(default=None, repr=False)
    ssl_context: ssl.SSLContext | None = None


def outcome_of(status: int, *, accept_202: bool) -> Outcome:
    """Return what an HTTP status means for a delivery."""
    if status == HTTPStatus.ACCEPTED and accept_202:
        return Outcome.DELIVERED
    return OUTCOMES.get(status, CLASSES.get(status // 100, Outcome.RETRY))


class WebhookTransport(Transport):
    """Posts CloudEvents with the signature of Standard Webhooks."""

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

    @override
    def encode(self, notice: Notice) -> Encoded:
        """Return a notice as a CloudEvent."""
        return Encoded(content_type=CONTENT_TYPE, body=encode(notice))

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Post once and say what became of it, within the time limit; raises nothing but CancelledError."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.timeout):
                response = await self._post_on_a_good_connection(outgoing, begun)
        except TimeoutError:
            detail = f"no answer within {self._settings.timeout:g} s"
        except (aiohttp.ClientError, OSError, ValueError, RuntimeError) as error:
            detail = _words(error)
        except Exception as error:
            _LOGGER.exception("Posting to a webhook failed in a way nobody thought of; it is tried again")
            detail = _words(error)
        else:
            answer = self._read(response, time.monotonic() - begun)
            await _discard_body(response)
            self._last_good = time.monotonic()
            return answer
        return Answer(outcome=Outcome.RETRY, detail=detail, latency=time.monotonic() - begun)

    async def _post_on_a_good_connection(self, outgoing: Outgoing, begun: float) -> aiohttp.ClientResponse:
        """Post, and once more at once if a kept connection turns out to be dead."""
        kept = begun - self._last_good < _KEPT_SECONDS
        try:
            return await self._post(outgoing)
        except aiohttp.ServerDisconnectedError, aiohttp.ClientOSError:
            if not kept:
                raise
        self._last_good = -_KEPT_SECONDS
        return await self._post(outgoing)

    async def _post(self, outgoing: Outgoing) -> aiohttp.ClientResponse:
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
            ssl=self._settings.ssl_context or True,
            timeout=aiohttp.ClientTimeout(total=None),
        )

    def _read(self, response: aiohttp.ClientResponse, latency: float) -> Answer:
        """Return what a status and its headers mean."""
        now = self._clock()
        return Answer(
            outcome=outcome_of(response.status, accept_202=self._settings.accept_202),
            status=response.status,
            detail=_phrase(response.status),
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


def _phrase(status: int) -> str:
    """Return a status in words of our own, never the server's."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _words(error: Exception) -> str:
    """Return what went wrong, without addresses, which may hold credentials."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            reason = getattr(error.certificate_error, "verify_message", "") or "it does not prove who answers"
            return f"certificate not trusted: {reason}"
        case aiohttp.ClientSSLError():
            return "no secure connection (TLS) could be made"
        case aiohttp.ClientConnectorDNSError():
            return "the host name is not known (DNS)"
        case aiohttp.ClientConnectorError():
            return f"no connection: {_errno_words(error.os_error)}"
        case aiohttp.ServerDisconnectedError():
            return "the connection was closed before an answer came"
        case aiohttp.ClientResponseError():
            return "the answer is not HTTP"
        case aiohttp.ClientOSError():
            return f"the connection broke: {_errno_words(error)}"
        case _:
            return f"it could not be posted ({type(error).__name__})"


def _errno_words(error: OSError) -> str:
    """Return the system's words for an error; the error's own may hold an address."""
    return os.strerror(error.errno) if error.errno else "the host does not answer"
