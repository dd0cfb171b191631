"""Is it getting better?"""

from analytics.cohorts import Cohorts
from sheets.choice import Chosen
from sheets.cohorts.over_time import ages, over_time
from ui import charts, export, marks, states, url
from ui.screen import st
from words import figures
from words.messages import _

LATEST = 12  # periods after the first purchase


def shown(cohorts_met: Cohorts, metric: str, label: str, chosen: Chosen) -> None:
    """A group's cohorts at the age that is picked."""
    known = ages(cohorts_met, metric)
    if len(known) < 2:
        return
    last = min(known[-1], LATEST)
    body = st.container()
    name, limits = _("Periods since first purchase"), {"min_value": 1, "max_value": max(last, 2)}
    k = url.number(st.slider, name, "cohorts_age", min(3, last), **limits)
    part = marks.noted(chosen, over_time(cohorts_met, metric, k, label), "cohort")
    with body:
        export.part(part, chosen)
        if part.drawn.empty:
            states.empty(part.empty)
            return
        calendar = marks.of(chosen, part.drawn["cohort"])
        charts.points(part.drawn, "cohort", figures.unit(metric), "cohort_trend", calendar=calendar)
        direction, *more = part.captions
        st.markdown(direction)
        for caption in more:
            st.caption(caption)
