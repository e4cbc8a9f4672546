"""Which signal of a client window's parts does what: every connection between them is here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.client.bouncer_notice import CONNECT
from desktop.client.command_texts import command_infos, missing_commands
from desktop.client.conversation import SERVER

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow


def connect_parts(window: ClientWindow) -> None:
    """Connect the parts of a new window."""
    window.chat.changed.connect(window.follow)
    window.acts.show_requested.connect(window.show_conversation)
    _connect_link(window)
    _connect_sidebar(window)
    _connect_messages(window)


def connect_features(window: ClientWindow) -> None:
    """Connect what belongs to features, which are made last."""
    sidebar, context = window.page.sidebar, window.context
    sidebar.switcher_requested.connect(window.finding.open_switcher)
    sidebar.settings_requested.connect(context.open_settings)
    window.message_actions.typing.changed.connect(partial(_show_typing, window))
    context.shortcuts.changed.connect(window.menus.keys_changed)
    window.sending.draft_kept.connect(window.keeper.save)
    window.menus.keys_changed("switcher")


def _show_typing(window: ClientWindow, buffer: str) -> None:
    """The sidebar marks where somebody is writing."""
    typing = bool(window.message_actions.typing.nicks(buffer))
    window.page.sidebar.set_typing(buffer, typing=typing)


def _connect_link(window: ClientWindow) -> None:
    """What stands while there is no connection, and the notices over the messages."""
    acts, page, link_page = window.acts, window.page, window.link_page
    link_page.cancel_requested.connect(acts.cancel)
    link_page.retry_requested.connect(acts.retry)
    link_page.address_requested.connect(acts.ask_address)
    link_page.nick_given.connect(acts.use_nick)
    link_page.password_given.connect(acts.use_password)
    banner = page.notices.link
    banner.try_requested.connect(acts.retry)
    banner.cancel_requested.connect(acts.cancel)
    banner.address_requested.connect(acts.ask_address)
    page.notices.bouncer.connect_requested.connect(
        lambda: window.chat.connection.run(CONNECT, SERVER)
    )
    page.notices.nick.change_requested.connect(acts.ask_nick)
    page.notices.nowhere.join_requested.connect(acts.ask_join)
    page.notices.classroom.taken.connect(window.classroom.join)
    page.notices.left.taken.connect(acts.join)
    page.notices.invited.taken.connect(acts.join)
    page.notices.invited.taken.connect(page.notices.invited.hide)


def _connect_sidebar(window: ClientWindow) -> None:
    """The columns at the sides, and the header."""
    acts, page, menus = window.acts, window.page, window.menus
    sidebar, header = page.sidebar, page.header
    sidebar.chosen.connect(window.show_conversation)
    sidebar.left.connect(page.composer.focus_input)
    sidebar.join_requested.connect(acts.ask_join)
    sidebar.write_requested.connect(acts.ask_write)
    sidebar.menu_requested.connect(menus.show_conversation_menu)
    sidebar.server_menu_requested.connect(menus.show_server_menu)
    sidebar.own_menu_requested.connect(menus.show_own_menu)
    header.menu_requested.connect(menus.show_shown_menu)
    header.topic_edited.connect(lambda text: acts.set_topic(window.conversations.active, text))
    header.left.connect(page.composer.focus_input)
    header.search_requested.connect(page.search.begin)
    page.search.closed.connect(page.composer.focus_input)
    page.members.chosen.connect(acts.write)
    page.members.menu_requested.connect(menus.show_member_menu)
    page.narrow_changed.connect(lambda _narrow: window.display.head())


def _connect_messages(window: ClientWindow) -> None:
    """The messages, and where one writes."""
    view, composer = window.page.view, window.page.composer
    view.nick_activated.connect(window.menus.show_nick_menu)
    view.mention_requested.connect(composer.insert_mention)
    view.resend_requested.connect(window.send_again)
    view.link_activated.connect(window.follow_up.open_link)
    view.at_bottom_changed.connect(lambda _at: window.look())
    composer.popup_height_changed.connect(view.set_bottom_margin)
    composer.page_requested.connect(view.scroll_pages)
    window.page.transfers.left.connect(composer.focus_input)
    composer.set_providers(
        lambda: [
            *window.own_words.infos(),
            *command_infos(missing_commands(window)),
        ],
        window.nicks,
        window.channels,
    )
