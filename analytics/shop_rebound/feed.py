"""What the model is fed: weekly sales in the measure asked for, what stayed open to lean on, and trade to compare with."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.kpis import span
from analytics.market_series import market_series
from analytics.shop_rebound import leaning
from analytics.shop_rebound.ask import REAL, Question
from analytics.weekly_sales import weekly_sales
from data.store import Store

RETURNS = timedelta(days=30)  # a week's returns have come in by then
DAY = timedelta(days=1)
YEAR = 52


@dataclass(frozen=True)
class Feed:
    """Whole weeks of the selection.

    Attributes:
        sales: `weekly_sales` with a column `value` in the measure asked for.
        controls: weeks by what stayed open all through: markets by their code, trade as a whole by `trade_code`; empty where
            there are none.
        shut: other markets that were closed at some time and therefore cannot be leaned on.
        mature: last day whose returns have come in.
        trade: `market_series` of the markets asked about.
    """

    sales: pd.DataFrame
    controls: pd.DataFrame
    shut: tuple[str, ...]
    mature: date
    trade: pd.DataFrame


def feed(store: Store, asked: Question) -> Feed:
    """The sales of every market, split into those asked about and those to lean on."""
    first, last = span(store)
    rows = weekly_sales(store, replace(asked.choice, market=()), since=first, until=last + DAY)
    rows = measured(rows[rows["market"] != "unknown"], asked.measure, pd.Timestamp(asked.first))
    others = rows[~rows["market"].isin(asked.markets)]
    mature = last - RETURNS
    shut, stayed = leaning.shut(store, asked.first, asked.last(mature))
    series = market_series(store)
    weeks = pd.DatetimeIndex(rows["week"])
    weeks = pd.date_range(weeks.min(), weeks.max(), freq="7D") if len(weeks) else weeks
    sold = leaning.own(others[~others["market"].isin(shut)], weeks)
    trade = leaning.trade(series[series["market"].isin(stayed - set(asked.markets))], weeks)
    return Feed(
        rows[rows["market"].isin(asked.markets)],
        pd.concat([sold, trade], axis=1),
        tuple(sorted(shut & set(others["market"]))),
        mature,
        series[series["market"].isin(asked.markets)],
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
