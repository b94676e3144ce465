"""The form of a webhook: what is asked, what is wrong with it, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from . import endpoint_certificates, endpoint_common
from .const import CONF_FORWARD_ALL, CONF_SECRET
from .endpoint_certificates import CERTIFICATES, CONF_CERTIFICATES
from .endpoint_common import CONF_COMMON
from .endpoint_hosts import LOOPBACK
from .monitoring import BodyFormat, Secret, generate_secret
from .webhook_settings import CONF_ACCEPT_202, CONF_BODY_FORMAT, CONF_PREVIOUS_SECRET


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
            **endpoint_certificates.fields(),
        }
    )


def suggested(title: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form begins with; a key is never shown again."""
    if not stored:
        return {CONF_SECRET: generate_secret(), **endpoint_common.suggested(stored)}
    shown = {key: value for key, value in stored.items() if key not in CERTIFICATES}
    sections = {**endpoint_common.suggested(stored), **endpoint_certificates.suggested(stored)}
    return {CONF_NAME: title, **shown, **sections}


async def async_check(hass: HomeAssistant, user_input: Mapping[str, Any], stored: Mapping[str, Any]) -> Checked:
    """Return what is to be stored of a filled-in form; `stored` is what a known endpoint has so far."""
    apart = (CONF_NAME, CONF_CERTIFICATES, CONF_COMMON)
    given = {key: value for key, value in user_input.items() if key not in apart} | endpoint_common.data(user_input)
    given[CONF_SECRET] = given[CONF_SECRET].strip()
    given[CONF_PREVIOUS_SECRET] = _previous(given, stored)
    given |= endpoint_certificates.data(user_input, stored)
    data = {key: value for key, value in given.items() if value != ""}
    found = {
        CONF_NAME: None if user_input[CONF_NAME].strip() else "name_missing",
        CONF_URL: url_error(user_input[CONF_URL]),
        CONF_SECRET: secret_error(data.get(CONF_SECRET, "")),
        CONF_PREVIOUS_SECRET: secret_error(data[CONF_PREVIOUS_SECRET]) if CONF_PREVIOUS_SECRET in data else None,
        # The fields in a section have no place for an error.
        "base": await endpoint_certificates.async_error(hass, data),
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
