from __future__ import annotations

import pytest

from core.net.first_bytes import LONGEST_REQUEST_LINE, Speech, speech_of


@pytest.mark.parametrize(
    ("data", "speech"),
    [
        (b"", Speech.UNDECIDED),
        (b"\x16", Speech.TLS),
        (b"\x16\x03\x01\x02\x00\x01", Speech.TLS),
        (b"N", Speech.PLAIN),
        (b"NICK anna\r\n", Speech.PLAIN),
        (b"\r\n", Speech.PLAIN),
        (b"\xff\xfe", Speech.PLAIN),
        (b"GE", Speech.UNDECIDED),
        (b"GET ", Speech.UNDECIDED),
        (b"GETX", Speech.PLAIN),
        (b"GET / HTT", Speech.UNDECIDED),
        (b"GET / HTTP/1.1\r\n", Speech.HTTP),
        (b"GET /irc?x HTTP/1.1\nHost: a\n", Speech.HTTP),
        (b"GET me out\r\n", Speech.PLAIN),
        (b"GET " + b"x" * LONGEST_REQUEST_LINE, Speech.PLAIN),
        (b"POST / HTTP/1.1\r\n", Speech.PLAIN),
        (b"PRI * HTTP/2.0\r\n", Speech.PLAIN),
    ],
)
def test_speech_of_a_beginning(data: bytes, speech: Speech) -> None:
    assert speech_of(data) is speech


@pytest.mark.parametrize("whole", [b"GET / HTTP/1.1\r\n", b"NICK anna\r\n", b"GET on\r\n"])
def test_what_is_decided_stays_so_byte_by_byte(whole: bytes) -> None:
    seen = [speech_of(whole[:count]) for count in range(len(whole) + 1)]
    decided = [speech for speech in seen if speech is not Speech.UNDECIDED]
    assert len(set(decided)) == 1
