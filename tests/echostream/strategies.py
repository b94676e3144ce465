"""Hypothesis strategies for messages, and the frames and noise a line can carry."""

from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

from custom_components.duress.echostream import (
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
    LocatorReport,
    LocatorStatus,
    Message,
    Nak,
    ReceiverCheckIn,
    RepeaterStatus,
    SerialDataReport,
    Uid,
    encode,
)
from custom_components.duress.echostream.framing import LENGTHS, seal
from custom_components.duress.echostream.messages import DirectedCounters, Route

BYTE: Final = st.integers(0, 0xFF)
WORD: Final = st.integers(0, 0xFFFF)
UIDS: Final = st.integers(0, 0xFFFFFFFF).map(Uid)
TRACES: Final = st.lists(UIDS, max_size=4).map(tuple)
ROUTES: Final = st.builds(Route, UIDS, UIDS, TRACES, BYTE)
ALARMS: Final = st.integers(0, 0x0F).map(AlarmInputs)
FLAGS: Final = WORD.map(lambda word: EndDeviceFlags(word & 0xF0FF))

SECURITY: Final = st.builds(
    EndDeviceReport, UIDS, UIDS, BYTE, ALARMS, FLAGS, BYTE, BYTE, TRACES, BYTE, st.just(value=False)
)
LEGACY: Final = st.builds(
    EndDeviceReport, UIDS, UIDS, BYTE, ALARMS, FLAGS, BYTE, BYTE, st.just(()), st.just(0), st.just(value=True)
)
COUNTERS: Final = st.builds(DirectedCounters, WORD, WORD, WORD, WORD, WORD, WORD, WORD)
RADIO: Final = st.one_of(
    SECURITY,
    st.builds(RepeaterStatus, ROUTES, WORD, BYTE, BYTE, st.none() | COUNTERS),
    st.builds(DeviceReset, ROUTES, BYTE, BYTE, BYTE),
    st.builds(LocatorStatus, ROUTES, WORD, BYTE, BYTE),
    st.builds(LocatorReport, ROUTES, st.sampled_from((1, 2)), UIDS, BYTE, BYTE, BYTE, BYTE),
    st.builds(CommunicatorReport, ROUTES, BYTE, BYTE, st.binary(max_size=40), BYTE, BYTE),
    st.builds(EnvironmentalReport, ROUTES, BYTE, st.binary(max_size=12), BYTE, BYTE),
    st.builds(SerialDataReport, ROUTES, BYTE, st.binary(max_size=40), BYTE, BYTE),
)
INFRASTRUCTURE: Final = st.one_of(
    st.builds(ReceiverCheckIn, BYTE, BYTE, BYTE),
    st.builds(LegacyReceiverCheckIn, BYTE, BYTE),
    st.builds(Ack),
    st.builds(Nak, BYTE),
    st.builds(DirectedConfig, BYTE, st.binary(max_size=29)),
    st.builds(BroadcastConfig, BYTE, BYTE, BYTE, BYTE, WORD, WORD),
)


@st.composite
def aggregates(draw: st.DrawFn) -> Aggregate:
    """Draw an aggregate: its parts were heard first by its sender, and have neither trace nor hops."""
    route = draw(ROUTES)
    parts = st.builds(
        EndDeviceReport,
        UIDS,
        st.just(route.originator),
        BYTE,
        ALARMS,
        FLAGS,
        BYTE,
        BYTE,
        st.just(()),
        st.just(0),
        st.just(value=False),
    )
    return Aggregate(route, tuple(draw(st.lists(parts, max_size=10))), draw(BYTE), draw(BYTE))


MESSAGES: Final[st.SearchStrategy[Message]] = st.one_of(SECURITY, LEGACY, RADIO, INFRASTRUCTURE, aggregates())
GOOD_FRAMES: Final = MESSAGES.map(encode)


def straddles(noise: bytes, frame: bytes) -> bool:
    """Tell whether noise and the beginning of a frame make a good frame by chance: one in 256 pretenders does."""
    line = noise + frame
    return any(
        (low_high := LENGTHS.get(line[start])) is not None
        and low_high[0] <= line[start + 1] <= low_high[1]
        and len(noise) <= start + line[start + 1] < len(line)
        and sum(line[start : start + line[start + 1]]) & 0xFF == line[start + line[start + 1]]
        for start in range(len(noise))
    )


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """Cut bytes at the given places; every byte stays, in order."""
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:stop] for start, stop in pairwise(edges)]


def end_device_frame(word: int) -> bytes:
    """Return the frame of an EN1223S that reports a status word of two bytes."""
    return inbound_frame(0x3E, 0x18, word.to_bytes(2) + b"\x30\x2e")


def inbound_frame(message_class: int, pti: int, payload: bytes, trace: bytes = b"", count: int | None = None) -> bytes:
    """Return a good 0x72 frame with any payload; `count` states another trace count than the trace has."""
    traces = len(trace) // 4 if count is None else count
    uids = bytes.fromhex("b23d544300fad02c")
    body = uids + bytes((traces,)) + trace + bytes((1, message_class, pti)) + payload
    return seal(bytes((0x72, 2 + len(body))) + body)
