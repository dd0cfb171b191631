"""What surrounds every page: the filters and the language at the side."""

import runpy
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from data.store import NoStore
from ui import cache, filters, states, url, words
from ui.words import LANGUAGES, _

STATIC = Path(__file__).parents[1] / "static"
# What config.toml cannot say: margins for a wide table of numbers, quieter second lines.
STYLE = """
.stMainBlockContainer { padding-inline: clamp(1rem, 3vw, 3rem); max-width: 1500px; }
[data-testid="stCaptionContainer"] p { font-size: 0.8rem; }
[class*="st-key-card_"] { padding: 0.75rem 0.8rem; }
"""


def enter() -> None:
    """Goes through the menu.

    A server that has shown no page yet takes `pages/` for its own menu and runs a page's file by itself when somebody
    asks for its address: without sign-in and without filters. Every page sends such a run through the front door.
    """
    runpy.run_path(str(STATIC.parent / "dashboard.py"), run_name="__main__")


def around(path: str, render: Callable[[], None]) -> None:
    """Draws the frame, then the page in it; without a store it says how to get one.

    Args:
        path: the page's path in the address.
        render: draws the page.
    """
    st.html(f"<style>{STYLE}</style>")
    st.logo(STATIC / "wordmark.png", icon_image=STATIC / "icon.png", size="large")
    url.listen(path)
    try:
        cache.store()
    except NoStore as told:
        st.title("Vetrina")
        _language()
        states.no_store(str(told))
        return
    with states.guarded():
        filters.draw()
    _language()
    with states.guarded():
        render()


def _language() -> None:
    with st.sidebar:
        browser = words.browser_language()
        url.one(st.selectbox, _("Language"), list(LANGUAGES), words.KEY, browser, format_func=LANGUAGES.__getitem__)
