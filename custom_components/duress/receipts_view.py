"""The address to which a desk sends its receipts: signed with the secret of its endpoint, as our messages to it are.

A stranger learns nothing here: whatever is wrong with a signature, and whether the endpoint exists, the answer is 401.
"""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
import time
from typing import Final

from aiohttp import web
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
from homeassistant.helpers.network import NoURLAvailableError, get_url

from .const import CONF_SECRET, DOMAIN
from .desk import Taken
from .installed import endpoints_of
from .monitoring import Quota, ReceiptError, Secret, Verdict, generate_secret, read_receipt, verify
from .monitoring.receipts import MOST_BYTES
from .refusals import Refusals
from .site import DuressConfigEntry
from .webhook_settings import CONF_PREVIOUS_SECRET

PATH: Final = "/api/duress/receipts/{endpoint_id}"

MOST_REFUSED_A_MINUTE: Final = 60
"""Refusals that are told as such; more of them get a shorter answer."""

PATIENCE: Final = 10.0
"""Seconds in which a receipt has to be here as a whole."""

AGAIN: Final = 10
"""Seconds after which a desk is asked to try again."""

_ANSWERS: Final = {
    Taken.UNKNOWN: (HTTPStatus.NOT_FOUND, "nothing is known by this id: this endpoint was told of no such message"),
    Taken.REUSED: (HTTPStatus.CONFLICT, "another answer was sent under this receipt_id: each needs an id of its own"),
    Taken.TOO_MANY: (HTTPStatus.TOO_MANY_REQUESTS, "too many receipts in a minute"),
    Taken.NOT_STORED: (HTTPStatus.SERVICE_UNAVAILABLE, "it could not be stored: send it again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An endpoint that somebody writes for."""

    entry: DuressConfigEntry
    subentry: ConfigSubentry

    @property
    def secrets(self) -> list[Secret]:
        """The secrets that count, the present one and the one before; none for what has no secret."""
        found = (self.subentry.data.get(name) for name in (CONF_SECRET, CONF_PREVIOUS_SECRET))
        return [Secret.parse(one) for one in found if one]


class ReceiptsView(HomeAssistantView):
    """Takes signed receipts."""

    url = PATH
    name = "api:duress:receipts"
    requires_auth = False

    def __init__(self) -> None:
        """Start with nothing refused; nobody knows the secret of an endpoint that does not exist."""
        self._nobody = [Secret.parse(generate_secret())]
        self._refused = Quota(MOST_REFUSED_A_MINUTE, 60)
        self._refusals = Refusals()

    async def post(self, request: web.Request, endpoint_id: str) -> web.Response:
        """Take one receipt."""
        if (body := await _body(request)) is None:
            return _said(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a receipt has at most {MOST_BYTES} bytes")
        now = time.time()
        asked = _endpoint(request.app[KEY_HASS], endpoint_id)
        secrets = asked.secrets if asked is not None else []
        verdict = verify(secrets or self._nobody, request.headers, body, now)
        if asked is None or not secrets or verdict is not Verdict.GENUINE:
            return self._refuse(asked, verdict, request.remote)
        return await _async_answer(asked, request.content_type, body, now)

    def _refuse(self, asked: Asked | None, verdict: Verdict, remote: str | None) -> web.Response:
        """Refuse what is not signed as it should be, always in the same words; the log says more."""
        label = "no known endpoint" if asked is None else asked.subentry.title
        why = "its time is more than five minutes off" if verdict is Verdict.STALE else "its signature is wrong"
        self._refusals.note("A receipt for %s from %s was refused: %s", label, remote, why)
        if asked is not None and asked.entry.state is ConfigEntryState.LOADED:
            asked.entry.runtime_data.desk.count(asked.subentry.subentry_id, str(verdict))
        if not self._refused.take(time.monotonic()):
            return web.Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(AGAIN)})
        return _said(HTTPStatus.UNAUTHORIZED, "the signature or its time is wrong")


def address_of(hass: HomeAssistant, endpoint_id: str) -> str:
    """Return the address to give to a desk; without the host if Home Assistant does not know its own."""
    path = PATH.format(endpoint_id=endpoint_id)
    try:
        return f"{get_url(hass, prefer_external=True)}{path}"
    except NoURLAvailableError:
        return path


async def _async_answer(asked: Asked, content_type: str, body: bytes, now: float) -> web.Response:
    """Take a receipt that is genuine, and say what became of it."""
    if content_type != "application/json":
        return _said(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a receipt is sent as application/json")
    try:
        receipt = read_receipt(body, now)
    except ReceiptError as error:
        return _said(HTTPStatus.BAD_REQUEST, str(error))
    if asked.entry.state is not ConfigEntryState.LOADED:
        return _said(HTTPStatus.SERVICE_UNAVAILABLE, "the site is starting: send it again")
    taken = await asked.entry.runtime_data.desk.async_receive(asked.subentry.subentry_id, receipt)
    if taken in _ANSWERS:
        return _said(*_ANSWERS[taken])
    return web.json_response({"known": True})


async def _body(request: web.Request) -> bytes | None:
    """Return a body; None for one that is too long or takes too long, of which no more is read."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MOST_BYTES:
                    return None
    except TimeoutError:
        return None
    return bytes(body)


def _endpoint(hass: HomeAssistant, endpoint_id: str) -> Asked | None:
    """Return an endpoint of any site that is set up, whether it runs or not."""
    entries: list[DuressConfigEntry] = hass.config_entries.async_entries(DOMAIN)
    for entry in entries:
        for subentry in endpoints_of(entry):
            if subentry.subentry_id == endpoint_id:
                return Asked(entry=entry, subentry=subentry)
    return None


def _said(status: HTTPStatus, sentence: str) -> web.Response:
    """Return a refusal as JSON, with a sentence for the desk's builder."""
    is_later = status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    headers = {"Retry-After": str(AGAIN)} if is_later else None
    return web.json_response({"known": False, "error": sentence}, status=status, headers=headers)
