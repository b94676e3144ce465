"""DC-09 messages as values, to bytes and back. Written strictly, read leniently, as receivers differ."""

from collections.abc import Callable
from dataclasses import dataclass, replace
import re
from typing import Final

from . import moment
from .cipher import Key, Pad, decrypt, encrypt, padding
from .frame import LARGEST, FrameError, frame, unframe
from .text import ascii_only, shortened

SEQUENCES: Final = 9999
_BODY: Final = re.compile(rb'"(\*?)([A-Z][A-Z-]*)"(\d{4})([^\[]*)(?:\[(.*))?', re.DOTALL)
_RECEIVER: Final = re.compile(r"R([0-9A-Fa-f]{1,6})")
_PREFIX: Final = re.compile(r"L([0-9A-Fa-f]{1,6})")
_ACCOUNT: Final = re.compile(r"#([0-9A-Fa-f]{1,16})")
_FIELD: Final = re.compile(r"\[([^\]]*)\]")
# What may be cut when a message is too long, and down to how many bytes, in turns.
_CUTS: Final = (("I", 80), ("S", 32), ("O", 32), ("L", 32), ("R", 48), ("I", 0), ("S", 0), ("O", 0), ("L", 0), ("R", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One DC-09 message; `data` is what stands in the first brackets, `at` is the timestamp in whole UTC seconds.

    `fields` are extended fields: a letter and a value. `receiver`, `prefix` and `account` are hexadecimal digits, empty
    when an answer leaves them out.
    """

    token: str
    sequence: int
    account: str = ""
    receiver: str = ""
    prefix: str = "0"
    data: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    at: float | None = None


def encode(
    message: Message,
    key: Key | None = None,
    pad: Pad = Pad.SHORT,
    pad_with: Callable[[int, Pad], str] = padding,
) -> bytes:
    """Return a message in its frame, encrypted if there is a key, which takes a timestamp; in ASCII if there is none.

    FrameError for what does not fit into a frame.
    """
    receiver = f"R{message.receiver}" if message.receiver else ""
    address = f"{message.sequence:04d}{receiver}L{message.prefix}#{message.account}["
    content = message.data + "]" + "".join(f"[{name}{value}]" for name, value in message.fields)
    if message.at is not None:
        content += f"_{moment.written(message.at)}"
    if key is None:
        return frame(f'"{message.token}"{address}{content}'.encode("ascii", "replace"))
    text = f"|{content}".encode()
    secret = encrypt(pad_with(len(text), pad).encode() + text, key)
    return frame(f'"*{message.token}"{address}'.encode() + secret)


def fitted(message: Message, key: Key | None = None, pad: Pad = Pad.SHORT) -> Message:
    """Return a message whose texts are cut until its frame is not too long, the least needed first."""
    if key is None:
        message = replace(message, fields=tuple((name, ascii_only(value)) for name, value in message.fields))
    for name, least in _CUTS:
        excess = len(encode(message, key, pad)) - LARGEST
        if excess <= 0:
            break
        # Two digits are one byte of text, and blocks are filled.
        surplus = excess if key is None else excess // 2 + 16
        message = replace(message, fields=tuple(_cut(field, name, surplus, least) for field in message.fields))
    return replace(message, fields=tuple(field for field in message.fields if field[1]))


def _cut(field: tuple[str, str], name: str, surplus: int, least: int) -> tuple[str, str]:
    """Return a field without so many bytes, if it is the one that is meant."""
    length = len(field[1].encode())
    if field[0] != name or length <= least:
        return field
    return name, shortened(field[1], max(length - surplus, least))


def decode(data: bytes, key: Key | None = None) -> tuple[Message, bool]:
    """Return the message in a frame and whether it was encrypted; FrameError says why there is none."""
    found = _BODY.fullmatch(unframe(data))
    if found is None:
        raise FrameError("its body makes no sense")
    secret, token, sequence, address, content = found.groups(b"")
    head = address.decode("latin-1")
    message = Message(
        token=token.decode(),
        sequence=int(sequence),
        account=_first(_ACCOUNT, head),
        receiver=_first(_RECEIVER, head),
        prefix=_first(_PREFIX, head),
    )
    if not secret:
        return _with_content(message, _text(content)), False
    if key is None:
        raise FrameError("it is encrypted, but no key is set")
    text = _text(decrypt(content, key))
    opened = re.search(r"[|\]]", text)
    if opened is None:
        raise FrameError("it cannot be decrypted with this key")
    message = _with_content(message, text[opened.end() if opened[0] == "|" else opened.start() :])
    if message.at is None:
        raise FrameError("it cannot be decrypted with this key")
    return message, True


def _with_content(message: Message, content: str) -> Message:
    """Return a message with its data, fields and timestamp."""
    data, _, rest = content.partition("]")
    fields: list[tuple[str, str]] = []
    position = 0
    while (field := _FIELD.match(rest, position)) is not None:
        if field[1]:
            fields.append((field[1][0], field[1][1:]))
        position = field.end()
    at = moment.read(rest[position + 1 :]) if rest[position : position + 1] == "_" else None
    return replace(message, data=data, fields=tuple(fields), at=at)


def _first(pattern: re.Pattern[str], text: str) -> str:
    """Return what a pattern finds first; empty if it finds nothing."""
    found = pattern.search(text)
    return found[1] if found is not None else ""


def _text(data: bytes) -> str:
    """Return bytes as text: UTF-8, or what older editions use."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
