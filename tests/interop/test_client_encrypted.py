"""Our client encrypted at a server of others: InspIRCd with GnuTLS, which announces STS too."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.client.events import Connecting, MessageReceived, Registered
from core.client.security import Secured, Trust
from core.client.session import SessionOptions
from core.known_servers import KnownServers
from core.net import certificates
from tests.core.threads.client_helpers import connection
from tests.interop.programs import need, process, wait_until
from tests.ports import free_port

_CONFIG = """
<server name="irc.inspircd.test" description="for a test" network="InspTest">
<admin name="nobody" nick="nobody" email="nobody@inspircd.test">
<path datadir="{folder}" logdir="{folder}" runtimedir="{folder}">
<pid file="{folder}/inspircd.pid">
<files motd="{folder}/motd">
<connect allow="*" timeout="60" pingfreq="120" localmax="100" globalmax="100" fakelag="no"
 resolvehostnames="no" useident="no">
<dns server="127.0.0.1" timeout="1">
<module name="cap"><module name="ircv3"><module name="ircv3_capnotify">
<module name="ircv3_echomessage"><module name="ircv3_sts"><module name="ssl_gnutls">
<bind address="127.0.0.1" port="{plain}" type="clients">
<sslprofile name="test" provider="gnutls" certfile="{certificate}" keyfile="{key}">
<bind address="127.0.0.1" port="{encrypted}" type="clients" sslprofile="test">
<sts host="localhost" duration="5m" port="{encrypted}" preload="no">
"""
SESSION = SessionOptions(nick="anna", channels=(("#беседа", ""),))


@contextlib.contextmanager
def inspircd_encrypted(folder: Path) -> Iterator[tuple[int, int]]:
    """An own copy whose plain port tells an encrypted one; both ports."""
    certificates.load_or_make(folder, ("localhost",))
    plain, encrypted = free_port(), free_port()
    config = folder / "inspircd.conf"
    config.write_text(
        _CONFIG.format(
            folder=folder,
            plain=plain,
            encrypted=encrypted,
            certificate=folder / certificates.CERTIFICATE_FILE,
            key=folder / certificates.KEY_FILE,
        )
    )
    (folder / "motd").write_text("Hello from InspIRCd\n")
    log = folder / "inspircd.out"
    words = [need("inspircd"), "--nofork", "--config", str(config)]
    if os.geteuid() == 0:
        words.insert(1, "--runasroot")
    with log.open("wb") as out, process(*words, cwd=folder, stdout=out, stderr=out) as running:

        def said() -> str:
            return log.read_text("utf-8", "replace")

        wait_until(lambda: "is now running" in said() or running.poll() is not None, said)
        assert running.poll() is None, said()
        yield plain, encrypted


def test_a_talk_and_its_announcement(qtbot: QtBot, tmp_path: Path) -> None:
    known = KnownServers()
    with inspircd_encrypted(tmp_path) as (plain, encrypted):
        # Joined plain: the server tells its encrypted port, and the client goes there by itself.
        with connection(qtbot, plain, host="localhost", session=SESSION, known=known) as (
            client,
            watch,
        ):
            watch.wait(Registered)
            secured = watch.wait(Secured)
            assert (secured.version, secured.trust) == ("TLSv1.3", Trust.NEW)
            assert [event.port for event in watch.all(Connecting)] == [plain, encrypted]
            client.say("#беседа", "привет " + "ы" * 150)
            watch.wait(MessageReceived, where=lambda event: event.text.startswith("привет"))
        policy = known.policy("localhost", 0.0)
        assert policy is not None
        assert policy.port == encrypted
        with connection(
            qtbot, encrypted, host="localhost", session=SESSION, tls=True, known=known
        ) as (_, watch):
            watch.wait(Registered)
            assert watch.wait(Secured).trust is Trust.KNOWN
