"""A link to a chat was clicked, in a message or elsewhere: where it leads, before anything is
connected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from core.net.addresses import ServerAddress, display_address
from desktop.client.message_dialogs import doubt_sentence
from desktop.client.message_links import doubt, true_host
from desktop.client.message_text import isolated
from desktop.errors import address_words
from desktop.widgets import label
from desktop.widgets.panels import Dialog

translate = QCoreApplication.translate


class LinkDialog(Dialog):
    """``here``: the person is at that server already. Signals: ``join()``."""

    join = Signal()

    def __init__(
        self, address: ServerAddress, *, here: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("link", parent)
        self.setObjectName("linkDialog")
        self._address, self._here = address, here
        self.place = label("mono", wrap=True)
        self.about = label("body", "muted", wrap=True)
        self.doubtful = label("body", "warn", wrap=True)
        self.body.addWidget(self.doubtful)
        self.body.addWidget(self.place)
        self.body.addWidget(self.about)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", "log-in", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.accepted.connect(self.join)
        self.finished.connect(self.deleteLater)
        self.retranslate()
        (self.no if self.doubtful.text() else self.yes).setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        channel = isolated(self._address.channel)
        url = f"irc://{display_address(self._address.host, self._address.port)}"
        scheme = "ircs://" if self._address.tls else ""
        self.place.setText(f"{scheme}{true_host(url)}  {channel}".rstrip())
        reason = "" if self._here else doubt(url)
        self.doubtful.setVisible(bool(reason))
        self.doubtful.setText(doubt_sentence(reason) if reason else "")
        if channel:
            self.set_title(translate("LinkDialog", "Join %1?").replace("%1", channel))
        else:
            self.set_title(translate("LinkDialog", "Join this server?"))
        if self._here:
            self.about.setText(translate("LinkDialog", "You are at this server already."))
        else:
            self.about.setText(
                translate(
                    "LinkDialog",
                    "The link leads to another server. It will see your address on the network "
                    "and your nickname.",
                )
            )
        self.no.setText(translate("LinkDialog", "Cancel"))
        self.yes.setText(translate("LinkDialog", "Join"))


class NoLinkDialog(Dialog):
    """A link that another program handed over is none to a chat; ``fault`` is the code of
    ``parse_address``."""

    def __init__(self, link: str, fault: str, parent: QWidget | None = None) -> None:
        super().__init__("link", parent, tone="danger")
        self.setObjectName("noLinkDialog")
        self._fault = fault
        place = label("mono", wrap=True)
        place.setText(isolated(link))
        self.why = label("body", "muted", wrap=True)
        self.body.addWidget(place)
        self.body.addWidget(self.why)
        self.close_button = self.add_button("primary", default=True)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.retranslate()
        self.close_button.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(translate("LinkDialog", "This link leads to no chat"))
        self.why.setText(address_words(self._fault))
        self.close_button.setText(translate("LinkDialog", "Close"))
