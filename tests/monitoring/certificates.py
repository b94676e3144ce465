"""Certificates nobody has heard of: authorities made at home, and what they sign for 127.0.0.1 and for clients."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        """The certificate as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def key(self) -> str:
        """The key as text."""
        return self.locked_key(None)

    def locked_key(self, password: bytes | None) -> str:
        """Return the key as text, locked with a password if there is one."""
        lock = serialization.NoEncryption() if password is None else serialization.BestAvailableEncryption(password)
        return self.private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock).decode()


def issued(name: str, by: Pair | None = None, *, days: tuple[int, int] = (-1, 1)) -> Pair:
    """Return a certificate signed by an authority, or an authority; valid from and until so many days from now."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if by is None else by.certificate.subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + days[0] * DAY)
        .not_valid_after(now + days[1] * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .sign(private if by is None else by.private, hashes.SHA256())
    )
    return Pair(certificate, private)


def written(folder: Path, name: str, *texts: str) -> Path:
    """Write texts into one file and return it."""
    path = folder / name
    path.write_text("".join(texts))
    return path


def self_signed(folder: Path) -> Path:
    """Write a certificate and its key into one file and return it."""
    pair = issued("desk")
    return written(folder, "desk.pem", pair.key, pair.pem)


def server_context(folder: Path, pair: Pair, *, clients: Pair | None = None) -> ssl.SSLContext:
    """Return what a server shows, and by which authority its clients must be known if they must be."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(written(folder, "server.pem", pair.key, pair.pem))
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=clients.pem)
    return context
