"""The options of ``besedka serve``: what they mean, and a sentence for what makes no sense."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from core import __version__
from core.irc.names import is_hostname
from core.net.addresses import DEFAULT_PORT
from core.paths import data_dir
from core.server.config import ServerConfig
from core.threads.server_accept import ListenOptions

EXIT_USAGE = 2
LOG_LEVELS = ("debug", "info", "warning", "error")
_MOTD_LINES = 500
_MOTD_WIDTH = 400
_MOTD_BYTES = 1 << 20
_ARGON2 = re.compile(r"\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[\w+/]+\$[\w+/]+")


class _Parser(argparse.ArgumentParser):
    """Errors in one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"besedka serve: {message} (see besedka serve --help)\n")


@dataclass(frozen=True)
class ServeOptions:
    """Everything that the command line says."""

    config: ServerConfig
    listen: ListenOptions
    data_dir: Path
    log_level: str
    motd_file: Path | None


def read_options(argv: Sequence[str]) -> ServeOptions:
    """Read the words after ``serve``.

    Options that make no sense raise SystemExit(2) after a sentence on standard error.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    folder = data_dir() if options.data_dir is None else options.data_dir
    if options.data_dir is not None:
        _check_folder(parser, folder)
    return ServeOptions(
        _config(parser, options),
        _listen(parser, options),
        folder,
        options.log_level,
        options.motd,
    )


def _parser() -> _Parser:
    parser = _Parser(
        prog="besedka serve",
        description="Run a chat server without a window, until SIGTERM or Ctrl+C.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--host", type=_host, default="", help="listen on this address only (default: on all)")
    add(
        "--port",
        type=_port,
        help=f"port (default: {DEFAULT_PORT}, or the next free one; 0: any free one)",
    )
    add("--name", type=_server_name, help="name of the server, such as chat.school.example")
    add("--network", type=_network, help="name of the network that clients show")
    add("--description", type=_text, help="one line about the server")
    add("--password", type=_text, default="", help="password that clients need to connect")
    add(
        "--oper",
        type=_oper,
        action="append",
        default=[],
        metavar="NAME:PASSWORD",
        help="somebody who may use OPER; the password as it is, or an argon2id hash of it (may be"
        " given several times)",
    )
    add(
        "--opers-may-stop",
        action="store_true",
        help="operators may stop the server with DIE and start it anew with RESTART",
    )
    add("--greeting", type=_text, help="what a client that stays silent for a second is sent")
    add("--motd", type=Path, metavar="FILE", help="message of the day, a text file in UTF-8")
    add(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="where history, accounts and the certificate are kept (default: your own data folder)",
    )
    add(
        "--history",
        type=_count,
        metavar="N",
        help="messages kept of each conversation; 0: nothing that is said is stored",
    )
    add("--tls-cert", type=Path, metavar="FILE", help="certificate for TLS, PEM (default: our own)")
    add("--tls-key", type=Path, metavar="FILE", help="its key, where that is in another file")
    add(
        "--sts",
        action="store_true",
        help="tell clients to come encrypted only (needs --tls-cert that they trust)",
    )
    add(
        "--websocket",
        type=_place,
        metavar="HOST:PORT",
        help="one more port, for WebSocket; the main port understands it too",
    )
    add(
        "--register-before-connect",
        action="store_true",
        help="accounts may be registered before a client is let in",
    )
    add(
        "--register-requires-email",
        action="store_true",
        help="who registers an account must name an address",
    )
    add("--no-discovery", action="store_true", help="do not announce the server on the network")
    add("--no-files", action="store_true", help="take no files from people in the chat")
    add("--no-flood-control", action="store_true", help="no limits for clients that send much")
    add("--log-level", choices=LOG_LEVELS, default="info", help="debug also tells of messages")
    add("--version", action="version", version=f"besedka {__version__}")
    return parser


def _config(parser: _Parser, options: argparse.Namespace) -> ServerConfig:
    defaults = ServerConfig()
    messages = defaults.history_messages if options.history is None else options.history
    return ServerConfig(
        name=options.name or defaults.name,
        network=options.network or defaults.network,
        description=options.description or defaults.description,
        password=options.password,
        greeting=defaults.greeting if options.greeting is None else options.greeting,
        motd=_motd(parser, options.motd) if options.motd else (),
        opers=dict(options.oper),
        flood_control=not options.no_flood_control,
        files=not options.no_files,
        log_messages=options.log_level == "debug",  # at other levels nobody would see them
        keep_history=messages > 0,
        history_messages=messages,
        register_before_connect=options.register_before_connect,
        register_requires_email=options.register_requires_email,
        opers_may_stop=options.opers_may_stop,
    )


def _listen(parser: _Parser, options: argparse.Namespace) -> ListenOptions:
    if options.tls_cert is None:
        if options.tls_key is not None:
            parser.error("--tls-key needs --tls-cert, the certificate that it belongs to")
        if options.sts:
            parser.error("--sts needs --tls-cert: clients obey it only where they can check that")
    else:
        _check_certificate(parser, options.tls_cert, options.tls_key)
    return ListenOptions(
        options.host,
        DEFAULT_PORT if options.port is None else options.port,
        search_free_port=options.port is None,
        websocket=options.websocket,
        tls_certificate=options.tls_cert,
        tls_key=options.tls_key,
        sts=options.sts,
    )


def _check_certificate(parser: _Parser, certificate: Path, key: Path | None) -> None:
    """Python's own library knows as well as the one that serves, and is imported sooner."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for option, path in (("--tls-cert", certificate), ("--tls-key", key)):
        if path is not None:
            try:
                path.open("rb").close()
            except OSError as error:
                parser.error(f"cannot read {option} {path}: {error.strerror or error}")
    try:
        context.load_cert_chain(certificate, key, password=lambda: b"")
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            why = "the key belongs to another certificate"
        elif key is None:
            why = "it must have a certificate and its key, without a password, in PEM format"
        else:
            why = "certificate and key must be in PEM format, the key without a password"
        parser.error(f"cannot use --tls-cert {certificate}: {why}")


def _check_folder(parser: _Parser, folder: Path) -> None:
    """One that cannot be made is a slip; in one that may only be read the server goes on without
    history, and says so."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"cannot make --data-dir {folder}: {error.strerror or error}")


def _motd(parser: _Parser, path: Path) -> tuple[str, ...]:
    try:
        return read_motd(path)
    except OSError as error:
        parser.error(f"cannot read --motd {path}: {error.strerror or error}")
    except ValueError as error:
        parser.error(f"cannot read --motd {path}: {error}")


def read_motd(path: Path) -> tuple[str, ...]:
    """The message of the day in a file. Raises OSError, or ValueError with a reason."""
    with path.open("rb") as file:
        data = file.read(_MOTD_BYTES + 1)
    if len(data) > _MOTD_BYTES:
        raise ValueError("it is longer than a megabyte")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
    lines = [line.expandtabs().replace("\0", "")[:_MOTD_WIDTH] for line in text.splitlines()]
    return tuple(lines[:_MOTD_LINES])


def _host(text: str) -> str:
    host = text.strip()
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host  # [::1]


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: ports are 0 to 65535")


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if host and port.isascii() and port.isdigit() and 0 < int(port) <= 65535:
        return _host(host), int(port)
    raise argparse.ArgumentTypeError(f"{text!r} is no place: one like 127.0.0.1:8067 or [::1]:8067")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of messages")


def _server_name(text: str) -> str:
    if len(text) <= 63 and is_hostname(text):
        return text
    raise argparse.ArgumentTypeError(
        f"{text!r} is no server name: one like chat.school.example, of Latin letters, digits and"
        " hyphens with a dot between, at most 63"
    )


def _text(text: str) -> str:
    if all(letter.isprintable() for letter in text):
        return text
    raise argparse.ArgumentTypeError("control characters are not allowed")


def _network(text: str) -> str:
    if len(text) <= 64 and _text(text).strip():
        return text.strip()
    raise argparse.ArgumentTypeError(f"{text!r} is no name: one to 64 letters, spaces allowed")


def _oper(text: str) -> tuple[str, str]:
    name, _, password = text.partition(":")
    if password.startswith("$argon2") and not _ARGON2.fullmatch(password):
        raise argparse.ArgumentTypeError(f"the password of {name!r} is no whole argon2id hash")
    if name and password and text.isprintable() and " " not in text:
        return name, password
    raise argparse.ArgumentTypeError("an operator is NAME:PASSWORD, both without spaces")
