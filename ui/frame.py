"""What surrounds every page: the filters and the language at the side."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.store import NoStore, StoreError
from ui import cache, charts, filters, notices, reader, refusals, states, url
from ui.screen import st
from words import currency
from words.languages import LANGUAGES
from words.messages import _

STATIC = Path(__file__).parents[1] / "static"
# What config.toml cannot say: margins for a wide table of numbers, quieter second lines.
STYLE = """
[data-testid="stMetricLabel"] *, [data-testid="stMetricDelta"] *, [data-testid="stMetricDeltaDescription"],
[data-testid="stMetricDeltaDescription"] * { white-space: normal !important; overflow: visible !important; }
[data-testid="stMetricValue"] * { white-space: normal !important; overflow: visible !important; }
/* Chinese breaks between any two signs: the words beside a change go to the next line whole, not sign by sign. */
:has(> [data-testid="stMetricDeltaDescription"]) { flex-wrap: wrap; }
:lang(zh) [data-testid="stMetricDeltaDescription"] * { word-break: keep-all; }
[data-testid="stButtonGroup"] { max-width: 100%; }
[data-testid="stButtonGroup"] > div { flex-wrap: wrap; overflow: visible; max-width: 100%; }
.stMainBlockContainer { padding-inline: clamp(1rem, 3vw, 3rem); max-width: 1500px; }
[data-testid="stCaptionContainer"] p { font-size: 0.8rem; }
[data-testid="stSidebarUserContent"] { padding-top: 0.5rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[class*="st-key-card_"] { padding: 0.75rem 0.8rem; }
[class*="st-key-card_"] [data-testid="stMetricLabel"] p { font-size: 0.8rem; }
"""


def around(page: Callable[[], None], heeds: Sequence[str]) -> None:
    """Draws the frame, then the page in it; without a store, or with one that cannot be read, it says what to do.

    Args:
        page: draws what is inside.
        heeds: the filters it applies, as in `filters.draw`.
    """
    refusals.start()
    with reader.spoken_to():
        _around(page, heeds)


def _around(page: Callable[[], None], heeds: Sequence[str]) -> None:
    st.html(f"<style>{STYLE}{url.STYLE}{charts.frame.STYLE}</style>")
    st.logo(STATIC / "wordmark.png", icon_image=STATIC / "icon.png", size="large")
    try:
        cache.store()
    except StoreError as error:
        st.title("Vetrina")
        with st.sidebar:
            _language()
            _look()
        if isinstance(error, NoStore):
            states.no_store(str(error))
        else:
            states.unusable_store(error)
        return
    with st.sidebar:
        upper, lower = st.container(), st.container()
    with lower:
        _language()  # drawn first: what follows speaks it
    with reader.spoken_to(), currency.stated_in(cache.store().currency):
        with lower:
            _look()
        with states.guarded(), upper:
            filters.draw(heeds)
        with states.guarded():
            notices.rates()
        place = st.empty()
        notices.address(place)
        with states.guarded():
            page()
        notices.address(place)  # again, as the page reads the address too


def _look() -> None:
    """Light, dark, or as the reader's system has it; the browser is told so, and what language it reads."""
    names = {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}
    look = url.one(st.selectbox, _("Look"), list(names), "look", "system", format_func=names.__getitem__)
    tag, theme = reader.tag(), str(look).capitalize()
    st.html(
        f'<script src="app/static/look.js" data-language="{tag}" data-theme="{theme}"></script>',
        unsafe_allow_javascript=True,
    )


def _language() -> None:
    browser = reader.browser_language()
    url.one(st.selectbox, _("Language"), list(LANGUAGES), reader.KEY, browser, format_func=LANGUAGES.__getitem__)
