"""All pages of the server window on one stack, and the acts that they share."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.settings import ServerSettings
from desktop.server.accounts_page import AccountsPage
from desktop.server.bans_page import BansPage
from desktop.server.channel_acts import ChannelActs
from desktop.server.channels_page import ChannelsPage
from desktop.server.class_page import ClassPage
from desktop.server.controller import ServerController
from desktop.server.history_page import HistoryPage
from desktop.server.limits_page import LimitsPage
from desktop.server.log_page import LogPage
from desktop.server.navigation import Page
from desktop.server.overview_page import OverviewPage
from desktop.server.people_acts import PeopleActs
from desktop.server.people_page import PeoplePage
from desktop.server.start_page import StartPage

_AnyPage = (
    OverviewPage
    | PeoplePage
    | ChannelsPage
    | ClassPage
    | AccountsPage
    | BansPage
    | HistoryPage
    | LogPage
    | LimitsPage
)


class Pages(QStackedWidget):
    """Attributes: each page by its name, ``start`` (of the stopped server), ``people_acts``.

    ``window`` is the parent of every question.
    """

    def __init__(
        self, controller: ServerController, settings: ServerSettings, window: QWidget
    ) -> None:
        super().__init__()
        self.people_acts = PeopleActs(controller, window)
        self.start = StartPage(settings)
        self.overview = OverviewPage(controller)
        self.people = PeoplePage(controller)
        self.channels = ChannelsPage(controller, ChannelActs(controller, window))
        self.classroom = ClassPage(controller)
        self.accounts = AccountsPage(controller)
        self.bans = BansPage(controller)
        self.history = HistoryPage(controller)
        self.log = LogPage(controller)
        self.limits = LimitsPage(controller)
        self._by_name: dict[Page, _AnyPage] = {
            Page.OVERVIEW: self.overview,
            Page.PEOPLE: self.people,
            Page.CHANNELS: self.channels,
            Page.CLASS: self.classroom,
            Page.ACCOUNTS: self.accounts,
            Page.BANS: self.bans,
            Page.HISTORY: self.history,
            Page.LOG: self.log,
            Page.LIMITS: self.limits,
        }
        for page in (self.start, *self._by_name.values()):
            self.addWidget(page)
        self._connect()

    def _connect(self) -> None:
        """What pages ask of each other."""
        acts = self.people_acts
        self.channels.note_wanted.connect(acts.ask_note_to)
        self.log.note_wanted.connect(acts.ask_note)
        self.log.disconnect_wanted.connect(acts.ask_disconnect)
        self.classroom.acts.note_wanted.connect(acts.ask_note)
        self.classroom.acts.disconnect_wanted.connect(acts.ask_disconnect)
        self.classroom.acts.details_wanted.connect(acts.show_details)
        for view in (self.overview.people.view, self.people.panel.view):
            acts.serve(view)
            view.ban_wanted.connect(self.bans.ask_ban)

    def show_page(self, page: Page, *, running: bool) -> None:
        """Show a page; the overview of a stopped server is its start page."""
        start = page is Page.OVERVIEW and not running
        self.setCurrentWidget(self.start if start else self._by_name[page])

    def retranslate(self) -> None:
        """Set every text."""
        for page in (self.start, *self._by_name.values()):
            page.retranslate()
