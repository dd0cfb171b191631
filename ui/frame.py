"""What surrounds every page: the filters and the language at the side."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from data.store import NoStore
from ui import cache, filters, states, words
from ui.words import LANGUAGES, _

STATIC = Path(__file__).parents[1] / "static"
# What config.toml cannot say: margins for a wide table of numbers, quieter second lines.
STYLE = """
.stMainBlockContainer { padding-inline: clamp(1rem, 3vw, 3rem); max-width: 1500px; }
[data-testid="stCaptionContainer"] p { font-size: 0.8rem; }
[class*="st-key-card_"] { padding: 0.75rem 0.8rem; }
"""


def around(page: Callable[[], None]) -> None:
    """Draws the frame, then the page in it; without a store it says how to get one."""
    st.html(f"<style>{STYLE}</style>")
    st.logo(STATIC / "wordmark.png", icon_image=STATIC / "icon.png", size="large")
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
        page()


def _language() -> None:
    with st.sidebar:
        st.selectbox(
            _("Language"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(words.browser_language()),
            format_func=LANGUAGES.__getitem__,
            key=words.KEY,
            bind="query-params",
        )
