"""Small images in every form that is taken, made by hand."""

from struct import pack
from zlib import compress, crc32


def png(width: int, height: int) -> bytes:
    """Return a white PNG that every viewer opens."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", crc32(name + data))

    rows = compress((b"\0" + b"\xff" * width) * height)
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG, with a comment and a filling byte before its size."""
    comment = b"\xff\xfe" + pack(">H", 7) + b"hello"
    return b"\xff\xd8" + comment + b"\xff\xff\xc2" + pack(">HBHH", 17, 8, height, width) + b"\x03" + b"\0" * 9


def webp(width: int, height: int, form: bytes = b"VP8X") -> bytes:
    """Return the beginning of a WebP in one of its forms."""
    match form:
        case b"VP8X":
            body = b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        case b"VP8L":
            body = b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little")
        case _:
            body = b"\0\0\0\x9d\x01\x2a" + pack("<HH", width, height)
    return b"RIFF" + pack("<I", 12 + len(body)) + b"WEBP" + form + pack("<I", len(body)) + body
