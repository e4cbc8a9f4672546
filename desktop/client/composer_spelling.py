"""Spelling in the composer: what is misspelt gets a wave under it, and the menu has suggestions.

Needs the optional package ``pyenchant`` ("spelling"), which knows the dictionaries of the system
(Hunspell's, Aspell's, the Mac's), and one of Russian or English. Russian words are looked up in
Russian, Latin ones in English; names, addresses, code and commands are left alone.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from shiboken6 import isValid

from core.threads.worker import Worker
from desktop.client.composer_input import ComposerInput
from desktop.client.message_text import utf16_length
from desktop.theme import theme

LANGUAGES = {"ru": ("ru_RU", "ru"), "en": ("en_GB", "en_US", "en")}
SUGGESTIONS = 6
_MOST_KNOWN = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 64  # letters; more are no word
# What is looked at by itself: code, and what stands between blanks. An expression that looks for an
# address in a whole line would begin anew at each letter: seconds, where a word has thousands.
_PIECE = re.compile(r"`[^`]*`?|[^\s`]+")
_NO_WORDS = re.compile(r"[\d_]|(?<!^)@(?!$)|(?<!^)\.\w+/")  # anywhere in a piece
_ADDRESS = re.compile(r"\b\w+://.|www\..|[@#:/~.].")  # from here to the end of a piece
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


class Dictionary(Protocol):
    """What ``enchant.Dict`` is to us."""

    def check(self, word: str, /) -> bool:
        """Whether a word is spelt well."""

    def suggest(self, word: str, /) -> list[str]:
        """Words that may be meant."""

    def add(self, word: str, /) -> None:
        """Know a word from now on."""


def find_dictionaries() -> dict[str, Dictionary]:
    """The dictionaries of this system, by "ru" and "en"; none where the package, or the library
    under it, is missing. Takes up to half a second."""
    if find_spec("enchant") is None:
        return {}
    try:
        import enchant
    except ImportError:  # the C library is missing
        return {}
    found: dict[str, Dictionary] = {}
    for language, names in LANGUAGES.items():
        for name in names:
            try:
                found[language] = enchant.Dict(name)
                break
            except enchant.errors.Error:
                continue
    return found


def available() -> bool:
    """Whether spelling can be switched on here."""
    if find_spec("enchant") is None:
        return False
    try:
        import enchant
    except ImportError:
        return False
    return any(enchant.dict_exists(name) for names in LANGUAGES.values() for name in names)


def misspelt(text: str, dictionaries: Mapping[str, Dictionary]) -> list[tuple[int, int]]:
    """Where the words of ``text`` begin and end that no dictionary knows, in characters."""
    alone = bytearray(len(text))
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        said = piece.group()
        if said[0] != "`" and not _NO_WORDS.search(said):
            address = _ADDRESS.search(said)
            start += address.start() if address is not None else len(said)
        alone[start:end] = b"\1" * (end - start)
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if not 2 <= len(word) <= _LONGEST or alone[start]:
            continue
        dictionary = dictionary_for(word, dictionaries)
        if dictionary is None:
            continue
        if not dictionary.check(word.replace("’", "'")):
            found.append((start, end))
    return found


def dictionary_for(word: str, dictionaries: Mapping[str, Dictionary]) -> Dictionary | None:
    """The dictionary of a word's script; None where the word is of none, or of two."""
    russian, latin = bool(_CYRILLIC.search(word)), bool(_LATIN.search(word))
    if russian is latin:
        return None
    return dictionaries.get("ru" if russian else "en")


def _in_utf16(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``places`` in ``text`` as Qt counts."""
    if _BEYOND.search(text) is None:
        return places
    return [(utf16_length(text[:start]), utf16_length(text[:end])) for start, end in places]


class Remembering:
    """A dictionary that is asked once for each word: a line is looked at with every key.

    Suggestions take a fifth of a second and are looked for in another thread; a dictionary is for
    one thread at a time, so a word that is new in that moment passes until it is looked at again.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._known: dict[str, bool] = {}
        self._asked = threading.Lock()

    def check(self, word: str, /) -> bool:
        """Whether a word is spelt well."""
        known = self._known.get(word)
        if known is None:
            if not self._asked.acquire(blocking=False):
                return True
            try:
                known = self._dictionary.check(word)
            finally:
                self._asked.release()
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = known
        return known

    def suggest(self, word: str, /) -> list[str]:
        """Words that may be meant. For a thread that may wait."""
        with self._asked:
            return self._dictionary.suggest(word)

    def add(self, word: str, /) -> None:
        """Know a word from now on."""
        with self._asked:
            self._dictionary.add(word)
        self._known.clear()


class _Loader(Worker):
    def __init__(
        self, load: Callable[[], Mapping[str, Dictionary]], told: Callable[[object], None]
    ) -> None:
        super().__init__("spelling", lambda _error: told({}))
        self._load, self._told = load, told

    def work(self) -> None:
        self._told(self._load())


class _Suggester(Worker):
    def __init__(
        self, dictionary: Dictionary, word: str, told: Callable[[object, object], None]
    ) -> None:
        # The stack is the system's own: Hunspell keeps much on it.
        super().__init__("suggestions", lambda _error: told(self, []), stack_bytes=0)
        self._dictionary, self._word, self._told = dictionary, word, told

    def work(self) -> None:
        self._told(self, self._dictionary.suggest(self._word)[:SUGGESTIONS])


class Spelling(QObject):
    """The dictionaries of the program, loaded once, beside the windows.

    Attributes: ``dictionaries``, empty until they are loaded. Signals: ``ready()``: they are, or
    words that passed are to be looked at again.
    """

    ready = Signal()
    _loaded = Signal(object)
    _suggested = Signal(object, object)

    def __init__(
        self,
        load: Callable[[], Mapping[str, Dictionary]] = find_dictionaries,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.dictionaries: Mapping[str, Dictionary] = {}
        self._asked: dict[_Suggester, Callable[[list[str]], None]] = {}
        self._loaded.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._suggested.connect(self._take_suggestions, Qt.ConnectionType.QueuedConnection)
        self._loader = _Loader(load, self._loaded.emit)
        self._loader.launch()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def _take(self, dictionaries: Mapping[str, Dictionary]) -> None:
        self._loader.join()
        self.dictionaries = {name: Remembering(each) for name, each in dictionaries.items()}
        self.ready.emit()

    def suggest(self, dictionary: Dictionary, word: str, told: Callable[[list[str]], None]) -> None:
        """Look for words that may be meant, in a thread; ``told`` is called in this one."""
        suggester = _Suggester(dictionary, word, self._suggested.emit)
        self._asked[suggester] = told
        if not suggester.launch():
            self._suggested.emit(suggester, [])

    def _take_suggestions(self, suggester: _Suggester, words: list[str]) -> None:
        suggester.join()
        told = self._asked.pop(suggester, None)
        if told is not None:
            told(words)
        self.ready.emit()

    def stop(self) -> None:
        """Wait for the threads."""
        self._loader.join()
        for suggester in self._asked:
            suggester.join()
        self._asked.clear()


class Squiggles(QSyntaxHighlighter):
    """Draws a wave under what is misspelt; not under the word that is being typed."""

    def __init__(self, text: QPlainTextEdit, spelling: Spelling) -> None:
        super().__init__(text.document())
        self._text = text
        self._spelling = spelling
        spelling.ready.connect(self.rehighlight)
        theme().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Look at one line."""
        if text.startswith("/") and not self.currentBlock().blockNumber():
            return
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        wave.setUnderlineColor(theme().color("danger"))
        cursor = self._text.textCursor()
        typing = cursor.position() - self.currentBlock().position()
        for start, end in _in_utf16(text, misspelt(text, self._spelling.dictionaries)):
            if end != typing:
                self.setFormat(start, end - start, wave)

    def offer(self, menu: QMenu, cursor: QTextCursor) -> None:
        """Put suggestions for the word at ``cursor`` before the rest of a menu."""
        block = cursor.block()
        text = block.text()
        at = cursor.position() - block.position()
        for start, end in misspelt(text, self._spelling.dictionaries):
            first = len(text[:start].encode("utf-16-le")) // 2
            last = len(text[:end].encode("utf-16-le")) // 2
            if first <= at <= last:
                self._fill(menu, text[start:end], block.position() + first, last - first)
                return

    def _fill(self, menu: QMenu, word: str, at: int, length: int) -> None:
        dictionary = dictionary_for(word, self._spelling.dictionaries)
        if dictionary is None:
            return
        before = menu.actions()[0] if menu.actions() else menu.addSeparator()
        looking = menu.addAction(
            QCoreApplication.translate("ComposerSpelling", "Looking for suggestions…")
        )
        looking.setEnabled(False)
        add = menu.addAction(
            QCoreApplication.translate("ComposerSpelling", "Add to the dictionary"),
            partial(self._add, dictionary, word),
        )
        menu.insertActions(before, [looking, add])
        menu.insertSeparator(before)
        self._spelling.suggest(dictionary, word, partial(self._suggest, menu, looking, at, length))

    def _suggest(
        self, menu: QMenu, looking: QAction, at: int, length: int, suggestions: list[str]
    ) -> None:
        if not isValid(menu) or not isValid(self):
            return  # it was closed meanwhile
        if not suggestions:
            looking.setText(QCoreApplication.translate("ComposerSpelling", "No suggestions"))
            return
        for suggestion in suggestions:
            action = menu.addAction(suggestion, partial(self._replace, at, length, suggestion))
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            menu.insertAction(looking, action)
        menu.removeAction(looking)
        if menu.isVisible():  # it grew, and must not do so out of the screen
            lowest = menu.screen().availableGeometry().bottom() - menu.height()
            menu.move(menu.x(), max(0, min(menu.y(), lowest)))

    def _replace(self, at: int, length: int, word: str) -> None:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(word)

    def _add(self, dictionary: Dictionary, word: str) -> None:
        dictionary.add(word)
        self.rehighlight()


def spelling() -> Spelling:
    """The program's own, made when it is first asked for."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Spelling)
    return found if found is not None else Spelling(parent=app)


def spell_in(text: ComposerInput, *, on: bool, using: Spelling | None = None) -> None:
    """Look at the spelling of a text, or no longer."""
    old = text.findChild(Squiggles) or text.document().findChild(Squiggles)
    if on and old is None:
        squiggles = Squiggles(text, using or spelling())
        squiggles.rehighlight()
        text.menu_filter = squiggles.offer
        text.setProperty("spelled", True)
    elif not on and old is not None:
        text.menu_filter = lambda _menu, _cursor: None
        old.setDocument(None)
        old.deleteLater()
        text.setProperty("spelled", False)
