"""Addresses of lines: which kind they are, and how to show them without their secrets.

An address may carry a user and password (`tcp://user:pass@host:10001`) or a key (`esphome://host/?key=…`), and the
texts of exceptions repeat it. Whatever stands before `@` or after `?` or `#` counts as secret.
"""

from dataclasses import dataclass
import re
from typing import Final
from urllib.parse import unquote, unquote_plus

MASK: Final = "***"

_DEVICE_SCHEMES: Final = frozenset({"", "device", "posix", "extended_posix", "linux", "darwin", "freebsd", "windows"})
_ANY_URL: Final = re.compile(r"[a-zA-Z][\w+.-]*://[^\s'\"<>]+")


def scheme_of(url: str) -> str:
    """Return the scheme in lower case, or nothing for a bare device path."""
    return url.partition("://")[0].lower() if "://" in url else ""


def is_device(url: str) -> bool:
    """Return whether an address is a port of this machine and not on the network."""
    return scheme_of(url) in _DEVICE_SCHEMES


def redact(url: str) -> str:
    """Return an address fit for logs and forms: user, password, query and fragment are masked."""
    if url.startswith("/"):
        return url
    parts = _cut(url)
    user = f"{MASK}@" if parts.user else ""
    return f"{parts.scheme}{user}{parts.place}{f'?{MASK}' if parts.query else ''}"


def scrub(text: str, url: str) -> str:
    """Return a text about an address, such as that of an exception, without the address's secrets."""
    text = _ANY_URL.sub(lambda found: redact(found[0]), text.replace(url, redact(url)))
    for secret in _secrets(url):
        # A short secret is masked as a whole word only: "a" must not blot out every "a" of the sentence.
        pattern = re.escape(secret) if len(secret) > 3 else rf"(?<!\w){re.escape(secret)}(?!\w)"
        text = re.sub(pattern, MASK, text)
    return text


@dataclass(frozen=True, slots=True)
class _Parts:
    """An address cut into what may be shown (scheme, place) and what may not."""

    scheme: str
    user: str
    place: str
    query: str


def _cut(url: str) -> _Parts:
    """Cut an address as typed; `urllib` decodes, normalizes and refuses, none of which helps to hide a secret."""
    query_at = re.search(r"[?#]", url)
    base, query = (url[: query_at.start()], url[query_at.end() :]) if query_at else (url, "")
    scheme, slashes, rest = base.partition("://") if "://" in base else ("", "", base)
    if "@" in query.partition("=")[0] and "@" not in rest:
        # The mark stands inside a password that nobody encoded: nothing after the scheme is safe to show.
        return _Parts(scheme + slashes, f"{rest}?{query}", "", rest)
    user, _, place = rest.rpartition("@")
    return _Parts(scheme + slashes, user, place, query)


def _secrets(url: str) -> list[str]:
    """Return everything secret in an address, as typed and decoded, longest first."""
    if url.startswith("/"):
        return []
    parts = _cut(url)
    values = {pair.partition("=")[2] for pair in re.split(r"[&;#]", parts.query)}
    pieces = {parts.user, parts.query, *re.split(r"[&;#]", parts.query)}
    for secret in (parts.user, *values):
        # A library that parses an unencoded secret as host and port quotes a part of it.
        pieces |= {secret, *secret.split(":", 1), *re.split(r"[/?#@:&;=+%]", secret)}
    decoded = {decode(piece) for piece in pieces for decode in (unquote, unquote_plus)}
    quoted = {repr(piece)[1:-1] for piece in pieces | decoded}
    return sorted(filter(None, pieces | decoded | quoted), key=len, reverse=True)
