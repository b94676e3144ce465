"""The recorded and hand-built frames in tests/data/vectors, as typed values."""

from dataclasses import dataclass
import json
from pathlib import Path
from typing import Final

from custom_components.duress.echostream.describe import Json

FOLDER: Final = Path(__file__).parents[1] / "data" / "vectors"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame and the fields it must decode to."""

    id: str
    frame: bytes
    decoded: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Chunks:
    """Reads as they arrive on a port, the frames they hold and the bytes that belong to none."""

    id: str
    chunks: tuple[bytes, ...]
    frames: tuple[bytes, ...]
    discarded: int


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status word somebody saw on real equipment."""

    word: int
    stat1: int
    stat0: int


def _load(name: str) -> dict[str, list[dict[str, Json]]]:
    """Read one vector file."""
    loaded: dict[str, list[dict[str, Json]]] = json.loads((FOLDER / name).read_text("utf-8"))
    return loaded


_RECORDED: Final = _load("recorded.json")
_DERIVED: Final = _load("derived.json")


def _frame(row: dict[str, Json]) -> Frame:
    """Read a frame with its expected fields."""
    decoded = row["decoded"]
    assert isinstance(decoded, dict)
    return Frame(str(row["id"]), bytes.fromhex(str(row["hex"])), decoded)


def _chunks(row: dict[str, Json], name: str) -> Chunks:
    """Read a row of reads and the frames they hold."""
    chunks, frames, discarded = row["chunks"], row["frames"], row.get("discarded_bytes", 0)
    assert isinstance(chunks, list)
    assert isinstance(frames, list)
    assert isinstance(discarded, int)
    return Chunks(
        name,
        tuple(bytes.fromhex(str(chunk)) for chunk in chunks),
        tuple(bytes.fromhex(str(frame)) for frame in frames),
        discarded,
    )


def _sequence(row: dict[str, Json]) -> tuple[bytes, ...]:
    """Read the frames of a sequence, in order."""
    frames = row["frames"]
    assert isinstance(frames, list)
    return tuple(bytes.fromhex(str(frame["hex"])) for frame in frames if isinstance(frame, dict))


RECORDED: Final = tuple(_frame(row) for row in _RECORDED["serial_frames"])
QUOTED: Final = tuple(_frame(row) for row in _RECORDED["quoted_frames"] if "decoded" in row)
DERIVED: Final = tuple(_frame(row) for row in _DERIVED["frames"])
FRAMES: Final = (*RECORDED, *QUOTED, *DERIVED)

READS: Final = tuple(_chunks(row, f"reads-{number}") for number, row in enumerate(_RECORDED["serial_chunks"], 1))
FRAMING: Final = tuple(_chunks(row, str(row["id"])) for row in _DERIVED["framing"])

COMMANDS: Final = {str(row["id"]): bytes.fromhex(str(row["hex"])) for row in _DERIVED["commands"]}
SEQUENCES: Final = {str(row["id"]): _sequence(row) for row in (*_RECORDED["serial_sequences"], *_DERIVED["sequences"])}
STATUS_WORDS: Final = tuple(
    StatusWord(int(str(row["status_hex"]), 16), int(str(row["stat1"])), int(str(row["stat0"])))
    for row in _RECORDED["status_words"]
)
