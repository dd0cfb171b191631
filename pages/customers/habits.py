"""Customers by recency, frequency and value."""

from pages.customers import rules
from sheets.choice import Chosen
from sheets.customers import habits
from sheets.customers.habits import Habits
from ui import cache, charts, export, parts, states, tables
from ui.screen import st


def shown(chosen: Chosen) -> None:
    """The grid and its segments above the rule they follow, and who has moved since."""
    body = st.container()
    rule = rules.rfm()
    if rule is None:
        return
    found = habits.habits(cache.reading(), chosen, rule)
    segments = habits.segments(found)
    with body:
        export.part(segments, chosen)
        left, right = st.columns(2, gap="medium")
        with left:
            _grid(found)
        with right:
            tables.show(segments.drawn, segments.name, **segments.columns)
            st.caption(" ".join(segments.captions))
    _moved(found, chosen)


def told(chosen: Chosen) -> None:
    """Segments for who may not see persons, above the rule they follow."""
    body = st.container()
    rule = rules.rfm()
    if rule is None:
        return
    part = habits.told(cache.reading(), chosen, rule)
    with body:
        parts.table(part, chosen)


def _grid(found: Habits) -> None:
    part = habits.grid(found)
    cap = float(part.drawn["customers"].quantile(0.9))
    charts.heatmap(part.drawn, "frequency", "recency", "customers", "number", "rfm", cap=cap)
    st.caption(" ".join(part.captions))


def _moved(found: Habits, chosen: Chosen) -> None:
    part = habits.moved(found)
    export.part(part, chosen)
    if part.drawn.empty:
        states.empty(part.empty)
        return
    charts.sankey(part.drawn, "before", "now", "customers", "rfm_migration")
    st.caption(" ".join(part.captions))
