"""The line under every title: how far the data go, which version, what is left out."""

from datetime import timedelta

from sheets.choice import Chosen, described
from sheets.past import Past, sentences
from ui import cache, filters
from ui.screen import st
from ui.text import joined, markdown
from words import formats
from words.messages import _

RETURN_WINDOW = timedelta(days=30)


def line(chosen: Chosen, hidden: int = 0) -> None:
    """States the period, the reach and the version of the data.

    Args:
        chosen: what the page shows.
        hidden: customers in groups too small to be shown.
    """
    _first, last = filters.bounds()
    opened = cache.store()
    parts = [
        *sample(),
        markdown("**{choice}**", choice=described(cache.reading(), chosen)),
        _("data to {day}", day=formats.day(last)),
        _("return window closed up to {day}", day=formats.day(last - RETURN_WINDOW)),
        _("version {n}", n=opened.version),
    ]
    if hidden:
        parts.append(_("{n} customers in groups too small to show", n=formats.number(hidden)))
    st.caption(joined(parts))
    if chosen.ignored:
        st.caption(
            _(
                "Not applied here: {filters}. This page covers all of it.",
                filters=filters.chosen_columns(chosen.ignored),
            )
        )


def compared(chosen: Chosen, past: Past) -> None:
    """States what the period is held against, or why it is against nothing."""
    if told := sentences(cache.reading(), chosen, past):
        st.caption(joined(told, " "))


def sample() -> list[str]:
    """That the shop is invented, as a part of the line; nothing where it is not."""
    return [markdown("**{said}**", said=_("Sample shop: invented data"))] if cache.store().is_sample else []
