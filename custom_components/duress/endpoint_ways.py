"""The way out to an endpoint, by the kind its settings name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant

from .const import CONF_ENDPOINT_TYPE, ENDPOINT_DC09, ENDPOINT_MQTT
from .dc09_settings import CONF_SUPERVISION, SUPERVISION, read_dc09
from .endpoint_common import heartbeat_of
from .monitoring import Dc09Transport, EndpointConfig, MqttTransport, Receipt, Transport
from .mqtt_settings import read_mqtt
from .webhook_settings import webhook_of


def way_of(
    hass: HomeAssistant, data: Mapping[str, Any], config: EndpointConfig, receive: Callable[[str, Receipt], None]
) -> tuple[EndpointConfig, Transport]:
    """Return the transport for the settings of an endpoint, and what the outbox has to keep to with it.

    `receive` is told of receipts that come on that way, with the endpoint's id.
    """
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
    config = replace(config, heartbeat=heartbeat_of(data))
    if data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_MQTT:
        mqtt = read_mqtt(hass, data, config.endpoint_id)
        config = replace(config, limit=mqtt.limit, schedule=mqtt.schedule)
        return config, MqttTransport(mqtt, partial(receive, config.endpoint_id))
    return config, webhook_of(hass, data)
