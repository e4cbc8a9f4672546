"""The lessons' window: the list, and the lesson that is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QTimer, QUrl
from PySide6.QtGui import QAccessible, QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, find_lessons, own_lessons_dir
from desktop.context import AppContext
from desktop.lessons.guide_page import GuidePage
from desktop.lessons.lesson_page import LessonPage
from desktop.lessons.list_page import ListPage
from desktop.lessons.progress import Progress
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets.accessible_role import set_role

MINIMUM = (800, 560)
DEFAULT = (1280, 800)
_RELOAD_MS = 300


class LessonsWindow(QWidget):
    """All lessons, and one of them at a time. Attributes: ``page``, the open lesson or None."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("lessons")
        set_ground(self, "paper")
        self.context = context
        self.scale = Scale(parent=self)
        self.progress = Progress()
        language = context.translator.language
        self.lessons: list[Lesson] = []
        self.page: LessonPage | None = None
        self.list = ListPage(language, self.scale, self.progress)
        self.guide: GuidePage | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.setMinimumSize(*MINIMUM)
        context.restore_geometry(self, "lessons", DEFAULT)
        self.list.chosen.connect(self.open_lesson)
        self.list.folder_requested.connect(self.open_folder)
        self.list.guide_requested.connect(self.show_guide)
        self.list.projector_requested.connect(self.toggle_projector)
        QShortcut(QKeySequence("F11"), self, self.toggle_projector)
        QShortcut(QKeySequence("Escape"), self, self._leave)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._touched)
        self._watcher.fileChanged.connect(self._touched)
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(_RELOAD_MS)
        self._reload.timeout.connect(self.reload)
        self.reload()
        self.list.focus_first()
        self._retitle()

    # --- the list -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the lessons' folders anew; an open lesson stays as it is."""
        self.lessons = find_lessons()
        self.list.show_lessons(self.lessons)
        self._watch()
        if self.page is not None:
            self._show_dots(self.page)

    def _watch(self) -> None:
        """A lesson that was mended, or put in, is seen at once."""
        own = own_lessons_dir()
        wanted = {str(own)} if own.is_dir() else {str(own.parent)} if own.parent.is_dir() else set()
        for lesson in self.lessons:
            if lesson.faults or lesson.folder.parent == own:
                wanted.add(str(lesson.folder))
                wanted.update(str(path) for path in _files(lesson.folder))
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _touched(self, _path: str) -> None:
        self._reload.start()

    def open_folder(self, path: str) -> None:
        """Show a folder in the system's file manager; the own lessons' folder is made first."""
        folder = Path(path)
        if folder == own_lessons_dir():
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                folder = folder.parent
            self._watch()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def show_guide(self) -> None:
        """How to write a lesson."""
        if self.guide is None:
            self.guide = GuidePage(self.context.translator.language, self.scale)
            self.guide.back_requested.connect(self.show_list)
            self.guide.folder_requested.connect(lambda: self.open_folder(str(own_lessons_dir())))
            self.stack.addWidget(self.guide)
        self.stack.setCurrentWidget(self.guide)

    def show_list(self) -> None:
        """Leave the lesson for the list."""
        self.close_lesson()
        self.list.show_progress()
        self.stack.setCurrentWidget(self.list)
        self.list.focus_first()
        self._retitle()

    # --- a lesson -----------------------------------------------------------------------------

    def open_number(self, number: int) -> bool:
        """Open the lesson of a number; False, with a sentence, where there is none that can run."""
        known = [x for x in self.lessons if x.number == number]
        found = next((x for x in known if not x.faults), None)
        if found is not None:
            self.open_lesson(found)
            return True
        if known:
            words = self.tr("Lesson %1 has faults. They are listed among the lessons.")
        else:
            words = self.tr("There is no lesson %1.")
        words = words.replace("%1", str(number))
        if self.page is not None:
            self.page.column.hint.say(words)
        else:
            self.list.say(words)
        return False

    def open_lesson(self, lesson: Lesson) -> None:
        """Open a lesson from its beginning."""
        self.close_lesson()
        self.list.say("")
        page = self.page = LessonPage(lesson, self.context.translator.language, self.scale)
        page.list_requested.connect(self.show_list)
        page.projector_requested.connect(self.toggle_projector)
        page.class_requested.connect(self.choose_class)
        page.lesson_wanted.connect(self.open_number)
        page.ran.connect(self._ran)
        page.finished.connect(self._finished)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        text = lesson.text(page.language)
        page.header.show_lesson(lesson.number, len(self._ours()), _plain(text.short))
        self._show_dots(page)
        page.setFocus()
        self._retitle()
        page.begin()

    def choose_class(self) -> None:
        """Ask for which channel the open lesson is to be opened."""
        if self.page is None:
            return
        from desktop.lessons.class_chooser import ClassChooser

        lesson = self.page.lesson
        chooser = ClassChooser(self.context, self)
        chooser.chosen.connect(lambda link, channel: link.open_class(channel, lesson))
        chooser.open()

    def _ours(self) -> list[Lesson]:
        own = own_lessons_dir()
        return [lesson for lesson in self.lessons if lesson.folder.parent != own]

    def _show_dots(self, page: LessonPage) -> None:
        ours = self._ours()
        here = next((n for n, lesson in enumerate(ours) if lesson.id == page.lesson.id), -1)
        page.header.show_progress([self.progress.is_done(lesson.id) for lesson in ours], here)

    def close_lesson(self) -> None:
        """End the open lesson: its programs, its sockets, its threads."""
        if self.page is not None:
            page, self.page = self.page, None
            page.end()
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _ran(self, step: int) -> None:
        if self.page is not None:
            lesson = self.page.lesson
            self.progress.note(lesson.id, step + 1, done=step + 1 == len(lesson.steps))
            self._show_dots(self.page)

    def _finished(self) -> None:
        """To the next lesson that can run, or back to the list after the last."""
        assert self.page is not None
        here = next((n for n, x in enumerate(self.lessons) if x.id == self.page.lesson.id), -1)
        following = [x for x in self.lessons[here + 1 :] if not x.faults and x.runs_here]
        if following:
            self.open_lesson(following[0])
        else:
            self.show_list()

    # --- the window ---------------------------------------------------------------------------

    def toggle_projector(self) -> None:
        """Large letters, or normal ones."""
        self.scale.set_projector(not self.scale.projector)

    def _leave(self) -> None:
        if self.stack.currentWidget() is not self.list:
            self.show_list()

    def _retitle(self) -> None:
        words = self.tr("Lessons — Besedka")
        if self.page is not None:
            title = self.page.lesson.title(self.page.language)
            words = self.tr("%1 — Besedka").replace("%1", title)
        self.setWindowTitle(words)

    def changeEvent(self, event: QEvent) -> None:
        """Tell everything in the new language, the lesson's own text too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            language = self.context.translator.language
            self.list.set_language(language)
            if self.guide is not None:
                self.guide.set_language(language)
            if self.page is not None:
                self.page.set_language(language)
                text = self.page.lesson.text(language)
                number = self.page.lesson.number
                self.page.header.show_lesson(number, len(self._ours()), _plain(text.short))
                self._show_dots(self.page)
            self._retitle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the lesson."""
        self.close_lesson()
        self.context.keep_geometry(self, "lessons")
        super().closeEvent(event)


def _plain(spans: tuple[object, ...]) -> str:
    return "".join(getattr(span, "text", "") for span in spans)


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []
