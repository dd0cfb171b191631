"""Who was first met in the period, in cohorts, and the figures of them all."""

from typing import Any

from analytics.cohorts import Cohorts, Curve, cohorts, second_purchase
from analytics.interval import Interval
from analytics.kpis import kpis
from analytics.metrics import metrics
from sheets import notes, withheld
from sheets.choice import Chosen
from sheets.figure import Figure
from sheets.reading import Reading
from words import figures, formats
from words.messages import _, plural

HEEDS = ("market", "channel", "tier", "period", "currency", "marks")
METRICS = ("retention", "rolling_retention", "ltv", "margin_ltv", "orders_per_customer", "nrr", "refund_rate")
LEAST = 30  # customers under which a curve is noise
GRAINS = ("month", "quarter", "week")
SPLITS = ("all", "channel", "market", "tier", "depth")
SPANS = (90, 180, 365)  # days within which customers buy again


def grains(reading: Reading) -> tuple[str, ...]:
    """The steps that this reader may see cohorts by, the usual one first."""
    return ("quarter",) if reading.store.rights.smallest else GRAINS


def splits(reading: Reading) -> tuple[str, ...]:
    """What this reader may see cohorts split by."""
    return SPLITS[:-1] if reading.store.rights.smallest else SPLITS


def met(reading: Reading, chosen: Chosen, grain: str = "month", split: str = "all") -> Cohorts:
    """Cohorts that began in the period.

    Args:
        grain: week, month or quarter.
        split: by the first order's channel, market, tier or depth of discount; `all` is no split.
    """
    days = {"since": chosen.since, "until": chosen.until}
    cohorts_met: Cohorts = reading.ask(cohorts, chosen.choice, grain=grain, by=split, **days)
    return cohorts_met


def nobody(reading: Reading, chosen: Chosen, cohorts_met: Cohorts) -> str:
    """Why there is no cohort to show."""
    if cohorts_met.hidden or cohorts_met.cells_hidden:
        return _("All who were first met here are in groups too small to show. Widen the period.")
    none = _("No new customers in this selection. Widen the period or clear a filter.")
    return notes.nothing(reading, chosen, none)


def known_metrics(cohorts_met: Cohorts) -> list[str]:
    """What can be shown of these cohorts; retention where nothing can."""
    return [name for name in METRICS if name in metrics() and cohorts_met.table[name].notna().any()] or ["retention"]


def glance(reading: Reading, chosen: Chosen) -> list[Figure]:
    """New customers of the period, and how many of those first met bought again."""
    new: Any = reading.ask(kpis, chosen.choice.unstated, period=chosen.period, against=()).loc[
        "current", "new_customers"
    ]
    days = {"since": chosen.since, "until": chosen.until}
    curves: list[Curve] | None = withheld.or_else(None, reading.ask, second_purchase, chosen.choice.unstated, **days)
    if curves is None:
        return [Figure(figures.name("new_customers"), formats.number(new), "", "new_customers")]
    first_seen = sum(curve.customers for curve in curves)
    untold = _("{n} first seen in the data", n=formats.number(first_seen)) if formats.missing(new) else ""
    return [
        Figure(figures.name("new_customers"), formats.number(new), untold, "new_customers"),
        *(_back(curves[0].at(span) if curves else None, span) for span in SPANS),
    ]


def _back(share: Interval | None, days: int) -> Figure:
    name = plural("Second purchase within {n} day", "Second purchase within {n} days", days)
    if share is None:
        return Figure(name, formats.DASH, _("not observed for that long yet"), "second_purchase")
    span = formats.interval(formats.percent(share.low), formats.percent(share.high))
    return Figure(name, formats.percent(share.estimate), _("95% interval {span}", span=span), "second_purchase")
