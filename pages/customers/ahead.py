"""What today's customers will still buy."""

from typing import Any

from analytics.customer_value import CustomerValue, customer_value
from sheets.choice import Chosen
from sheets.customers import ahead, trust
from ui import cards, charts, export, marks, tables, url
from ui.models import answered, unanswered
from ui.screen import st
from words.messages import _, plural

HORIZONS = (13, 26, 52)


def shown(chosen: Chosen, slots: list[Any]) -> None:
    """The forecast over the horizon that is picked.

    Args:
        slots: room for its two cards at the top of the page.
    """
    head = st.container()
    weeks = url.one(st.segmented_control, _("Horizon"), HORIZONS, "customers_weeks", 52, format_func=_weeks)
    with st.skeleton(height=240):
        value = answered(customer_value, chosen.choice, weeks=weeks)
    known = value if isinstance(value, CustomerValue) else None
    for slot, figure in zip(slots, ahead.expected(known, weeks), strict=True):
        cards.figure(figure, slot)
    if not isinstance(value, CustomerValue):
        head.header(ahead.title(), anchor=False)
        unanswered(value)
        return
    with head:
        export.part(ahead.forecast(value), chosen)
    st.markdown(ahead.in_words(value))
    left, right = st.columns(2, gap="medium")
    with left:
        _bands(value)
    with right:
        _tracking(value, chosen)
    with st.expander(trust.title(), icon=":material/verified:"):
        _trust(value)


def _bands(value: CustomerValue) -> None:
    part = ahead.forecast(value)
    tables.show(part.drawn, "value_bands", **part.columns)
    st.caption(" ".join(part.captions))


def _tracking(value: CustomerValue, chosen: Chosen) -> None:
    part = ahead.tracking(value)
    calendar = marks.of(chosen, part.drawn["on"])
    names = part.named("number")
    charts.lines(part.drawn, "on", names, "number", "tracking", against=["expected"], calendar=calendar)
    st.caption(" ".join(part.captions))


def _trust(value: CustomerValue) -> None:
    trials = trust.trials(value)
    st.markdown(" ".join(trials.captions))
    tables.show(trials.drawn, trials.name, **trials.columns)
    part = trust.by_frequency(value)
    if not part.drawn.empty:
        before, after = part.named("ratio").items()
        charts.dumbbell(part.drawn, "name", before, after, "number", "by_frequency")
        st.caption(" ".join(part.captions))
    if misfit := trust.misfit(value):
        st.warning(misfit, icon=":material/rule:")


def _weeks(weeks: int) -> str:
    return plural("{n} week", "{n} weeks", weeks)
