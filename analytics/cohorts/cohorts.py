"""Do customers come back, and what are they worth, by when and how they were first met?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.cohorts.coarsen import KEYS, coarsened
from analytics.cohorts.grain import Grain, grain_of
from analytics.cohorts.table import METRICS, SO_FAR, measured
from analytics.reach import RETURN_WINDOW_DAYS, Reach, reach
from data.store import EVERYTHING, Choice, Store

BY = ("all", "channel", "market", "tier", "store_id", "depth", "campaign")
ROLLED_UP = ("all", "channel", "market", "tier")


@dataclass(frozen=True)
class Cohorts:
    """Cohorts by first order, period by period.

    Attributes:
        table: one row per (label, cohort, k), see `analytics.cohorts.table.measured`.
        grain: week, month or quarter.
        by: what the labels are.
        until: first day of which nothing is known.
        customers: customers in all cohorts, the hidden included.
        hidden: customers of cohorts too small to show.
        withheld: labels and ages of which a cohort's cell is not shown to this reader.
        cells_hidden: how many cells that are.
        new_from: the first day on which a first order says that its customer is new; None where all do.
    """

    table: pd.DataFrame
    grain: str
    by: str
    until: date
    customers: int
    hidden: int
    new_from: date | None = None
    withheld: frozenset[tuple[str, int]] = frozenset()
    cells_hidden: int = 0

    def is_whole(self, metric: str, label: str, k: int) -> bool:
        """Whether no cohort is withheld that a figure of all cohorts at an age takes in."""
        ages = range(k + 1) if metric in SO_FAR else (k,)
        return not any((label, age) in self.withheld for age in ages)

    def wide(self, metric: str, label: str = "all") -> pd.DataFrame:
        """One row per cohort with `size`, one column per period, of one metric."""
        if metric not in METRICS:
            raise ValueError(f"cohorts have no {metric}; choose one of {', '.join(METRICS)}")
        part = self.table[self.table["label"] == label]
        wide = part.pivot(index=["name", "size"], columns="k", values=metric).reset_index(level="size")
        return wide.dropna(axis="columns", how="all")


def cohorts(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    grain: str = "month",
    by: str = "all",
    since: date | None = None,
    until: date | None = None,
    smallest: int = 10,
    return_window: int = RETURN_WINDOW_DAYS,
) -> Cohorts:
    """Retention, orders, value, margin and returns of customers by their first order ever.

    A customer's cohort is the period of the first order that left something after returns, over all channels and all
    history. Filters choose customers by that order (its market, channel, store and tier); what they buy later counts
    wherever it was bought.

    Args:
        grain: week, month or quarter.
        by: split by the first order's channel, market, tier, store_id, promotion depth (full, light, deep) or campaign.
        since: leave out cohorts of periods that end before this day.
        until: leave out cohorts that begin on this day or later.
        smallest: cohorts of fewer customers are joined to quarters, then halves, then hidden.
        return_window: days until a period's returns are in; amounts are blank until then.

    Who may not see persons is told of quarters, without a split or filter, or of calendar years by one column (`data.store.cells.first_met`).

    Raises:
        ValueError: not a grain, or nothing cohorts can be split by.
        OutOfReach: not told to this reader.
    """
    chosen = grain_of(grain)
    if by not in BY:
        raise ValueError(f"cohorts cannot be split by {by}; choose one of {', '.join(BY)}")
    is_plain = not choice.store_id and choice.money is None and not store.rights.bounds()
    rolled_up = grain == "month" and by in ROLLED_UP and is_plain
    cells = cohort_cells(store, choice, chosen, by, rolled_up=rolled_up)
    if since is not None:
        cells = cells[cells["cohort"] + cells.get("block", 1) > chosen.index(since)]
    if until is not None:
        cells = cells[cells["cohort"] <= chosen.index(until - timedelta(days=1))]
    known = reach(store)
    if store.rights.smallest:
        return _without_few(cells, chosen, known, return_window, by)
    result = of_cells(cells, chosen, known.until, smallest=smallest, return_window=return_window, by=by)
    return replace(result, new_from=known.new_from)


def _without_few(cells: pd.DataFrame, grain: Grain, known: Reach, return_window: int, by: str) -> Cohorts:
    """Cohorts as they are told to who may not see persons."""
    cells = cells.assign(label=cells["label"].replace("", "unknown"), without_value=0)
    closed = cells[cells["active"].isna()]
    held = cells.dropna(subset=["active"])
    born = held.loc[held["k"] == 0, KEYS]
    kept = held.merge(born, on=KEYS).assign(last_cohort=lambda rows: rows["cohort"] + rows["block"] - 1)
    table = measured(kept, grain, known.until, return_window, is_whole=False)
    customers = int(kept.loc[kept["k"] == 0, "active"].sum())
    withheld = frozenset((str(label), int(k)) for label, k in zip(closed["label"], closed["k"], strict=True))
    return Cohorts(table, grain.name, by, known.until, customers, 0, known.new_from, withheld, len(closed))


def cohort_cells(store: Store, choice: Choice, grain: Grain, by: str, *, rolled_up: bool) -> pd.DataFrame:
    """The sums behind `cohorts`, one row per (cohort number, label, k): from orders or, equally, the roll-up."""
    if rolled_up:
        return store.ask("cohorts_rollup", choice, by=by)
    return store.ask("cohorts", choice, by=by, months=grain.months)


def of_cells(
    cells: pd.DataFrame, grain: Grain, until: date, *, smallest: int, return_window: int, by: str = "all"
) -> Cohorts:
    """Cohorts of sums from any source; one of a log may count purchases of unknown value, in `without_value`."""
    gaps = cells.get("without_value", 0)
    cells = cells.assign(label=cells["label"].astype(object).fillna("unknown"), without_value=gaps)
    everybody = int(cells.loc[cells["k"] == 0, "active"].sum())
    kept = coarsened(cells, grain, smallest)
    shown = int(kept.loc[kept["k"] == 0, "active"].sum())
    table = measured(kept, grain, until, return_window)
    return Cohorts(table, grain.name, by, until, everybody, everybody - shown)


@dataclass(frozen=True)
class Trend:
    """One metric at the same age, cohort after cohort.

    Attributes:
        points: one row per cohort: `cohort`, `name`, `size`, `estimate`, `low`, `high`, `is_new`: whether its customers
            are known to be new. The oldest cohorts are mixed with customers from before the data, who come back more
            often, so that every shop seems to get worse; the line leaves them out.
        per_year: change per year of a straight line, weighted by precision; NaN for fewer than three cohorts, or where one is withheld.
        low, high: its 95 % interval, widened where cohorts scatter more than their own intervals allow.
    """

    points: pd.DataFrame
    per_year: float
    low: float
    high: float


def trend(cohorts: Cohorts, metric: str = "retention", k: int = 3, label: str = "all") -> Trend:
    """Is it getting better? A metric at period k, by cohort."""
    part = cohorts.table[(cohorts.table["label"] == label) & (cohorts.table["k"] == k)].dropna(subset=[metric])
    names = {metric: "estimate", f"{metric}_low": "low", f"{metric}_high": "high"}
    points = part.rename(columns=names)[["cohort", "name", "size", *names.values()]].reset_index(drop=True)
    points["is_new"] = True if cohorts.new_from is None else points["cohort"] >= pd.Timestamp(cohorts.new_from)
    usable = points[points["is_new"] & (points["high"] > points["low"]) & points["low"].notna()]
    if len(usable) < 3 or not cohorts.is_whole(metric, label, k):
        return Trend(points, *(float("nan"),) * 3)
    return Trend(points, *_slope(usable))


def _slope(points: pd.DataFrame) -> tuple[float, float, float]:
    years = (points["cohort"] - points["cohort"].iloc[0]).dt.days.to_numpy() / 365.25
    value = points["estimate"].to_numpy()
    weight = 1 / ((points["high"] - points["low"]).to_numpy() / (2 * 1.959963984540054)) ** 2
    centre = np.average(years, weights=weight)
    spread = (weight * (years - centre) ** 2).sum()
    slope = (weight * (years - centre) * value).sum() / spread
    left = value - np.average(value, weights=weight) - slope * (years - centre)
    scatter = max(1.0, (weight * left**2).sum() / (len(points) - 2))
    half = 1.959963984540054 * np.sqrt(scatter / spread)
    return float(slope), float(slope - half), float(slope + half)
