"""Shops with a planted shock and rebound, of a form that is not the model's own.

Each panel is one market: segments that share a trend, donors elsewhere. The short-run noise is heavy-tailed and its
variance drifts, levels break at times, the season strengthens over the years, promotions lift some weeks and borrow from the
next, Chinese New Year moves a week's sales by three weeks from year to year, and in a third of the panels the donors were hit too.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.fit.holidays import new_year
from analytics.rebound.series.arrays import Array

KINDS = ("transient", "lasting", "mixed", "none")
BEFORE, LOCKED, AFTER = 156, 13, 39
PERIODS = BEFORE + LOCKED + AFTER


@dataclass(frozen=True)
class Traits:
    """Standard deviations and rates of the generator, per week in logs."""

    common: float = 0.0085
    own: float = 0.0055
    short: float = 0.05
    drift: float = 0.04
    tail: float = 3.0
    breaks: float = 1 / 200
    break_size: float = 0.06


@dataclass(frozen=True)
class Shop:
    """One panel: actual and counterfactual (segments, weeks), donors (donors, weeks), promotion depth, and what was planted.

    persistence: AR(1) coefficient of each series, segments first; trend: (weeks,) the common trend with drift; known: (series,
    weeks) season, feasts and promotions; effect: (weeks,) planted log effect; lasting: its lasting share; half_life: of its
    transient part, in weeks; hit: whether the donors were hit too.
    """

    kind: str
    dates: pd.DatetimeIndex
    actual: Array
    without: Array
    donors: Array
    depth: Array
    persistence: Array
    trend: Array
    drift: float
    known: Array
    effect: Array
    lasting: float
    half_life: float | None
    hit: bool


def shop(seed: int, segments: int = 4, donors: int = 3, traits: Traits | None = None) -> Shop:
    """A panel; the kind of its effect follows the seed so that every kind is as frequent."""
    traits, rng = traits or Traits(), np.random.default_rng(seed)
    kind, count = KINDS[seed % 4], segments + donors
    dates = pd.date_range("2017-01-02", periods=PERIODS, freq="7D")
    drift = rng.normal(0.03, traits.drift) / 52
    common = np.cumsum(_heavy(rng, traits.tail + 2, PERIODS) * traits.common)
    trend = common + drift * np.arange(PERIODS)
    persistence = rng.uniform(0.45, 0.85, count)
    depth, known = _promotions(rng, count), np.zeros((count, PERIODS))
    known += _season(rng, dates, count) + _new_year(rng, dates, count)
    known += rng.uniform(1.0, 2.0, (count, 1)) * depth
    known[:, 1:] -= 0.3 * depth[:, :-1]
    own = np.array([_own(rng, traits, p) for p in persistence])
    logs = np.log(rng.uniform(500, 5000, (count, 1))) + trend + own + known
    effect, lasting, half_life = _effect(rng, kind)
    hit = bool(seed % 3 == 0)
    if hit and kind != "none":
        logs[segments:, BEFORE : BEFORE + LOCKED] += np.log(1 - rng.uniform(0.15, 0.5))
    without = np.exp(logs[:segments])
    return Shop(
        kind, dates, without * np.exp(effect), without, np.exp(logs[segments:]), depth, persistence, trend, drift,
        known, effect, lasting, half_life, hit and kind != "none",
    )  # fmt: skip


def _effect(rng: np.random.Generator, kind: str) -> tuple[Array, float, float | None]:
    effect, weeks = np.zeros(PERIODS), np.arange(AFTER)
    if kind == "none":
        return effect, 0.0, None
    effect[BEFORE : BEFORE + LOCKED] = np.log(1 - rng.uniform(0.4, 0.7))
    lasting = 0.0 if kind == "transient" else float(rng.choice([-0.2, -0.12, 0.12, 0.2, 0.3]))
    height = 0.0 if kind == "lasting" else rng.uniform(0.3, 0.9)
    half_life = float(rng.uniform(2, 7))
    effect[BEFORE + LOCKED :] = np.log1p(lasting) + np.log1p(height) * 2 ** (-weeks / half_life)
    return effect, lasting, half_life if height else None


def _heavy(rng: np.random.Generator, tail: float, size: int) -> Array:
    """Student's t of unit variance, its variance drifting."""
    volatility = np.exp(0.25 * np.sin(2 * np.pi * (np.arange(size) / rng.uniform(80, 200) + rng.uniform())))
    return np.asarray(rng.standard_t(tail, size) * np.sqrt((tail - 2) / tail) * volatility)


def _own(rng: np.random.Generator, traits: Traits, persistence: float) -> Array:
    level = np.cumsum(rng.normal(0, traits.own, PERIODS))
    level += np.cumsum((rng.uniform(size=PERIODS) < traits.breaks) * rng.normal(0, traits.break_size, PERIODS))
    shock = _heavy(rng, traits.tail, PERIODS) * traits.short * np.sqrt(1 - persistence**2)
    short = np.zeros(PERIODS)
    short[0] = shock[0] / np.sqrt(1 - persistence**2)
    for week in range(1, PERIODS):
        short[week] = persistence * short[week - 1] + shock[week]
    return level + short


def _days(week: pd.Timestamp) -> list[pd.Timestamp]:
    return [week + pd.Timedelta(days=day) for day in range(7)]


def waves() -> Array:
    """(6, weeks): a year in three waves, cosine and sine of each."""
    angle = 2 * np.pi * np.outer((1, 2, 3), np.arange(PERIODS)) / 52.18
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).reshape(6, PERIODS)


def christmas(dates: pd.DatetimeIndex) -> Array:
    """Share of each week's days that lie in the last three weeks of the year."""
    return np.array([np.mean([day.month == 12 and day.day >= 11 for day in _days(week)]) for week in dates])


def lunar(dates: pd.DatetimeIndex) -> Array:
    """Chinese New Year: a fortnight of buying ahead and a quiet week."""
    lift = np.zeros(PERIODS)
    for year in range(2017, 2022):
        away = (dates - pd.Timestamp(new_year(year))).days
        lift += 0.25 * ((away >= -14) & (away < 0)) - 0.2 * ((away >= 0) & (away < 7))
    return lift


def _season(rng: np.random.Generator, dates: pd.DatetimeIndex, count: int) -> Array:
    """Waves and a Christmas peak that grow by a twentieth a year."""
    sizes = np.concatenate([rng.normal(0, 0.12 / k, (count, 2)) for k in (1, 2, 3)], axis=1)
    peak = rng.uniform(0.1, 0.4, (count, 1)) * christmas(dates)
    return np.asarray((sizes @ waves() + peak) * (0.92 + 0.05 * np.arange(PERIODS) / 52.18))


def _new_year(rng: np.random.Generator, dates: pd.DatetimeIndex, count: int) -> Array:
    """For the segments that keep the lunar calendar."""
    return np.asarray((rng.uniform(size=(count, 1)) < 0.5) * lunar(dates))


def _promotions(rng: np.random.Generator, count: int) -> Array:
    """Depth of the promotions, known to the shop: one in eight weeks, somewhat more after the reopening."""
    often = np.full(PERIODS, 1 / 8)
    often[BEFORE + LOCKED :] = 1 / 5
    return np.asarray((rng.uniform(size=(count, PERIODS)) < often) * rng.uniform(0.1, 0.3, (count, PERIODS)))
