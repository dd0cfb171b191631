"""What the model is fed: weekly sales in the measure asked for, and markets that stayed open to lean on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.closures import closed_days, closures_by_market
from analytics.kpis import span
from analytics.shop_rebound.ask import REAL, Question
from analytics.weekly_sales import weekly_sales
from data.store import Store

RETURNS = timedelta(days=30)  # a week's returns have come in by then
DAY = timedelta(days=1)
YEAR = 52
STEADY = 0.9  # a donor sells in at least so many of the weeks


@dataclass(frozen=True)
class Feed:
    """Whole weeks of the selection.

    Attributes:
        sales: `weekly_sales` with a column `value` in the measure asked for.
        controls: weeks by market: sales of markets that stayed open all through; empty where there are none.
        shut: other markets that were closed at some time and therefore cannot be leaned on.
        mature: last day whose returns have come in.
    """

    sales: pd.DataFrame
    controls: pd.DataFrame
    shut: tuple[str, ...]
    mature: date


def feed(store: Store, asked: Question) -> Feed:
    """The sales of every market, split into those asked about and those to lean on."""
    first, last = span(store)
    rows = weekly_sales(store, replace(asked.choice, market=()), since=first, until=last + DAY)
    rows = measured(rows[rows["market"] != "unknown"], asked.measure, pd.Timestamp(asked.first))
    others = rows[~rows["market"].isin(asked.markets)]
    mature = last - RETURNS
    shut = _shut(store, asked, mature) & set(others["market"])
    return Feed(
        rows[rows["market"].isin(asked.markets)],
        _controls(others[~others["market"].isin(shut)], rows["week"]),
        tuple(sorted(shut)),
        mature,
    )


def measured(rows: pd.DataFrame, measure: str, start: pd.Timestamp) -> pd.DataFrame:
    """The rows with their `value`.

    In real terms a unit counts what the units of its market and tier brought, after discounts and returns, in the year
    before the shock; where no price is known (orders without lines) net sales stand.
    """
    if measure != REAL:
        return rows.assign(value=rows["net_constant_eur"])
    units = rows["units"].fillna(0)
    year = rows[(rows["week"] < start) & (rows["week"] >= start - pd.Timedelta(weeks=YEAR)) & (units > 0)]
    sums = year.groupby(["market", "tier"])[["net_constant_eur", "units"]].sum()
    tiers = year.groupby("tier")[["net_constant_eur", "units"]].sum()
    price = rows.join((sums["net_constant_eur"] / sums["units"]).rename("price"), on=["market", "tier"])["price"]
    price = price.fillna(rows["tier"].map(tiers["net_constant_eur"] / tiers["units"]))
    bare = np.where(rows["tier"].eq("unknown") & (units <= 0), rows["net_constant_eur"], 0.0)
    return rows.assign(value=np.where((units > 0) & price.notna(), units * price, bare))


def _controls(rows: pd.DataFrame, weeks: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame()
    table = rows.pivot_table(index="week", columns="market", values="value", aggfunc="sum")
    table = table.reindex(pd.date_range(weeks.min(), weeks.max(), freq="7D")).fillna(0.0)
    return table.loc[:, (table > 0).mean() >= STEADY]


def _shut(store: Store, asked: Question, mature: date) -> set[str]:
    first, last = asked.first, asked.last(mature)
    closed = closures_by_market(closed_days(store))
    return {market for market, each in closed.items() if any(one.start <= last and one.reopen > first for one in each)}
