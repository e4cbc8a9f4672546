"""The free runs of a step: how often each outcome came when nobody was stopped."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.runner_values import Tally
from desktop.lessons.counts import counts
from desktop.lessons.scaled import ScaledButton, ScaledElided
from desktop.lessons.statistics import Bars
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.widgets import Card


class RunsCard(Card):
    """Attributes: ``more``, the button that runs them again; ``bars``."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._tally: Tally | None = None
        self._wanted = 0
        self.title = PaneLabel(scale, "bodyStrong")
        self.subtitle = ScaledElided(scale, "body", "muted")
        self.more = ScaledButton(scale, "refresh-cw", "secondary", 28)
        self.bars = Bars(scale)
        self.missing = PaneLabel(scale, "small", "muted", wrap=True)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.subtitle, 1)
        self._head.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.bars, 1)
        self._column.addWidget(self.missing)
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_wanted(self, count: int) -> None:
        """How often the step runs them."""
        self._wanted = count
        self.retranslate()

    def show_tally(self, tally: Tally | None) -> None:
        """What came out so far; None before the first run."""
        self._tally = tally
        self.bars.set_bars(tally.rows if tally is not None else ())
        self.retranslate()

    @property
    def tally(self) -> Tally | None:
        """What is shown."""
        return self._tally

    def _restyle(self) -> None:
        px = self._scale.px
        self._column.setContentsMargins(px(16), px(10), px(14), px(12))
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(8))

    def retranslate(self) -> None:
        """Set every text anew."""
        tally = self._tally
        self.title.setText(self.tr("And if nobody is stopped?"))
        done = tally.done if tally is not None else 0
        running = tally is not None and tally.done < tally.count
        if tally is None:
            self.subtitle.setText("")
        elif running:
            words = self.tr("%1 of %2").replace("%1", str(done))
            self.subtitle.setText(words.replace("%2", counts().free_runs(tally.count)))
        else:
            self.subtitle.setText(counts().free_runs(done))
        self.more.setText(counts().times_more(self._wanted))
        self.more.setEnabled(tally is not None and not running)
        lost = tally.no_value if tally is not None else 0
        words = self.tr("%1 did not come so far.").replace("%1", counts().free_runs(lost))
        self.missing.setText(words if lost else "")
        self.missing.setVisible(bool(lost))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
