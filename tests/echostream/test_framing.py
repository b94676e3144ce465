"""The frame reader finds every good frame in any stream, in any portions, with a fixed amount of memory."""

from hypothesis import assume, example, given, strategies as st

from custom_components.duress.echostream import FrameReader
from custom_components.duress.echostream.framing import LENGTHS, MAX_LENGTH, FrameCounters, seal
from tests.echostream.strategies import GOOD_FRAMES, cut, end_device_frame, straddles

PRESS = end_device_frame(0x0100)
LONGEST = seal(bytes((0x72, MAX_LENGTH)) + bytes(MAX_LENGTH - 2))

NOISE = st.binary(max_size=64)
# Headers with plausible lengths and nothing good behind them: the noise that costs a reader most.
BAITED = st.lists(st.sampled_from([b"\x72", b"\xc8\x10", b"\x1c\x05", b"\x06\x02", b"\x35\x20", PRESS[:9]])).map(
    b"".join
)
STREAMS = st.lists(st.one_of(NOISE, BAITED, GOOD_FRAMES), max_size=12).map(b"".join)


def read(chunks: list[bytes]) -> tuple[list[bytes], FrameCounters, int]:
    """Feed chunks to a new reader; return its frames, its counters and how many bytes it still holds."""
    reader = FrameReader()
    frames = [frame for chunk in chunks for frame in reader.feed(chunk)]
    seen = sum(map(len, frames)) + reader.counters.discarded_bytes
    return frames, reader.counters, sum(map(len, chunks)) - seen


@given(STREAMS, st.lists(st.integers(0, 5000)))
@example(b"\x72" + PRESS, [1])
def test_any_split_of_the_bytes_gives_the_same(stream: bytes, places: list[int]) -> None:
    """Given any stream, when it comes in other portions, then frames, counters and what is pending are the same."""
    assert read(cut(stream, places)) == read([stream])


@given(STREAMS)
def test_one_byte_at_a_time_gives_the_same(stream: bytes) -> None:
    """Given any stream, when it comes one byte at a time, then frames, counters and what is pending are the same."""
    assert read([bytes((byte,)) for byte in stream]) == read([stream])


@given(st.lists(GOOD_FRAMES, max_size=20))
def test_a_clean_line_loses_nothing(frames: list[bytes]) -> None:
    """Given only good frames, when they are fed as one stream, then all come out and nothing is discarded."""
    assert read([b"".join(frames)]) == (frames, FrameCounters(frames=len(frames)), 0)


@given(st.binary(max_size=2000), st.lists(st.integers(0, 5000)))
def test_garbage_never_raises_and_memory_is_bounded(garbage: bytes, places: list[int]) -> None:
    """Given any bytes, when they are fed in any portions, then the reader never holds a whole longest frame."""
    reader = FrameReader()
    fed = kept = 0
    for chunk in cut(garbage, places):
        fed += len(chunk)
        kept += sum(map(len, reader.feed(chunk)))
        assert 0 <= fed - kept - reader.counters.discarded_bytes <= MAX_LENGTH
    reader.clear()
    assert fed == kept + reader.counters.discarded_bytes
    assert not reader.pending


@given(st.one_of(NOISE, BAITED))
def test_a_press_behind_noise_is_found_when_the_line_falls_silent(noise: bytes) -> None:
    """Given noise that may pretend to start a frame, when the line is silent after a press, then the press is found."""
    assume(not straddles(noise, PRESS))
    reader = FrameReader()
    frames = reader.feed(noise + PRESS)
    for _ in range(len(noise) + len(PRESS)):
        frames += reader.give_up()
    assert frames[-1] == PRESS
    assert not reader.pending


@given(st.one_of(NOISE, BAITED))
def test_a_press_behind_noise_is_found_when_traffic_goes_on(noise: bytes) -> None:
    """Given noise that may pretend to start a frame, when enough traffic follows a press, then nothing stays hidden."""
    assume(not straddles(noise, PRESS))
    traffic = [PRESS] * (2 + (MAX_LENGTH + 1) // len(PRESS))
    frames, _, _ = read([noise, *traffic])
    assert PRESS in frames


def test_a_frame_of_the_greatest_length_is_read() -> None:
    """Given the longest frame, when all but its last byte came, then it is pending, and complete with that byte."""
    reader = FrameReader()
    assert reader.feed(LONGEST[:-1]) == []
    assert reader.pending
    assert reader.feed(LONGEST[-1:]) == [LONGEST]
    assert not reader.pending


def test_a_length_that_no_frame_has_does_not_stall_the_line() -> None:
    """Given a header with an impossible length, when a press follows, then it is found at once."""
    for header, (low, high) in LENGTHS.items():
        for length in (low - 1, high + 1, 0xFF):
            frames, counters, pending = read([bytes((header, length)) + PRESS])
            assert (frames, counters.discarded_bytes, pending) == ([PRESS], 2, 0)


def test_a_flipped_bit_costs_one_frame_only() -> None:
    """Given three presses, when any one bit of the middle one is flipped, then the two others come out."""
    for bit in range(8 * len(PRESS)):
        broken = (int.from_bytes(PRESS) ^ 1 << bit).to_bytes(len(PRESS))
        reader = FrameReader()
        frames = reader.feed(PRESS + broken + PRESS)
        while reader.pending:
            frames += reader.give_up()
        assert frames == [PRESS, PRESS]


def test_a_failed_checksum_is_counted() -> None:
    """Given a frame with a wrong checksum, when it is fed, then it is counted and all its bytes are discarded."""
    _, counters, _ = read([PRESS[:-1] + b"\x00" + b"\x06\x02\x08"])
    assert counters == FrameCounters(frames=1, discarded_bytes=len(PRESS), checksum_errors=1)


def test_giving_up_with_nothing_pending_changes_nothing() -> None:
    """Given a reader between two frames, when it gives up, then nothing is counted."""
    reader = FrameReader()
    assert reader.feed(PRESS) == [PRESS]
    assert reader.give_up() == []
    assert reader.counters == FrameCounters(frames=1)


def test_a_new_connection_starts_clean() -> None:
    """Given half a frame from a lost connection, when the reader is cleared, then the next frame is read at once."""
    reader = FrameReader()
    reader.feed(PRESS[:9])
    reader.clear()
    assert reader.feed(PRESS) == [PRESS]
    assert reader.counters.discarded_bytes == 9
