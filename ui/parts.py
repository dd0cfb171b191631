"""A part of a page on screen: its title with the export of its table, why nothing is drawn, and what is said below."""

from collections.abc import Callable

from sheets.choice import Chosen
from sheets.part import Part
from ui import export, states, tables
from ui.screen import st


def headed(part: Part, chosen: Chosen) -> bool:
    """Its title and the export; says why where nothing is drawn.

    Returns:
        Whether there is something to draw.
    """
    if not part.name:  # nothing of it can be told to this reader, in a file neither
        return titled(part)
    export.part(part, chosen)
    if part.drawn.empty:
        states.empty(part.empty)
    return not part.drawn.empty


def titled(part: Part) -> bool:
    """Where nothing is drawn its title and why, without an export; whether there is something to draw."""
    if part.drawn.empty:
        st.subheader(part.title, anchor=False)
        states.empty(part.empty)
    return not part.drawn.empty


def table(part: Part, chosen: Chosen, picked: Callable[[int], None] | None = None) -> None:
    """A part that is a table; `picked` as in `tables.rows`."""
    if headed(part, chosen):
        tables.rows(part.drawn, part.name, part.columns, picked)
        captions(part)


def captions(part: Part) -> None:
    """The sentences below it, each a paragraph."""
    for caption in part.captions:
        st.caption(caption)
