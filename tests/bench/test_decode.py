"""The decoders that are compared read the same facts out of the same traffic."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from bench import decode as benchmark
from bench.straightforward import BitDecoder, ByteDecoder
from custom_components.duress.echostream import decode
from custom_components.duress.echostream.describe import describe

FACTS: Final = (
    *("originator", "serial", "first_hop", "trace", "hop_count", "class", "pti", "level", "margin"),
    *("alarm1", "low_battery", "tamper", "no_change"),
)


def facts(messages: object) -> list[dict[str, object]]:
    """Return the facts both sides name alike; an aggregate's own level and margin only one side reads."""
    assert isinstance(messages, list)
    return [{name: message[name] for name in FACTS if name in message} for message in messages]


def of_type(messages: list[Mapping[str, object]], *kinds: str) -> list[Mapping[str, object]]:
    """Return the messages of some types."""
    return [message for message in messages if message["type"] in kinds]


@pytest.mark.parametrize("decoder", [BitDecoder, ByteDecoder])
@pytest.mark.parametrize("traffic", [benchmark.school, benchmark.distinct])
def test_the_baseline_reads_the_same_facts(decoder: type[ByteDecoder], traffic: Callable[[int], list[bytes]]) -> None:
    """Given the traffic that is measured, when both sides decode it, then they agree on every message and its parts."""
    frames = traffic(2000)
    ours: list[Mapping[str, object]] = [describe(decode(frame)) for frame in frames]
    theirs: list[Mapping[str, object]] = [*decoder().receive(b"".join(frames))]
    assert len(ours) == len(theirs) == 2000
    assert facts(of_type(ours, "security")) == facts(of_type(theirs, "security"))
    assert facts(of_type(ours, "repeater_status_broadcast")) == facts(of_type(theirs, "repeater"))
    assert facts(of_type(ours, "coordinator_checkin")) == facts(of_type(theirs, "checkin"))
    parts = [[facts(message["messages"]) for message in of_type(side, "aggregated")] for side in (ours, theirs)]
    assert parts[0] == parts[1]


def test_distinct_traffic_is_distinct_and_the_same_in_every_run() -> None:
    """Given the traffic of distinct frames, when it is made twice, then no frame repeats and both are equal."""
    frames = benchmark.distinct(500)
    assert len(set(frames)) == 500
    assert frames == benchmark.distinct(500)


def test_the_baseline_takes_any_split_of_the_bytes() -> None:
    """Given reads that cut frames, when both sides count messages, then no message is lost on either side."""
    stream = b"".join(benchmark.school(200))
    reads = [stream[at : at + 7] for at in range(0, len(stream), 7)]
    assert benchmark.ours(reads) == benchmark.per_bit(reads) == benchmark.per_byte(reads) == 200
