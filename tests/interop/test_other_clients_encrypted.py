"""irssi and WeeChat over TLS: they trust the server's certificate, and log in with their own."""

from __future__ import annotations

import hashlib
import socket
import ssl
from pathlib import Path

import pytest
import trustme

from tests.interop.programs import (
    PATIENCE_S,
    Encryption,
    Irssi,
    Login,
    WeeChat,
    besedka_serve,
    chat_program,
    wait_until,
)
from tests.interop.speaker import Speaker, speaker

CHANNEL = "#урок"
ACCOUNT, PASSWORD = "teacher", "correct horse battery"
SECURE = "is using a secure connection"


def sha256(certificate: str) -> str:
    """The fingerprint of a certificate in PEM."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()


def fingerprint_of_server(port: int) -> str:
    """As a person reads it off the server's window."""
    return sha256(ssl.get_server_certificate(("127.0.0.1", port), timeout=PATIENCE_S))


def own_certificate(folder: Path) -> tuple[Path, str]:
    """A certificate for a person, signed by nobody whom the server knows; its fingerprint."""
    issued = trustme.CA().issue_cert("guest@school.example")
    file = folder / "own.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(str(file))
    return file, sha256(issued.cert_chain_pems[0].bytes().decode())


def is_secure(anna: Speaker, nick: str) -> bool:
    anna.says(f"WHOIS {nick}")
    return SECURE in anna.reads(f" 318 {anna.nick} ")


def join(guest: Irssi | WeeChat, anna: Speaker) -> None:
    """Have it join, as soon as it knows that it is connected: the server knows that earlier."""

    def joined() -> bool:
        guest.command(f"/join {CHANNEL}")
        anna.says(f"NAMES {CHANNEL}")
        return "guest" in anna.reads(" 366 ")

    wait_until(joined, lambda: guest.screen[-3000:])


@pytest.mark.parametrize("signed", [True, False], ids=["authority", "fingerprint"])
@pytest.mark.parametrize("kind", [Irssi, WeeChat])
def test_an_encrypted_conversation(
    tmp_path: Path, kind: type[Irssi] | type[WeeChat], signed: bool
) -> None:
    arguments = ["--data-dir", str(tmp_path / "data"), "--greeting", "Hello there"]
    if signed:
        authority, file = trustme.CA(), tmp_path / "server.pem"
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        issued = authority.issue_cert("localhost", "127.0.0.1")
        issued.private_key_and_cert_chain_pem.write_to_path(str(file))
        arguments += ["--tls-cert", str(file)]
    with besedka_serve(tmp_path, *arguments) as port, speaker(port, "anna") as anna:
        if signed:
            encryption = Encryption(authority=tmp_path / "authority.pem")
        else:
            encryption = Encryption(fingerprint=fingerprint_of_server(port))
        anna.says(f"JOIN {CHANNEL}", f"PRIVMSG {CHANNEL} :сказано до прихода 👋")
        with chat_program(kind, tmp_path, port, "guest") as guest:
            guest.connect_again(port, encryption=encryption)
            wait_until(lambda: is_secure(anna, "guest"), lambda: guest.screen[-3000:])
            join(guest, anna)
            if kind is Irssi:
                guest.command(f"/quote HISTORY {CHANNEL} 5")
            wait_until(
                lambda: "сказано до прихода 👋" in guest.shown(CHANNEL),
                lambda: guest.shown(CHANNEL),
            )
            guest.command(f"/msg {CHANNEL} никто не подслушал")
            anna.reads(f"PRIVMSG {CHANNEL} :никто не подслушал")
            anna.says(f"PRIVMSG {CHANNEL} :верно")
            wait_until(lambda: "верно" in guest.shown(CHANNEL), lambda: guest.shown(CHANNEL))

        # On the same port a silent socket is still greeted, in plain text.
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as bare:
            assert Speaker(bare, "").reads("Hello there") == "Hello there\n"


@pytest.mark.parametrize("kind", [Irssi, WeeChat])
def test_a_certificate_logs_in(tmp_path: Path, kind: type[Irssi] | type[WeeChat]) -> None:
    own, fingerprint = own_certificate(tmp_path)
    with (
        besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port,
        speaker(port, ACCOUNT) as owner,
    ):
        owner.says(f"REGISTER * * :{PASSWORD}")
        owner.reads("REGISTER SUCCESS")
        encryption = Encryption(fingerprint=fingerprint_of_server(port), own=own)
        with chat_program(kind, tmp_path, port, "guest") as guest:
            # A certificate that opens nothing is refused, in words that the person sees.
            guest.connect_again(port, Login("EXTERNAL"), encryption)
            wait_until(
                lambda: "This certificate belongs to no account" in guest.screen,
                lambda: guest.screen[-3000:],
            )
            assert not owner.is_logged_in("guest", ACCOUNT)

            # Known to the account, by its fingerprint, it opens it.
            owner.says(f"CERT ADD {fingerprint}")
            owner.reads("opens your account from now on")
            guest.connect_again(port, Login("EXTERNAL"), encryption)
            success = "SASL authentication succeeded" if kind is Irssi else "The login has worked"
            wait_until(lambda: success in guest.screen, lambda: guest.screen[-3000:])
            wait_until(lambda: owner.is_logged_in("guest", ACCOUNT), lambda: guest.screen[-3000:])
            assert is_secure(owner, "guest")


@pytest.mark.parametrize("kind", [Irssi, WeeChat])
def test_the_program_adds_its_own_certificate(
    tmp_path: Path, kind: type[Irssi] | type[WeeChat]
) -> None:
    """As a person does it: once with the password, encrypted, and from then on without one."""
    own, fingerprint = own_certificate(tmp_path)
    with besedka_serve(tmp_path, "--data-dir", str(tmp_path / "data")) as port:
        with speaker(port, ACCOUNT) as owner:
            owner.says(f"REGISTER * * :{PASSWORD}")
            owner.reads("REGISTER SUCCESS")
        encryption = Encryption(fingerprint=fingerprint_of_server(port), own=own)
        with speaker(port, "anna") as anna, chat_program(kind, tmp_path, port, "guest") as guest:

            def logged_in() -> bool:
                return anna.is_logged_in("guest", ACCOUNT)

            guest.connect_again(port, Login("PLAIN", ACCOUNT, PASSWORD), encryption)
            wait_until(logged_in, lambda: guest.screen[-3000:])
            anna.says(f"JOIN {CHANNEL}")
            anna.reads(" 366 ")
            join(guest, anna)
            guest.command("/msg NickServ CERT ADD")
            wait_until(
                lambda: "opens your account from now on" in guest.screen + guest.shown("NickServ"),
                lambda: guest.screen[-3000:],
            )
            guest.command("/msg NickServ CERT LIST")
            wait_until(
                lambda: fingerprint in guest.screen + guest.shown("NickServ"),
                lambda: guest.screen[-3000:],
            )
            guest.connect_again(port, Login("EXTERNAL"), encryption)
            anna.reads(" QUIT ")
            wait_until(logged_in, lambda: guest.screen[-3000:])
