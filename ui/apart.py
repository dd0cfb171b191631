"""A part of a page that is drawn anew by itself, without the page around it: what a reader opens need not wait for charts."""

from collections.abc import Callable

from ui import access, url
from ui.screen import st
from words import currency, messages


def apart(draw: Callable[[], None]) -> None:
    """Draws a part, now and whenever a widget in it is used, in the words and the currency of the page that it is part of."""
    who = access.reader()
    spoken, written, money = messages.language(), messages.locale(), currency.current()

    @st.fragment
    def drawn() -> None:
        if access.is_still(
            who
        ):  # what is drawn here was read for who they were, and the page around it is not drawn anew
            with url.unboxed(), messages.speaking(spoken, written), currency.stated_in(*money):
                draw()

    drawn()
