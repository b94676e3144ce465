"""What a receiver answers, picked out of whatever bytes it sends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .cipher import Key
from .frame import CR, LF, FrameError
from .message import Message, decode

_MOST: Final = 4096
_TOKENS: Final = frozenset({"ACK", "RSP", "NAK", "DUH"})


class ReplyKind(StrEnum):
    """What an answer means: taken over, not taken (the clock, or more), read but not understood."""

    ACK = "ACK"
    NAK = "NAK"
    DUH = "DUH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer; without sequence or account it does not say which message it is about. `at` is the receiver's time."""

    kind: ReplyKind
    sequence: int | None = None
    account: str = ""
    at: float | None = None

    def is_about(self, sequence: int, account: str) -> bool:
        """Return whether an answer belongs to a message; a NAK belongs to whatever was sent last."""
        if self.kind is ReplyKind.NAK:
            return True
        # Some receivers drop leading zeros.
        mine = not self.account or int(self.account, 16) == int(account, 16)
        return mine and self.sequence in (None, sequence)


# Some receivers refuse with the bare word; only a confirmation has to be beyond doubt.
_BARE: Final = {b'"NAK"': Reply(kind=ReplyKind.NAK), b'"DUH"': Reply(kind=ReplyKind.DUH)}


class ReplyReader:
    """Reads the answers to one message; with a key, only what is encrypted with it confirms anything."""

    def __init__(self, key: Key | None = None) -> None:
        """Begin with no bytes; `oddity` says what was wrong with the last thing that was no answer."""
        self._key = key
        self._buffer = b""
        self.oddity = ""

    def feed(self, data: bytes) -> list[Reply]:
        """Take bytes and return the answers that are complete now."""
        *whole, self._buffer = (self._buffer + data).split(CR)
        self._buffer = self._buffer[-_MOST:]
        found = [reply for part in whole if (reply := self._read(part)) is not None]
        bare = _BARE.get(self._buffer.strip())
        if bare is not None:
            found.append(bare)
            self._buffer = b""
        return found

    def end(self) -> list[Reply]:
        """Return what the last bytes say, when there will be no more."""
        rest, self._buffer = self._buffer, b""
        reply = self._read(rest)
        return [] if reply is None else [reply]

    def _read(self, part: bytes) -> Reply | None:
        """Return the answer in what came before a carriage return."""
        text = part.rpartition(LF)[2].strip()
        if not text:
            return None
        if text in _BARE:
            return _BARE[text]
        try:
            message, is_encrypted = decode(text, self._key)
        except FrameError as error:
            self.oddity = f"an answer could not be read: {error}"
            return None
        return self._judged(message, is_encrypted=is_encrypted)

    def _judged(self, message: Message, *, is_encrypted: bool) -> Reply | None:
        """Return what a message means as an answer."""
        if message.token not in _TOKENS:
            self.oddity = "what came is no answer"
            return None
        kind = ReplyKind.ACK if message.token == "RSP" else ReplyKind(message.token)  # noqa: S105 - a kind of message
        if kind is ReplyKind.ACK and self._key is not None and not is_encrypted:
            self.oddity = "the confirmation is not encrypted, so anybody could have sent it"
            return None
        return Reply(kind=kind, sequence=message.sequence, account=message.account, at=message.at)
