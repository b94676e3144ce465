"""Encrypted DC-09 bodies: AES in CBC mode with an IV of zeros and random letters in front. Secret, but not genuine."""

from dataclasses import dataclass
from enum import StrEnum
import secrets
import string
from typing import Final, Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from .frame import FrameError

BITS: Final = (128, 192, 256)
_BLOCK: Final = 16
_NO_IV: Final = bytes(_BLOCK)
_LETTERS: Final = string.ascii_letters + string.digits


class KeyForm(StrEnum):
    """How a key is written: 32 characters can be either, so it has to be said."""

    HEX = "hex"
    ASCII = "ascii"


class Pad(StrEnum):
    """How much is put in front: as little as needed (editions to 2021), or a whole random block and more (2026)."""

    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """An AES key; its bytes never show in a representation."""

    secret: bytes

    @classmethod
    def parse(cls, text: str, *, form: KeyForm, bits: int) -> Self:
        """Return the key written in a text; ValueError if the text is not exactly such a key."""
        if bits not in BITS:
            raise ValueError("a key has 128, 192 or 256 bits")
        if not text.isascii():
            raise ValueError("a key is written in ASCII")
        if form is KeyForm.ASCII:
            secret = text.encode()
        elif all(character in string.hexdigits for character in text):
            secret = bytes.fromhex(text) if len(text) % 2 == 0 else b""
        else:
            raise ValueError("a key in hexadecimal has only the digits 0 to 9 and A to F")
        if len(secret) * 8 != bits:
            raise ValueError(f"this is not a key of {bits} bits")
        return cls(secret)


def padding(length: int, pad: Pad) -> str:
    """Return random letters to put before a text of so many bytes."""
    number = -length % _BLOCK + (_BLOCK if pad is Pad.LONG else 0)
    return "".join(secrets.choice(_LETTERS) for _ in range(number))


def encrypt(text: bytes, key: Key) -> bytes:
    """Return whole blocks of text encrypted, as upper case hexadecimal."""
    encryptor = Cipher(algorithms.AES(key.secret), modes.CBC(_NO_IV)).encryptor()
    return (encryptor.update(text) + encryptor.finalize()).hex().upper().encode()


def decrypt(digits: bytes, key: Key) -> bytes:
    """Return the text of hexadecimal digits; FrameError if they are no whole blocks."""
    try:
        cipher = bytes.fromhex(digits.decode("ascii"))
    except ValueError as error:
        raise FrameError("what is encrypted is not hexadecimal") from error
    if not cipher or len(cipher) % _BLOCK:
        raise FrameError("what is encrypted is not in whole blocks")
    decryptor = Cipher(algorithms.AES(key.secret), modes.CBC(_NO_IV)).decryptor()
    return decryptor.update(cipher) + decryptor.finalize()
