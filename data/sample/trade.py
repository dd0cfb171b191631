"""How clothing sells in each market as a whole: a monthly index that falls and recovers in its own way, to hold the shop against."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.sample.places import MARKETS
from data.sample.plan import Plan, Shock
from data.sample.tempo import curve

Floats = NDArray[np.float64]
SERIES, UNIT = "Clothing retail", "index of volume"
EARLIER = 3  # years that an office has published before the shop opened
PUBLISHED_AFTER = 35  # days after a month's end
COUNTED = 6  # months of rebound in the answer key
GROWTH = {"CN": 0.06, "KR": 0.02, "US": 0.02, "HK": 0.01}
# January to December, as clothing sells in Europe and America, and where the lunar year begins in winter
WEST = (0.90, 0.82, 0.94, 0.97, 1.0, 0.99, 1.03, 0.88, 0.99, 1.04, 1.1, 1.34)
EAST = (1.18, 1.05, 0.95, 0.93, 0.97, 0.95, 0.9, 0.87, 0.98, 1.05, 1.1, 1.07)


@dataclass(frozen=True)
class Trade:
    """The index by [market, month], mean of the first year 100; `without` any shock, from the same draws."""

    months: list[date]
    values: Floats
    without: Floats

    def answers(self, plan: Plan) -> list[dict[str, Any]]:
        """One entry a shock."""
        return [self._answer(shock) for shock in plan.shocks]

    def _answer(self, shock: Shock) -> dict[str, Any]:
        row = [market.code for market in MARKETS].index(shock.market)
        value, without = self.values[row], self.without[row]
        month = np.array(self.months)
        free = _free_from(shock.reopened_on)
        closed = (month >= shock.closed_on.replace(day=1)) & (month < free)
        after = np.flatnonzero(month >= free)[:COUNTED]
        lost, regained = float((without - value)[closed].sum()), float((value - without)[after].sum())
        return {
            "series": SERIES,
            "shock": shock.name,
            "market": shock.market,
            "closed_on": shock.closed_on.isoformat(),
            "reopened_on": shock.reopened_on.isoformat(),
            **dict(zip(("depth", "transient", "lasting"), shock.trade, strict=True)),
            "half_life_weeks": shock.half_life_weeks,
            "lost_share": round(lost / float(without[closed].sum()), 4),
            "months_counted": len(after),
            "regained_over_lost": round(regained / lost, 4),
            "first_month": self.months[0].isoformat(),
            "index": value.round(1).tolist(),
            "index_without": without.round(1).tolist(),
        }


def trade(plan: Plan) -> Trade:
    """Draws the trade of a plan's markets."""
    draw = np.random.default_rng([plan.seed, 4])
    months = _months(plan)
    shape = (len(MARKETS), len(months))
    level = np.cumsum(draw.normal(0, 0.004, shape), axis=1) + draw.normal(0, 0.012, shape)
    at = np.arange(len(months))
    season = np.array([EAST if market.code in ("CN", "HK", "KR") else WEST for market in MARKETS])[:, at % 12]
    growth = np.array([GROWTH.get(market.code, 0.008) for market in MARKETS])[:, None] * at / 12
    without = season * np.exp(level + growth)
    without *= 100 / without[:, :12].mean(axis=1, keepdims=True)
    moved = np.array([_moved(plan, market.code, months) for market in MARKETS])
    return Trade(months, (without * moved).round(1), without)


def _months(plan: Plan) -> list[date]:
    """From three years before the shop to the last month published when its data end."""
    months = [date(plan.since.year - EARLIER, 1, 1)]
    while _next(_next(months[-1])) + timedelta(days=PUBLISHED_AFTER) <= plan.until:
        months.append(_next(months[-1]))
    return months


def _moved(plan: Plan, market: str, months: list[date]) -> list[float]:
    """The mean over each month's days of trade over what it would have been."""
    first = months[0]
    days = np.arange((_next(months[-1]) - first).days)
    factor = np.ones(len(days))
    for shock in plan.shocks:
        if shock.market == market:
            factor *= curve(shock, shock.trade, days, first)
    edges = [(month - first).days for month in months]
    return [float(part.mean()) for part in np.split(factor, edges[1:])]


def _free_from(reopened: date) -> date:
    """The first month most of which lies after a reopening."""
    first, following = reopened.replace(day=1), _next(reopened.replace(day=1))
    return first if reopened - first <= following - reopened else following


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
