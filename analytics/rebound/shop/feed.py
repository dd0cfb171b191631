"""The model's input: weekly sales in the chosen measure, controls that stayed open, and trade to compare with."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.kpis import span
from analytics.market_series import market_series
from analytics.rebound.shop import controls
from analytics.rebound.shop.question import REAL, Question
from analytics.weekly_sales import weekly_sales
from data.store import Store

RETURNS = timedelta(days=30)  # a week's returns have come in by then
DAY = timedelta(days=1)
YEAR = 52


@dataclass(frozen=True)
class Feed:
    """Whole weeks of the selection.

    Attributes:
        sales: `weekly_sales` with a column `value` in the chosen measure.
        controls: weeks by series that stayed open throughout: markets by their code, trade as a whole by `trade_code`; empty where
            there are none.
        shut: other markets that were closed at some time and therefore are no controls.
        mature: last day whose returns have come in.
        trade: `market_series` of the question's markets.
    """

    sales: pd.DataFrame
    controls: pd.DataFrame
    shut: tuple[str, ...]
    mature: date
    trade: pd.DataFrame


def feed(store: Store, question: Question) -> Feed:
    """The sales of every market, split into those of the question and controls."""
    first, last = span(store)
    rows = weekly_sales(store, replace(question.choice, market=()), since=first, until=last + DAY)
    rows = measured(rows[rows["market"] != "unknown"], question.measure, pd.Timestamp(question.first))
    others = rows[~rows["market"].isin(question.markets)]
    mature = last - RETURNS
    shut, stayed = controls.shut(store, question.first, question.last(mature))
    series = market_series(store)
    weeks = pd.DatetimeIndex(rows["week"])
    weeks = pd.date_range(weeks.min(), weeks.max(), freq="7D") if len(weeks) else weeks
    sold = controls.own(others[~others["market"].isin(shut)], weeks)
    trade = controls.trade(series[series["market"].isin(stayed - set(question.markets))], weeks)
    return Feed(
        rows[rows["market"].isin(question.markets)],
        pd.concat([sold, trade], axis=1),
        tuple(sorted(shut & set(others["market"]))),
        mature,
        series[series["market"].isin(question.markets)],
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
