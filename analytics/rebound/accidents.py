"""Accidents of the history: single periods no noise explains, and steps that came to stay."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from analytics.rebound.model import Fitted
from analytics.rebound.noise import Array
from analytics.rebound.paths import Risk

# Standard errors beyond which one period is an accident, and a step is a break.
OUTLIER, BREAK = 4.0, 4.5
MOST_BREAKS = 3


@dataclass(frozen=True)
class Accidents:
    """Of one series: values with accidents drawn in, and the rows at which its level broke with the size of the break."""

    values: Array
    breaks: tuple[int, ...]
    sizes: tuple[float, ...]


def accidents(fitted: Fitted) -> list[Accidents]:
    """What each series of the group suffered before the event, judged under its likeliest candidate."""
    return [_of_series(fitted, series) for series in range(len(fitted.scale))]


def _of_series(fitted: Fitted, series: int) -> Accidents:
    """Breaks first, each time the largest, then single periods (auxiliary residuals: de Jong and Penzer 1998)."""
    precision = _precision(fitted, series)
    past = fitted.rows.values[series, : fitted.group.before].copy()
    breaks: list[int] = []
    sizes: list[float] = []
    steps = np.tril(np.ones((len(past), len(past))))
    for _ in range(MOST_BREAKS):
        score, step = _steps(precision, past)
        at = int(np.abs(score).argmax())
        if abs(score[at]) < BREAK:
            break
        breaks.append(at)
        sizes.append(float(step[at] * fitted.scale[series]))
        past -= step[at] * steps[:, at]
    values = fitted.group.values[series].copy()
    values[: len(past)] -= _outliers(precision, past) * fitted.scale[series]
    return Accidents(values, tuple(breaks), tuple(sizes))


def _precision(fitted: Fitted, series: int) -> Array:
    """Inverse covariance of the series' past, coefficients uncertain, in units of its scale."""
    before = fitted.group.before
    candidate = fitted.candidates[int(fitted.weights[series].argmax())]
    white, found = fitted.whitened[candidate.noise], fitted.posterior(candidate, before)
    inverse = solve_triangular(white.factor[:before, :before], np.eye(before), lower=True, check_finite=False)
    lean = inverse.T @ white.columns[series, :before]
    total = inverse.T @ inverse - lean @ found.covariance[series] @ lean.T
    return np.asarray(total / found.variance[series])


def _steps(precision: Array, past: Array) -> tuple[Array, Array]:
    """Score and size of a step at each row; none so near either end that it could not be told from an accident."""
    pull = np.cumsum((precision @ past)[::-1])[::-1]
    hold = np.diag(np.cumsum(np.cumsum(precision[::-1, ::-1], 0), 1)[::-1, ::-1])
    size = pull / np.maximum(hold, 1e-12)
    score = pull / np.sqrt(np.maximum(hold, 1e-12))
    edge = min(4, len(past) // 4)
    score[:edge] = 0
    score[len(past) - edge :] = 0
    return score, size


def _outliers(precision: Array, past: Array) -> Array:
    """What to take off single periods: the part of their leave-one-out error beyond the bound."""
    own = np.maximum(np.diag(precision), 1e-12)
    error = precision @ past / own
    bound = OUTLIER / np.sqrt(own)
    return np.asarray(np.sign(error) * np.maximum(np.abs(error) - bound, 0))


def risk(found: Sequence[Accidents], periods: int) -> Risk:
    """What the shop's history says of breaks to come: as many and as large as those seen."""
    sizes = np.array([size for accident in found for size in accident.sizes])
    if not len(sizes):
        return Risk(0.0, 0.0)
    return Risk(len(sizes) / max(periods, 1), float(np.sqrt(np.mean(sizes**2))))
