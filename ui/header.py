"""The line under every title: how far the data go, which version, what is left out."""

from datetime import date, timedelta

from sheets.choice import Chosen, described
from sheets.files import stem
from sheets.paper import withheld_cells
from sheets.past import Past, sentences
from ui import (
    cache,
    export,
    filters,
    narrowing,
    source,
    terms,
)
from ui.screen import st
from ui.text import joined, markdown
from words import formats
from words.messages import _

RETURN_WINDOW = timedelta(days=30)


def line(chosen: Chosen, hidden: int = 0, paper: str = "") -> None:
    """States the period, the reach and the version of the data, with the page's report beside it.

    Args:
        chosen: what the page shows.
        hidden: customers in groups too small to be shown.
        paper: name of the screen in `PAPERS`, where its report stands here.
    """
    if paper:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(width="stretch"):
                _line(chosen, hidden, paper)
            with st.container(width="content"):
                export.sheet(paper, chosen)
        return
    _line(chosen, hidden)


def _line(chosen: Chosen, hidden: int, page: str = "") -> None:
    _first, last = filters.bounds()
    opened = cache.store()
    source.begin(stem(cache.reading(), "{key}", chosen), _source(chosen, last))
    parts = [
        *sample(),
        markdown("**{choice}**", choice=described(cache.reading(), chosen)),
        _("data to {day}", day=formats.day(last)),
        _("return window closed up to {day}", day=formats.day(last - RETURN_WINDOW)),
        _("version {n}", n=opened.version),
    ]
    parts += withheld_cells(cache.reading(), chosen)
    if hidden:
        parts.append(_("{n} customers in groups too small to show", n=formats.number(hidden)))
    st.caption(joined(parts))
    narrowing.chips(chosen)
    if ignored := [name for name in chosen.ignored if name not in terms.KEYS]:
        st.caption(
            _("Not applied here: {filters}. This page covers all of it.", filters=filters.chosen_columns(ignored))
        )
    if stated := terms.said(chosen.ignored, page):
        st.caption(stated)


def _source(chosen: Chosen, last: date) -> str:
    """The same for pictures of charts."""
    said = ["Vetrina"] if not cache.store().is_sample else ["Vetrina", _("Sample shop: invented data")]
    return " · ".join([described(cache.reading(), chosen), _("data to {day}", day=formats.day(last)), *said])


def compared(chosen: Chosen, past: Past) -> None:
    """States what the period is held against, or why it is against nothing."""
    if told := sentences(cache.reading(), chosen, past):
        st.caption(joined(told, " "))


def sample() -> list[str]:
    """That the shop is invented, as a part of the line; nothing where it is not."""
    return [markdown("**{said}**", said=_("Sample shop: invented data"))] if cache.store().is_sample else []
