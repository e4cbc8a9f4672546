"""The menu of the lanes: which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from desktop.sockets.sequence_canvas import SequenceCanvas
from desktop.sockets.sequence_lanes import Lane
from desktop.theme import theme
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate


def lane_menu(view: SequenceCanvas, lane: Lane | None) -> QMenu:
    """The menu of ``lane`` (None: of all lanes), not yet shown."""
    menu = PopupMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    lanes = view.lanes

    def add(icon: str, text: str, do: Callable[[], object], *, enabled: bool = True) -> None:
        action = menu.addAction(theme().icon(icon), text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked: do())

    if lane is not None and lane in lanes.shown:
        at = lanes.shown.index(lane)

        def move(step: int) -> None:
            lanes.move(lane.key, step)
            view.relayout()

        def hide() -> None:
            lanes.hidden.add(lane.key)
            view.relayout()

        add(
            "arrow-left",
            translate("Sequence", "Move to the left"),
            lambda: move(-1),
            enabled=at > 0,
        )
        add(
            "arrow-right",
            translate("Sequence", "Move to the right"),
            lambda: move(1),
            enabled=at + 1 < len(lanes.shown),
        )
        add(
            "eye-off",
            translate("Sequence", "Hide this lane"),
            hide,
            enabled=len(lanes.shown) > 1,
        )
        menu.addSeparator()
    chosen = menu.addMenu(theme().icon("list"), translate("Sequence", "Lanes"))
    for other in lanes.all:
        action = chosen.addAction(view.heads.title(other))
        action.setCheckable(True)
        action.setChecked(other in lanes.shown)
        action.triggered.connect(lambda on, other=other: _show(view, other, on))
    add("undo-2", translate("Sequence", "All lanes, as at first"), lambda: _reset(view))
    menu.addSeparator()
    asking = menu.addAction(translate("Sequence", "Calls that only ask (getsockname …)"))
    asking.setCheckable(True)
    asking.setChecked(view.rows.show_all)
    asking.triggered.connect(view.show_asking)
    return menu


def _show(view: SequenceCanvas, lane: Lane, on: bool) -> None:
    lanes = view.lanes
    if on:
        lanes.hidden.discard(lane.key)
        lanes.pinned.add(lane.key)
    else:
        lanes.hidden.add(lane.key)
        lanes.pinned.discard(lane.key)
    view.relayout()


def _reset(view: SequenceCanvas) -> None:
    view.lanes.reset_order()
    view.relayout()
