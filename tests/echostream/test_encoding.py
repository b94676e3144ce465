"""Encoding is the inverse of decoding, and refuses what no frame can hold."""

from hypothesis import given
import pytest

from custom_components.duress.echostream import (
    Aggregate,
    DirectedConfig,
    FrameReader,
    Message,
    ReceiverCheckIn,
    SerialDataReport,
    UnknownMessage,
    decode,
    encode,
    make_uid,
)
from custom_components.duress.echostream.framing import MAX_LENGTH
from custom_components.duress.echostream.messages import Route
from tests.echostream.strategies import MESSAGES, inbound_frame

ROUTE = Route(make_uid(0x01, 7), make_uid(0x00, 8))


@given(MESSAGES)
def test_every_message_survives_encoding_and_decoding(message: Message) -> None:
    """Given any message of any class, when it is encoded, read and decoded, then it is the same message."""
    [frame] = FrameReader().feed(encode(message))
    assert decode(frame) == message


def test_an_unknown_message_keeps_its_bytes() -> None:
    """Given a frame nobody documents, when it is decoded and encoded, then the same bytes come out."""
    frame = inbound_frame(0x77, 0x10, b"\x01\x02\x30\x2e")
    assert encode(decode(frame)) == frame


def test_an_unknown_part_of_an_aggregate_keeps_its_bytes() -> None:
    """Given an aggregate with a part nobody documents, when it is decoded and encoded, then the same bytes come out."""
    frame = inbound_frame(0x02, 1, bytes.fromhex("0bb23d5443771801001a172221"))
    assert isinstance(decode(frame), Aggregate)
    assert encode(decode(frame)) == frame


def test_a_lost_frame_counter_wraps_at_a_byte() -> None:
    """Given more unacknowledged messages than a byte counts, when they are encoded, then the counter wraps."""
    assert decode(encode(ReceiverCheckIn(258, 0, 0x10))) == ReceiverCheckIn(2, 0, 0x10)


@pytest.mark.parametrize(
    "message",
    [
        SerialDataReport(ROUTE, 0, bytes(MAX_LENGTH), 1, 1),
        Aggregate(ROUTE, tuple(UnknownMessage(b"", ROUTE, 0x77, 0, bytes(20)) for _ in range(10)), 1, 1),
        DirectedConfig(0x90, bytes(30)),
    ],
    ids=["serial data", "aggregate", "answer"],
)
def test_a_message_that_fits_no_frame_is_refused(message: Message) -> None:
    """Given a message longer than a frame, when it is encoded, then it is refused in words and nothing is cut off."""
    with pytest.raises(ValueError, match="holds at most"):
        encode(message)


def test_a_message_without_a_route_has_no_place_in_an_aggregate() -> None:
    """Given a receiver's own check-in, when it is put into an aggregate, then that is refused in words."""
    with pytest.raises(ValueError, match="not a radio message"):
        encode(Aggregate(ROUTE, (ReceiverCheckIn(0, 0, 0x10),), 1, 1))
