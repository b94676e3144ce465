"""Frames to messages. A frame that does not fit its class stays unknown: no bit is read that may not be there."""

from struct import Struct, unpack_from
from typing import Final

from .messages import (
    Ack,
    Aggregate,
    AlarmInputs,
    BroadcastConfig,
    CommunicatorReport,
    DeviceReset,
    DirectedConfig,
    DirectedCounters,
    EndDeviceFlags,
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

_new: Final = tuple.__new__

ALARMS: Final = tuple(AlarmInputs(bits) for bits in range(16))


class _Flags(dict[int, EndDeviceFlags]):
    """End device flags by their bits, made on first use: at most 4,096 of them."""

    def __missing__(self, bits: int) -> EndDeviceFlags:
        """Make and keep the flags of a combination seen for the first time."""
        flags = self[bits] = EndDeviceFlags(bits)
        return flags


FLAGS: Final = _Flags()
_FLAG_BITS: Final = 0xF0FF

# Section 6 without trace: originator, first hop, hops, PTI, then the status word, level and margin of class 0x3E.
_END_DEVICE: Final = Struct(">xxIIxBxBHBBx")
_STATUS: Final = Struct(">HBB")
_UIDS: Final = Struct(">II")
_UID: Final = Struct(">I")
_COUNTERS: Final = Struct(">7H")
_LEGACY: Final = Struct(">xxIIBHBBx")


def decode(frame: bytes) -> Message:
    """Turn one whole, checksum-verified frame into its message; never raises for a frame that `FrameReader` cut."""
    if len(frame) == 19 and frame[0] == 0x72 and frame[12] == 0x3E and not frame[10]:
        originator, first_hop, hops, pti, word, level, margin = _END_DEVICE.unpack(frame)
        alarms, flags = ALARMS[word >> 8 & 0x0F], FLAGS[word & _FLAG_BITS]
        # Nearly every frame of a site comes this way; the constructor's argument handling would be half its cost.
        return _new(EndDeviceReport, (originator, first_hop, pti, alarms, flags, level, margin, (), hops, False))
    match frame[0]:
        case 0x72:
            return _inbound(frame)
        case 0x1C:
            return ReceiverCheckIn(frame[2], frame[3], frame[4])
        case 0x06:
            return Ack()
        case 0x15:
            return Nak(frame[2])
        case 0x35:
            return DirectedConfig(frame[2], frame[3:-1])
        case 0x31:
            return BroadcastConfig(
                frame[2], frame[3], frame[4], frame[5], int.from_bytes(frame[6:8]), int.from_bytes(frame[8:10])
            )
        case 0x13:
            originator, first_hop, pti, word, level, margin = _LEGACY.unpack(frame)
            return EndDeviceReport(
                originator,
                first_hop,
                pti,
                ALARMS[word >> 8 & 0x0F],
                FLAGS[word & _FLAG_BITS],
                level,
                margin,
                legacy=True,
            )
        case 0x11:
            return LegacyReceiverCheckIn(frame[2], frame[3])
    return UnknownMessage(frame)


def _inbound(frame: bytes) -> Message:
    """Decode header 0x72: route, then the payload by class (section 6)."""
    trace_end = 11 + 4 * frame[10]
    if trace_end + 5 > len(frame) - 1:
        return UnknownMessage(frame)
    originator, first_hop = _UIDS.unpack_from(frame, 2)
    trace = unpack_from(f">{frame[10]}I", frame, 11) if frame[10] else ()
    if frame[trace_end + 1] == 0x3E and len(frame) == trace_end + 8:
        # The copies of a press that repeaters pass on, without the detour over a route.
        word, level, margin = _STATUS.unpack_from(frame, trace_end + 3)
        alarms, flags = ALARMS[word >> 8 & 0x0F], FLAGS[word & _FLAG_BITS]
        pti, hops = frame[trace_end + 2], frame[trace_end]
        return _new(EndDeviceReport, (originator, first_hop, pti, alarms, flags, level, margin, trace, hops, False))
    route = Route(originator, first_hop, trace, frame[trace_end])
    return _payload(frame, route, frame[trace_end + 1], frame[trace_end + 2], frame[trace_end + 3 : -1])


def _payload(frame: bytes, route: Route, message_class: int, pti: int, payload: bytes) -> Message:
    """Decode what follows class and PTI; level and margin are the last two bytes of every payload."""
    if message_class == 0x3E and len(payload) == 4:
        return _end_device(route, pti, payload)
    level, margin = payload[-2:]
    body = payload[:-2]
    size = len(body)
    match message_class:
        case 0x41 if pti == 0 and size == 2:
            return RepeaterStatus(route, int.from_bytes(body), level, margin)
        case 0x41 if pti == 1 and size == 16:
            counters = DirectedCounters(*_COUNTERS.unpack_from(body))
            return RepeaterStatus(route, int.from_bytes(body[14:]), level, margin, counters)
        case 0x00 if size == 0:
            return DeviceReset(route, pti, level, margin)
        case 0x02:
            messages = _aggregated(route, pti, body)
            if messages is not None:
                return Aggregate(route, messages, level, margin)
        case 0x36 if pti == 1 and size == 3 and body[0] == 0:
            return LocatorStatus(route, int.from_bytes(body[1:]), level, margin)
        case 0x36 if pti == 1 and size == 7 and body[0] in (1, 2):
            return LocatorReport(route, body[0], Uid(_UID.unpack_from(body, 1)[0]), body[5], body[6], level, margin)
        case 0x39 if pti == 0x5B and size >= 2:
            return CommunicatorReport(route, body[0], body[1], body[2:], level, margin)
        case 0x3C:
            return EnvironmentalReport(route, pti, body, level, margin)
        case 0x18:
            return SerialDataReport(route, pti, body, level, margin)
    return UnknownMessage(frame, route, message_class, pti, payload)


def _end_device(route: Route, pti: int, payload: bytes) -> EndDeviceReport:
    """Decode status word, level and margin of class 0x3E (section 7)."""
    word, level, margin = _STATUS.unpack(payload)
    alarms, flags = ALARMS[word >> 8 & 0x0F], FLAGS[word & _FLAG_BITS]
    return EndDeviceReport(
        route.originator, route.first_hop, pti, alarms, flags, level, margin, route.trace, route.hops
    )


def _aggregated(route: Route, count: int, body: bytes) -> tuple[Message, ...] | None:
    """Cut an aggregate's body into its messages, heard first by the repeater that sent it; None if it does not fit."""
    messages: list[Message] = []
    at = 0
    for _ in range(count):
        size = body[at] if at < len(body) else 0
        part = body[at : at + size]
        # 9 bytes: length, identifier, class, PTI, level, margin. An aggregate inside an aggregate is not a thing.
        if size < 9 or len(part) != size or part[5] == 0x02:
            return None
        inner = Route(Uid(_UID.unpack_from(part, 1)[0]), route.originator)
        messages.append(_payload(part, inner, part[5], part[6], part[7:]))
        at += size
    return tuple(messages) if at == len(body) else None
