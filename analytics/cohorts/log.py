"""Cohorts of a plain log of purchases, without a store."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.cohorts.cohorts import Cohorts, of_cells
from analytics.cohorts.grain import Grain, grain_of
from analytics.cohorts.survival import Curve, survival


@dataclass(frozen=True)
class Log:
    """Purchases, one per customer and day.

    Attributes:
        rows: `customer`, `day`, `net` (0 where unknown), `without_value` (1 where it is), ordered by customer and day.
        until: first day of which nothing is known.
        has_value: whether `net` means anything.
    """

    rows: pd.DataFrame
    until: date
    has_value: bool

    @classmethod
    def of(
        cls, customer: pd.Series, day: pd.Series, value: pd.Series | None = None, until: date | None = None
    ) -> "Log":
        """A log of rows in any order; what a customer buys on one day is one purchase.

        Args:
            until: first day of which nothing is known; the day after the last row when left out.
        """
        net = 0.0 if value is None else value.to_numpy(dtype=float)
        rows = pd.DataFrame({"customer": customer.to_numpy(), "day": day.dt.normalize().to_numpy(), "net": net})
        rows = rows.assign(net=rows["net"].fillna(0.0), without_value=rows["net"].isna().astype(int))
        ends = until or rows["day"].max().date() + timedelta(days=1)
        rows = rows[rows["day"] < pd.Timestamp(ends)]
        purchases = rows.groupby(["customer", "day"], as_index=False).agg(
            net=("net", "sum"), without_value=("without_value", "min")
        )
        return cls(purchases, ends, value is not None)

    @property
    def customers(self) -> int:
        """How many there are."""
        return int(self.rows["customer"].nunique())


def cohorts_of_log(log: Log, grain: str = "month", smallest: int = 1, return_window: int = 0) -> Cohorts:
    """Cohorts by first purchase, as `cohorts` makes them of a store: one definition, two sources."""
    chosen = grain_of(grain)
    return of_cells(_cells(log, chosen), chosen, log.until, smallest=smallest, return_window=return_window)


def second_purchase_of_log(log: Log) -> Curve:
    """The time from the first purchase to the next on a later day (Kaplan-Meier)."""
    customer = log.rows.groupby("customer")["day"]
    first, second = customer.first(), customer.nth(1)
    second = log.rows.loc[second.index].set_index("customer")["day"].reindex(first.index)
    last = pd.Timestamp(log.until - timedelta(days=1))
    waits = pd.DataFrame({"days": (second.fillna(last) - first).dt.days, "came_back": second.notna()})
    return survival(waits.value_counts().rename("customers").reset_index())


def _cells(log: Log, grain: Grain) -> pd.DataFrame:
    rows = log.rows.assign(period=grain.indices(log.rows["day"]))
    spans = rows.groupby(["customer", "period"], as_index=False).agg(
        orders=("net", "size"), net=("net", "sum"), without_value=("without_value", "sum")
    )
    by_customer = spans.groupby("customer")
    spans["cohort"] = by_customer["period"].transform("first")
    spans["last_here"] = (spans["period"] == by_customer["period"].transform("last")).astype(int)
    first = by_customer["net"].transform("first")
    so_far = by_customer["net"].cumsum()
    spans = spans.assign(
        label="all",
        k=spans["period"] - spans["cohort"],
        active=1,
        order_squares=spans["orders"] ** 2,
        sold_eur=spans["net"],
        net_eur=spans["net"],
        net_squares=spans["net"] ** 2,
        net_by_first=spans["net"] * first,
        sold_squares=spans["net"] ** 2,
        value_squares=so_far**2 - (so_far - spans["net"]) ** 2,
        margin_eur=np.nan,
        without_margin=1,
    )
    for absent in ("returns_eur", "without_rate", "returned_squares", "sold_by_returned", "earned_squares"):
        spans[absent] = 0.0
    return spans.drop(columns=["customer", "period", "net"]).groupby(["cohort", "label", "k"], as_index=False).sum()
