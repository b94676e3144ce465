"""Properties of MQTT 5 packets, in one expression."""

from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties


def of_connection(**members: object) -> Properties:
    """Return what a connection asks for."""
    return _properties(PacketTypes.CONNECT, members)


def of_will(**members: object) -> Properties:
    """Return what stands beside a last will."""
    return _properties(PacketTypes.WILLMESSAGE, members)


def of_message(**members: object) -> Properties:
    """Return what stands beside a payload."""
    return _properties(PacketTypes.PUBLISH, members)


def _properties(packet: int, members: dict[str, object]) -> Properties:
    """Return properties of a packet; MqttException for one that does not belong there."""
    properties = Properties(packet)  # type: ignore[no-untyped-call]
    for name, value in members.items():
        setattr(properties, name, value)
    return properties
