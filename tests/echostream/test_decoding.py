"""Decoding never fails and never reads a bit that is not there."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.echostream import (
    Aggregate,
    AlarmInputs,
    DeviceReset,
    EndDeviceFlags,
    EndDeviceReport,
    EnvironmentalReport,
    FrameReader,
    LocatorStatus,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    UnknownMessage,
    decode,
)
from custom_components.duress.echostream.describe import describe
from custom_components.duress.echostream.framing import LENGTHS, seal
from custom_components.duress.echostream.messages import LocatorFlags
from tests.echostream.strategies import GOOD_FRAMES, end_device_frame, inbound_frame

TRACE = bytes.fromhex("0121ab100121ab22")
SUB = bytes.fromhex("0bb23d54433e1801001a17")


def shapes(header: int) -> st.SearchStrategy[bytes]:
    """Return frames of one header: any length it allows, any content, a right checksum."""
    low, high = LENGTHS[header]
    bodies = st.binary(min_size=low - 2, max_size=high - 2)
    return bodies.map(lambda body: seal(bytes((header, 2 + len(body))) + body))


@given(st.sampled_from(sorted(LENGTHS)).flatmap(shapes))
def test_whatever_the_reader_cuts_can_be_decoded(shape: bytes) -> None:
    """Given any bytes in the shape of a frame, when they are read, decoded and described, then nothing raises."""
    [frame] = FrameReader().feed(shape)
    assert describe(decode(frame))["type"]


@given(GOOD_FRAMES, st.integers(1, 200))
def test_a_truncated_frame_with_a_right_checksum_can_be_decoded(frame: bytes, lost: int) -> None:
    """Given a good frame, when bytes at its end are missing but length and checksum fit, then nothing raises."""
    body = frame[2:-1]
    shorter = body[: max(0, len(body) - lost)]
    for cut in FrameReader().feed(seal(bytes((frame[0], 2 + len(shorter))) + shorter)):
        assert describe(decode(cut))["type"]


@pytest.mark.parametrize("count", range(1, 47))
def test_a_trace_is_skipped_whatever_its_length(count: int) -> None:
    """Given a press with any number of relays in its trace, when it is decoded, then its status is read behind them."""
    trace = b"".join((0x01000000 + number).to_bytes(4) for number in range(count))
    message = decode(inbound_frame(0x3E, 0x18, b"\x01\x40\x30\x2e", trace))
    assert isinstance(message, EndDeviceReport)
    assert message.trace == tuple(0x01000000 + number for number in range(count))
    assert (message.alarms, message.flags) == (AlarmInputs.INPUT_1, EndDeviceFlags.LOW_BATTERY)
    assert (message.level, message.margin, message.hops) == (0x30, 0x2E, 1)


@pytest.mark.parametrize("count", [2, 3, 60, 255])
def test_a_trace_count_beyond_the_frame_stays_unknown(count: int) -> None:
    """Given a trace count that the frame cannot hold, when it is decoded, then it is unknown and has no route."""
    frame = inbound_frame(0x3E, 0x18, b"\x01\x00\x30\x2e", count=count)
    assert decode(frame) == UnknownMessage(frame)


@pytest.mark.parametrize(
    ("message_class", "pti", "payload"),
    [
        (0x3E, 0x18, b"\x01\x30\x2e"),
        (0x3E, 0x18, b"\x01\x00\x00\x30\x2e"),
        (0x41, 0x00, bytes(18)),
        (0x41, 0x01, bytes(4)),
        (0x41, 0x02, bytes(4)),
        (0x00, 0x0A, bytes(3)),
        (0x36, 0x01, b"\x03" + bytes(8)),
        (0x36, 0x01, b"\x00" + bytes(8)),
        (0x36, 0x02, bytes(5)),
        (0x39, 0x5B, bytes(3)),
        (0x39, 0x5C, bytes(8)),
        (0x31, 0x00, bytes(4)),
        (0x77, 0x10, bytes(4)),
    ],
)
def test_a_class_nobody_documents_or_with_another_length_stays_unknown(
    message_class: int, pti: int, payload: bytes
) -> None:
    """Given a frame that does not fit its class, when it is decoded, then its payload is kept and no bit is read."""
    message = decode(inbound_frame(message_class, pti, payload))
    assert isinstance(message, UnknownMessage)
    assert message.route is not None
    assert (message.message_class, message.pti, message.payload) == (message_class, pti, payload)


def test_an_aggregate_keeps_the_order_and_names_the_repeater_as_first_hop() -> None:
    """Given alarm then restore of one pendant in one message, when it is decoded, then both come, in that order."""
    restore = bytes.fromhex("0bb23d54433e1800001b18")
    message = decode(inbound_frame(0x02, 2, SUB + restore + b"\x22\x21"))
    assert isinstance(message, Aggregate)
    [first, second] = message.messages
    assert isinstance(first, EndDeviceReport)
    assert isinstance(second, EndDeviceReport)
    assert (first.alarms, second.alarms) == (AlarmInputs.INPUT_1, AlarmInputs(0))
    assert first.first_hop == second.first_hop == message.route.originator
    assert (first.level, second.margin, message.level, message.margin) == (0x1A, 0x18, 0x22, 0x21)


@pytest.mark.parametrize(
    ("count", "parts"),
    [
        (2, SUB),
        (1, SUB + b"\x00"),
        (1, SUB[:-1]),
        (1, b"\x00" + SUB[1:]),
        (1, b"\x08" + SUB[1:9]),
        (1, b"\x0bb23d54433e1801001a"[:9]),
        (1, SUB[:5] + b"\x02" + SUB[6:]),
        (0, SUB),
    ],
)
def test_an_aggregate_that_does_not_add_up_stays_unknown(count: int, parts: bytes) -> None:
    """Given an aggregate whose parts do not fit its length, when it is decoded, then it stays unknown as a whole."""
    assert isinstance(decode(inbound_frame(0x02, count, parts + b"\x22\x21")), UnknownMessage)


def test_an_unknown_class_inside_an_aggregate_does_not_hide_the_press_beside_it() -> None:
    """Given a press and an unknown message in one aggregate, when it is decoded, then the press is still there."""
    unknown = SUB[:5] + b"\x77" + SUB[6:]
    message = decode(inbound_frame(0x02, 2, unknown + SUB + b"\x22\x21"))
    assert isinstance(message, Aggregate)
    assert [type(part) for part in message.messages] == [UnknownMessage, EndDeviceReport]


@given(st.integers(0, 0xFFFF))
def test_the_fast_path_and_the_path_with_trace_read_the_same_bits(word: int) -> None:
    """Given any status word, when it comes with and without a trace, then alarms and flags are equal."""
    short = decode(end_device_frame(word))
    long = decode(inbound_frame(0x3E, 0x18, word.to_bytes(2) + b"\x30\x2e", TRACE))
    assert isinstance(short, EndDeviceReport)
    assert isinstance(long, EndDeviceReport)
    assert (short.alarms, short.flags) == (long.alarms, long.flags)
    assert short.alarms << 8 | short.flags == word


def test_a_check_in_repeats_the_state_with_its_alarm_bit() -> None:
    """Given a check-in of a pendant whose button is held, when it is decoded, then it is a check-in with an alarm."""
    message = decode(end_device_frame(0x0110))
    assert isinstance(message, EndDeviceReport)
    assert message.is_check_in
    assert message.alarms == AlarmInputs.INPUT_1
    assert message.product.model == "EN1223S"


def test_infrastructure_flags_are_named_and_reserved_bits_left_out() -> None:
    """Given status words with every bit set, when they are decoded, then only named bits are flags."""
    receiver = decode(seal(b"\x1c\x05\x02\x00\xff"))
    assert isinstance(receiver, ReceiverCheckIn)
    assert receiver.flags == ReceiverFlags(0xB9)
    repeater = decode(inbound_frame(0x41, 0, b"\xff\xff\x40\x3e"))
    assert isinstance(repeater, RepeaterStatus)
    assert repeater.flags == RepeaterFlags(0xE0FA)
    assert repeater.layer == 15
    locator = decode(inbound_frame(0x36, 1, b"\x00\xff\xff\x30\x30"))
    assert isinstance(locator, LocatorStatus)
    assert locator.flags == LocatorFlags(0x30FA)


def test_a_restarted_repeater_is_not_an_end_device() -> None:
    """Given the reset of a repeater, when it is decoded, then its network identifier is read from the type's place."""
    message = decode(inbound_frame(0x00, 10, b"\x40\x3e"))
    assert isinstance(message, DeviceReset)
    assert message.nid == 10


def test_an_environmental_report_stays_raw() -> None:
    """Given a temperature message, when it is decoded, then its payload is kept without level and margin."""
    message = decode(inbound_frame(0x3C, 0x0A, b"\x41\xc8\x00\x00\x10\x30\x2e"))
    assert isinstance(message, EnvironmentalReport)
    assert (message.payload, message.level, message.margin) == (b"\x41\xc8\x00\x00\x10", 0x30, 0x2E)
