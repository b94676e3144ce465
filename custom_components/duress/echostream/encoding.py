"""Messages to frames: the inverse of `decode`, for simulated receivers and for tests."""

from struct import Struct
from typing import Final

from .framing import LENGTHS, MAX_LENGTH, seal
from .messages import (
    Ack,
    Aggregate,
    BroadcastConfig,
    CommunicatorReport,
    DeviceReset,
    DirectedConfig,
    EndDeviceReport,
    EnvironmentalReport,
    LegacyReceiverCheckIn,
    LocatorReport,
    LocatorStatus,
    Message,
    Nak,
    ReceiverCheckIn,
    RepeaterStatus,
    Route,
    SerialDataReport,
    UnknownMessage,
)
from .uid import Uid

_UID: Final = Struct(">I")
_COUNTERS: Final = Struct(">7H")


def encode(message: Message) -> bytes:
    """Return the whole frame of a message; ValueError if it would not fit a frame."""
    match message:
        case UnknownMessage():
            return message.frame
        case EndDeviceReport(legacy=True):
            uids = _UID.pack(message.originator) + _UID.pack(message.first_hop)
            return seal(b"\x13\x0f" + uids + bytes((message.pti, *_status(message), message.level, message.margin)))
        case Ack():
            return seal(b"\x06\x02")
        case Nak():
            return seal(bytes((0x15, 3, message.error)))
        case ReceiverCheckIn():
            return seal(bytes((0x1C, 5, message.unacknowledged & 0xFF, message.stat1, message.status)))
        case LegacyReceiverCheckIn():
            return seal(bytes((0x11, 4, message.unacknowledged & 0xFF, message.status)))
        case DirectedConfig():
            length = 3 + len(message.data)
            if length > LENGTHS[0x35][1]:
                raise ValueError(f"an answer holds at most {LENGTHS[0x35][1]} bytes, this one needs {length}")
            return seal(bytes((0x35, length, message.subcommand)) + message.data)
        case BroadcastConfig():
            head = bytes((0x31, 10, message.subcommand, message.nid, message.output_type, message.config))
            return seal(head + message.check_in.to_bytes(2) + message.link_supervision.to_bytes(2))
    return _inbound(message)


def _status(report: EndDeviceReport) -> bytes:
    """Return STAT1 and STAT0."""
    return (report.alarms << 8 | report.flags).to_bytes(2)


def _inbound(message: Message) -> bytes:
    """Frame a radio message in the complete format (section 6)."""
    route, message_class, pti, payload = _parts(message)
    trace = b"".join(_UID.pack(uid) for uid in route.trace)
    body = (
        _UID.pack(route.originator)
        + _UID.pack(route.first_hop)
        + bytes((len(route.trace),))
        + trace
        + bytes((route.hops, message_class, pti))
        + payload
    )
    if len(body) + 2 > MAX_LENGTH:
        raise ValueError(f"a frame holds at most {MAX_LENGTH} bytes, this message needs {len(body) + 2}")
    return seal(bytes((0x72, len(body) + 2)) + body)


def _parts(message: Message) -> tuple[Route, int, int, bytes]:
    """Return route, class, PTI and payload of a radio message."""
    match message:
        case EndDeviceReport():
            route = Route(message.originator, message.first_hop, message.trace, message.hops)
            return route, 0x3E, message.pti, _status(message) + _signal(message)
        case RepeaterStatus(counters=None):
            return message.route, 0x41, 0, message.status.to_bytes(2) + _signal(message)
        case RepeaterStatus(counters=counters) if counters is not None:
            values = _COUNTERS.pack(
                counters.low_received,
                counters.low_sent,
                counters.low_dropped,
                counters.high_received,
                counters.high_sent,
                counters.high_dropped,
                counters.neighbour_builds,
            )
            return message.route, 0x41, 1, values + message.status.to_bytes(2) + _signal(message)
        case DeviceReset():
            return message.route, 0x00, message.nid, _signal(message)
        case Aggregate():
            parts = b"".join(_sub_message(part) for part in message.messages)
            return message.route, 0x02, len(message.messages), parts + _signal(message)
        case LocatorStatus():
            return message.route, 0x36, 1, b"\0" + message.status.to_bytes(2) + _signal(message)
        case LocatorReport():
            located = _UID.pack(message.located) + bytes((message.located_level, message.located_margin))
            return message.route, 0x36, 1, bytes((message.format,)) + located + _signal(message)
        case CommunicatorReport():
            body = bytes((message.delivery_code, message.command)) + message.data
            return message.route, 0x39, 0x5B, body + _signal(message)
        case EnvironmentalReport():
            return message.route, 0x3C, message.pti, message.payload + _signal(message)
        case SerialDataReport():
            return message.route, 0x18, message.pti, message.payload + _signal(message)
        case UnknownMessage(route=Route() as route):
            return route, message.message_class, message.pti, message.payload
    raise ValueError(f"{type(message).__name__} is not a radio message")


type _Signalled = (
    EndDeviceReport
    | RepeaterStatus
    | DeviceReset
    | Aggregate
    | LocatorStatus
    | LocatorReport
    | CommunicatorReport
    | EnvironmentalReport
    | SerialDataReport
)


def _signal(message: _Signalled) -> bytes:
    """Return level and margin, the end of every radio message."""
    return bytes((message.level, message.margin))


def _sub_message(message: Message) -> bytes:
    """Return one message as it stands inside an aggregate (section 10): no first hop, trace, hops or checksum."""
    route, message_class, pti, payload = _parts(message)
    return bytes((7 + len(payload),)) + _UID.pack(Uid(route.originator)) + bytes((message_class, pti)) + payload
