"""A server's certificate: what it says, whether the system vouches for it, and whether we do.

Sources: RFC 5280, RFC 9525 (which names fit), SSL_get_verify_result(3).
"""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from core.client.security import CertificateFault, ServerCertificate, Trust
from core.known_servers import KnownCertificate

if TYPE_CHECKING:
    from cryptography import x509
    from OpenSSL import SSL

# X509_V_ERR_… of x509_vfy.h; the others are INVALID.
_FAULTS = {
    2: CertificateFault.UNKNOWN_AUTHORITY,
    9: CertificateFault.NOT_YET_VALID,
    10: CertificateFault.EXPIRED,
    18: CertificateFault.SELF_SIGNED,
    19: CertificateFault.UNKNOWN_AUTHORITY,
    20: CertificateFault.UNKNOWN_AUTHORITY,
    21: CertificateFault.UNKNOWN_AUTHORITY,
}
_MAC_BUNDLE = "/etc/ssl/cert.pem"  # what macOS itself brings
_NOBODY = {CertificateFault.SELF_SIGNED, CertificateFault.UNKNOWN_AUTHORITY}
_MOST_NAMES = 100


def trust_the_system(context: SSL.Context) -> None:
    """Let ``context`` know the authorities that this system trusts.

    SSL_CERT_FILE and SSL_CERT_DIR name others, as everywhere.
    """
    context.set_default_verify_paths()
    if sys.platform == "darwin" and Path(_MAC_BUNDLE).exists():
        context.load_verify_locations(_MAC_BUNDLE)
    if sys.platform == "win32":
        from cryptography import x509
        from OpenSSL import crypto

        store = context.get_cert_store()
        for data, encoding, _ in ssl.enum_certificates("ROOT"):
            if store is not None and encoding == "x509_asn":
                found = x509.load_der_x509_certificate(data)
                store.add_cert(crypto.X509.from_cryptography(found))


def read_certificate(
    found: x509.Certificate, host: str, errors: Iterable[int]
) -> ServerCertificate:
    """What it says; ``errors`` are the numbers that OpenSSL found when it looked for an authority,
    ``host`` is what the person asked for."""
    from cryptography.hazmat.primitives.serialization import Encoding

    faults = {_FAULTS.get(number, CertificateFault.INVALID) for number in errors}
    names = _names(found)
    if not fits(host, names):
        faults.add(CertificateFault.WRONG_HOST)
    return ServerCertificate(
        hashlib.sha256(found.public_bytes(Encoding.DER)).hexdigest(),
        _common_name(found.subject),
        _common_name(found.issuer),
        names,
        found.not_valid_before_utc.timestamp(),
        found.not_valid_after_utc.timestamp(),
        tuple(sorted(faults)),
    )


def judge(certificate: ServerCertificate, known: KnownCertificate | None) -> Trust:
    """Whether to go on. One that the system vouches for needs nothing else; after such a one, or
    after any that was accepted, another one without that stops us."""
    faults = set(certificate.faults)
    if not faults:
        return Trust.VERIFIED
    if known is not None:
        same = known.fingerprint == certificate.fingerprint
        return Trust.KNOWN if same else Trust.CHANGED
    # A certificate that was made at home often names no host that fits; one of an authority does.
    rest = faults - _NOBODY
    if faults & _NOBODY:
        rest -= {CertificateFault.WRONG_HOST}
    return Trust.UNFIT if rest else Trust.NEW


def fits(host: str, names: Iterable[str]) -> bool:
    """Whether one of the names is that host; "*" stands for one whole first label."""
    host = host.rstrip(".").casefold()
    try:
        return ipaddress.ip_address(host.partition("%")[0]) in {
            ip for name in names if (ip := _ip(name)) is not None
        }
    except ValueError:
        pass
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return False
    _, dot, rest = host.partition(".")
    wanted = {host, f"*.{rest}"} if dot and "." in rest else {host}
    return any(name.rstrip(".").casefold() in wanted for name in names)


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _names(found: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    try:
        extension = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        hosts = extension.get_values_for_type(x509.DNSName)
        addresses = extension.get_values_for_type(x509.IPAddress)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return ()
    return (*hosts, *(str(each) for each in addresses))[:_MOST_NAMES]


def _common_name(name: x509.Name) -> str:
    from cryptography.x509 import NameOID

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            value = attribute.value
            return (value if isinstance(value, str) else value.decode("utf-8", "replace"))[:200]
    return ""
