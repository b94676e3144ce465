"""The way out to an endpoint, by the kind its settings name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant

from .const import CONF_ENDPOINT_TYPE, ENDPOINT_DC09
from .dc09_settings import CONF_SUPERVISION, SUPERVISION, read_dc09
from .endpoint_common import heartbeat_of
from .monitoring import Dc09Transport, EndpointConfig, Transport
from .webhook_settings import webhook_of


def way_of(hass: HomeAssistant, data: Mapping[str, Any], config: EndpointConfig) -> tuple[EndpointConfig, Transport]:
    """Return the transport for the settings of an endpoint, and what the outbox has to keep to with it."""
    if data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_DC09:
        settings = read_dc09(hass, data)
        config = replace(
            config,
            heartbeat=float(data.get(CONF_SUPERVISION, SUPERVISION)),
            parallel=1,
            in_turn=True,
            limit=settings.limit,
            schedule=settings.schedule,
        )
        return config, Dc09Transport(settings)
    return replace(config, heartbeat=heartbeat_of(data)), webhook_of(hass, data)
