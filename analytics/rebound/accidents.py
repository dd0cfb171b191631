"""Accidents of the history: weeks of the year that stand out every year, steps that came to stay, single periods."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from analytics.rebound.model import Fitted
from analytics.rebound.noise import Array
from analytics.rebound.paths import Risk

# Standard errors beyond which a week stands out every year, a step is a break, and one period is an accident.
PEAK, BREAK, OUTLIER = 4.0, 4.5, 4.0
MOST_PEAKS, MOST_BREAKS = 6, 3


@dataclass(frozen=True)
class Accidents:
    """Of one series: values with single accidents drawn in, rows at which the level broke and by how much, yearly peaks.

    peaks: one (rows,) column of ones for each week of the year that stands out.
    """

    values: Array
    breaks: tuple[int, ...]
    sizes: tuple[float, ...]
    peaks: tuple[Array, ...]


class _Past:
    """One series before the event: what is left to explain, and with what precision (auxiliary residuals: de Jong and
    Penzer 1998). Explaining something updates both."""

    def __init__(self, precision: Array, values: Array) -> None:
        self.precision, self.values = precision, values.copy()

    def scores(self, shapes: Array) -> tuple[Array, Array]:
        """Standardised size and size of each shape (rows, shapes)."""
        pull, hold = self.precision @ self.values @ shapes, np.einsum("ts,ts->s", shapes, self.precision @ shapes)
        hold = np.maximum(hold, 1e-12)
        return pull / np.sqrt(hold), pull / hold

    def explain(self, shape: Array, size: float) -> None:
        """Takes a shape out of the values; from now on its size counts as unknown."""
        self.values = self.values - size * shape
        pull = self.precision @ shape
        self.precision = self.precision - np.outer(pull, pull) / max(float(shape @ pull), 1e-12)

    def largest(self, shapes: Array, bound: float, most: int) -> list[tuple[int, float]]:
        """The shapes that stand out, largest first, each explained before the next is sought."""
        found: list[tuple[int, float]] = []
        while len(found) < most and shapes.shape[1]:
            score, size = self.scores(shapes)
            score[[k for k, _ in found]] = 0
            best = int(np.abs(score).argmax())
            if abs(score[best]) < bound:
                break
            found.append((best, float(size[best])))
            self.explain(shapes[:, best], float(size[best]))
        return found


def accidents(fitted: Fitted) -> list[Accidents]:
    """What each series of the group suffered before the event, judged under its likeliest candidate."""
    rows = fitted.rows
    weeks = _weeks_of_year(rows.at, rows.per_year)
    return [_of_series(fitted, series, weeks) for series in range(len(fitted.scale))]


def _of_series(fitted: Fitted, series: int, weeks: Array) -> Accidents:
    before, scale = fitted.group.before, float(fitted.scale[series])
    past = _Past(_precision(fitted, series), fitted.rows.values[series, :before])
    seen = weeks[:before].sum(0) >= 2
    peaks = past.largest(weeks[:before] * seen, PEAK, MOST_PEAKS)
    edge = min(4, before // 4)
    steps = np.tril(np.ones((before, before))) * _inside(before, edge)
    breaks = past.largest(steps, BREAK, MOST_BREAKS)
    values = fitted.group.values[series].copy()
    values[:before] -= _outliers(past.precision, past.values) * scale
    return Accidents(
        values,
        tuple(row for row, _ in breaks),
        tuple(size * scale for _, size in breaks),
        tuple(weeks[:, week] for week, _ in peaks),
    )


def _inside(count: int, edge: int) -> Array:
    """Rows at which a step could be told from a single accident: not the first or last few."""
    rows = np.arange(count)
    return np.asarray((rows >= max(edge, 1)) & (rows < count - edge), dtype=float)


def _weeks_of_year(at: np.ndarray, per_year: float) -> Array:
    """(rows, weeks) one column per week of the year; none for months and longer, whose season is free already."""
    if per_year <= 12:
        return np.zeros((len(at), 0))
    week = np.floor(np.mod(at, per_year) * 52 / per_year + 1e-9).astype(int)
    return np.equal.outer(week, np.arange(53)).astype(float)


def _precision(fitted: Fitted, series: int) -> Array:
    """Inverse covariance of the series' past, coefficients uncertain, in units of its scale."""
    before = fitted.group.before
    candidate = fitted.candidates[int(fitted.weights[series].argmax())]
    white, found = fitted.whitened[candidate.noise], fitted.posterior(candidate, before)
    inverse = solve_triangular(white.factor[:before, :before], np.eye(before), lower=True, check_finite=False)
    lean = inverse.T @ white.columns[series, :before]
    total = inverse.T @ inverse - lean @ found.covariance[series] @ lean.T
    return np.asarray(total / found.variance[series])


def _outliers(precision: Array, past: Array) -> Array:
    """What to take off single periods: the part of their leave-one-out error beyond the bound."""
    own = np.diag(precision)
    known = own > 1e-9
    error = precision @ past / np.where(known, own, 1.0)
    bound = OUTLIER / np.sqrt(np.where(known, own, 1.0))
    return np.asarray(known * np.sign(error) * np.maximum(np.abs(error) - bound, 0))


def risk(found: Sequence[Accidents], periods: int) -> Risk:
    """What the shop's history says of breaks to come: as many and as large as those seen."""
    sizes = np.array([size for accident in found for size in accident.sizes])
    if not len(sizes):
        return Risk(0.0, 0.0)
    return Risk(len(sizes) / max(periods, 1), float(np.sqrt(np.mean(sizes**2))))
