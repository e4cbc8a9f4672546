"""An encrypted connection in words: what its key is to us, and what is not in order with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.client.security import CertificateFault, Secured, ServerCertificate, Trust

translate = QCoreApplication.translate

_BYTES_IN_A_ROW = 16


def trust_words(secured: Secured | None) -> str:
    """The key in a word or two, for the line under the server's name; "" where there is none."""
    match secured.trust if secured is not None else None:
        case Trust.VERIFIED:
            return translate("Security", "verified")
        case Trust.KNOWN:
            return translate("Security", "key known")
        case Trust.NEW:
            return translate("Security", "new key")
    return ""


def trust_sentence(trust: Trust) -> str:
    """What that means."""
    match trust:
        case Trust.VERIFIED:
            return translate(
                "Security",
                "An authority that this computer trusts vouches that this is the right server.",
            )
        case Trust.KNOWN:
            return translate(
                "Security", "The server has the same key as when it was joined before."
            )
    return translate(
        "Security",
        "This server made its key itself. Besedka remembers it, and stops if it changes.",
    )


def version_words(secured: Secured) -> str:
    """The protocol, "TLS 1.3"."""
    return secured.version.replace("TLSv", "TLS ")


def fingerprint_rows(fingerprint: str) -> str:
    """A fingerprint to read aloud: pairs of figures, in rows."""
    pairs = [fingerprint[at : at + 2].upper() for at in range(0, len(fingerprint), 2)]
    rows = [pairs[at : at + _BYTES_IN_A_ROW] for at in range(0, len(pairs), _BYTES_IN_A_ROW)]
    return "\n".join(" ".join(row) for row in rows)


def fault_sentences(certificate: ServerCertificate, host: str) -> list[str]:
    """What is not in order with a certificate, the worst first."""
    until, since = day(certificate.until), day(certificate.since)
    names = ", ".join(certificate.names[:4]) or certificate.subject or "?"
    words = {
        CertificateFault.INVALID: translate("Security", "It is damaged, or not for servers."),
        CertificateFault.EXPIRED: translate("Security", "It has expired: it was good until %1."),
        CertificateFault.NOT_YET_VALID: translate(
            "Security", "It is good from %1 on only. Is the clock of this computer right?"
        ),
        CertificateFault.WRONG_HOST: translate("Security", "It is not for %2, but for: %3."),
        CertificateFault.UNKNOWN_AUTHORITY: translate(
            "Security", "No authority that this computer trusts vouches for it."
        ),
        CertificateFault.SELF_SIGNED: translate(
            "Security", "The server made it itself; no authority vouches for it."
        ),
    }
    when = {CertificateFault.EXPIRED: until, CertificateFault.NOT_YET_VALID: since}
    return [
        sentence.replace("%1", when.get(fault, "")).replace("%2", host).replace("%3", names)
        for fault, sentence in words.items()
        if fault in certificate.faults
    ]


def day(when: float) -> str:
    """A date in the language in force, as it stands within a sentence; "" where it is not known."""
    if not when:
        return ""
    locale = QLocale()
    date = QDateTime.fromSecsSinceEpoch(int(when)).date()
    # Without the day of the week: "до четверг, 27 сентября" is no Russian.
    whole = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(date, whole.replace("dddd", "").strip(" ,"))


def tip(secured: Secured) -> str:
    """What the tool tip says."""
    found = secured.certificate
    parts = [
        f"{version_words(secured)} · {secured.cipher}",
        trust_sentence(secured.trust),
        translate("Security", "Issued by %1").replace("%1", found.issuer or found.subject or "?"),
        fingerprint_rows(found.fingerprint),
    ]
    return "\n".join(parts)


def first_notice() -> str:
    """What is said when a server's own key is seen for the first time."""
    return translate(
        "Security",
        "The connection is encrypted. Besedka remembers this server's key and stops if another one "
        "comes.",
    )
