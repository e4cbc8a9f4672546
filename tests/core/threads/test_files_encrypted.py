"""Files over TLS on the port of the chat, with the chat's own key, and through a proxy."""

from __future__ import annotations

import hashlib
import ssl
import threading
from pathlib import Path
from time import sleep

import pytest
import trustme

from core.net import certificates
from core.net.http_client import HttpError, HttpExchange, HttpFault
from core.net.http_way import Way
from core.net.proxy import Proxy, ProxyKind
from core.server.config import ServerConfig
from core.threads.server_layers import Layers
from core.threads.server_threads import ListenOptions
from tests.core.threads.server_helpers import Client, any_certificate, serving
from tests.ports import free_port
from tests.proxies import NAME, proxying

QUIET = ServerConfig(greeting="")  # on a busy machine a handshake may be late for its second
DATA = bytes(range(256)) * 2000  # many records


def pin_of(folder: Path) -> str:
    pem = (folder / certificates.CERTIFICATE_FILE).read_text()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def test_given_and_fetched_with_the_key_of_the_chat(tmp_path: Path) -> None:
    with (
        serving(QUIET, data_dir=tmp_path) as server,
        Client(server.port, "anna", tls=any_certificate()) as anna,
        Client(server.port, "boris") as boris,
    ):
        for client, scheme in ((anna, "https"), (boris, "http")):
            told = client.find("FILEHOST=")
            assert f"FILEHOST={scheme}://" in told
        host = f"https://127.0.0.1:{server.port}"
        way = Way(pin=pin_of(tmp_path))
        place = HttpExchange(way).upload(f"{host}/files", DATA, "a.bin", "application/x-a")
        assert place.startswith(host)
        assert HttpExchange(way).fetch(place, len(DATA)).data == DATA
        # The same file without encryption, for who is joined so.
        plain = place.replace("https://", "http://")
        assert HttpExchange().fetch(plain, len(DATA)).data == DATA


@pytest.mark.parametrize("pin", ["", "0" * 64])
def test_another_key_gets_nothing(tmp_path: Path, pin: str) -> None:
    with serving(QUIET, data_dir=tmp_path) as server, Client(server.port, tls=any_certificate()):
        with pytest.raises(HttpError) as found:
            HttpExchange(Way(pin=pin)).fetch(f"https://127.0.0.1:{server.port}/files/x", 10)
        assert found.value.code is HttpFault.UNREACHABLE


def test_what_the_system_vouches_for_needs_no_pin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    bundle, file = tmp_path / "authorities.pem", tmp_path / "server.pem"
    authority.cert_pem.write_to_path(bundle)
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    listen = ListenOptions("127.0.0.1", 0, tls_certificate=file)
    with serving(QUIET, listen=listen, data_dir=tmp_path) as server, Client(server.port, "anna"):
        place = f"https://localhost:{server.port}/files"
        for way in (Way(), Way(pin="1" * 64)):
            url = HttpExchange(way).upload(place, b"12345", "a.txt", "text/plain")
            assert HttpExchange(way).fetch(url, 5).data == b"12345"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("kind", list(ProxyKind))
def test_through_a_proxy(tmp_path: Path, kind: ProxyKind, scheme: str) -> None:
    with (
        serving(QUIET, data_dir=tmp_path) as server,
        Client(server.port, "anna", tls=any_certificate()),
        proxying(kind) as middle,
    ):
        proxy = Proxy(kind, "127.0.0.1", middle.port)
        way = Way(lambda _host: proxy, pin_of(tmp_path))
        place = f"{scheme}://{NAME}:{server.port}/files"
        url = HttpExchange(way).upload(place, b"12345", "a.txt", "text/plain")
        assert HttpExchange(way).fetch(url, 5).data == b"12345"
        assert middle.asked == [(NAME, server.port)] * 2


def test_a_proxy_that_is_not_there() -> None:
    way = Way(lambda _host: Proxy(ProxyKind.SOCKS5, "127.0.0.1", free_port()))
    with pytest.raises(HttpError) as found:
        HttpExchange(way).fetch("http://127.0.0.1:1/x", 10)
    assert found.value.code is HttpFault.UNREACHABLE


def test_many_at_once_over_one_server(tmp_path: Path) -> None:
    with (
        serving(QUIET, data_dir=tmp_path) as server,
        Client(server.port, "a", tls=any_certificate()),
    ):
        way = Way(pin=pin_of(tmp_path))
        host = f"https://127.0.0.1:{server.port}/files"
        url = HttpExchange(way).upload(host, DATA, "a.bin", "")
        got: list[bytes] = []

        def fetch() -> None:
            got.append(HttpExchange(way).fetch(url, len(DATA)).data)

        threads = [threading.Thread(target=fetch) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert got == [DATA] * 6


def test_what_the_layer_says_is_not_overtaken_by_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = Layers.seal

    def slowly(layers: Layers, data: bytes | memoryview) -> bytes | memoryview:
        sealed = seal(layers, data)
        if not data:  # tickets: the thread that sends them has taken them, and is held up
            sleep(0.3)
        return sealed

    monkeypatch.setattr(Layers, "seal", slowly)
    with (
        serving(QUIET, data_dir=tmp_path) as server,
        Client(server.port, "a", tls=any_certificate()),
    ):
        way = Way(pin=pin_of(tmp_path))
        url = HttpExchange(way).upload(f"https://127.0.0.1:{server.port}/files", DATA, "a.bin", "")
        for _ in range(3):
            assert HttpExchange(way).fetch(url, len(DATA)).data == DATA
