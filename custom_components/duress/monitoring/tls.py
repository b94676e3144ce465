"""Certificates of a district: a private authority, and what proves to the endpoint who we are.

Each is PEM text or the path of a file with it. Everything here reads files and belongs into a thread.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
import ssl
import tempfile
from typing import Final, Never

import certifi
from cryptography import x509

_BEGIN: Final = "-----BEGIN "
_CERTIFICATE: Final = "-----BEGIN CERTIFICATE-----"
_LARGEST: Final = 1_000_000


class TlsProblem(StrEnum):
    """What is wrong with certificates."""

    NO_FILE = "no_file"
    WRONG_AUTHORITY = "wrong_authority"
    WRONG_CERTIFICATE = "wrong_certificate"
    WRONG_KEY = "wrong_key"
    KEY_LOCKED = "key_locked"
    KEY_MISSING = "key_missing"
    CERTIFICATE_MISSING = "certificate_missing"
    NOT_A_PAIR = "not_a_pair"
    OVER = "certificate_over"


_SENTENCES: Final = {
    TlsProblem.NO_FILE: "a file cannot be read",
    TlsProblem.WRONG_AUTHORITY: "the authority is no certificate in PEM",
    TlsProblem.WRONG_CERTIFICATE: "the client certificate is no certificate in PEM",
    TlsProblem.WRONG_KEY: "the key is no private key in PEM",
    TlsProblem.KEY_LOCKED: "the key has a password",
    TlsProblem.KEY_MISSING: "the client certificate has no key",
    TlsProblem.CERTIFICATE_MISSING: "the key has no client certificate",
    TlsProblem.NOT_A_PAIR: "the key does not belong to the client certificate",
    TlsProblem.OVER: "a certificate is no longer valid",
}


class TlsError(Exception):
    """Certificates that cannot be used."""

    def __init__(self, problem: TlsProblem) -> None:
        """Keep what is wrong."""
        super().__init__(_SENTENCES[problem])
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """What was given, each as PEM text or a path, empty for none. A path that is not absolute is in `folder`."""

    authority: str = ""
    certificate: str = ""
    key: str = field(default="", repr=False)
    folder: Path = Path()

    @property
    def is_empty(self) -> bool:
        """Whether the certificates everybody knows are enough."""
        return not (self.authority or self.certificate or self.key)

    def context(self) -> ssl.SSLContext:
        """Return what connections are made with; TlsError says what is wrong."""
        if self.authority:
            # A plain context: an authority made at home often lacks extensions that Python's strict one asks for.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            _load_authority(context, self._read(self.authority, TlsProblem.WRONG_AUTHORITY))
        else:
            context = ssl.create_default_context()
            context.load_verify_locations(certifi.where())
        if self.certificate or self.key:
            self._load_pair(context)
        return context

    def check(self, now: float) -> None:
        """Raise TlsError if a connection could not be made with this at `now` (UTC s)."""
        self.context()
        moment = datetime.fromtimestamp(now, UTC)
        # A bundle may hold a former authority beside the present one; of a client's chain the first is ours.
        for given, counted in ((self.authority, None), (self.certificate, 1)):
            if given:
                text = self._read(given, TlsProblem.WRONG_CERTIFICATE)
                certificates = x509.load_pem_x509_certificates(text.encode())[:counted]
                if all(one.not_valid_after_utc < moment for one in certificates):
                    raise TlsError(TlsProblem.OVER)

    def _load_pair(self, context: ssl.SSLContext) -> None:
        """Load certificate and key, which OpenSSL takes from files only."""
        if not self.key:
            raise TlsError(TlsProblem.KEY_MISSING)
        if not self.certificate:
            raise TlsError(TlsProblem.CERTIFICATE_MISSING)
        certificate = self._read(self.certificate, TlsProblem.WRONG_CERTIFICATE)
        key = self._read(self.key, TlsProblem.WRONG_KEY)
        if _CERTIFICATE not in certificate:
            raise TlsError(TlsProblem.WRONG_CERTIFICATE)
        if "PRIVATE KEY-----" not in key:
            raise TlsError(TlsProblem.WRONG_KEY)
        if "ENCRYPTED" in key:
            raise TlsError(TlsProblem.KEY_LOCKED)
        try:
            x509.load_pem_x509_certificates(certificate.encode())
        except ValueError as error:
            raise TlsError(TlsProblem.WRONG_CERTIFICATE) from error
        with tempfile.TemporaryDirectory() as folder:  # only its owner may look into it
            pair = Path(folder, "certificate.pem"), Path(folder, "key.pem")
            for path, text in zip(pair, (certificate, key), strict=True):
                path.write_text(text, encoding="utf-8")
            try:
                context.load_cert_chain(*pair, password=_no_password)
            except ssl.SSLError as error:
                mismatch = "MISMATCH" in (error.reason or "")
                raise TlsError(TlsProblem.NOT_A_PAIR if mismatch else TlsProblem.WRONG_KEY) from error

    def _read(self, given: str, problem: TlsProblem) -> str:
        """Return PEM text: as given, or from a file."""
        if _BEGIN in given:
            return given
        if len(given.splitlines()) != 1 or "\0" in given:
            raise TlsError(problem)
        path = self.folder / given.strip()
        try:
            if path.stat().st_size > _LARGEST:
                raise TlsError(problem)
            return path.read_text(encoding="ascii", errors="replace")
        except OSError as error:
            raise TlsError(TlsProblem.NO_FILE) from error


def _load_authority(context: ssl.SSLContext, text: str) -> None:
    """Trust an authority, and no other."""
    if _CERTIFICATE not in text:
        raise TlsError(TlsProblem.WRONG_AUTHORITY)
    try:
        context.load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError) as error:
        raise TlsError(TlsProblem.WRONG_AUTHORITY) from error
    if not context.cert_store_stats()["x509"]:
        raise TlsError(TlsProblem.WRONG_AUTHORITY)


def _no_password() -> Never:
    """Refuse: without this, OpenSSL asks at the terminal and waits."""
    raise TlsError(TlsProblem.KEY_LOCKED)
