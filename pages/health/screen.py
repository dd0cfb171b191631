"""Data health."""

from data.store import Home
from pages.health import adding_up
from sheets import health, withheld
from sheets.health import done, loaded
from sheets.part import Part
from ui import access, cache, export, filters, header, parts, states, tables
from ui.screen import st
from words.messages import _

HEEDS = health.HEEDS  # none: what is loaded is of the whole shop


def render() -> None:
    """What is loaded, how fresh is it, what was refused, and what does not add up?"""
    st.title(_("Data health"))
    header.line(filters.bar(*HEEDS), paper="health")
    reading = cache.reading()
    _summary()
    adding_up.shown()
    _table(loaded.fresh(reading))
    _table(loaded.files(reading))
    _refused()
    stored = loaded.stored(reading)
    with st.expander(stored.title):
        tables.show(stored.drawn, stored.name, **stored.columns)
    if not access.refusal_to_load():  # the operator, or who sits at the machine
        _done()


def _done() -> None:
    home = Home().folder
    if changed := done.changed(home):
        st.error(changed, icon=":material/error:")
    part = done.done(home)
    with st.expander(part.title):
        told, is_near = done.persons(home)
        (st.warning if is_near else st.caption)(told)
        if said := done.openings(home):
            st.caption(said)
        if parts.titled(part):
            tables.rows(part.drawn, part.name, part.columns)


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
    part = withheld.part(loaded.refused, cache.reading(), title=loaded.refused_title())
    if not part.name:  # who may not see persons is told how many rows of each file alone, above
        st.subheader(part.title, anchor=False)
        st.caption(part.empty)
        return
    export.part(part)
    if part.drawn.empty:
        st.success(part.empty, icon=":material/check_circle:")
        return
    tables.show(part.drawn, part.name, **part.columns)
