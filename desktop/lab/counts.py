"""Every sentence of the lab with a number of things in it: the language has a form for each number.

They are together in one class because lupdate finds plural forms only in ``self.tr``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject


class LabCounts(QObject):
    """One method per sentence; ``n`` is the number."""

    def bytes_(self, n: int) -> str:
        """How many bytes, in full."""
        return self.tr("%n bytes", "", n)

    def given(self, n: int) -> str:
        """After sendall."""
        return self.tr("%n bytes handed to the kernel", "", n)

    def given_part(self, n: int) -> str:
        """After a send that took less than it was given: %1 of them."""
        return self.tr("the kernel took only %1 of %n bytes", "", n)

    def wait_for_recv(self, n: int) -> str:
        """In the receive queue of a socket."""
        return self.tr("%n bytes wait to be read", "", n)

    def waiting(self, n: int) -> str:
        """In a listener's accept queue; %1 is the backlog."""
        return self.tr("%n of %1 waiting for accept", "", n)

    def waiting_unknown(self, n: int) -> str:
        """The same where the length of the queue is not known."""
        return self.tr("%n waiting for accept", "", n)

    def more(self, n: int) -> str:
        """Calls that do not stand in the row of buttons."""
        return self.tr("%n more", "", n)

    def earlier(self, n: int) -> str:
        """Calls that the list of answers has let go."""
        return self.tr("%n earlier calls are no longer shown", "", n)

    def still_in_kernel(self, n: int) -> str:
        """Beside a closed socket: close does not wake them."""
        return self.tr("%n calls are still in the kernel: close does not wake them", "", n)

    def microseconds(self, n: int) -> str:
        """How long it was at most from the press of the button to the answer."""
        return self.tr("within %n µs", "", n)

    def milliseconds(self, n: int) -> str:
        """How long it was at most from the press of the button to the answer."""
        return self.tr("within %n ms", "", n)

    def addresses(self, n: int) -> str:
        """What getaddrinfo found."""
        return self.tr("%n addresses found", "", n)


@cache
def counts() -> LabCounts:
    """The one object: it holds nothing but the sentences."""
    return LabCounts()
