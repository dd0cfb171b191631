"""Regression with a level per unit and period, errors clustered (Liang & Zeger 1986; Cameron & Miller 2015 on few clusters).

Outcomes and codes are (rows,), regressors (rows, k); coefficients (k,), their covariance (k, k).
"""

from dataclasses import dataclass, replace

import numpy as np

from analytics.interval import Interval
from analytics.promotions.elasticity.absorb import Codes, Numbers, absorber
from analytics.results import CannotTell, Reason
from data.late import late

special = late("scipy.special")

STEPS = 60
LEFT = 1e-9
MANY = 50


@dataclass(frozen=True)
class Fit:
    """Coefficients in the order of the regressors, their covariance clustered, and the number of clusters.

    A regressor that unit and period levels explain wholly has coefficient nan. `misfit` is minus the log likelihood of a
    Poisson regression, up to what the quantities alone say.
    """

    coefficient: Numbers
    covariance: Numbers
    clusters: int
    rows: int
    misfit: float = float("nan")

    def interval(self, index: int = 0) -> Interval:
        """The coefficient with Student's interval at clusters - 1 degrees of freedom."""
        return Interval.normal(self.coefficient[index], self.error(index), self.quantile)

    def error(self, index: int = 0) -> float:
        """The coefficient's standard error."""
        return float(np.sqrt(self.covariance[index, index]))

    @property
    def quantile(self) -> float:
        """How many standard errors an interval reaches."""
        return quantile(self.clusters)


def quantile(clusters: int) -> float:
    """How many standard errors a 95 % interval reaches on this many clusters (Student's, clusters - 1)."""
    return float(special.stdtrit(max(clusters - 1, 1), 0.975))


def linear(outcome: Numbers, regressors: Numbers, unit: Codes, time: Codes, cluster: Codes) -> Fit:
    """Least squares of `outcome` on `regressors` with unit and period levels.

    Args:
        time: any whole numbers; equal numbers are one period.
    """
    period = np.unique(time, return_inverse=True)[1].astype(np.int64)
    left = absorber(unit, period)(np.column_stack([outcome, regressors]))
    scale = np.maximum(regressors.std(axis=0), np.finfo(float).tiny)
    known = left[:, 1:].std(axis=0) > LEFT * scale
    return _least_squares(left[:, 0], left[:, 1:], known, cluster, int(period.max()) + 1)


def poisson(
    quantity: Numbers, regressors: Numbers, unit: Codes, time: Codes, cluster: Codes, known: Numbers | None = None
) -> Fit:
    """Poisson pseudo-likelihood with unit and period levels: the log-log slope where some quantities are zero.

    Consistent for any distribution whose mean is exponential in the regressors (Santos Silva and Tenreyro 2006), where
    the log of a zero, or leaving zeros out, is not. Reweighted least squares; units and periods that never sell say
    nothing and are left out.

    Args:
        known: part of the log mean whose coefficient is 1; none when not given.

    Raises:
        CannotTell: the steps do not settle.
    """
    sells = (np.bincount(unit, weights=quantity) > 0)[unit]
    period = np.unique(time, return_inverse=True)[1].astype(np.int64)
    sells &= (np.bincount(period, weights=quantity) > 0)[period]
    ahead = np.zeros(len(sells)) if known is None else known
    quantity, regressors, cluster, ahead = quantity[sells], regressors[sells], cluster[sells], ahead[sells]
    unit, period = (np.unique(code[sells], return_inverse=True)[1].astype(np.int64) for code in (unit, period))
    moves = absorber(unit, period)(regressors).std(axis=0) > LEFT * np.maximum(regressors.std(axis=0), 1e-300)
    fitted = (quantity + quantity.mean()) / 2
    deviance = np.inf
    for _ in range(STEPS):
        index = np.log(fitted) - ahead
        working = index + quantity / fitted - 1
        root = np.sqrt(fitted)[:, None]
        left = absorber(unit, period, fitted)(np.column_stack([working, regressors]))
        fit = _least_squares(*_split(left * root), moves, cluster, int(period.max()) + 1)
        slope = np.where(moves, fit.coefficient, 0.0)
        fitted = np.exp(np.clip(ahead + working - left[:, 0] + left[:, 1:] @ slope, -30, 30))
        last, deviance = deviance, float((fitted - quantity * np.log(fitted)).sum())
        if abs(last - deviance) <= 1e-10 * abs(deviance):
            return replace(fit, misfit=deviance)
    raise CannotTell(Reason("no_stable_fit"))


def _split(left: Numbers) -> tuple[Numbers, Numbers]:
    return left[:, 0], left[:, 1:]


def _least_squares(outcome: Numbers, regressors: Numbers, known: np.ndarray, cluster: Codes, periods: int) -> Fit:
    """Least squares on what the levels left, errors clustered.

    CR1, the absorbed levels not counted as parameters. With few clusters that is too small by a tenth and more: then
    CR3, the jackknife over clusters, and the period levels count.
    """
    used = regressors[:, known]
    if not known.any():
        nothing = np.full(len(known), np.nan)
        return Fit(nothing, np.diag(nothing), len(np.unique(cluster)), len(outcome))
    inverse: Numbers = np.linalg.pinv(used.T @ used, hermitian=True).astype(np.float64)
    slope = inverse @ (used.T @ outcome)
    code = np.unique(cluster, return_inverse=True)[1]
    scores = _summed(used * (outcome - used @ slope)[:, None], code)
    clusters, rows = len(scores), len(outcome)
    if clusters < MANY:
        scores, inflated = _jackknifed(scores, used, inverse, code), rows / max(rows - periods, 1)
    else:
        inflated = clusters / (clusters - 1) * (rows - 1) / max(rows - used.shape[1], 1)
    coefficient = np.full(len(known), np.nan)
    covariance = np.full((len(known), len(known)), np.nan)
    coefficient[known] = slope
    covariance[np.ix_(known, known)] = inflated * inverse @ (scores.T @ scores) @ inverse
    return Fit(coefficient, covariance, clusters, rows)


def _jackknifed(scores: Numbers, used: Numbers, inverse: Numbers, code: Codes) -> Numbers:
    """Each cluster's score as it would be had the cluster not pulled the coefficients to itself."""
    size = used.shape[1]
    products = np.column_stack([used[:, i] * used[:, j] for i in range(size) for j in range(size)])
    own = _summed(products, code).reshape(len(scores), size, size)
    without = np.eye(size) - own @ inverse
    return np.stack([np.linalg.lstsq(*pair)[0] for pair in zip(without, scores, strict=True)])


def _summed(values: Numbers, code: Codes) -> Numbers:
    return np.column_stack([np.bincount(code, weights=column) for column in values.T])
