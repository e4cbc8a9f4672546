"""Which names fit a host, and what is trusted."""

from __future__ import annotations

import pytest

from core.client.security import (
    CertificateFault,
    ServerCertificate,
    StsOffered,
    Trust,
    sts_offer,
)
from core.known_servers import KnownCertificate
from core.net.peer_certificate import fits, judge

F = CertificateFault


@pytest.mark.parametrize(
    ("host", "names", "good"),
    [
        ("irc.example.net", ("irc.example.net",), True),
        ("IRC.Example.net.", ("irc.example.NET",), True),
        ("irc.example.net", ("*.example.net",), True),
        ("a.irc.example.net", ("*.example.net",), False),
        ("example.net", ("*.example.net",), False),
        ("irc.example.net", ("*.net", "*", "i*.example.net", "irc.*.net"), False),
        ("localhost", ("*",), False),
        ("a.localhost", ("*.localhost",), False),
        ("192.168.1.5", ("192.168.1.5",), True),
        ("192.168.1.5", ("*.168.1.5", "192.168.1.50"), False),
        ("::1", ("0:0:0:0:0:0:0:1",), True),
        ("fe80::1%eth0", ("fe80::1",), True),
        ("школа.рф", ("xn--80atdl2c.xn--p1ai",), True),
        ("irc.example.net", (), False),
    ],
)
def test_names_that_fit(host: str, names: tuple[str, ...], good: bool) -> None:
    assert fits(host, names) is good


OLD = KnownCertificate("a" * 64)
VOUCHED = KnownCertificate("a" * 64, verified=True)


@pytest.mark.parametrize(
    ("faults", "fingerprint", "known", "trust"),
    [
        ((), "b", None, Trust.VERIFIED),
        ((), "b", OLD, Trust.VERIFIED),
        ((F.SELF_SIGNED,), "a", None, Trust.NEW),
        ((F.SELF_SIGNED, F.WRONG_HOST), "a", None, Trust.NEW),
        ((F.UNKNOWN_AUTHORITY,), "a", None, Trust.NEW),
        ((F.WRONG_HOST,), "a", None, Trust.UNFIT),
        ((F.EXPIRED,), "a", None, Trust.UNFIT),
        ((F.SELF_SIGNED, F.EXPIRED), "a", None, Trust.UNFIT),
        ((F.NOT_YET_VALID,), "a", None, Trust.UNFIT),
        ((F.INVALID,), "a", None, Trust.UNFIT),
        ((F.SELF_SIGNED,), "a", OLD, Trust.KNOWN),
        ((F.EXPIRED,), "a", VOUCHED, Trust.KNOWN),
        ((F.SELF_SIGNED,), "b", OLD, Trust.CHANGED),
        ((F.SELF_SIGNED,), "b", VOUCHED, Trust.CHANGED),
        ((F.EXPIRED,), "b", VOUCHED, Trust.CHANGED),
    ],
)
def test_what_is_trusted(
    faults: tuple[F, ...], fingerprint: str, known: KnownCertificate | None, trust: Trust
) -> None:
    shown = ServerCertificate(fingerprint * 64, faults=faults)
    assert judge(shown, known) is trust


@pytest.mark.parametrize(
    ("value", "offer"),
    [
        ("port=6697", StsOffered(6697, None)),
        ("duration=300,port=6697,preload", StsOffered(6697, 300)),
        ("duration=0", StsOffered(0, 0)),
        ("port=0,duration=1", StsOffered(0, 1)),
        ("port=70000", None),
        ("port=-1,duration=x", None),
        ("port=٦٦٩٧", None),
        ("duration=" + "9" * 50, None),
        ("", None),
        ("port", None),
    ],
)
def test_what_a_server_announces(value: str, offer: StsOffered | None) -> None:
    assert sts_offer(value) == offer
