"""All cohorts together."""

from analytics.cohorts import Cohorts
from sheets import withheld
from sheets.choice import Chosen
from sheets.cohorts import curves
from sheets.columns import kind_of
from ui import cache, charts, parts
from ui.screen import st
from words import figures


def by_age(cohorts_met: Cohorts, metric: str, chosen: Chosen) -> None:
    """A metric by periods since the first purchase: one curve with its band, or the largest groups beside each other."""
    part, unit = curves.by_age(cohorts_met, metric), figures.unit(metric)
    if not parts.headed(part, chosen):
        return
    if "estimate" in part.columns:
        charts.band(part.drawn, "k", {"estimate": figures.name(metric)}, unit, "cohort_curve")
        return
    charts.lines(part.drawn, "k", part.named(kind_of(metric)), unit, "cohort_curve")
    st.caption(" ".join(part.captions))


def again(split: str, chosen: Chosen) -> None:
    """How soon customers buy a second time."""
    part = withheld.part(curves.again, cache.reading(), chosen, split, title=curves.again_title())
    if not parts.headed(part, chosen):
        return
    charts.lines(part.drawn, "days", part.named("percent"), "percent", "second_purchase", x_unit="days")
    st.caption(" ".join(part.captions))
