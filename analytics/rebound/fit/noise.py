"""What the series does by itself: a wandering level, a short memory, an irregular; and the grid of such noises.

The structural time series of Harvey (1989), level + AR(1) + irregular, is written here as one normal distribution over
all periods instead of as a recursion. Both give the same likelihood and forecasts (a test holds them against the Kalman
filter of statsmodels); the closed form lets every series of a shop and every placebo date share one factorisation.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from analytics.rebound.series.arrays import Array, Whole

LEVELS = (0.015, 0.03, 0.06, 0.1, 0.15, 0.22, 0.35, 0.6, 1.2, 3.0)
MEMORIES = ((0.0, 0.0), (0.3, 1.0), (0.5, 1.0), (0.7, 1.0), (0.85, 1.0), (0.93, 1.0), (0.7, 0.5), (0.9, 0.5))
# Movement from one period to the next, in logs, beyond which it is chance in who bought what: a few orders, a few huge tickets.
LUMPY = 0.1


@dataclass(frozen=True)
class Noise:
    """Variances relative to the short-run variance, which is 1.

    level: standard deviation of one period's step of the random walk.
    memory: autocorrelation of the AR(1) part from one period to the next.
    share: part of the short-run variance that is AR(1); the rest is irregular.
    yearly: variance of an effect special to each week (month) of the year, beyond the smooth season.
    turnover: years after which that effect has lost most of its likeness to itself.
    slope: standard deviation, per year, of a growth rate that wanders.
    slope_years: years over which that growth rate forgets itself.
    """

    level: float
    memory: float
    share: float
    yearly: float = 0.0
    turnover: float = 50.0
    slope: float = 0.0
    slope_years: float = 2.0

    @property
    def movement(self) -> float:
        """Variance of one period's step, the unit of every covariance: all noises move as much, only differently."""
        return self.level**2 + 2 * (1 - self.share) + 2 * self.share * (1 - self.memory)


def grid() -> tuple[Noise, ...]:
    """The noises weighed against each other when nothing is known yet."""
    return tuple(Noise(level, memory, share) for level, (memory, share) in product(LEVELS, MEMORIES))


def plausible(noise: Noise, per_year: float, scale: Array) -> Array:
    """(series,) prior weight: sales of short periods are noisy around a slow level.

    Beyond a movement of LUMPY a period it is single orders that move a series, and the level does not wander the more for them.

    Args:
        scale: (series,) short-run movement in logs.
    """
    usual = min(0.14 * 52 / per_year, 0.7) * np.minimum(LUMPY / scale, 1.0)
    return np.asarray(np.exp(-0.5 * (np.log(noise.level / usual) / 1.2) ** 2))


def usual(per_year: float) -> list[Noise]:
    """The grid, what is most plausible of a series that is not lumpy first."""
    return sorted(grid(), key=lambda noise: -float(plausible(noise, per_year, np.array([LUMPY]))[0]))


def wandering(steps: Array, per_year: float, with_donors: bool) -> Array:
    """Prior weights of a level that wanders by such steps: about 6 % a year, within a factor of three.

    Args:
        steps: standard deviations of one period's step, in logs.
        with_donors: whether donors explain the series: they carry more than half of the steps.
    """
    usual = 0.06 / np.sqrt(per_year) * (0.4 if with_donors else 1.0)
    return np.asarray(np.exp(-0.5 * np.log(np.maximum(steps, 1e-9) / usual) ** 2))


def refinements(noise: Noise) -> tuple[Noise, ...]:
    """The same noise with a restless season or a wandering growth rate added."""
    base = {"level": noise.level, "memory": noise.memory, "share": noise.share}
    seasons = [Noise(**base, yearly=v, turnover=t) for v, t in ((0.3, 50.0), (1.0, 50.0), (0.3, 4.0), (1.0, 4.0))]
    slopes = [Noise(**base, slope=s, slope_years=y) for s, y in ((1.0, 2.0), (4.0, 2.0), (1.0, 0.7))]
    return (*seasons, *slopes)


def covariance(noise: Noise, at: Whole, per_year: float) -> Array:
    """Covariance of the noise between the periods `at` (whole numbers on the clock), in units of its movement."""
    gap = np.abs(np.subtract.outer(at, at))
    start = np.minimum.outer(at, at) - at[0] + 1.0
    faded = noise.memory ** np.arange(gap.max() + 1.0)  # a power of each gap once, not of each pair of periods
    total = noise.level**2 * start + noise.share * faded[gap]
    if noise.yearly:
        total += noise.yearly * _same_season(at, per_year) * np.exp(-gap / per_year / noise.turnover)
    if noise.slope:
        total += _wandering_growth(noise, at, per_year)
    total[np.diag_indices_from(total)] += 1 - noise.share + 1e-6
    return np.asarray(total / noise.movement)


def _same_season(at: Whole, per_year: float) -> Array:
    season = np.floor(np.mod(at, per_year) + 1e-9)
    return np.equal.outer(season, season).astype(float)


def _wandering_growth(noise: Noise, at: Whole, per_year: float) -> Array:
    """Covariance of an integrated Ornstein-Uhlenbeck growth rate."""
    time = (at - at[0] + 1.0) / per_year / noise.slope_years
    low = np.minimum.outer(time, time)
    fade = np.exp(-time)
    shape = 2 * low - 1 + np.add.outer(fade, fade) - np.exp(-np.abs(np.subtract.outer(time, time)))
    return np.asarray((noise.slope * noise.slope_years) ** 2 * shape)
