"""The names that lessons give to their programs, in the language of the window.

In a lesson's files a program is called ``server``, ``client`` or ``tls_server``, because its
sentences (``do``, ``expect``) are written with these names. Over a lane and in a picture stands a
word. A name that is not known here (a person's, or one that a teacher thought of) stays as it is.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

_NAME = re.compile(r"(?P<word>[a-z_]+?)_?(?P<number>\d*)(?P<thread>\.\d+)?", re.ASCII)


def _word(name: str) -> str:
    match name:
        case "server":
            return translate("ProgramWords", "server")
        case "client":
            return translate("ProgramWords", "client")
        case "tls_server":
            return translate("ProgramWords", "TLS server")
        case "tls_client":
            return translate("ProgramWords", "TLS client")
        case "again":
            return translate("ProgramWords", "again", "the server, started once more")
        case "second":
            return translate("ProgramWords", "second", "a second server")
        case "guest":
            return translate("ProgramWords", "guest")
        case "seeker":
            return translate("ProgramWords", "seeker", "the one that looks for a server")
        case "pair":
            return translate("ProgramWords", "pair", "of sockets, socketpair()")
        case "names":
            return translate("ProgramWords", "names", "the program that asks for names of hosts")
        case "both":
            return translate("ProgramWords", "both", "a server for IPv4 and IPv6")
        case _:
            return ""


def program_word(name: str) -> str:
    """A program's name in words: "server", "server 2" for ``server2``; the thread ``server.1``
    keeps its number."""
    found = _NAME.fullmatch(name)
    word = _word(found["word"]) if found else ""
    if found is None or not word:
        return name
    number = f" {found['number']}" if found["number"] else ""
    return word + number + (found["thread"] or "")
