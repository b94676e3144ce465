"""The way out over MQTT 5: one persistent session at the district's broker, and the receipts that come back on it."""

from .settings import MqttSettings
from .topics import SEGMENT, Topics
from .transport import MqttTransport

__all__ = ["SEGMENT", "MqttSettings", "MqttTransport", "Topics"]
