"""What surrounds every page: the filters and the language at the side."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from data.errors import BadUsers, NotLetIn, VetrinaError
from data.store import Money, NoStore, StoreError
from ui import access, cache, charts, filters, marks, notices, phone, reader, refusals, sparks, states, terms, url
from ui.screen import st
from words import currency, labels
from words.languages import LANGUAGES
from words.messages import _

log = logging.getLogger(__name__)
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
    with reader.spoken_to(), cache.one_draw(), url.boxed():
        _around(page, heeds)


def entrance(refused: VetrinaError) -> None:
    """What stands where a page would for who is not let in: the way to sign in, or why it leads no further.

    Args:
        refused: as `access.reader` raised it.
    """
    with reader.spoken_to():
        st.html(f"<style>{STYLE}{url.STYLE}</style>")
        st.logo(STATIC / "wordmark.png", icon_image=STATIC / "icon.png", size="large")
        with st.sidebar:
            _language()
            _look()
    with reader.spoken_to():
        st.title("Vetrina")
        if isinstance(refused, BadUsers):
            log.error("%s", refused)
            st.error(_("Nobody can be let in just now. The log of the server says why."), icon=":material/lock:")
        elif isinstance(refused, NotLetIn) and refused.account:
            log.warning("not let in: %s", refused.account)
            account = _(
                "{account} has no access to this dashboard. Whoever runs it can give it.", account=refused.account
            )
            st.info(account, icon=":material/lock:")
            st.button(_("Sign out"), on_click=st.logout)
        else:
            st.info(_("Sign in to see the shop."), icon=":material/lock:")
            st.button(_("Sign in"), type="primary", on_click=st.login)
            _wanted("door")


def refusal() -> None:
    """What stands where a page would that is not open to the reader's role."""
    st.title(_("Not open to your role"))
    st.info(
        _("This page is not open to your role. Whoever runs the dashboard can change that."), icon=":material/lock:"
    )


def _around(page: Callable[[], None], heeds: Sequence[str]) -> None:
    st.html(f"<style>{STYLE}{url.STYLE}{charts.frame.STYLE}{sparks.STYLE}{phone.STYLE}</style>")
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
            _picture()
            _account()
        with states.guarded(), upper:
            filters.draw(heeds)
            marks.draw(heeds)
        with states.guarded():
            notices.rates()
        place = st.empty()
        notices.address(place)
        stated = terms.money(heeds) or Money(cache.store().currency)
        with states.guarded(), currency.stated_in(stated.currency, stated.basis):
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


def _picture() -> None:
    """As what the button beside a chart saves it: as dots for a slide, or as lines that print at any size."""
    names = {"png": _("Image (PNG)"), "svg": _("Drawing (SVG)")}
    url.one(st.selectbox, _("Charts are saved as"), list(names), "picture", "png", format_func=names.__getitem__)


def _account() -> None:
    """Who has signed in, as what, and the way out; nothing where nobody signs in."""
    who = access.reader()
    if who.account is not None:
        st.caption(_("{name}, {role}", name=who.name, role=labels.named("role", who.role)))
        st.button(_("Sign out"), on_click=st.logout, key="sign_out", type="tertiary", icon=":material/logout:")
        _wanted("inside")


def _wanted(at: str) -> None:
    """Keeps the address that was asked for over the sign-in, which leads to the first page alone, and goes there after it.

    Args:
        at: `door` or `inside`.
    """
    st.html(f'<script src="app/static/wanted.js" data-at="{at}"></script>', unsafe_allow_javascript=True)


def _language() -> None:
    browser = reader.browser_language()
    url.one(st.selectbox, _("Language"), list(LANGUAGES), reader.KEY, browser, format_func=LANGUAGES.__getitem__)
