"""Messages in words: one JSON-ready dictionary per message, for tools that show a line to a person.

`type` says what a message is; the other names are the same wherever the same fact appears. Identifiers are eight
hexadecimal digits, unknown bytes are hexadecimal text, intervals are seconds.
"""

from typing import Final

from .messages import (
    Ack,
    Aggregate,
    AlarmInputs,
    BroadcastConfig,
    CommunicatorReport,
    DeviceReset,
    DirectedConfig,
    EndDeviceFlags,
    EndDeviceReport,
    EnvironmentalReport,
    LegacyReceiverCheckIn,
    LocatorFlags,
    LocatorReport,
    LocatorStatus,
    Message,
    Nak,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Route,
    SerialDataReport,
    UnknownMessage,
)
from .uid import format_uid, mid_of, serial_of

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None

type _Bits = dict[str, int]

_ALARMS: Final[_Bits] = {
    "alarm1": AlarmInputs.INPUT_1,
    "alarm2": AlarmInputs.INPUT_2,
    "alarm3": AlarmInputs.INPUT_3,
    "alarm4": AlarmInputs.INPUT_4,
}
_END_DEVICE: Final[_Bits] = {
    "maintenance": EndDeviceFlags.MAINTENANCE,
    "eol_tamper": EndDeviceFlags.LINE_TAMPER,
    "low_battery": EndDeviceFlags.LOW_BATTERY,
    "tamper": EndDeviceFlags.TAMPER,
    "no_change": EndDeviceFlags.NO_CHANGE,
    "reset": EndDeviceFlags.RESET,
    "reserved_bits_set": EndDeviceFlags.RESERVED,
}
_POWERED: Final[_Bits] = {
    "jammed": RepeaterFlags.JAMMED,
    "low_battery": RepeaterFlags.LOW_BATTERY,
    "tamper": RepeaterFlags.TAMPER,
    "no_change": RepeaterFlags.NO_CHANGE,
    "reset": RepeaterFlags.RESET,
    "line_power_loss": RepeaterFlags.MAINS_LOST,
}
_BROADCAST: Final[_Bits] = {"config_ack": RepeaterFlags.CONFIG_ANSWER, **_POWERED}
_DIRECTED: Final[_Bits] = {
    "layer_assigned": RepeaterFlags.LAYER_ASSIGNED,
    "one_neighbor": RepeaterFlags.ONE_NEIGHBOUR,
    **_BROADCAST,
}
_LOCATOR: Final[_Bits] = {
    "config_ack": LocatorFlags.CONFIG_ANSWER,
    "activator": LocatorFlags.ACTIVATOR,
    **_POWERED,
}
_RECEIVER: Final[_Bits] = {
    "jammed": ReceiverFlags.JAMMED,
    "tamper": ReceiverFlags.TAMPER,
    "no_change": ReceiverFlags.NO_CHANGE,
    "reset": ReceiverFlags.RESET,
    "link_failure": ReceiverFlags.LINK_FAILURE,
}

_PAGE_ANSWERS: Final = (0x11, 0x23)
_REGISTRATION: Final = 0x17
_CONFIGURED_BIT: Final = 0x2000
_RESET_BIT: Final = 0x0008


def describe(message: Message) -> dict[str, Json]:
    """Return a message's fields under the names of docs/echostream.md; never raises for a decoded message."""
    match message:
        case ReceiverCheckIn():
            return {
                "type": "coordinator_checkin",
                "unacknowledged": message.unacknowledged,
                "stat1": message.stat1,
                "stat0": message.status,
                **_named(message.status, _RECEIVER),
            }
        case LegacyReceiverCheckIn():
            return {"type": "legacy_receiver_checkin", "data": message.unacknowledged, "stat": message.status}
        case Ack():
            return {"type": "ack"}
        case Nak():
            return {"type": "nak", "error": message.error}
        case DirectedConfig():
            return {"type": "directed_config_report", "subcommand": message.subcommand, **_directed_answer(message)}
        case BroadcastConfig():
            return {
                "type": "broadcast_config_report",
                "subcommand": message.subcommand,
                "nid": message.nid,
                "output_type": message.output_type,
                "config": message.config,
                "check_in_seconds": message.check_in,
                "link_supervision_seconds": message.link_supervision,
            }
        case EndDeviceReport(legacy=True):
            return {
                "type": "legacy_security",
                "originator": format_uid(message.originator),
                "serial": serial_of(message.originator),
                "receiver": format_uid(message.first_hop),
                "pti": message.pti,
                **_end_device(message),
            }
    return _radio(message, nested=False)


def _radio(message: Message, *, nested: bool) -> dict[str, Json]:
    """Describe a radio message; one inside an aggregate has no trace and no hop count of its own."""
    match message:
        case EndDeviceReport():
            route = Route(message.originator, message.first_hop, message.trace, message.hops)
            return {**_head(route, 0x3E, message.pti, nested), "type": "security", **_end_device(message)}
        case RepeaterStatus():
            return {**_head(message.route, 0x41, int(message.counters is not None), nested), **_repeater(message)}
        case DeviceReset():
            head = _head(message.route, 0x00, message.nid, nested)
            return {**head, "type": "device_reset", "nid": message.nid, **_signal(message.level, message.margin)}
        case Aggregate():
            return {
                **_head(message.route, 0x02, len(message.messages), nested),
                "type": "aggregated",
                "count": len(message.messages),
                "messages": [_radio(part, nested=True) for part in message.messages],
                **_signal(message.level, message.margin),
            }
        case LocatorStatus():
            return {
                **_head(message.route, 0x36, 1, nested),
                "type": "locator_status",
                **_word(message.status),
                **_named(message.status, _LOCATOR),
                **_signal(message.level, message.margin),
            }
        case LocatorReport():
            return {
                **_head(message.route, 0x36, 1, nested),
                "type": "location",
                "format": message.format,
                "located": format_uid(message.located),
                "located_level": message.located_level,
                "located_margin": message.located_margin,
                **_signal(message.level, message.margin),
            }
        case CommunicatorReport():
            return {**_head(message.route, 0x39, 0x5B, nested), **_communicator(message)}
        case EnvironmentalReport() | SerialDataReport():
            environmental = isinstance(message, EnvironmentalReport)
            return {
                **_head(message.route, 0x3C if environmental else 0x18, message.pti, nested),
                "type": "environmental" if environmental else "serial_data",
                "payload": message.payload.hex(),
                **_signal(message.level, message.margin),
            }
        case UnknownMessage(route=Route() as route):
            head = _head(route, message.message_class, message.pti, nested)
            return {**head, "type": "unknown", "payload": message.payload.hex()}
        case UnknownMessage():
            return {"type": "unknown", "header": message.frame[0], "payload": message.frame[2:-1].hex()}
    raise TypeError(f"no radio message: {type(message).__name__}")


def _head(route: Route, message_class: int, pti: int, nested: bool) -> dict[str, Json]:
    """Describe who sent a radio message, how it came, and its class and type."""
    hops: dict[str, Json] = {"trace": [format_uid(uid) for uid in route.trace], "hop_count": route.hops}
    return {
        "originator": format_uid(route.originator),
        "mid": mid_of(route.originator),
        "serial": serial_of(route.originator),
        "first_hop": format_uid(route.first_hop),
        **({} if nested else hops),
        "class": message_class,
        "pti": pti,
    }


def _end_device(report: EndDeviceReport) -> dict[str, Json]:
    """Describe status word and signal of class 0x3E and of the legacy format."""
    return {
        **_word(report.alarms << 8 | report.flags),
        **_named(report.alarms, _ALARMS),
        **_named(report.flags, _END_DEVICE),
        **_signal(report.level, report.margin),
    }


def _repeater(report: RepeaterStatus) -> dict[str, Json]:
    """Describe a repeater's status, with counters and layer in directed mode."""
    word = _word(report.status)
    signal = _signal(report.level, report.margin)
    counters = report.counters
    if counters is None:
        return {"type": "repeater_status_broadcast", **word, **_named(report.status, _BROADCAST), **signal}
    return {
        "type": "repeater_status_directed",
        "lo_rx": counters.low_received,
        "lo_tx": counters.low_sent,
        "lo_drop": counters.low_dropped,
        "hi_rx": counters.high_received,
        "hi_tx": counters.high_sent,
        "hi_drop": counters.high_dropped,
        "neighbor_builds": counters.neighbour_builds,
        **word,
        **_named(report.status, _DIRECTED),
        "layer": report.layer,
        **signal,
    }


def _communicator(report: CommunicatorReport) -> dict[str, Json]:
    """Describe a two-way communicator's message; data of an undocumented command or length stays hexadecimal."""
    answer: dict[str, Json] = {"data": report.data.hex()}
    if report.command in _PAGE_ANSWERS and len(report.data) == 3:
        answer = {"sequence": int.from_bytes(report.data[:2]), "response_code": report.data[2]}
    elif report.command == _REGISTRATION and len(report.data) == 2:
        word = int.from_bytes(report.data)
        answer = {**_word(word), "configured": bool(word & _CONFIGURED_BIT), "reset": bool(word & _RESET_BIT)}
    return {
        "type": "pca",
        "delivery_code": report.delivery_code,
        "ack_required": bool(report.delivery_code & 0x80),
        "command": report.command,
        **answer,
        **_signal(report.level, report.margin),
    }


def _directed_answer(message: DirectedConfig) -> dict[str, Json]:
    """Describe what a receiver answered; an undocumented answer stays hexadecimal."""
    if message.nid is not None:
        return {"nid": message.nid}
    if message.check_in is not None:
        return {"check_in_seconds": message.check_in, "config": message.data[2]}
    if message.serial is not None:
        return {"serial": message.serial}
    return {"data": message.data.hex()}


def _named(bits: int, names: _Bits) -> dict[str, Json]:
    """Return each named bit as true or false."""
    return {name: bool(bits & mask) for name, mask in names.items()}


def _word(status: int) -> dict[str, Json]:
    """Return the two bytes of a status word."""
    return {"stat1": status >> 8, "stat0": status & 0xFF}


def _signal(level: int, margin: int) -> dict[str, Json]:
    """Return level and margin."""
    return {"level": level, "margin": margin}
