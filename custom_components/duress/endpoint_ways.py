"""The way out to an endpoint, by the kind its settings name, and what may be told of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from homeassistant.const import CONF_HOST, CONF_PORT, CONF_URL
from homeassistant.core import HomeAssistant

from .const import CONF_ENDPOINT_TYPE, ENDPOINT_DC09, ENDPOINT_MQTT, ENDPOINT_WEBHOOK
from .dc09_settings import CONF_SUPERVISION, SUPERVISION, read_dc09
from .endpoint_common import heartbeat_of
from .monitoring import BodyFormat, Dc09Transport, EndpointConfig, MqttTransport, Receipt, Transport
from .mqtt_settings import read_mqtt
from .webhook_settings import CONF_BODY_FORMAT, webhook_of


def way_of(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    config: EndpointConfig,
    receive: Callable[[str, Receipt], Awaitable[None]],
) -> tuple[EndpointConfig, Transport]:
    """Return the transport for the settings of an endpoint, and what the outbox has to keep to with it.

    `receive` takes receipts that come on that way, with the endpoint's id.
    """
    if data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_DC09:
        settings = read_dc09(hass, data)
        config = replace(
            config,
            heartbeat=beat_of(data),
            parallel=1,
            in_turn=True,
            limit=settings.limit,
            schedule=settings.schedule,
        )
        return config, Dc09Transport(settings)
    config = replace(config, heartbeat=beat_of(data))
    if data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_MQTT:
        mqtt = read_mqtt(hass, data, config.endpoint_id)
        config = replace(config, limit=mqtt.limit, schedule=mqtt.schedule)
        return config, MqttTransport(mqtt, partial(receive, config.endpoint_id))
    return config, webhook_of(hass, data)


def beat_of(data: Mapping[str, Any]) -> float:
    """Return after how many seconds without another message the way to an endpoint is tried."""
    if data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_DC09:
        return float(data.get(CONF_SUPERVISION, SUPERVISION))
    return heartbeat_of(data)


def kind_of(data: Mapping[str, Any]) -> str:
    """Return in what an endpoint is told: webhook, cap, dc09 or mqtt."""
    kind = str(data.get(CONF_ENDPOINT_TYPE, ENDPOINT_WEBHOOK))
    return BodyFormat.CAP.value if data.get(CONF_BODY_FORMAT) == BodyFormat.CAP else kind


def host_of(data: Mapping[str, Any]) -> str | None:
    """Return the host of an endpoint, with its port if one is set, and nothing else of its address."""
    if CONF_URL not in data:
        host, port = data.get(CONF_HOST), data.get(CONF_PORT)
        return None if not host else f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # A user name or password in an address stands before an @.
    return urlsplit(data[CONF_URL]).netloc.rpartition("@")[2] or None
