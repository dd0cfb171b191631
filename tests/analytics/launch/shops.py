"""Made-up shops in which a channel begins: of its sales a planted share is extra, the rest moved from other channels.

Not of the model's own form: orders are negative binomial, tickets lognormal with rare big ones, the year has two bumps at any
place, levels wander with steps that are not normal, and markets share part of their trend.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

Array = np.ndarray
SERVED, OTHERS = ("CN", "HK"), ("IT", "FR", "DE")
TIERS = ("core", "premium", "luxury")
SIZES = {"core": (1.0, 140.0), "premium": (0.5, 420.0), "luxury": (0.2, 1400.0)}  # orders and tickets


@dataclass(frozen=True)
class Shop:
    """`sales` as `growth` takes them, of the markets that the channel serves; `controls` the others; `extra` by market and tier.

    extra_share: of the channel's sales, as drawn; on: the day it begins; until: the last Monday.
    """

    sales: pd.DataFrame
    controls: pd.DataFrame
    extra: pd.DataFrame
    on: pd.Timestamp
    until: pd.Timestamp

    @property
    def channel(self) -> float:
        """What the channel sold."""
        return float(self.sales["own"].sum())

    @property
    def gain(self) -> float:
        """What it added."""
        return float(self.extra["extra"].sum())


def shop(
    seed: int,
    extra: float,
    *,
    part: float = 0.25,
    weekly: float = 60,
    years: float = 3.0,
    weeks: int = 52,
    tiers: tuple[str, ...] = TIERS,
    served: tuple[str, ...] = SERVED,
) -> Shop:
    """A shop.

    Args:
        extra: planted share of the channel's sales that would not have been made without it; 0: it only moves sales.
        part: of orders without it that as many pass through the channel once it is known; weekly: orders a week of a market's
            first tier; years: of history; weeks: looked at since;
        tiers: sold; served: markets that get the channel.
    """
    rng = np.random.default_rng(seed)
    before = round(52 * years)
    count = before + weeks
    index = pd.date_range("2017-01-02", periods=count, freq="7D")
    common = _walk(rng, count, 0.10)
    ramp = part * np.clip((np.arange(count) - before + 1) / 13, 0, 1)
    rows, controls, truth = [], {}, []
    for place, market in enumerate((*served, *OTHERS)):
        size = weekly * (1.0 if place == 0 or market == OTHERS[0] else 0.5)
        season = _season(rng, count)
        total = np.zeros(count)
        for tier in tiers:
            orders, ticket = SIZES[tier]
            level = np.exp(0.7 * common + _walk(rng, count, 0.06) + season + _short(rng, count))
            mean = size * orders * level
            base = _orders(rng, mean)
            if market in served:
                moved = rng.binomial(base, ramp * (1 - extra))
                added = _orders(rng, mean * ramp * extra)
                sold = [_sum(rng, n, ticket) for n in (base - moved, moved, added)]
                rows.append(
                    pd.DataFrame(
                        {
                            "week": index, "market": market, "tier": tier,
                            "value": sum(sold), "own": sold[1] + sold[2],
                        }
                    )
                )  # fmt: skip
                truth.append({"market": market, "tier": tier, "extra": float(sold[2].sum())})
            else:
                total += _sum(rng, base, ticket)
        if market in OTHERS:
            controls[market] = total
    on = index[before] + pd.Timedelta(days=2)
    return Shop(pd.concat(rows), pd.DataFrame(controls, index=index), pd.DataFrame(truth), on, index[-1])


def _walk(rng: np.random.Generator, count: int, yearly: float) -> Array:
    return np.cumsum(rng.standard_t(5, count)) * yearly * np.sqrt(0.6 / 52)


def _short(rng: np.random.Generator, count: int) -> Array:
    fresh = rng.standard_t(5, count) * 0.05
    out = np.zeros(count)
    for t in range(count):
        out[t] = 0.3 * out[t - 1] * (t > 0) + fresh[t]
    return out


def _season(rng: np.random.Generator, count: int) -> Array:
    place, at = rng.uniform(0, 52.18, 2), np.arange(count)
    away = np.abs((at[:, None] - place + 26.09) % 52.18 - 26.09) / 52.18
    return np.exp(-0.5 * (away / rng.uniform(0.03, 0.12, 2)) ** 2) @ rng.uniform(0.1, 0.5, 2)


def _orders(rng: np.random.Generator, mean: Array) -> Array:
    return rng.poisson(mean * rng.gamma(30, 1 / 30, len(mean)))


def _sum(rng: np.random.Generator, orders: Array, ticket: float) -> Array:
    """Sums of lognormal tickets, one in a hundred eight times as large."""
    sums = np.zeros(len(orders))
    for week, n in enumerate(orders):
        drawn = np.exp(rng.normal(0, 0.6, n)) * np.where(rng.uniform(size=n) < 0.01, 8, 1)
        sums[week] = ticket * drawn.sum()
    return sums
