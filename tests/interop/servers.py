"""Other people's servers, unchanged: InspIRCd, and the bouncer ZNC; each an own copy on loopback.

Their packages' services are not used: each copy has a configuration and a folder of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.interop.programs import accepts, need, process, wait_until
from tests.ports import free_port

_INSPIRCD = """
<server name="irc.inspircd.test" description="for a test" network="InspTest">
<admin name="nobody" nick="nobody" email="nobody@inspircd.test">
<bind address="127.0.0.1" port="{port}" type="clients">
<path datadir="{folder}" logdir="{folder}" runtimedir="{folder}">
<pid file="{folder}/inspircd.pid">
<files motd="{folder}/motd">
<connect allow="*" timeout="60" pingfreq="120" hardsendq="1M" softsendq="1M" recvq="64K"
 localmax="100" globalmax="100" commandrate="100000" fakelag="no" threshold="1000"
 resolvehostnames="no" useident="no" modes="+x">
<dns server="127.0.0.1" timeout="1">
<options prefixquit="Quit: " syntaxhints="no">
<class name="All" commands="*" privs="*" usermodes="*" chanmodes="*">
<type name="Chief" classes="All">
<oper name="chief" password="secret" host="*@*" type="Chief">
<chanhistory bots="yes" maxlines="50" prefixmsg="yes">
<sasl target="services.inspircd.test" requiressl="no">
<log method="file" type="*" level="default" target="{folder}/inspircd.log">
{modules}
"""
_MODULES = (
    "alias banexception cap chanhistory chghost ircv3 ircv3_accounttag ircv3_batch ircv3_capnotify"
    " ircv3_chghost ircv3_ctctags ircv3_echomessage ircv3_invitenotify ircv3_labeledresponse"
    " ircv3_msgid ircv3_servertime inviteexception monitor namesx sasl services_account setname"
    " uhnames"
)


@contextlib.contextmanager
def inspircd(folder: Path) -> Iterator[int]:
    """An own copy of InspIRCd; its port."""
    program = need("inspircd")
    port = free_port()
    modules = "\n".join(f'<module name="{name}">' for name in _MODULES.split())
    config = folder / "inspircd.conf"
    config.write_text(_INSPIRCD.format(port=port, folder=folder, modules=modules))
    (folder / "motd").write_text("Hello from InspIRCd\n")
    log = folder / "inspircd.out"
    words = [program, "--nofork", "--config", str(config)]
    if os.geteuid() == 0:
        words.insert(1, "--runasroot")
    with log.open("wb") as out, process(*words, cwd=folder, stdout=out, stderr=out) as running:

        def said() -> str:
            return log.read_text("utf-8", "replace")

        wait_until(lambda: "is now running" in said() or running.poll() is not None, said)
        assert running.poll() is None, said()
        yield port


_ZNC = """Version = 1.8.2
AnonIPLimit = 100
AuthOnlyViaModule = false
ConnectDelay = 0
ServerThrottle = 1
ProtectWebSessions = true

<Listener listener0>
	AllowIRC = true
	AllowWeb = false
	Host = 127.0.0.1
	IPv4 = true
	IPv6 = false
	Port = {port}
	SSL = false
	URIPrefix = /
</Listener>

<User bouncer>
	Admin = true
	AutoClearChanBuffer = false
	AutoClearQueryBuffer = false
	Buffer = 100
	ChanBufferSize = 100
	QueryBufferSize = 100
	Nick = {nick}
	AltNick = {nick}_
	Ident = znc
	RealName = ZNC
	MultiClients = true
	LoadModule = controlpanel

	<Network net>
		FloodBurst = 100
		FloodRate = 100.00
		IRCConnectEnabled = true
		Server = 127.0.0.1 {server}
		<Chan {channel}>
		</Chan>
	</Network>

	<Pass password>
		Hash = {hash}
		Method = SHA256
		Salt = {salt}
	</Pass>
</User>
"""
ZNC_PASSWORD = "bouncer/net:between us"
"""What a client gives as the server's password."""


@contextlib.contextmanager
def znc(server: int, nick: str, channel: str) -> Iterator[int]:
    """An own copy of ZNC that is ``nick`` in a channel of the server on that port; its own port."""
    need("znc")
    with tempfile.TemporaryDirectory(prefix="besedka-znc-") as folder:
        yield from _znc(Path(folder), server, nick, channel)


def _znc(home: Path, server: int, nick: str, channel: str) -> Iterator[int]:
    port = free_port()
    (home / "configs").mkdir()
    salt = "abcdefghijklmnopqrst"
    digest = hashlib.sha256(b"between us" + salt.encode()).hexdigest()
    text = _ZNC.format(port=port, server=server, nick=nick, channel=channel, hash=digest, salt=salt)
    (home / "configs" / "znc.conf").write_text(text)
    log = home / "znc.out"
    options: dict[str, object] = {"cwd": home}
    if os.geteuid() == 0:  # it would wait for half a minute, to warn of being root
        import pwd

        nobody = pwd.getpwnam("nobody")
        for path in (home, home / "configs", home / "configs" / "znc.conf"):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    words = (need("znc"), "--foreground", "--datadir", str(home))
    with log.open("wb") as out, process(*words, stdout=out, stderr=out, **options) as running:
        wait_until(
            lambda: accepts(port) or running.poll() is not None,
            lambda: log.read_text("utf-8", "replace"),
        )
        assert running.poll() is None, log.read_text("utf-8", "replace")
        yield port
