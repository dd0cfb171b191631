"""An estimate with what it could also be."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

# Every statement starts with half a draw, so that none is ever certain (Krichevsky & Trofimov 1981).
HALF = 0.5


@dataclass(frozen=True)
class Interval:
    """A point estimate and the bounds of its interval (95 % unless its maker says otherwise), in its unit."""

    estimate: float
    low: float
    high: float

    @classmethod
    def of_draws(cls, draws: ArrayLike, estimate: float | None = None, level: float = 0.95) -> "Interval":
        """The equal-tailed interval of simulated draws; the estimate is their median unless given."""
        finite = np.asarray(draws, dtype=float)
        tail = (1 - level) / 2
        low, middle, high = np.quantile(finite, [tail, 0.5, 1 - tail])
        return cls(float(middle) if estimate is None else float(estimate), float(low), float(high))

    @classmethod
    def normal(cls, estimate: float, se: float, z: float = 1.959963984540054) -> "Interval":
        """The interval of a normal estimator with standard error `se`."""
        return cls(float(estimate), float(estimate - z * se), float(estimate + z * se))

    @property
    def error(self) -> float:
        """The standard error of a normal estimator with this 95 % interval."""
        return (self.high - self.low) / 2 / 1.959963984540054

    @property
    def is_known(self) -> bool:
        """Whether there is one at all."""
        return not math.isnan(self.estimate)

    def holds(self, value: float) -> bool:
        """Whether `value` lies inside, bounds included."""
        return self.low <= value <= self.high

    def json(self) -> dict[str, float | None]:
        """`{estimate, low, high}`; what is not finite becomes null, as JSON has no NaN."""
        return {name: _finite(getattr(self, name)) for name in ("estimate", "low", "high")}


UNKNOWN = Interval(math.nan, math.nan, math.nan)


def cells(name: str, interval: Interval | None) -> dict[str, float]:
    """An interval as cells of a table: `name`, `name_low`, `name_high`; NaN where there is none."""
    ends = (math.nan,) * 3 if interval is None else (interval.estimate, interval.low, interval.high)
    return dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))


def chance_above(draws: ArrayLike, least: float = 0.0) -> float:
    """Probability of more than `least`: the share of draws above it, never 0 or 1."""
    above = np.asarray(draws, dtype=float) > least
    return float((above.sum() + HALF) / (above.size + 2 * HALF))


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
