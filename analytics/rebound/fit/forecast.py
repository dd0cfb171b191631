"""What would have come: joint forecasts of a block of periods given everything before it, mixed over the candidates."""

from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.model import Fitted
from analytics.rebound.fit.whitening import Posterior, Whitened
from analytics.rebound.series.arrays import Array

# Candidates beyond this share of the weight are left out of forecasts; what remains is weighted again.
ENOUGH = 0.99


@dataclass(frozen=True)
class Moments:
    """Errors (actual less forecast) of linear summaries of a block.

    error: (series, summaries) in model units; covariance: (series, summaries, summaries) of the forecast.
    """

    error: Array
    covariance: Array

    @property
    def standard(self) -> Array:
        """Errors over their standard deviations."""
        spread = np.sqrt(np.einsum("nqq->nq", self.covariance))
        return np.asarray(self.error / spread)


def likely(fitted: Fitted, enough: float = ENOUGH) -> list[int]:
    """The candidates that make up nearly all the weight, heaviest first."""
    mean = fitted.weights.mean(0)
    order = np.argsort(-mean)
    count = int(np.searchsorted(np.cumsum(mean[order]), enough)) + 1
    return [int(i) for i in order[:count]]


def moments(fitted: Fitted, block: slice, summaries: Array) -> Moments:
    """Errors of weighted sums of a block forecast from what came before it.

    Args:
        block: rows of the group, contiguous.
        summaries: (summaries, rows of the block) weights.
    """
    mixed = Mixture(len(fitted.scale), len(summaries))
    for index in likely(fitted):
        candidate = fitted.candidates[index]
        posterior = fitted.posterior(candidate, block.start)
        mixed.add(fitted.weights[:, index], *errors(fitted.whitened[candidate.noise], posterior, block, summaries))
    return mixed.moments(fitted.scale)


class Mixture:
    """Adds up the forecasts of candidates, each with its weight per series."""

    def __init__(self, series: int, count: int) -> None:
        self.total = np.zeros(series)
        self.first = np.zeros((series, count))
        self.second = np.zeros((series, count, count))

    def add(self, share: Array, error: Array, spread: Array) -> None:
        """One candidate: share (series,), error (series, summaries), spread (series, summaries, summaries)."""
        self.total += share
        self.first += share[:, None] * error
        self.second += share[:, None, None] * (spread + error[:, :, None] * error[:, None, :])

    def moments(self, scale: Array) -> Moments:
        """Mean error and covariance of the mixture in model units."""
        first, second = self.first / self.total[:, None], self.second / self.total[:, None, None]
        between = second - first[:, :, None] * first[:, None, :]
        return Moments(first * scale[:, None], between * (scale**2)[:, None, None])


def errors(white: Whitened, posterior: Posterior, block: slice, summaries: Array) -> tuple[Array, Array]:
    """Errors of the summaries of a block under one candidate, and their covariance, in units of the series' scale."""
    spread = summaries @ white.factor[block, block]
    error = white.surprise(posterior, block) @ spread.T
    lean = spread @ white.columns[:, block]
    covariance = spread @ spread.T + lean @ posterior.covariance @ lean.transpose(0, 2, 1)
    heavy = posterior.variance * posterior.freedom / np.maximum(posterior.freedom - 2, 1)
    return error, covariance * heavy[:, None, None]
