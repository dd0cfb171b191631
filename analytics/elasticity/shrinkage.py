"""Estimates of many groups, each leaning on the others as far as its own data are thin."""

import numpy as np
from scipy import optimize, stats

from analytics.elasticity.absorb import Numbers


def shrunk(estimate: Numbers, error: Numbers) -> tuple[Numbers, Numbers]:
    """Empirical-Bayes estimates of the groups and their standard errors.

    Morris (1983): groups scatter normally around a common mean, by as much as their own errors do not explain; each
    estimate moves to the mean by the share of its variance that is error, a little less because the scatter itself is
    estimated. The errors include that the mean and the scatter are estimates. Three groups or fewer have too little
    to lend: they come back unchanged. A group without an estimate (nan) gets the mean and the whole scatter.
    """
    known = np.isfinite(estimate) & np.isfinite(error) & (error > 0)
    groups = int(known.sum())
    if groups <= 3:
        return estimate, error
    variance = error[known] ** 2
    scatter = _scatter(estimate[known], variance)
    weight = 1 / (variance + scatter)
    mean = float(weight @ estimate[known] / weight.sum())
    lean = (groups - 3) / (groups - 1) * variance * weight
    left = estimate[known] - mean
    kept = 1 - (1 - weight / weight.sum()) * lean
    uncertain = 2 / (groups - 3) * lean**2 * (variance.mean() + scatter) * weight
    moved, doubt = np.full(len(estimate), mean), np.full(len(estimate), np.sqrt(scatter + 1 / weight.sum()))
    moved[known] = estimate[known] - lean * left
    doubt[known] = np.sqrt(variance * kept + uncertain * left**2)
    return moved, doubt


def _scatter(estimate: Numbers, variance: Numbers) -> float:
    """The variance between groups that makes their spread what it should be on average (Paule and Mandel 1982)."""

    def surplus(scatter: float) -> float:
        weight = 1 / (variance + scatter)
        return float(weight @ (estimate - weight @ estimate / weight.sum()) ** 2 - (len(estimate) - 1))

    if surplus(0.0) <= 0:
        return 0.0
    high = float(estimate.var() + variance.max()) * 4
    while surplus(high) > 0:
        high *= 4
    return float(optimize.brentq(surplus, 0.0, high))


def scatter_test(estimate: Numbers, error: Numbers) -> float:
    """Probability of groups this different if all were alike (Cochran's Q)."""
    known = np.isfinite(estimate) & np.isfinite(error) & (error > 0)
    weight = 1 / error[known] ** 2
    spread = weight @ (estimate[known] - weight @ estimate[known] / weight.sum()) ** 2
    return float(stats.chi2.sf(spread, max(int(known.sum()) - 1, 1)))
