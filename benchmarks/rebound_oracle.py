"""The bound: a filter that knows the generator's variances, season, promotions and drift, with and without the trend."""

import numpy as np

from benchmarks.rebound_shops import BEFORE, PERIODS, Shop, Traits


def oracle(shop: Shop, segment: int, trend_known: bool, traits: Traits | None = None, paths: int = 400) -> np.ndarray:
    """(paths, weeks from the shock on) draws of the segment's sales without the shock."""
    traits = traits or Traits()
    at = np.arange(PERIODS)
    steps = traits.own**2 + traits.breaks * traits.break_size**2 + (0 if trend_known else traits.common**2)
    persistence = shop.persistence[segment] ** np.abs(np.subtract.outer(at, at))
    covariance = steps * (np.minimum.outer(at, at) + 1.0) + traits.short**2 * persistence
    known = shop.known[segment] + (shop.trend if trend_known else shop.drift * at)
    past, after = slice(0, BEFORE), slice(BEFORE, PERIODS)
    # The constant is not known: it is one more variance, large.
    whole = covariance + 25.0
    gain = np.linalg.solve(whole[past, past], whole[past, after]).T
    logs = np.log(shop.without[segment]) - known
    mean = logs[past].mean()
    expected = known[after] + mean + gain @ (logs[past] - mean)
    left = whole[after, after] - gain @ whole[past, after]
    rng = np.random.default_rng(segment)
    return np.exp(expected + rng.standard_normal((paths, PERIODS - BEFORE)) @ np.linalg.cholesky(left).T)
