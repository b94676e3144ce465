"""What is stored of an endpoint behind an MQTT broker, and the way out it describes."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.core import HomeAssistant

from .const import VERSION
from .endpoint_certificates import tls_of
from .monitoring import MqttSettings, Topics

CONF_ACCEPT_BROKER: Final = "accept_broker"
CONF_DISTRICT: Final = "district"
CONF_ENCRYPTED: Final = "encrypted"
CONF_SITE_TOPIC: Final = "site_topic"

LOGIN: Final = (CONF_USERNAME, CONF_PASSWORD)
"""Settings nobody may read in a log or in diagnostics."""

PORT: Final = 8883


def read_mqtt(hass: HomeAssistant, data: Mapping[str, Any], endpoint_id: str) -> MqttSettings:
    """Return the way out that stored settings describe; files are read with its first message, not now."""
    return MqttSettings(
        host=data[CONF_HOST],
        port=int(data[CONF_PORT]),
        topics=Topics(district=data[CONF_DISTRICT], site=data[CONF_SITE_TOPIC]),
        client_id=f"duress-{endpoint_id.lower()}",
        username=data.get(CONF_USERNAME, ""),
        password=data.get(CONF_PASSWORD, ""),
        tls=tls_of(hass, data) if data.get(CONF_ENCRYPTED, True) else None,
        accept_broker=bool(data.get(CONF_ACCEPT_BROKER, False)),
        software=VERSION,
    )
