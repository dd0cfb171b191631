"""Hands the drawn prices, demand, rates and closures to the SQL as long columns."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from data.sample import feasts
from data.sample.brands import RANGES
from data.sample.places import MARKETS, STILL_AT_HOME
from data.sample.plan import TIERS, Plan
from data.sample.rates import Rates
from data.sample.shelf import Shelf
from data.sample.tempo import CHOICE, Tempo
from data.sample.trade import SERIES, UNIT, Trade

Execute = Callable[[str, Any], Any]
MARKET_NO = {market.code: number for number, market in enumerate(MARKETS)}


def long_table(execute: Execute, name: str, columns: dict[str, Any]) -> None:
    """Creates a temporary table of equally long arrays, one a column."""
    picked = ", ".join(f"unnest(${column}) as {column}" for column in columns)
    execute(f"create or replace temp table {name} as select {picked}", columns)


def lay_tempo(execute: Execute, pace: Tempo, prices: Shelf) -> None:
    """Creates the tables by market, tier and day, by market, taste and day, and by range, market and week."""
    markets, tiers, days = (axis.ravel() for axis in np.indices(pace.demand.shape))
    cell = {"market_no": markets, "day_no": days}
    demand = {"demand": pace.demand.ravel(), "shock": pace.shock.ravel()}
    long_table(execute, "sample_days", {**cell, "tier_no": tiers + 1, **demand})
    long_table(execute, "sample_clock", {**cell, "taste_no": tiers + 1, **_clock_columns(pace)})
    long_table(execute, "sample_cell", _cell_columns(pace))
    long_table(execute, "sample_shelf", _shelf_columns(prices))


def _clock_columns(pace: Tempo) -> dict[str, Any]:
    """The clock before and after each day, the share of a cell's newcomers before it, and the bounds that pick a tier."""
    after, arrivals = np.cumsum(pace.clock, axis=2), np.cumsum(pace.arrivals, axis=2)
    picks = np.cumsum(np.einsum("ak,mkd->makd", CHOICE, pace.demand) / pace.clock[:, :, None, :], axis=2)
    return {
        "before": (after - pace.clock).ravel(),
        "after": after.ravel(),
        "arrivals_before": ((arrivals - pace.arrivals) / arrivals[:, :, -1:]).ravel(),
        **{f"to_{tier}": picks[:, :, number].ravel() for number, tier in enumerate(TIERS[:4])},
    }


def _cell_columns(pace: Tempo) -> dict[str, Any]:
    """Each market and taste's slice of all newcomers, from `low` to `high`."""
    newcomers = pace.arrivals.sum(axis=2)
    markets, tastes = (axis.ravel() for axis in np.indices(newcomers.shape))
    high = np.cumsum(newcomers.ravel()) / newcomers.sum()
    high[-1] = 1.0
    return {"market_no": markets, "taste_no": tastes + 1, "low": np.concatenate([[0.0], high[:-1]]), "high": high}


def lay_rates(execute: Execute, drawn: Rates) -> None:
    """Fills `fx_rates` with the plan's rates."""
    quotes, days = (axis.ravel() for axis in np.indices(drawn.values.shape))
    execute(
        "insert into fx_rates select unnest($day), 'EUR', unnest($quote), unnest($rate), 'sample', 'sample:fx'",
        {
            "day": [drawn.days[day] for day in days],
            "quote": [drawn.quotes[quote] for quote in quotes],
            "rate": drawn.values.ravel(),
        },
    )


def lay_trade(execute: Execute, drawn: Trade) -> None:
    """Fills `market_series` with the trade of every market."""
    markets, months = (axis.ravel() for axis in np.indices(drawn.values.shape))
    execute(
        f"insert into market_series select '{SERIES}', unnest($market), unnest($month), unnest($value), '{UNIT}', 'sample:trade', null",
        {
            "market": [MARKETS[market].code for market in markets],
            "month": [drawn.months[month] for month in months],
            "value": drawn.values.ravel(),
        },
    )


def lay_states(execute: Execute, plan: Plan, spans: Sequence[tuple[date, date, str, str]]) -> None:
    """Whether a market's shops are shut, Italy out of its shoppers' reach, and who a feast draws to marketplaces, by day."""
    closed = np.zeros((len(MARKETS), plan.days), dtype=bool)
    unreachable = np.zeros_like(closed)
    for start, end, market, kind in spans:
        target = closed if kind == "lockdown" else unreachable
        first, after = (start - plan.since).days, (end + timedelta(days=1) - plan.since).days
        if market in MARKET_NO:
            target[MARKET_NO[market], max(first, 0) : max(after, 0)] = True
    at_home = np.zeros(closed.shape)
    for market, start, end, share in STILL_AT_HOME:
        at_home[MARKET_NO[market], max((start - plan.since).days, 0) : max((end - plan.since).days, 0)] = share
    feast = np.zeros(closed.shape)
    feast[MARKET_NO[feasts.MARKET]] = feasts.to_marketplace(feasts.peaks(plan))
    markets, days = (axis.ravel() for axis in np.indices(closed.shape))
    long_table(
        execute,
        "sample_state",
        {
            "market_no": markets,
            "day_no": days,
            "is_closed": closed.ravel(),
            "italy_unreachable": unreachable.ravel(),
            "at_home": at_home.ravel(),
            "to_marketplace": feast.ravel(),
        },
    )


def _shelf_columns(prices: Shelf) -> dict[str, Any]:
    """The shelf with each range's slice of its tier's demand, from `low` to `high`."""
    tiers = np.array([TIERS.index(brand_range.tier) for brand_range in RANGES])
    demand = np.array([brand_range.share for brand_range in RANGES])[:, None, None] * prices.pull
    low, high = np.zeros_like(demand), np.zeros_like(demand)
    for tier in range(len(TIERS)):
        mine = tiers == tier
        share = demand[mine] / demand[mine].sum(axis=0)
        high[mine] = np.cumsum(share, axis=0)
        low[mine] = np.concatenate([np.zeros_like(share[:1]), high[mine][:-1]])
        high[np.flatnonzero(mine)[-1]] = 1.0
    ranges, markets, weeks = (axis.ravel() for axis in np.indices(demand.shape))
    return {
        "range_no": ranges, "market_no": markets, "week_no": weeks, "tier_no": tiers[ranges] + 1, "low": low.ravel(), "high": high.ravel(),
        "list_move": prices.list_move.ravel(), "markdown": prices.markdown.ravel(),
    }  # fmt: skip
