"""The form of a webhook: what is asked, what is wrong with it, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
import time
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from . import endpoint_common
from .const import CONF_FORWARD_ALL, CONF_SECRET
from .endpoint_common import CONF_COMMON
from .monitoring import BodyFormat, Secret, TlsError, generate_secret
from .webhook_settings import (
    CERTIFICATES,
    CONF_ACCEPT_202,
    CONF_AUTHORITY,
    CONF_BODY_FORMAT,
    CONF_CLIENT_CERTIFICATE,
    CONF_CLIENT_KEY,
    CONF_PREVIOUS_SECRET,
    tls_of,
)

CONF_CERTIFICATES: Final = "certificates"
"""The section about them."""

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")

_LINES: Final = TextSelector(TextSelectorConfig(multiline=True))
_CERTIFICATES: Final = vol.Schema(
    {
        vol.Optional(CONF_AUTHORITY): _LINES,
        vol.Optional(CONF_CLIENT_CERTIFICATE): _LINES,
        vol.Optional(CONF_CLIENT_KEY): _LINES,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was typed as it is to be stored, or what is wrong with it."""

    title: str
    data: dict[str, Any]
    errors: dict[str, str]


def schema(stored: Mapping[str, Any]) -> vol.Schema:
    """Return the fields; only an endpoint that is stored already has a secret to replace."""
    previous = {vol.Optional(CONF_PREVIOUS_SECRET): TextSelector()} if stored else {}
    return vol.Schema(
        {
            vol.Required(CONF_NAME): TextSelector(),
            vol.Required(CONF_URL): TextSelector(TextSelectorConfig(type=TextSelectorType.URL)),
            vol.Required(CONF_SECRET): TextSelector(),
            **previous,
            vol.Required(CONF_BODY_FORMAT, default=BodyFormat.CLOUDEVENTS.value): SelectSelector(
                SelectSelectorConfig(options=[one.value for one in BodyFormat], translation_key=CONF_BODY_FORMAT)
            ),
            vol.Required(CONF_FORWARD_ALL, default=True): BooleanSelector(),
            vol.Required(CONF_ACCEPT_202, default=False): BooleanSelector(),
            **endpoint_common.fields(),
            vol.Optional(CONF_CERTIFICATES): section(_CERTIFICATES, {"collapsed": True}),
        }
    )


def suggested(title: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form begins with; a key is never shown again."""
    if not stored:
        return {CONF_SECRET: generate_secret(), **endpoint_common.suggested(stored)}
    shown = {key: value for key, value in stored.items() if key not in CERTIFICATES}
    certificates = {key: stored[key] for key in CERTIFICATES if key in stored and key != CONF_CLIENT_KEY}
    return {CONF_NAME: title, **shown, **endpoint_common.suggested(stored), CONF_CERTIFICATES: certificates}


async def async_check(hass: HomeAssistant, user_input: Mapping[str, Any], stored: Mapping[str, Any]) -> Checked:
    """Return what is to be stored of a filled-in form; `stored` is what a known endpoint has so far."""
    apart = (CONF_NAME, CONF_CERTIFICATES, CONF_COMMON)
    given = {key: value for key, value in user_input.items() if key not in apart} | endpoint_common.data(user_input)
    given[CONF_SECRET] = given[CONF_SECRET].strip()
    given[CONF_PREVIOUS_SECRET] = _previous(given, stored)
    given |= _certificates(user_input.get(CONF_CERTIFICATES, {}), stored)
    data = {key: value for key, value in given.items() if value != ""}
    found = {
        CONF_NAME: None if user_input[CONF_NAME].strip() else "name_missing",
        CONF_URL: url_error(user_input[CONF_URL]),
        CONF_SECRET: secret_error(data.get(CONF_SECRET, "")),
        CONF_PREVIOUS_SECRET: secret_error(data[CONF_PREVIOUS_SECRET]) if CONF_PREVIOUS_SECRET in data else None,
        # The fields in a section have no place for an error.
        "base": await _async_tls_error(hass, data),
    }
    errors = {field: error for field, error in found.items() if error is not None}
    return Checked(title=user_input[CONF_NAME].strip(), data=data, errors=errors)


def url_error(url: str) -> str | None:
    """Return why an address cannot be an endpoint: only HTTPS, and plain HTTP on this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "wrong_url"
    if not host or parts.scheme not in ("http", "https") or parts.username is not None:
        return "wrong_url"
    return "not_https" if parts.scheme == "http" and host not in LOOPBACK else None


def secret_error(secret: str) -> str | None:
    """Return why a text cannot be the shared secret."""
    try:
        Secret.parse(secret)
    except ValueError:
        return "wrong_secret"
    return None


def _previous(given: Mapping[str, Any], stored: Mapping[str, Any]) -> str:
    """Return the secret that signs beside the present one: what is replaced now, unless somebody typed another."""
    typed, known = str(given.get(CONF_PREVIOUS_SECRET, "")).strip(), str(stored.get(CONF_PREVIOUS_SECRET, ""))
    present = stored.get(CONF_SECRET, given[CONF_SECRET])
    replaced = str(present) if given[CONF_SECRET] != present and typed == known else typed
    return "" if replaced == given[CONF_SECRET] else replaced


def _certificates(typed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, str]:
    """Return the certificates; with a client certificate, a key that is not typed again stays."""
    given = {key: str(typed.get(key, "")).strip() for key in CERTIFICATES}
    if given[CONF_CLIENT_CERTIFICATE] and not given[CONF_CLIENT_KEY]:
        given[CONF_CLIENT_KEY] = str(stored.get(CONF_CLIENT_KEY, ""))
    return given


async def _async_tls_error(hass: HomeAssistant, data: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the certificates; read in a thread."""
    tls = tls_of(hass, data)
    if tls.is_empty:
        return None
    try:
        await hass.async_add_executor_job(tls.check, time.time())
    except TlsError as error:
        return str(error.problem)
    return None
