"""Signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
import hashlib
import hmac
import re
import secrets
from typing import Final, Self

PREFIX: Final = "whsec_"
SHORTEST: Final = 24
LONGEST: Final = 64
_NEW: Final = 32

TOLERANCE: Final = 300
"""Seconds that a message may be old, and that the clock of its sender may be ahead."""

_TIME: Final = re.compile(r"[0-9]{1,12}")


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
    return " ".join(_signatures(keys, message_id, timestamp, body))


def _signatures(keys: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> list[str]:
    """Return the signature with each secret."""
    signed = f"{message_id}.{timestamp}.".encode("utf-8", "replace") + body
    digests = (hmac.digest(secret.key, signed, hashlib.sha256) for secret in keys)
    return [f"v1,{base64.b64encode(digest).decode()}" for digest in digests]


def headers(keys: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of one attempt; `timestamp` is its Unix time in seconds."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, message_id, timestamp, body),
    }


class Verdict(StrEnum):
    """What a signature says of a message: made now by a holder of the secret, made at another time, or forged."""

    GENUINE = "genuine"
    STALE = "stale"
    FORGED = "forged"


def verify(keys: Sequence[Secret], given: Mapping[str, str], body: bytes, now: float) -> Verdict:
    """Judge the headers of a message that came at `now` (UTC s); any of the secrets and signatures may match.

    The time this takes does not depend on how much of a signature is right.
    """
    message_id, timestamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    signed_at = int(timestamp) if _TIME.fullmatch(timestamp) else 0
    claimed = [one.encode("utf-8", "replace") for one in given.get("webhook-signature", "").split(" ")]
    right = [one.encode() for one in _signatures(keys, message_id, signed_at, body)]
    matches = [hmac.compare_digest(ours, theirs) for ours in right for theirs in claimed]
    if not message_id or not any(matches):
        return Verdict.FORGED
    return Verdict.GENUINE if abs(now - signed_at) <= TOLERANCE else Verdict.STALE
