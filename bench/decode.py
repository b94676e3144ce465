"""How many frames a second the protocol package cuts and decodes, against the straightforward decoder."""

from collections.abc import Callable
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

from custom_components.duress.echostream import (
    Aggregate,
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    FrameReader,
    Message,
    ReceiverCheckIn,
    RepeaterStatus,
    Uid,
    decode,
    encode,
    make_uid,
)
from custom_components.duress.echostream.messages import Route

from .report import Bound, Measure
from .straightforward import BitDecoder, ByteDecoder

type Decoder = Callable[[list[bytes]], int]

FRAMES: Final = 40_000
REPEATS: Final = 7
READ: Final = 1024
"""Bytes per read, for both: what a bridge asks a socket for."""

GOALS: Final = {Bound.RATIO_AT_LEAST: 20.0, Bound.VALUE_AT_LEAST: 300_000.0}

RECEIVER: Final = make_uid(0x00, 0xFAD02C)
_CHECK_IN: Final = EndDeviceFlags.NO_CHANGE
_PENDANT, _FIXED = 0x18, 0x13


def measure() -> list[Measure]:
    """Measure a school's traffic, and traffic without two equal frames, against two straightforward decoders."""
    traffics = (("a school's traffic", school(FRAMES)), ("all frames distinct", distinct(FRAMES)))
    baselines = (("per-bit objects", per_bit, GOALS), ("a byte-wise decoder", per_byte, None))
    return [
        _compare(f"decode {traffic}, against {peer}", frames, decoder, goals)
        for traffic, frames in traffics
        for peer, decoder, goals in baselines
    ]


def ours(reads: list[bytes]) -> int:
    """Cut and decode with the protocol package; return the number of messages."""
    reader = FrameReader()
    count = 0
    for read in reads:
        for frame in reader.feed(read):
            decode(frame)
            count += 1
    return count


def per_bit(reads: list[bytes]) -> int:
    """Cut and decode with a list of booleans for every message; return the number of messages."""
    return _straightforward(BitDecoder(), reads)


def per_byte(reads: list[bytes]) -> int:
    """Cut and decode byte by byte, with booleans for status bytes only; return the number of messages."""
    return _straightforward(ByteDecoder(), reads)


def _straightforward(decoder: ByteDecoder, reads: list[bytes]) -> int:
    """Return the number of messages a straightforward decoder makes of some reads."""
    return sum(len(decoder.receive(read)) for read in reads)


def school(count: int) -> list[bytes]:
    """Return frames as 24 transmitters and 6 repeaters of a school send them: check-ins in copies, some presses."""
    random = Random(1)  # the same traffic in every run
    transmitters = [(make_uid(0xB2, 0x200000 + number), _FIXED if number > 19 else _PENDANT) for number in range(24)]
    repeaters = [make_uid(0x01, 0x21AB10 + number) for number in range(6)]
    return [encode(_traffic(random, transmitters, repeaters)) for _ in range(count)]


def distinct(count: int) -> list[bytes]:
    """Return frames that are all different: other transmitters, other first hops, other states."""
    random = Random(2)  # the same traffic in every run
    frames: set[bytes] = set()
    while len(frames) < count:
        report = EndDeviceReport(
            make_uid(0xB2, random.randrange(1 << 24)),
            make_uid(random.choice((0x00, 0x01)), random.randrange(1 << 24)),
            random.randrange(0x3C),
            AlarmInputs(random.randrange(16)),
            EndDeviceFlags(random.randrange(1 << 16) & 0xF0FF),
            random.randrange(100),
            random.randrange(100),
            hops=random.randrange(4),
        )
        frames.add(encode(report))
    return sorted(frames)


def _traffic(random: Random, transmitters: list[tuple[Uid, int]], repeaters: list[Uid]) -> Message:
    """Return the next message of a school."""
    level = random.randrange(20, 80)
    kind = random.random()
    if kind < 0.05:
        return ReceiverCheckIn(random.randrange(20), 0, 0x10)
    if kind < 0.15:
        return RepeaterStatus(Route(random.choice(repeaters), RECEIVER), 0x0010, level, level - 2)
    hop = random.choice([RECEIVER, *repeaters])
    if kind < 0.18:
        repeater = random.choice(repeaters)
        parts = tuple(_report(random, *random.choice(transmitters), repeater, ()) for _ in range(3))
        return Aggregate(Route(repeater, RECEIVER), parts, level, level)
    trace = () if hop == RECEIVER or random.random() < 0.8 else (hop,)
    return _report(random, *random.choice(transmitters), hop, trace)


def _report(random: Random, uid: Uid, pti: int, hop: Uid, trace: tuple[Uid, ...]) -> EndDeviceReport:
    """Return a check-in or, one time in fifty, a press."""
    level = random.randrange(20, 80)
    pressed = random.random() < 0.02
    alarms, flags = (AlarmInputs.INPUT_1, EndDeviceFlags(0)) if pressed else (AlarmInputs(0), _CHECK_IN)
    return EndDeviceReport(uid, hop, pti, alarms, flags, level, level - 3, trace, len(trace))


def _compare(name: str, frames: list[bytes], peer: Decoder, goals: dict[Bound, float] | None) -> Measure:
    """Run ours and a peer in turn over the same reads and compare the medians."""
    stream = b"".join(frames)
    reads = [stream[at : at + READ] for at in range(0, len(stream), READ)]
    if not ours(reads) == peer(reads) == len(frames):
        raise RuntimeError(f"not all {len(frames)} frames were found: the comparison would mean nothing")
    times = [(_seconds(ours, reads), _seconds(peer, reads)) for _ in range(REPEATS)]
    mine, theirs = (len(frames) / median(column) for column in zip(*times, strict=True))
    return Measure.of(name, mine, "frames/s", baseline=theirs, goals=goals)


def _seconds(decoder: Decoder, reads: list[bytes]) -> float:
    """Return how long one decoder takes."""
    start = perf_counter()
    decoder(reads)
    return perf_counter() - start
