"""Evidence, coefficients and forecasts of the structural series under one noise, for many series at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.noise import Noise, covariance
from analytics.rebound.series.arrays import Array
from data.late import late

solve_triangular = late("scipy.linalg", "solve_triangular")

# A scale known as well as from a third of an observation before any is seen: keeps very short histories finite.
PRIOR_WEIGHT = 0.3
VAGUE = 5.0


@dataclass(frozen=True)
class Rows:
    """Series that share their observed periods.

    values: (series, periods) in model units over `scale`, the `before` first ones observed before the event.
    columns: (series, periods, coefficients).
    at: the periods' places on the clock.
    before: how many of the periods lie before the event.
    per_year: periods in a year.
    """

    values: Array
    columns: Array
    at: np.ndarray
    before: int
    per_year: float

    def past(self) -> "Rows":
        """The periods before the event alone."""
        cut = self.before
        return Rows(self.values[:, :cut], self.columns[:, :cut], self.at[:cut], cut, self.per_year)


@dataclass(frozen=True)
class Prior:
    """Normal beliefs on the coefficients, (series, coefficients) each, in the units of `Rows.values`."""

    mean: Array
    spread: Array


@dataclass(frozen=True)
class Posterior:
    """What the periods before `cut` say: evidence (series,), coefficients, their covariance and the noise's variance."""

    evidence: Array
    coefficients: Array
    covariance: Array
    variance: Array
    freedom: Array


@dataclass(frozen=True)
class Whitened:
    """Values and columns with the noise's correlation taken out, in the order of time."""

    factor: Array
    values: Array
    columns: Array

    @classmethod
    def of(cls, rows: Rows, noise: Noise) -> "Whitened":
        factor: Array = np.linalg.cholesky(covariance(noise, rows.at, rows.per_year)).astype(float)
        series, periods, coefficients = rows.columns.shape
        flat = rows.columns.transpose(1, 0, 2).reshape(periods, series * coefficients)
        both = np.hstack([np.nan_to_num(rows.values).T, flat])
        white = solve_triangular(factor, both, lower=True, check_finite=False)
        columns = white[:, series:].reshape(periods, series, coefficients).transpose(1, 0, 2)
        return cls(factor, np.ascontiguousarray(white[:, :series].T), np.ascontiguousarray(columns))

    def posterior(self, prior: Prior, cut: int) -> Posterior:
        """Coefficients and evidence from the first `cut` periods, the noise's variance estimated by restricted likelihood.

        The beliefs are absolute, not in units of the unknown noise: otherwise every vague coefficient would reward a noise
        of small variance (Lindley's paradox).
        """
        return self.posteriors(prior, (cut,))[0]

    def posteriors(self, prior: Prior, cuts: Sequence[int]) -> list[Posterior]:
        """One posterior for each cut; cheaper together than one by one."""
        sums = [self._sums(cut) for cut in cuts]
        cross, product, squares = (np.array(part) for part in zip(*sums, strict=True))
        vague = (prior.spread > VAGUE).sum(1)
        freedom = PRIOR_WEIGHT + np.maximum(np.array(cuts)[:, None] - vague, 1)
        alone = np.eye(cross.shape[-1])
        variance = np.ones_like(squares)
        for last in (False, True):
            precision = variance[:, :, None] / prior.spread**2
            whole = cross + precision[..., None] * alone
            right = product + prior.mean * precision
            if last:
                inverse = np.linalg.inv(whole)
                coefficients = np.einsum("cnpq,cnq->cnp", inverse, right)
            else:
                coefficients = np.linalg.solve(whole, right[..., None])[..., 0]
            misfit = squares + (prior.mean**2 * precision).sum(2) - (coefficients * right).sum(2)
            used, variance = variance, (PRIOR_WEIGHT + np.maximum(misfit, 0)) / freedom
        evidence = 0.5 * np.linalg.slogdet(inverse)[1] + 0.5 * np.log(precision).sum(2)
        evidence += [_likelihood(self.factor, m, v, c) for m, v, c in zip(misfit, used, cuts, strict=True)]
        fields = zip(evidence, coefficients, inverse, variance, freedom, strict=True)
        return [Posterior(*values) for values in fields]

    def _sums(self, cut: int) -> tuple[Array, Array, Array]:
        columns, values = self.columns[:, :cut], self.values[:, :cut]
        across = columns.transpose(0, 2, 1)
        return across @ columns, (across @ values[:, :, None])[:, :, 0], (values**2).sum(1)

    def surprise(self, posterior: Posterior, block: slice) -> Array:
        """Standardised one-step errors of the block, given all before it: (series, periods)."""
        fitted = np.einsum("ntp,np->nt", self.columns[:, block], posterior.coefficients)
        return np.asarray(self.values[:, block] - fitted)


def _likelihood(factor: Array, misfit: Array, variance: Array, cut: int) -> Array:
    determinant = np.log(np.diag(factor)[:cut]).sum()
    known = 0.5 * PRIOR_WEIGHT * (np.log(variance) + 1 / variance)
    return np.asarray(-determinant - 0.5 * cut * np.log(variance) - 0.5 * misfit / variance - known)
