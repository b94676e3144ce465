"""Every recorded and every hand-built frame decodes exactly as docs/echostream.md says."""

import pytest

from custom_components.duress.echostream import FrameReader, UnknownMessage, decode, encode
from custom_components.duress.echostream.describe import describe
from tests.echostream.strategies import end_device_frame
from tests.echostream.vectors import (
    DERIVED,
    FRAMES,
    FRAMING,
    QUOTED,
    READS,
    RECORDED,
    SEQUENCES,
    STATUS_WORDS,
    Chunks,
    Frame,
    StatusWord,
)


def test_no_vector_got_lost() -> None:
    """Given the vector files, when they are loaded, then they hold all that was collected."""
    counts = [len(rows) for rows in (RECORDED, QUOTED, DERIVED, READS, FRAMING, SEQUENCES, STATUS_WORDS)]
    assert counts == [62, 4, 42, 13, 7, 4, 16]


@pytest.mark.parametrize("vector", FRAMES, ids=lambda vector: vector.id)
def test_a_frame_decodes_to_the_stated_fields(vector: Frame) -> None:
    """Given one frame, when it is read, decoded and described, then exactly the stated fields come out."""
    reader = FrameReader()
    [frame] = reader.feed(vector.frame)
    assert describe(decode(frame)) == vector.decoded
    assert reader.counters.discarded_bytes == 0


@pytest.mark.parametrize("vector", FRAMES, ids=lambda vector: vector.id)
def test_a_frame_survives_decoding_and_encoding(vector: Frame) -> None:
    """Given one frame, when its message is encoded again, then the same bytes come out."""
    assert encode(decode(vector.frame)) == vector.frame


@pytest.mark.parametrize("vector", [*READS, *FRAMING], ids=lambda vector: vector.id)
def test_reads_give_exactly_their_frames(vector: Chunks) -> None:
    """Given reads as they came, when they are fed, then their frames and no others come out, and rubbish is counted."""
    reader = FrameReader()
    frames = [frame for chunk in vector.chunks for frame in reader.feed(chunk)]
    assert tuple(frames) == vector.frames
    assert reader.counters.discarded_bytes == vector.discarded
    assert not reader.pending


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_decodes_without_a_loss(name: str) -> None:
    """Given a recorded or made sequence, when it is fed as one stream, then every frame becomes a known message."""
    reader = FrameReader()
    frames = reader.feed(b"".join(SEQUENCES[name]))
    assert tuple(frames) == SEQUENCES[name]
    assert not [frame for frame in frames if isinstance(decode(frame), UnknownMessage)]


@pytest.mark.parametrize("status", STATUS_WORDS, ids=lambda status: f"{status.word:04X}")
def test_a_status_word_from_the_field_is_kept_bit_for_bit(status: StatusWord) -> None:
    """Given a status word seen on real equipment, however odd, when it is decoded, then no bit is lost or invented."""
    fields = describe(decode(end_device_frame(status.word)))
    assert (fields["stat1"], fields["stat0"]) == (status.stat1, status.stat0)
    assert fields["alarm1"] is bool(status.word & 0x0100)
    assert fields["low_battery"] is bool(status.word & 0x0040)
