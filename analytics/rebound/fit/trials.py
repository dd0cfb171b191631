"""Every likely candidate tried at many dates before the event, and weighed by how it did over the horizon that matters."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit.forecast import errors, likely
from analytics.rebound.fit.model import Fitted
from analytics.rebound.fit.pooling import believed, weights
from analytics.rebound.series.arrays import Array

# Part of the weight whose candidates are tried.
TRIED = 0.97
# How much of a class's score is its own series' and how much the mean of all series of the group.
OWN = 0.5


@dataclass(frozen=True)
class Trials:
    """Forecasts from dates at which nothing happened, each knowing only what came before.

    starts: (dates,) rows; chosen: places of the candidates tried; evidence: (candidates, dates, series) up to the date;
    error, variance: (candidates, dates, series, summaries) in the scale of `Rows.values`; windows: how many fit side by side.
    """

    starts: np.ndarray
    chosen: tuple[int, ...]
    evidence: Array
    error: Array
    variance: Array
    windows: float

    def shares(self, fitted: Fitted, date: int) -> Array:
        """(series, candidates) weights as they would have been at a date."""
        evidence = believed(fitted.group.per_year, [self.evidence[:, date].T])
        return weights(evidence, fitted.belief[:, list(self.chosen)])


def trials(fitted: Fitted, starts: np.ndarray, wanted: Array, windows: float) -> Trials:
    """Tries the likely candidates at the given rows.

    Args:
        wanted: (summaries, periods of the window) weights; the last is what candidates are scored on.
    """
    chosen = tuple(likely(fitted, TRIED))
    shape = (len(chosen), len(starts), len(fitted.scale))
    evidence = np.zeros(shape)
    error, variance = np.zeros((*shape, len(wanted))), np.ones((*shape, len(wanted)))
    for place, index in enumerate(chosen if len(starts) else ()):
        white = fitted.whitened[fitted.candidates[index].noise]
        for date, posterior in enumerate(fitted.posteriors(fitted.candidates[index], starts.tolist())):
            block = slice(int(starts[date]), int(starts[date]) + wanted.shape[1])
            evidence[place, date] = posterior.evidence
            error[place, date], spread = errors(white, posterior, block, wanted)
            variance[place, date] = np.einsum("nqq->nq", spread)
    return Trials(starts, chosen, evidence, error, variance, windows)


def by_horizon(fitted: Fitted, tried: Trials) -> Fitted:
    """The fit with growth and donors weighed, beside their evidence, by their score over the horizon.

    The score is the mean log density of the window's mean, as many times as windows fit without overlap. Noises are left to
    the evidence, which knows them better than a few long windows can.
    """
    if not len(tried.starts):
        return fitted
    density = -0.5 * np.log(tried.variance[..., -1]) - 0.5 * tried.error[..., -1] ** 2 / tried.variance[..., -1]
    score = tried.windows * density.mean(1)
    classes = [(c.growth, c.donors) for c in fitted.candidates]
    factor = np.zeros_like(fitted.weights)
    scores = _by_class(fitted, tried, score, classes)
    best = np.max(list(scores.values()), axis=0)
    for index, kind in enumerate(classes):
        factor[:, index] = np.exp(scores[kind] - best) if kind in scores else np.exp(-tried.windows)
    weights = fitted.weights * factor
    return replace(fitted, weights=weights / weights.sum(1, keepdims=True))


def _by_class(
    fitted: Fitted, tried: Trials, score: Array, classes: list[tuple[str, str]]
) -> dict[tuple[str, str], Array]:
    """Score (series,) of every class tried: the mean over its candidates by weight, own and shared."""
    by_class = {}
    for kind in {classes[index] for index in tried.chosen}:
        places = [place for place, index in enumerate(tried.chosen) if classes[index] == kind]
        share = fitted.weights[:, [tried.chosen[place] for place in places]] + 1e-12
        own = (share.T * score[places]).sum(0) / share.sum(1)
        by_class[kind] = OWN * own + (1 - OWN) * own.mean()
    return by_class
