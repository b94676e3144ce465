"""What is stored of a webhook, and the way out that is made of it."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import CONF_SECRET
from .endpoint_certificates import tls_of
from .monitoring import BodyFormat, WebhookSettings, WebhookTransport

CONF_ACCEPT_202: Final = "accept_202"
CONF_BODY_FORMAT: Final = "body_format"
CONF_PREVIOUS_SECRET: Final = "previous_secret"  # noqa: S105 - the name of a setting, not a secret

SECRETS: Final = (CONF_SECRET, CONF_PREVIOUS_SECRET)
"""Settings nobody may read in a log or in diagnostics."""


@callback
def webhook_of(hass: HomeAssistant, data: Mapping[str, Any]) -> WebhookTransport:
    """Return the way out of an endpoint; files are read with its first message, not now."""
    stored = data.get(CONF_BODY_FORMAT)
    tls = tls_of(hass, data)
    settings = WebhookSettings(
        url=data[CONF_URL],
        secret=data[CONF_SECRET],
        accept_202=bool(data.get(CONF_ACCEPT_202)),
        previous_secret=data.get(CONF_PREVIOUS_SECRET),
        body=BodyFormat(stored) if stored in list(BodyFormat) else BodyFormat.CLOUDEVENTS,
        tls=None if tls.is_empty else tls,
    )
    return WebhookTransport(async_get_clientsession(hass), settings)
