"""The languages of the windows: choosing one, switching live, and keeping the files complete.

English is the source. Each area has ``resources/translations/<area>_ru.ts`` (every string) and
``<area>_en.ts`` (plural forms only), compiled to ``.qm`` beside them::

    python -m desktop.i18n update [AREA …]   read the sources anew, compile; lists the unfinished
    python -m desktop.i18n check             the same into a scratch folder; exit 1 if it differs
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)

from core.paths import resources_dir

LANGUAGES = ("ru", "en")
# Where people read Russian rather than English.
_READ_RUSSIAN = frozenset(
    ["ru", "be", "uk", "kk", "ky", "uz", "tg", "tk", "tt", "ba", "cv", "ce", "os", "sah"]
)

AREAS: dict[str, tuple[str, ...]] = {
    "common": ("desktop/*.py", "desktop/widgets", "desktop/theme"),
    "settings": ("desktop/settings",),
    "launcher": ("desktop/launcher",),
    "server": ("desktop/server",),
    "messages": ("desktop/client/message*.py",),
    "composer": (
        "desktop/client/compos*.py",
        "desktop/client/completion*.py",
        "desktop/client/emoji*.py",
        "desktop/client/paste*.py",
    ),
    "client": ("desktop/client",),  # without the files of the two above
    "switcher": ("desktop/switcher",),
    "sockets": ("desktop/sockets",),
    "lab": ("desktop/lab",),
    "lessons": ("desktop/lessons",),
    "demo": ("desktop/demo",),
}

QT_LACKS = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
)
"""Words of Qt's own dialog for files that its Russian does not have (Qt 6.11)."""


def system_language() -> str:
    """The language for this person's system: "ru" where Russian is read, else "en"."""
    for name in QLocale.system().uiLanguages():
        language = name.replace("_", "-").partition("-")[0].lower()
        return "ru" if language in _READ_RUSSIAN else "en"
    return "en"


class Translator(QObject):
    """The language in force. Qt sends every window a LanguageChange event when it changes.

    Attributes: ``language``, "ru" or "en". Signals: ``changed(language)``.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = ""
        self._installed: list[QTranslator] = []

    def set_language(self, language: str) -> None:
        """Switch to "ru" or "en"; "" follows the system. Raises ValueError for any other."""
        wanted = language or system_language()
        if wanted not in LANGUAGES:
            raise ValueError(language)
        if wanted == self.language:
            return
        self.language = wanted
        QLocale.setDefault(QLocale(wanted))
        old, self._installed = self._installed, []
        for translator in old:
            QCoreApplication.removeTranslator(translator)
        folder = str(resources_dir() / "translations")
        places = [(f"{area}_{wanted}", folder) for area in AREAS]
        if wanted != "en":
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            places.append((f"qtbase_{wanted}", qt))
        for name, place in places:
            translator = QTranslator(self)
            if translator.load(name, place):
                QCoreApplication.installTranslator(translator)
                self._installed.append(translator)
        for translator in old:
            translator.deleteLater()
        self.changed.emit(wanted)


# --- keeping the files ------------------------------------------------------------------------


class Unfinished(NamedTuple):
    """A string without a whole translation."""

    file: str
    context: str
    source: str


def _root() -> Path:
    return resources_dir().parent


def _tool(name: str) -> str:
    import shutil

    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise FileNotFoundError(name)
    return found


def _run(*command: str) -> None:
    import subprocess

    done = subprocess.run(command, cwd=_root(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def sources(area: str) -> list[str]:
    """The Python files of an area, relative to the project; the first that names a file has it."""
    before: set[Path] = set()
    for name, places in AREAS.items():
        found = {path for place in places for path in _files(place)} - before
        if name == area:
            return sorted(path.relative_to(_root()).as_posix() for path in found)
        before |= found
    raise KeyError(area)


def _files(place: str) -> Iterator[Path]:
    return _root().glob(place) if "*" in place else (_root() / place).rglob("*.py")


def update_translations(
    folder: Path | None = None, areas: Collection[str] = ()
) -> list[Unfinished]:
    """Read the sources into the .ts files of ``folder`` (default: ours), and compile them.

    ``areas`` are names of :data:`AREAS`; none means all of them.

    Translations that are there are kept; obsolete ones go. Returns what is unfinished. Raises
    RuntimeError with the tool's words where lupdate or lrelease fails.
    """
    place = folder or resources_dir() / "translations"
    place.mkdir(parents=True, exist_ok=True)
    unfinished: list[Unfinished] = []
    for area in areas or AREAS:
        for language in LANGUAGES:
            file = place / f"{area}_{language}.ts"
            plural = ["-pluralonly"] if language == "en" else []
            _run(
                _tool("pyside6-lupdate"),
                *("-locations", "none", "-no-obsolete", *plural),
                *("-source-language", "en", "-target-language", language),
                *(*sources(area), "-ts", str(file)),
            )
            # A running program has the old file mapped: it is replaced, not written over.
            fresh = file.with_suffix(".qm.new")
            _run(_tool("pyside6-lrelease"), str(file), "-qm", str(fresh))
            fresh.replace(file.with_suffix(".qm"))
            unfinished += unfinished_entries(file)
    return unfinished


def unfinished_entries(file: Path) -> list[Unfinished]:
    """The entries of a .ts file that are unfinished, stale, or have an empty form."""
    from xml.etree import ElementTree

    found: list[Unfinished] = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = message.findall("translation/numerusform")
            texts = [form.text for form in forms] if forms else [message.findtext("translation")]
            kind = translation.get("type") if translation is not None else "unfinished"
            if kind or not all(texts):
                found.append(Unfinished(file.name, name, message.findtext("source", "")))
    return found


def check_translations() -> list[str]:
    """What ``update`` would change: faults in words; empty when the files are complete."""
    import shutil
    import tempfile

    ours = resources_dir() / "translations"
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "translations"
        shutil.copytree(ours, copy)
        for entry in update_translations(copy):
            faults.append(f"{entry.file}: not translated: {entry.context}: {entry.source!r}")
        for file in sorted(copy.glob("*.[tq][sm]")):
            mine = ours / file.name
            if not mine.exists() or mine.read_bytes() != file.read_bytes():
                faults.append(f"{file.name}: out of date, run `python -m desktop.i18n update`")
    return faults


def main(argv: list[str]) -> int:
    """``update`` or ``check``; 1 when something is unfinished or out of date."""
    if argv[:1] == ["update"] and set(argv[1:]) <= set(AREAS):
        for entry in update_translations(areas=argv[1:]):
            sys.stdout.write(f"{entry.file}: {entry.context}: {entry.source!r}\n")
        return 0
    if argv == ["check"]:
        faults = check_translations()
        sys.stdout.write("".join(f"{fault}\n" for fault in faults))
        return 1 if faults else 0
    sys.stderr.write("usage: python -m desktop.i18n update [AREA …] | check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
