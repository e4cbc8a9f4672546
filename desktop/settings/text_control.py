"""A preference that is any text: kept when Enter is pressed or the field is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.widgets import Field

PLAIN = frozenset({"network.proxy_host", "network.proxy_user", "network.proxy_password"})
"""The preferences that are shown so."""
_WIDTH = 216


class PlainText(Field):
    """A text as it is typed; a password is not shown."""

    def __init__(self, key: str, choose: Callable[[object], None]) -> None:
        super().__init__(height=32)
        self._choose = choose
        self.setFixedWidth(_WIDTH)
        if key.endswith("password"):
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.editingFinished.connect(self._take)

    def show_value(self, value: object) -> None:
        """Show what is in force."""
        self.set_text(str(value))

    def _take(self) -> None:
        self._choose(self.text().strip())
