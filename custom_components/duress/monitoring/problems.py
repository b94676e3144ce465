"""Why an attempt got no proper answer: a word for programs, and a few for people, never with an address."""

from enum import StrEnum
from http import HTTPStatus
import os
import ssl
from typing import Final

import aiohttp

from .tls import TlsError


class Problem(StrEnum):
    """What stood in the way."""

    SILENT = "silent"
    NO_SUCH_HOST = "no_such_host"
    NOT_REACHED = "not_reached"
    BROKEN_OFF = "broken_off"
    NOT_HTTP = "not_http"
    UNTRUSTED = "untrusted"
    NO_TLS = "no_tls"
    CLIENT_CERTIFICATE = "client_certificate"
    OWN_CERTIFICATES = "own_certificates"
    INTERNAL = "internal"
    CENTRE_SILENT = "centre_silent"
    CENTRE_ODD = "centre_odd"
    CENTRE_REFUSES = "centre_refuses"
    CENTRE_PUZZLED = "centre_puzzled"
    BUSY = "busy"
    BROKER_REFUSES = "broker_refuses"
    BROKER_FORBIDS = "broker_forbids"
    BROKER_ODD = "broker_odd"
    BROKER_TWIN = "broker_twin"
    NOBODY_SUBSCRIBED = "nobody_subscribed"
    NO_RECEIPTS = "no_receipts"

    @property
    def is_about_certificates(self) -> bool:
        """Whether other certificates would help."""
        return self in (Problem.UNTRUSTED, Problem.CLIENT_CERTIFICATE, Problem.OWN_CERTIFICATES)


# What the other side says when it does not like the certificate we showed, or that we showed none.
_REFUSALS: Final = (
    "CERTIFICATE_REQUIRED",
    "BAD_CERTIFICATE",
    "CERTIFICATE_EXPIRED",
    "CERTIFICATE_REVOKED",
    "CERTIFICATE_UNKNOWN",
    "UNSUPPORTED_CERTIFICATE",
    "UNKNOWN_CA",
    "ACCESS_DENIED",
)


def problem_of(error: Exception) -> tuple[Problem, str]:
    """Return what went wrong, without addresses, which may hold credentials."""
    match error:
        case TlsError():
            return Problem.OWN_CERTIFICATES, f"own certificates cannot be used: {error}"
        case aiohttp.ClientConnectorCertificateError():
            reason = getattr(error.certificate_error, "verify_message", "") or "it does not prove who answers"
            return Problem.UNTRUSTED, f"certificate not trusted: {reason}"
        case _ if refuses_us(error):
            return Problem.CLIENT_CERTIFICATE, "the endpoint does not accept our client certificate"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return Problem.NO_TLS, "no secure connection (TLS) could be made"
        case aiohttp.ClientConnectorDNSError():
            return Problem.NO_SUCH_HOST, "the host name is not known (DNS)"
        case aiohttp.ClientConnectorError():
            return Problem.NOT_REACHED, f"no connection: {errno_words(error.os_error)}"
        case aiohttp.ServerDisconnectedError():
            return Problem.BROKEN_OFF, "the connection was closed before an answer came"
        case aiohttp.ClientResponseError():
            return Problem.NOT_HTTP, "the answer is not HTTP"
        case aiohttp.ClientOSError():
            return Problem.BROKEN_OFF, f"the connection broke: {errno_words(error)}"
        case _:
            return Problem.INTERNAL, f"it could not be posted ({type(error).__name__})"


def phrase(status: int) -> str:
    """Return a status in words of our own, never the server's."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def refuses_us(error: BaseException) -> bool:
    """Whether the other side refused our certificate, which it may do as late as in its first answer."""
    known: BaseException | None = error
    while known is not None:
        texts = [str(part) for part in (getattr(known, "reason", None), *known.args) if part is not None]
        if any(refusal in text.upper().replace(" ", "_") for refusal in _REFUSALS for text in texts):
            return isinstance(error, (ssl.SSLError, aiohttp.ClientError))
        known = known.__cause__ or known.__context__
    return False


def errno_words(error: OSError) -> str:
    """Return the system's words for an error; the error's own may hold an address."""
    return os.strerror(error.errno) if error.errno else "the host does not answer"
