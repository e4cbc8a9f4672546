"""A scroll bar that lies over the right edge of what it scrolls, and takes no room from it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea

# As the style sheet has them.
_WIDTH, _THIN = 12, 8


def float_scroll_bar(area: QAbstractScrollArea, *, thin: bool = False) -> None:
    """Let the rows of ``area`` keep their width while its scroll bar comes and goes; ``thin``: in a
    margin of 8 px."""
    bar = area.verticalScrollBar()
    if thin:
        bar.setProperty("thin", True)
    holder = bar.parentWidget()
    assert holder is not None  # a scroll area puts its bars into widgets of their own

    def follow(least: int, most: int) -> None:
        bar.setVisible(most > least)
        holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, most <= least)

    if not area.property("floatingBar"):
        area.setProperty("floatingBar", True)
        bar.rangeChanged.connect(follow)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setViewportMargins(0, 0, -(_THIN if thin else _WIDTH), 0)
    holder.raise_()
    follow(bar.minimum(), bar.maximum())


def sink_scroll_bar(area: QAbstractScrollArea) -> None:
    """Take the scroll bar away again, and the room that it lies over."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setViewportMargins(0, 0, 0, 0)
