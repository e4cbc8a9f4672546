"""Opening a file that was saved, and its folder, with the system's own programs.

What a stranger gave must not run because somebody wanted to look at it: whatever the system might
run is only shown in its folder.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QFileInfo,
    QMimeDatabase,
    QObject,
    QProcess,
    QStandardPaths,
    QUrl,
)
from PySide6.QtGui import QDesktopServices

from desktop.client.message_rows import Words
from desktop.client.message_text import isolated

# The specification "File Manager DBus Interface" of freedesktop.org.
_SERVICE = "org.freedesktop.FileManager1"
_PATH = "/org/freedesktop/FileManager1"

# Endings of names that some system runs, installs, or follows to what it runs.
_ENDINGS = """
    exe com scr pif bat cmd ps1 psm1 psd1 msi msp mst msix appx appxbundle msixbundle cpl dll ocx
    sys vbs vbe vb js jse mjs ws wsf wsc wsh hta msc reg inf ins isp scf lnk url website job gadget
    jar jnlp application appref-ms appinstaller xbap chm hlp diagcab settingcontent-ms library-ms
    search-ms searchconnector-ms theme themepack desktopthemepack iso img vhd vhdx xll
    docm dotm xlsm xlsb xltm xlam pptm potm ppam ppsm sldm accdb accde mdb mde
    app command tool terminal workflow action scpt scptd applescript dmg pkg mpkg webloc inetloc
    fileloc
    desktop directory sh bash zsh fish csh ksh dash run elf appimage deb rpm snap flatpak
    flatpakref flatpakrepo service py pyw pyc pyz pyzw pl pm rb php lua tcl awk apk ipa class
"""
_RUN = frozenset(_ENDINGS.split())
# How files begin that are run whatever they are called: Windows, ELF, scripts, Mach-O and Java.
_BEGINNINGS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_STARTER = re.compile(rb"^\s*\[Desktop Entry\]", re.MULTILINE)
_LOOKED_AT = 1024  # bytes at the beginning
_LONGEST = 1000  # characters of a path that a sentence has

translate = QCoreApplication.translate


def may_run(path: Path) -> bool:
    """Whether opening the file might run it: by the ending of its name, as the system takes it, or
    by how it begins. What cannot be read is not trusted."""
    name = path.name.casefold().rstrip(". ")
    if name.rpartition(".")[2] in _RUN or (sys.platform == "win32" and ":" in name):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
    except OSError:
        return True
    return head.startswith(_BEGINNINGS) or _STARTER.search(head) is not None


def _gone(path: Path) -> str:
    words = translate("FileOpening", "It is no longer there: %1 was moved, renamed or deleted.")
    return words.replace("%1", isolated(path.name))


def _folder_gone(path: Path) -> str:
    words = translate("FileOpening", "Its folder is no longer there: %1")
    return words.replace("%1", isolated(str(path.parent), _LONGEST))


def _no_program(path: Path) -> str:
    words = translate("FileOpening", "No program here opens such files. It is saved as %1")
    return words.replace("%1", isolated(str(path), _LONGEST))


def _no_file_manager(path: Path) -> str:
    words = translate("FileOpening", "No program here shows folders. It is saved as %1")
    return words.replace("%1", isolated(str(path), _LONGEST))


def running_sentence() -> str:
    """Why a file is not opened."""
    return translate(
        "FileOpening",
        "It may be a program. Open it from its folder, and only if you trust who gave it.",
    )


def open_file(path: Path) -> Words:
    """Open it with the program that the system has for such files; "" if that was done, else why
    it was not. What might run is not opened."""
    if not path.is_file():
        return partial(_gone, path)
    if may_run(path):
        return running_sentence
    kind = QMimeDatabase().mimeTypeForFile(str(path))
    kinds = [kind.name(), *kind.aliases(), *kind.allAncestors()]
    if not _is_opened_here(kinds) or not QDesktopServices.openUrl(_url(path)):
        return partial(_no_program, path)
    return ""


def show_in_folder(path: Path, parent: QObject, failed: Callable[[Words], None]) -> None:
    """Show the file in its folder, marked where the system can do that. ``failed`` hears why it is
    not shown, now or later; ``parent`` lives as long as somebody wants to hear it."""
    if not path.parent.is_dir():
        failed(partial(_folder_gone, path))
        return
    if not path.exists():
        failed(partial(_gone, path))  # the folder is shown all the same
        _show_folder(path, failed)
        return
    _mark_in_folder(path, parent, lambda: _show_folder(path, failed))


def _show_folder(path: Path, failed: Callable[[Words], None]) -> None:
    known = _is_opened_here(["inode/directory"])
    if not known or not QDesktopServices.openUrl(_url(path.parent)):
        failed(partial(_no_file_manager, path))


def _mark_in_folder(path: Path, parent: QObject, cannot: Callable[[], None]) -> None:
    """Let the file manager show the folder with the file marked; ``cannot`` where it does not."""
    if sys.platform == "win32":
        native = str(path).replace("/", "\\")
        done = QProcess.startDetached("explorer.exe", ["/select,", native])[0]
    elif sys.platform == "darwin":
        done = QProcess.startDetached("open", ["-R", str(path)])[0]
    else:
        done = _ask_file_manager(path, parent, cannot)
    if not done:
        cannot()


def _ask_file_manager(path: Path, parent: QObject, cannot: Callable[[], None]) -> bool:
    """Ask over D-Bus; False where nobody can be asked, ``cannot`` later where nobody answers."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "ShowItems")
    message.setArguments([[_url(path).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message), parent)

    def answered() -> None:
        if watcher.isError():
            cannot()
        watcher.deleteLater()

    watcher.finished.connect(answered)
    return True


def _url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(QFileInfo(str(path)).absoluteFilePath())


def _is_opened_here(kinds: list[str]) -> bool:
    """Whether some program says that it opens one of these kinds of files. On Linux the program
    that is asked to open something ends silently where there is none; elsewhere the system says so.

    Source: the specification "Association between MIME types and applications".
    """
    if sys.platform in ("win32", "darwin"):
        return True
    places = QStandardPaths.StandardLocation
    lists = [
        *QStandardPaths.locateAll(places.GenericConfigLocation, "mimeapps.list"),
        *QStandardPaths.locateAll(places.GenericDataLocation, "applications/mimeapps.list"),
        *QStandardPaths.locateAll(places.GenericDataLocation, "applications/mimeinfo.cache"),
    ]
    wanted = tuple(f"{kind}=" for kind in kinds)
    for each in lists:
        try:
            lines = Path(each).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        if any(line.startswith(wanted) and line.partition("=")[2].strip(" ;") for line in lines):
            return True
    return False
