"""The form of an endpoint behind an MQTT broker: what is asked, what is wrong with it, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.const import CONF_HOST, CONF_NAME, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util import slugify
import voluptuous as vol

from . import endpoint_certificates, endpoint_common
from .const import CONF_ENDPOINT_TYPE, CONF_FORWARD_ALL, ENDPOINT_MQTT
from .endpoint_hosts import LOOPBACK, is_host
from .monitoring.mqtt import SEGMENT
from .mqtt_settings import CONF_ACCEPT_BROKER, CONF_DISTRICT, CONF_ENCRYPTED, CONF_SITE_TOPIC, PORT

PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
_PORT: Final = NumberSelector(NumberSelectorConfig(min=1, max=65535, step=1, mode=NumberSelectorMode.BOX))
_SWITCHES: Final = (CONF_ENCRYPTED, CONF_FORWARD_ALL, CONF_ACCEPT_BROKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was typed as it is to be stored, or what is wrong with it."""

    title: str
    data: dict[str, Any]
    errors: dict[str, str]


def schema() -> vol.Schema:
    """Return the fields."""
    return vol.Schema(
        {
            vol.Required(CONF_NAME): TextSelector(),
            vol.Required(CONF_HOST): TextSelector(),
            vol.Required(CONF_PORT, default=PORT): _PORT,
            vol.Required(CONF_DISTRICT): TextSelector(),
            vol.Required(CONF_SITE_TOPIC): TextSelector(),
            vol.Optional(CONF_USERNAME): TextSelector(),
            vol.Optional(CONF_PASSWORD): PASSWORD,
            vol.Required(CONF_ENCRYPTED, default=True): BooleanSelector(),
            vol.Required(CONF_FORWARD_ALL, default=True): BooleanSelector(),
            vol.Required(CONF_ACCEPT_BROKER, default=False): BooleanSelector(),
            **endpoint_common.fields(),
            **endpoint_certificates.fields(),
        }
    )


def suggested(title: str, stored: Mapping[str, Any], site: str) -> dict[str, Any]:
    """Return what a form begins with; a password is never shown again, and a new school is called as it is here."""
    if not stored:
        return {CONF_SITE_TOPIC: slugify(site, separator="-"), **endpoint_common.suggested(stored)}
    shown = {str(name): stored[name] for name in schema().schema if name in stored and name != CONF_PASSWORD}
    return {CONF_NAME: title, **shown, **endpoint_common.suggested(stored), **endpoint_certificates.suggested(stored)}


async def async_check(hass: HomeAssistant, user_input: Mapping[str, Any], stored: Mapping[str, Any]) -> Checked:
    """Return what is to be stored of a filled-in form; `stored` is what a known endpoint has so far."""
    texts = {
        name: str(user_input.get(name, "")).strip()
        for name in (CONF_HOST, CONF_DISTRICT, CONF_SITE_TOPIC, CONF_USERNAME)
    }
    encrypted = bool(user_input[CONF_ENCRYPTED])
    given: dict[str, Any] = {
        CONF_ENDPOINT_TYPE: ENDPOINT_MQTT,
        **texts,
        CONF_PORT: int(user_input[CONF_PORT]),
        CONF_PASSWORD: _password(user_input, stored, texts[CONF_USERNAME]),
        **{name: bool(user_input[name]) for name in _SWITCHES},
        **endpoint_common.data(user_input),
        **endpoint_certificates.data(user_input, stored),
    }
    data = {name: value for name, value in given.items() if value != ""}
    found = {
        CONF_NAME: None if user_input[CONF_NAME].strip() else "name_missing",
        CONF_HOST: None if is_host(texts[CONF_HOST]) else "wrong_host",
        **{name: _topic_error(texts[name]) for name in (CONF_DISTRICT, CONF_SITE_TOPIC)},
        CONF_ENCRYPTED: None if encrypted or texts[CONF_HOST] in LOOPBACK else "not_encrypted",
        # The fields in a section have no place for an error.
        "base": await endpoint_certificates.async_error(hass, data),
    }
    errors = {field: error for field, error in found.items() if error is not None}
    return Checked(title=user_input[CONF_NAME].strip(), data=data, errors=errors)


def _password(user_input: Mapping[str, Any], stored: Mapping[str, Any], username: str) -> str:
    """Return the password; one that is not typed again stays, as long as the user is the same."""
    typed = str(user_input.get(CONF_PASSWORD, ""))
    kept = str(stored.get(CONF_PASSWORD, "")) if username == stored.get(CONF_USERNAME, "") else ""
    return typed or kept


def _topic_error(text: str) -> str | None:
    """Return why a text cannot be a part of a topic."""
    return None if SEGMENT.fullmatch(text) else "wrong_topic"
