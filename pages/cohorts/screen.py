"""Cohorts and loyalty."""

from analytics.cohorts import Cohorts
from pages.cohorts import crossing, curves, first_met, grid, over_time
from sheets import cohorts, notes
from sheets.choice import Chosen
from sheets.cohorts.met import glance, grains, known_metrics, met, nobody, splits
from ui import cache, cards, filters, header, states, url
from ui.screen import st
from words import figures
from words.messages import _

HEEDS = cohorts.HEEDS


def render() -> None:
    """Do customers come back, where, and does it depend on when and how we first met them?"""
    st.title(_("Cohorts & loyalty"))
    chosen = filters.bar(*HEEDS)
    head = st.container(gap="xsmall")
    grain, split = _controls()
    cohorts_met = met(cache.reading(), chosen, grain, split)
    with head:
        header.line(chosen, hidden=cohorts_met.hidden, paper="cohorts")
        st.caption(
            _(
                "New customers of the period, grouped by date of first purchase (cohorts) and selected by the market, "
                "channel and tier of their first order."
            )
        )
    if cohorts_met.table.empty:
        states.empty(nobody(cache.reading(), chosen, cohorts_met))
        return

    _glance(chosen)
    metric = _metric(cohorts_met)
    label = grid.shown(cohorts_met, metric, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        curves.by_age(cohorts_met, metric, chosen)
    with right:
        curves.again(split, chosen)
    over_time.shown(cohorts_met, metric, label, chosen)
    with states.guarded():
        first_met.shown(chosen)
    crossing.shown(chosen)


def _controls() -> tuple[str, str]:
    reading = cache.reading()
    steps, by = grains(reading), splits(reading)
    with st.container(horizontal=True, gap="medium"):
        grain = url.one(
            st.segmented_control, _("Month or quarter"), steps, "cohorts_grain", steps[0], format_func=_grain
        )
        split = url.one(
            st.segmented_control, _("Split by first order's"), by, "cohorts_split", "all", format_func=_split
        )
    return grain, split


def _glance(chosen: Chosen) -> None:
    cards.row(glance(cache.reading(), chosen), 4, 165)
    if why := notes.newness(cache.reading(), chosen.period):
        st.caption(why)


def _metric(cohorts_met: Cohorts) -> str:
    known = known_metrics(cohorts_met)
    return str(
        url.one(st.segmented_control, _("Metric"), known, "cohorts_metric", "retention", format_func=figures.name)
    )


def _grain(code: str) -> str:
    return {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter")}[code]


def _split(code: str) -> str:
    names = {
        "all": _("No split"),
        "channel": _("Channel"),
        "market": _("Market"),
        "tier": _("Price tier"),
        "depth": _("Discount"),
    }
    return names[code]
