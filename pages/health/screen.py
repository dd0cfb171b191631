"""Data health."""

from pages.health import adding_up
from sheets import health
from sheets.health import loaded
from sheets.health.glossary import glossary
from sheets.part import Part
from ui import cache, export, filters, header, states, tables
from ui.screen import st
from words.messages import _

HEEDS = health.HEEDS  # none: what is loaded is of the whole shop


def render() -> None:
    """What is loaded, how fresh is it, what was refused, and what does not add up?"""
    st.title(_("Data health"))
    header.line(filters.bar(*HEEDS))
    reading = cache.reading()
    _summary()
    adding_up.shown()
    _table(loaded.fresh(reading))
    _table(loaded.files(reading))
    _refused()
    stored = loaded.stored(reading)
    with st.expander(stored.title):
        tables.show(stored.drawn, stored.name, **stored.columns)
    _table(glossary())


def _summary() -> None:
    with st.grid(4, min_column_width=165, gap="small"):
        for figure in loaded.glance(cache.reading()):
            st.metric(figure.name, figure.value, border=True)
    if told := loaded.differing(cache.reading()):
        st.warning(told, icon=":material/rule:")


def _table(part: Part) -> None:
    export.part(part)
    if part.drawn.empty:
        states.empty(part.empty)
        return
    tables.show(part.drawn, part.name, **part.columns)


def _refused() -> None:
    part = loaded.refused(cache.reading())
    export.part(part)
    if part.drawn.empty:
        st.success(part.empty, icon=":material/check_circle:")
        return
    tables.show(part.drawn, part.name, **part.columns)
