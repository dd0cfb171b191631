"""All cohorts together: a metric by age, and how soon customers buy again."""

from collections.abc import Sequence

import pandas as pd

from analytics.cohorts import Cohorts, Curve, second_purchase
from analytics.cohorts.pooled import pooled
from sheets import breakdown
from sheets.choice import Chosen
from sheets.cohorts.grid import AGES
from sheets.cohorts.met import LEAST
from sheets.columns import Columns, kind_of, spans
from sheets.part import Part
from sheets.reading import Reading
from words import figures, labels
from words.messages import _, plural

LINES = 6  # curves that an eye can follow
DAYS = range(0, 731, 10)  # at which a curve is drawn


def by_age(cohorts_met: Cohorts, metric: str) -> Part:
    """A metric by periods since the first purchase.

    Drawn with `estimate`, `low` and `high` by `k`; where cohorts are split, with a column a group of enough customers,
    and its columns name the largest.
    """
    curve = pooled(cohorts_met, metric)
    several = curve["label"].nunique() > 1
    enough = (curve["customers"] >= LEAST) | (not several)
    drawable = (curve["k"] <= AGES) & ((curve["k"] > 0) | (metric != "retention"))
    seen = curve[enough & drawable]
    drawn, columns, captions = (_split if several and len(seen) else _single)(cohorts_met, metric, seen)
    return Part(
        _("By periods since first purchase, all cohorts together"),
        "cohort_curves",
        curve,
        drawn,
        figures.note(metric),
        columns={"k": (_("Periods since first purchase"), "number"), **columns},
        empty=_too_few(curve[drawable]),
        captions=captions,
    )


def _too_few(curve: pd.DataFrame) -> str:
    """Why nothing is drawn: no period is over, or no group is large enough.

    Args:
        curve: what could be drawn were groups of any size.
    """
    if curve.empty:
        return _("No cohort has completed a period yet.")
    return _("No group has {n} customers at any period. Choose another split or widen the period.", n=LEAST)


def _single(_cohorts_met: Cohorts, metric: str, seen: pd.DataFrame) -> tuple[pd.DataFrame, Columns, tuple[str, ...]]:
    columns: Columns = {
        "estimate": (figures.name(metric), kind_of(metric)),
        "span": (_("95% interval"), "text"),
        "customers": (_("Customers"), "number"),
    }
    return seen.assign(span=spans(seen, metric)), columns, ()


def _split(cohorts_met: Cohorts, metric: str, seen: pd.DataFrame) -> tuple[pd.DataFrame, Columns, tuple[str, ...]]:
    largest = seen.groupby("label")["customers"].max().sort_values(ascending=False).index[:LINES]
    wide = seen.pivot(index="k", columns="label", values="estimate").reset_index()
    columns: Columns = {code: (labels.named(cohorts_met.by, code), kind_of(metric)) for code in largest}
    told = [
        _("Groups of at least {n} customers at that period.", n=LEAST),
        breakdown.drawn(len(largest), cohorts_met.table["label"].nunique()),
    ]
    return wide, columns, (" ".join(told),)


def again_title() -> str:
    """Of the second purchase."""
    return _("How soon they buy again")


def again(reading: Reading, chosen: Chosen, split: str = "all", days: Sequence[int] = DAYS) -> Part:
    """The share of customers with a second order within so many days; drawn at `days`, with a column a group.

    Args:
        split: as cohorts are split.
        days: at which the curves are read.
    """
    curves: list[Curve] = reading.ask(
        second_purchase, chosen.choice.unstated, by=split, since=chosen.since, until=chosen.until
    )
    shown = [curve for curve in curves if curve.customers >= LEAST][:LINES] or curves[:1]
    columns: Columns = {curve.label: (labels.named(split, curve.label), "percent") for curve in shown}
    told = _(
        "Share with a second order within that many days; customers still being observed are accounted for "
        "(Kaplan-Meier)."
    )
    return Part(
        again_title(),
        "second_purchase",
        pd.concat([curve.frame() for curve in curves], ignore_index=True) if curves else pd.DataFrame(),
        on_days(shown, days),
        columns={"days": (_("Days"), "number"), **columns},
        empty=_unwatched(curves, days),
        captions=(" ".join([told, breakdown.drawn(len(shown), len(curves))]),),
    )


def _unwatched(curves: Sequence[Curve], days: Sequence[int]) -> str:
    """Why no curve is drawn: cohorts are whole, so all their customers may lie beyond the period; or it is too early."""
    if not curves:
        return _("No new customers on the days of this period; the cohorts reach beyond it. Widen the period.")
    return plural("Nobody has been observed for {n} day yet.", "Nobody has been observed for {n} days yet.", min(days))


def on_days(curves: Sequence[Curve], days: Sequence[int] = DAYS) -> pd.DataFrame:
    """The curves read at some days, as far as each was watched: `days`, and the share of each label."""
    read = {
        curve.label: [at.estimate if (at := curve.at(day)) is not None else float("nan") for day in days]
        for curve in curves
    }
    rows = pd.DataFrame({"days": [float(day) for day in days], **read})
    return rows.dropna(how="all", subset=list(read)) if read else rows.head(0)
