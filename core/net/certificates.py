"""The server's certificate: read from files, or made at the first need and kept.

Sources: RFC 5280, RFC 7468 (PEM).
"""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.irc.names import is_hostname

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    ServerKey = EllipticCurvePrivateKey | Ed25519PrivateKey | Ed448PrivateKey | RSAPrivateKey

CERTIFICATE_FILE = "tls-certificate.pem"
KEY_FILE = "tls-key.pem"
YEARS = 20
_NAME_LENGTH = 64  # of a common name (RFC 5280 appendix A)


class CertificateError(Exception):
    """A certificate or key cannot be read; the text says which file and why."""


@dataclass(frozen=True)
class Identity:
    """A certificate, those that vouch for it, and the key."""

    certificates: tuple[x509.Certificate, ...]
    key: ServerKey


def load(certificate: Path, key: Path | None = None) -> Identity:
    """Read PEM files; without ``key`` both are in one. Raises CertificateError."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = key or certificate
    path = certificate
    try:
        found = tuple(x509.load_pem_x509_certificates(certificate.read_bytes()))
        path = key
        secret = load_pem_private_key(key.read_bytes(), None)
    except OSError as error:
        raise CertificateError(f"{path}: {error.strerror or error}") from error
    except TypeError as error:
        raise CertificateError(f"{path}: the key is protected by a password") from error
    except ValueError as error:
        what = "certificate" if path is certificate and key is not certificate else "private key"
        raise CertificateError(f"{path}: there is no {what} in PEM format in it") from error
    if not isinstance(
        secret,
        ec.EllipticCurvePrivateKey
        | ed25519.Ed25519PrivateKey
        | ed448.Ed448PrivateKey
        | rsa.RSAPrivateKey,
    ):
        raise CertificateError(f"{path}: no key of this kind can be used")
    return Identity(found, secret)


def make(names: tuple[str, ...]) -> Identity:
    """A new certificate for these names and addresses, signed by itself, good for many years."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0][:_NAME_LENGTH])])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks in a class differ: valid since yesterday.
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
        .add_extension(x509.SubjectAlternativeName([_general(n) for n in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Identity((certificate,), key)


def _general(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def names_of_this_machine(server_name: str = "") -> tuple[str, ...]:
    """What a server here may be called by those who connect."""
    found = [n for n in (server_name, socket.gethostname()) if is_hostname(f"{n}.local")]
    return tuple(dict.fromkeys([*found, "localhost", "127.0.0.1", "::1"]))


def load_or_make(folder: Path, names: tuple[str, ...]) -> tuple[Identity, Path | None]:
    """The identity that is kept in ``folder``; made if there is none, with the path then.

    Only the owner may read the key. Raises CertificateError where files are there and cannot be
    used: nothing is put in their place, since the clients know that identity. OSError where the new
    ones cannot be written.
    """
    certificate, key = folder / CERTIFICATE_FILE, folder / KEY_FILE
    if certificate.exists() or key.exists():
        return load(certificate, key), None
    made = make(names)
    _write(key, _key_pem(made.key))
    _write(certificate, _certificate_pem(made.certificates[0]))
    return made, certificate


def _key_pem(key: ServerKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _certificate_pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
