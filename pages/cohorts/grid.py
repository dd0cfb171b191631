"""Cohort by cohort, a group at a time."""

from analytics.cohorts import Cohorts
from sheets.choice import Chosen
from sheets.cohorts.grid import cap, grid, groups, wide
from ui import charts, export, states, url
from ui.screen import st
from words import figures
from words.messages import _


def shown(cohorts_met: Cohorts, metric: str, chosen: Chosen) -> str:
    """The grid of one group, and which group that is."""
    head = st.container()
    label = _group(cohorts_met)
    part = grid(cohorts_met, metric, label)
    with head:
        export.part(part, chosen)
    if part.drawn.empty:
        states.empty(part.empty)
        return label
    unit = figures.unit(metric)
    charts.heatmap(part.drawn, "age", "row", metric, unit, "cohorts", cap=cap(part.drawn, metric))
    for caption in part.captions:
        st.caption(caption)
    table = wide(cohorts_met, metric, label)
    export.offer(table.table, table.name, chosen, note=table.note, label=_("Export as a grid"))
    return label


def _group(cohorts_met: Cohorts) -> str:
    """The group that is picked; the largest where there is but one."""
    named = groups(cohorts_met)
    first = next(iter(named))
    if len(named) == 1:
        return first
    return str(url.one(st.pills, _("Group"), list(named), "cohorts_group", first, format_func=named.__getitem__))
