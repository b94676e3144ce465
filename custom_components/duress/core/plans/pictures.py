"""What an image is by its bytes, whatever it is called: PNG, JPEG and WebP only, because those run no programs."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

MAX_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
"""What a small wall display can still show."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG after which its size stands."""
_LONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of a JPEG after which nothing stands."""


class PictureKind(StrEnum):
    """What an image is, by the ending of its file."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


class PictureError(Exception):
    """An image that is not taken; `why` is the key of the sentence that says so."""

    def __init__(self, why: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of a floor: `name` follows from its bytes, the size is in pixels."""

    name: str
    kind: PictureKind
    width: int
    height: int

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.name}.{self.kind}"


def look_at(data: bytes) -> Picture:
    """Return what an image is; raises PictureError."""
    if len(data) > MAX_BYTES:
        raise PictureError("too_large")
    kind = _kind(data)
    try:
        width, height = _READERS[kind](data)
    except IndexError as error:
        raise PictureError("damaged") from error
    if width < 1 or height < 1:
        raise PictureError("damaged")
    if width * height > MOST_PIXELS:
        raise PictureError("too_many_pixels")
    return Picture(name=sha256(data).hexdigest()[:32], kind=kind, width=width, height=height)


def _kind(data: bytes) -> PictureKind:
    """Return what an image is by how it begins."""
    if data.startswith(_PNG):
        return PictureKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return PictureKind.WEBP
    if data.startswith(b"%PDF"):
        raise PictureError("is_pdf")
    if b"<svg" in data[:4096].lower():
        raise PictureError("is_svg")
    raise PictureError("not_an_image")


def _png(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    if data[12:16] != b"IHDR" or len(data) < 24:
        raise PictureError("damaged")
    return _big(data, 16, 4), _big(data, 20, 4)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Return width and height of a JPEG, which stand in one of its first segments."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _LONE:
            at += 2
        elif marker in _SIZES:
            return _big(data, at + 7, 2), _big(data, at + 5, 2)
        else:
            at += 2 + max(2, _big(data, at + 2, 2))
    raise PictureError("damaged")


def _webp(data: bytes) -> tuple[int, int]:
    """Return width and height of a WebP in any of its three forms."""
    match data[12:16]:
        case b"VP8X":
            return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
        case b"VP8L":
            bits = _little(data, 21, 4)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    raise PictureError("damaged")


_READERS: Final = {PictureKind.PNG: _png, PictureKind.JPEG: _jpeg, PictureKind.WEBP: _webp}


def _big(data: bytes, at: int, length: int) -> int:
    """Return a number that begins with its highest byte; IndexError if the data ends before."""
    _ = data[at + length - 1]
    return int.from_bytes(data[at : at + length])


def _little(data: bytes, at: int, length: int) -> int:
    """Return a number that begins with its lowest byte; IndexError if the data ends before."""
    _ = data[at + length - 1]
    return int.from_bytes(data[at : at + length], "little")
