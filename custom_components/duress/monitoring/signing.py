"""Signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
import hashlib
import hmac
import secrets
from typing import Final, Self

PREFIX: Final = "whsec_"
SHORTEST: Final = 24
LONGEST: Final = 64
_NEW: Final = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The key shared with an endpoint; its bytes never show in a representation."""

    key: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the secret written as `whsec_` and base64 of 24 to 64 bytes, padded or not; ValueError otherwise."""
        encoded = text.strip().removeprefix(PREFIX).rstrip("=")
        try:
            key = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError(f"The secret must be {PREFIX} followed by base64 text") from error
        if not SHORTEST <= len(key) <= LONGEST:
            raise ValueError(f"The secret must have {SHORTEST} to {LONGEST} bytes, not {len(key)}")
        return cls(key)


def generate_secret() -> str:
    """Return a new random secret as text."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_NEW)).decode()


def sign(keys: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the value of `webhook-signature`: one signature per secret (two while a secret is being changed)."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digests = (hmac.digest(secret.key, signed, hashlib.sha256) for secret in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


def headers(keys: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of one attempt; `timestamp` is its Unix time in seconds."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, message_id, timestamp, body),
    }
