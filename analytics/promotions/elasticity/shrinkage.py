"""Estimates of many groups, each drawn towards the others as far as its own data are thin."""

import numpy as np

from analytics.promotions.elasticity.absorb import Numbers
from data.late import late

optimize = late("scipy.optimize")
special = late("scipy.special")


def shrunk(estimate: Numbers, error: Numbers, design: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """Empirical-Bayes estimates of the groups and their standard errors.

    Morris (1983): groups scatter normally around a common mean (or a line in the columns of `design`), by as much as
    their own errors do not explain; each estimate moves to it by the share of its variance that is error, a little
    less because the scatter itself is estimated. The errors include that the mean and the scatter are estimates. Two
    groups more than the mean has parameters have too little to lend: they come back unchanged. A group without an
    estimate (nan) gets the mean and the whole scatter. All arrays are (groups,); `design` is (groups, columns).
    """
    design = np.ones((len(estimate), 1)) if design is None else design
    known = np.isfinite(estimate) & np.isfinite(error) & (error > 0)
    spare = int(known.sum()) - design.shape[1]
    if spare <= 2:
        return estimate, error
    variance, lines = error[known] ** 2, design[known]
    scatter = _scatter(estimate[known], variance, lines)
    weight = 1 / (variance + scatter)
    inverse = np.linalg.pinv(lines.T @ (weight[:, None] * lines))
    slope = inverse @ (lines.T @ (weight * estimate[known]))
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    lean = (spare - 2) / spare * variance * weight
    left = estimate[known] - lines @ slope
    kept = 1 - (1 - weight * leverage[known]) * lean
    uncertain = 2 / (spare - 2) * lean**2 * (variance.mean() + scatter) * weight
    moved, doubt = design @ slope, np.sqrt(scatter + leverage)
    moved[known] = estimate[known] - lean * left
    doubt[known] = np.sqrt(variance * kept + uncertain * left**2)
    return moved, doubt


def _scatter(estimate: Numbers, variance: Numbers, lines: Numbers) -> float:
    """The variance between groups that makes their spread what it should be on average (Paule and Mandel 1982)."""

    def surplus(scatter: float) -> float:
        root = np.sqrt(1 / (variance + scatter))
        slope = np.linalg.lstsq(root[:, None] * lines, root * estimate)[0]
        return float(((root * (estimate - lines @ slope)) ** 2).sum() - (len(estimate) - lines.shape[1]))

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
    return float(special.chdtrc(max(int(known.sum()) - 1, 1), spread))
