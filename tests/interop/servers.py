"""Other people's servers, unchanged: InspIRCd, the services Atheme, and the bouncer ZNC; each an
own copy on loopback.

Their packages' services are not used: each copy has a configuration and a folder of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.interop.programs import accepts, need, process, wait_until
from tests.ports import free_port

_INSPIRCD = """
<server name="{server}" description="for a test" network="InspTest">
<admin name="nobody" nick="nobody" email="nobody@inspircd.test">
<bind address="127.0.0.1" port="{port}" type="clients">
<path datadir="{folder}" logdir="{folder}" runtimedir="{folder}">
<pid file="{folder}/inspircd.pid">
<files motd="{folder}/motd">
<connect allow="*" timeout="60" pingfreq="120" hardsendq="1M" softsendq="1M" recvq="64K"
 localmax="100" globalmax="100" {pace} fakelag="no"
 resolvehostnames="no" useident="no" modes="+x">
<channels users="100" opers="100">
<dns server="127.0.0.1" timeout="1">
<options prefixquit="Quit: " syntaxhints="no">
<class name="All" commands="*" privs="*" usermodes="*" chanmodes="*">
<type name="Chief" classes="All">
<oper name="chief" password="secret" host="*@*" type="Chief">
<chanhistory bots="yes" maxlines="50" prefixmsg="yes">
<sasl target="services.inspircd.test" requiressl="no">
<log method="file" type="*" level="default" target="{folder}/inspircd.log">
{modules}
{more}
"""
_PATIENT = 'commandrate="100000" threshold="1000"'
STRICT = 'commandrate="1000" threshold="10"'
"""InspIRCd's own measure: ten seconds of penalties, and one is thrown out ("Excess Flood")."""
_MODULES = (
    "alias banexception cap chanhistory chghost ircv3 ircv3_accounttag ircv3_batch ircv3_capnotify"
    " ircv3_chghost ircv3_ctctags ircv3_echomessage ircv3_invitenotify ircv3_labeledresponse"
    " ircv3_msgid ircv3_servertime inviteexception monitor namesx sasl services_account setname"
    " uhnames"
)


# Besides those above: all that change what one sees or may do, with the ranks of large networks.
_ALL_MODULES = _MODULES + (
    " allowinvite anticaps auditorium autoop blockcolor botmode callerid censor chancreate"
    " chanfilter channelban commonchans customprefix cycle deaf delayjoin delaymsg exemptchanops"
    " globops hidechans joinflood kicknorejoin knock messageflood muteban namedmodes"
    " nickflood noctcp nokicks nonicks nonotice ojoin operchans operprefix override permchannels"
    " redirect remove repeat sajoin sakick samode sanick sapart securelist seenicks"
    " servprotect setidle showwhois shun silence spanningtree sslmodes stripcolor swhois timedbans"
    " topiclock uninvite userip watch"
)
_ALL_LINES = """
<bind address="127.0.0.1" port="{services}" type="servers">
<link name="services.inspircd.test" ipaddr="127.0.0.1" port="{services}" allowmask="127.0.0.1"
 recvpass="betweenservers" sendpass="betweenservers">
<uline server="services.inspircd.test" silent="yes">
<customprefix name="founder" letter="q" prefix="~" rank="50000" ranktoset="50000">
<customprefix name="admin" letter="a" prefix="&amp;" rank="40000" ranktoset="50000">
<customprefix name="halfop" letter="h" prefix="%" rank="20000" ranktoset="30000">
<securelist waittime="1h">
<alias text="NICKSERV" replace="PRIVMSG $requirement :$2-" requires="NickServ" uline="yes">
<alias text="CHANSERV" replace="PRIVMSG $requirement :$2-" requires="ChanServ" uline="yes">
"""


_ENCRYPTED_LINES = """
<sslprofile name="test" provider="gnutls" certfile="{certificate}" keyfile="{key}">
<bind address="127.0.0.1" port="{port}" type="clients" sslprofile="test">
<sts host="localhost" duration="5m" port="{port}" preload="no">
"""


class Inspircd(NamedTuple):
    """The ports of a copy: for people, and for services."""

    port: int
    services: int


@contextlib.contextmanager
def inspircd(
    folder: Path, pace: str = _PATIENT, *, connect: str = "", more: str = ""
) -> Iterator[int]:
    """An own copy of InspIRCd; its port. ``connect``: who may connect; ``more``: other settings."""
    with _inspircd(folder, _MODULES, more, f"{pace} {connect}") as port:
        yield port


@contextlib.contextmanager
def inspircd_encrypted(folder: Path, certificate: Path, key: Path) -> Iterator[tuple[int, int]]:
    """The same with a port that is encrypted, which the plain one tells (STS); both ports."""
    encrypted = free_port()
    more = _ENCRYPTED_LINES.format(port=encrypted, certificate=certificate, key=key)
    names = _MODULES + " ssl_gnutls ircv3_sts"
    with _inspircd(folder, names, more, _PATIENT) as port:
        yield port, encrypted


@contextlib.contextmanager
def inspircd_with_all(folder: Path) -> Iterator[Inspircd]:
    """The same with all of its modules that matter to people, and a link for services."""
    services = free_port()
    with _inspircd(folder, _ALL_MODULES, _ALL_LINES.format(services=services), _PATIENT) as port:
        yield Inspircd(port, services)


@contextlib.contextmanager
def _inspircd(
    folder: Path, names: str, more: str, pace: str, server: str = "irc.inspircd.test"
) -> Iterator[int]:
    program = need("inspircd")
    port = free_port()
    modules = "\n".join(f'<module name="{name}">' for name in names.split())
    config = folder / "inspircd.conf"
    config.write_text(
        _INSPIRCD.format(
            port=port, folder=folder, modules=modules, more=more, pace=pace, server=server
        )
    )
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


_LINK = """
<bind address="127.0.0.1" port="{own}" type="servers">
<link name="{other}" ipaddr="127.0.0.1" port="{port}" allowmask="127.0.0.1"
 recvpass="between" sendpass="between">
"""


@contextlib.contextmanager
def inspircd_pair(folder: Path) -> Iterator[tuple[int, int, str]]:
    """Two copies that an operator of the first can link; their ports for people, and what the
    operator sends for it ("CONNECT …")."""
    own, other = free_port(), free_port()
    names = _MODULES + " spanningtree"
    with contextlib.ExitStack() as running:
        ports = []
        for server, peer, here, there in (("a", "b", own, other), ("b", "a", other, own)):
            home = folder / server
            home.mkdir()
            link = _LINK.format(own=here, other=f"{peer}.inspircd.test", port=there)
            copy = _inspircd(home, names, link, _PATIENT, f"{server}.inspircd.test")
            ports.append(running.enter_context(copy))
        yield ports[0], ports[1], "CONNECT b.inspircd.test"


_ATHEME_MODULES = (
    "protocol/inspircd backend/opensex nickserv/main nickserv/identify"
    " nickserv/register nickserv/help nickserv/logout chanserv/main chanserv/help"
    " nickserv/set_core nickserv/enforce nickserv/set_enforcetime"
    " saslserv/main saslserv/plain"
)
_ATHEME = """
{modules}
serverinfo {{
  name = "services.inspircd.test"; desc = "services"; numeric = "00S"; recontime = 1;
  netname = "InspTest"; hidehostsuffix = "users.test"; adminname = "nobody";
  adminemail = "a@b.test"; registeremail = "noreply@b.test"; mta = "/bin/true";
  loglevel = {{ error; }}; maxusers = 0; maxnicks = 5; maxchans = 5; emaillimit = 10;
  emailtime = 300; auth = none; casemapping = rfc1459;
}};
uplink "irc.inspircd.test" {{
  host = "127.0.0.1"; port = {port};
  send_password = "betweenservers"; receive_password = "betweenservers";
}};
nickserv {{ nick = "NickServ"; user = "NickServ"; host = "services.test"; real = "Names"; }};
chanserv {{ nick = "ChanServ"; user = "ChanServ"; host = "services.test"; real = "Channels"; }};
saslserv {{ nick = "SaslServ"; user = "SaslServ"; host = "services.test"; real = "SASL"; }};
general {{ chunk = 20; expire = 0; commit_interval = 5; default_clone_limit = 0; }};
"""


@contextlib.contextmanager
def atheme(port: int) -> Iterator[None]:
    """Services with NickServ and SASL, that link to the InspIRCd whose services' port that is. They
    are there when the server offers SASL."""
    program = need("atheme-services")
    modules = "\n".join(f'loadmodule "modules/{name}";' for name in _ATHEME_MODULES.split())
    with tempfile.TemporaryDirectory(prefix="besedka-atheme-") as folder:
        home = Path(folder)
        config = home / "atheme.conf"
        config.write_text(_ATHEME.format(modules=modules, port=port))
        options = _as_nobody(home, config)
        log = home / "atheme.out"
        words = [program, "-n", "-c", str(config), "-D", folder, "-p", str(home / "pid")]
        words += ["-l", str(home / "log")]
        with log.open("wb") as out, process(*words, stdout=out, stderr=out, **options) as running:
            yield
            assert running.poll() is None, log.read_text("utf-8", "replace")


def _as_nobody(*paths: Path) -> dict[str, object]:
    """How a program is started that will not run as root, and has these files."""
    options: dict[str, object] = {"cwd": paths[0]}
    if os.geteuid() == 0:
        import pwd

        nobody = pwd.getpwnam("nobody")
        for path in paths:
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return options


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

{networks}

	<Pass password>
		Hash = {hash}
		Method = SHA256
		Salt = {salt}
	</Pass>
</User>
"""
_ZNC_NETWORK = """	<Network {name}>
		FloodBurst = 100
		FloodRate = 100.00
		IRCConnectEnabled = true
		Server = 127.0.0.1 {port}
{channels}
	</Network>
"""
_ZNC_CHANNEL = """		<Chan {name}>
		</Chan>
"""
ZNC_PASSWORD = "bouncer/net:between us"
"""What a client gives as the server's password; "net" is the network."""


@contextlib.contextmanager
def znc(server: int, nick: str, channel: str) -> Iterator[int]:
    """An own copy of ZNC that is ``nick`` in a channel of the server on that port; its own port."""
    with znc_networks(nick, {"net": (server, (channel,))}) as port:
        yield port


@contextlib.contextmanager
def znc_networks(nick: str, networks: Mapping[str, tuple[int, tuple[str, ...]]]) -> Iterator[int]:
    """The same on several servers: the network's name, and the port and the channels of each."""
    need("znc")
    with tempfile.TemporaryDirectory(prefix="besedka-znc-") as folder:
        yield from _znc(Path(folder), nick, networks)


def _znc(
    home: Path, nick: str, networks: Mapping[str, tuple[int, tuple[str, ...]]]
) -> Iterator[int]:
    port = free_port()
    (home / "configs").mkdir()
    salt = "abcdefghijklmnopqrst"
    digest = hashlib.sha256(b"between us" + salt.encode()).hexdigest()
    each = "".join(
        _ZNC_NETWORK.format(
            name=name,
            port=server,
            channels="".join(_ZNC_CHANNEL.format(name=channel) for channel in channels),
        )
        for name, (server, channels) in networks.items()
    )
    text = _ZNC.format(port=port, nick=nick, networks=each, hash=digest, salt=salt)
    (home / "configs" / "znc.conf").write_text(text)
    log = home / "znc.out"
    # As root it would wait for half a minute, to warn of that.
    options = _as_nobody(home, home / "configs", home / "configs" / "znc.conf")
    words = (need("znc"), "--foreground", "--datadir", str(home))
    with log.open("wb") as out, process(*words, stdout=out, stderr=out, **options) as running:
        wait_until(
            lambda: accepts(port) or running.poll() is not None,
            lambda: log.read_text("utf-8", "replace"),
        )
        assert running.poll() is None, log.read_text("utf-8", "replace")
        yield port
