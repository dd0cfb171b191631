"""Lumpy shops with a planted shock, of a form that is not the model's own: few orders a week, tickets of which a few are huge.

Each panel is one market: tiers with negative-binomial orders, 8 to 60 a week, lognormal tickets of which one in some eighty is ten times
the usual, a level break in the year before the shock, a reopening that ramps up over weeks, a second lockdown, weeks in which goods
were out of stock, and three donors of which two were hit too.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array
from benchmarks.rebound_shops import KINDS, PERIODS, christmas, waves

SHOCK, REOPEN, AGAIN, ANEW = 156, 169, 186, 192
AFTER = np.isin(np.arange(PERIODS), [*range(REOPEN, AGAIN), *range(ANEW, PERIODS)])
SHUT = np.isin(np.arange(PERIODS), [*range(SHOCK, REOPEN), *range(AGAIN, ANEW)])


@dataclass(frozen=True)
class Lumpy:
    """One panel: sales and orders, as they were and without the shock (tiers, weeks); donors (donors, weeks); what was planted.

    rates: (tiers, weeks) expected orders without the shock; ticket: (tiers,) expected ticket; lasting: planted share.
    """

    kind: str
    dates: pd.DatetimeIndex
    sales: Array
    orders: Array
    sales_without: Array
    orders_without: Array
    donors: Array
    rates: Array
    ticket: Array
    lasting: float


def lumpy(seed: int, tiers: int = 3) -> Lumpy:
    """A panel; the kind of its effect follows the seed so that every kind is as frequent."""
    rng, kind = np.random.default_rng(seed), KINDS[seed % 4]
    dates, count = pd.date_range("2017-01-02", periods=PERIODS, freq="7D"), tiers + 3
    common = np.cumsum(rng.normal(rng.normal(0.03, 0.04) / 52, 0.0085, PERIODS))
    rates = np.exp(rng.uniform(np.log(8), np.log(60), count))
    rates[tiers:] *= 3
    logs = np.log(rates)[:, None] + common + np.cumsum(rng.normal(0, 0.0055, (count, PERIODS)), axis=1)
    sizes = np.concatenate([rng.normal(0, 0.12 / k, (count, 2)) for k in (1, 2, 3)], axis=1)
    logs += sizes @ waves() + rng.uniform(0.1, 0.4, (count, 1)) * christmas(dates)
    broken = SHOCK - rng.integers(10, 52, count)
    logs += (np.arange(PERIODS) >= broken[:, None]) * rng.normal(0, 0.15, (count, 1))
    logs += np.log(_stock(rng, count))
    mean = np.exp(logs)
    gamma = mean * _scatter(rng, count)
    effect, lasting = _effect(rng, kind)
    factor = np.tile(np.exp(effect), (count, 1))
    factor[tiers:] = 1.0
    if kind != "none":
        factor[tiers : tiers + 2, SHUT] = 1 - rng.uniform(0.15, 0.5, (2, 1))
    without = rng.poisson(gamma)
    kept = rng.binomial(without, np.minimum(factor, 1.0))
    more = rng.poisson(gamma * np.maximum(factor - 1, 0))
    own = _Tickets(rng, count)
    sold = np.zeros((3, count, PERIODS))
    for k in range(count):
        for week in range(PERIODS):
            tickets = own.drawn(k, int(without[k, week] + more[k, week]))
            first, stayed = tickets[: without[k, week]], tickets[: kept[k, week]]
            sold[:, k, week] = first.sum(), stayed.sum(), tickets[without[k, week] :].sum()
    actual, orders = sold[1] + sold[2], kept + more
    return Lumpy(
        kind, dates, actual[:tiers], orders[:tiers].astype(float), sold[0, :tiers], without[:tiers].astype(float),
        actual[tiers:], mean[:tiers], own.mean[:tiers], lasting,
    )  # fmt: skip


class _Tickets:
    """Lognormal, and once in fifty to a hundred and twenty orders some ten times as large."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.rng, self.usual = rng, rng.uniform(200, 1500, count)
        self.spread, self.often = rng.uniform(0.6, 1.0, count), 1 / rng.uniform(50, 120, count)
        self.size = rng.uniform(6, 18, count)
        self.mean = self.usual * np.exp(self.spread**2 / 2) * (1 + self.often * (self.size - 1))

    def drawn(self, k: int, orders: int) -> Array:
        big = self.rng.uniform(size=orders) < self.often[k]
        plain = self.usual[k] * np.exp(self.rng.normal(0, self.spread[k], orders))
        return np.asarray(plain * np.where(big, self.size[k], 1.0))


def _scatter(rng: np.random.Generator, count: int) -> Array:
    shape = rng.uniform(8, 25, (count, 1))
    return np.asarray(rng.gamma(np.broadcast_to(shape, (count, PERIODS))) / shape)


def _stock(rng: np.random.Generator, count: int) -> Array:
    """Share of the demand that was in stock: two spells a year or so of one to three weeks without a good part of it."""
    share = np.ones((count, PERIODS))
    for k in range(count):
        for week in np.flatnonzero(rng.uniform(size=PERIODS) < 1 / 30):
            share[k, week : week + rng.integers(1, 4)] = rng.uniform(0.5, 0.85)
    return share


def _effect(rng: np.random.Generator, kind: str) -> tuple[Array, float]:
    effect = np.zeros(PERIODS)
    if kind == "none":
        return effect, 0.0
    lasting = 0.0 if kind == "transient" else float(rng.choice([-0.25, -0.15, 0.15, 0.25, 0.4]))
    height = 0.0 if kind == "lasting" else rng.uniform(0.3, 0.9)
    weeks, depth = np.arange(PERIODS - REOPEN), np.log(1 - rng.uniform(0.4, 0.7))
    after = np.log1p(lasting) + np.log1p(height) * 2 ** (-weeks / rng.uniform(3, 8))
    ramp = np.clip((weeks + 1) / rng.integers(2, 7), 0, 1)
    effect[REOPEN:] = (1 - ramp) * depth + ramp * after
    effect[SHOCK:REOPEN] = depth
    effect[AGAIN:ANEW] = depth / 2
    return effect, lasting
