"""Accidents of the history: weeks of the year that stand out every year, steps that came to stay, single periods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit.columns import Group
from analytics.rebound.fit.model import MIN_LEFT, Fitted, movement
from analytics.rebound.fit.paths import Risk
from analytics.rebound.series.arrays import Array
from data.late import late

solve_triangular = late("scipy.linalg", "solve_triangular")

# Standard errors beyond which a week stands out every year, a step is a break, and one period is an accident.
PEAK, BREAK, SINGLE = 4.0, 4.5, 4.0
MOST = 12
# Of an accident's size, what the donors together must have moved the same way for it to be theirs too.
SHARED = 0.5
# Rows from either end at which a step looks like a single accident.
EDGE = 4


@dataclass(frozen=True)
class Accidents:
    """Of one series: values without single accidents, rows at which the level broke and by how much, yearly peaks.

    peaks: one (rows,) column of ones for each week of the year that stands out; singles: row and size, in model units, of the
    accidents that were drawn in.
    """

    values: Array
    breaks: tuple[int, ...]
    sizes: tuple[float, ...]
    peaks: tuple[Array, ...]
    singles: tuple[tuple[int, float], ...] = ()


def accidents(fitted: Fitted) -> list[Accidents]:
    """What each series of the group suffered before the event, judged under its likeliest candidate."""
    weeks = _weeks_of_year(fitted.rows.at, fitted.rows.per_year)
    return [_of_series(fitted, series, weeks) for series in range(len(fitted.scale))]


def _of_series(fitted: Fitted, series: int, weeks: Array) -> Accidents:
    """The most surprising shape first, explained before the next is looked for (auxiliary residuals: de Jong and Penzer 1998).

    Where single periods are all that ever moved, they are what chance does to the series, and none of them is an accident.
    """
    before, scale = fitted.group.before, float(fitted.scale[series])
    past = _Past(_precision(fitted, series), fitted.rows.values[series, :before], weeks[:before])
    surprises = past.surprises(min(MOST, before // 10))
    values = fitted.group.values[series].copy()
    for row, size in surprises["single"]:
        values[row] -= size * scale
    if movement(values[:before]) < MIN_LEFT * movement(fitted.group.values[series, :before]):
        return Accidents(fitted.group.values[series], (), (), ())
    return Accidents(
        values,
        tuple(row for row, _ in surprises["break"]),
        tuple(size * scale for _, size in surprises["break"]),
        tuple(weeks[:, week] for week, _ in surprises["peak"]),
        tuple((row, size * scale) for row, size in surprises["single"]),
    )


class _Past:
    """One series before the event: what is left to explain, and with what precision. Explaining something updates both."""

    def __init__(self, precision: Array, values: Array, weeks: Array) -> None:
        self.precision, self.values = precision, values.copy()
        self.weeks = weeks * (weeks.sum(0) >= 2)
        self.explained = 0

    def surprises(self, most: int) -> dict[str, list[tuple[int, float]]]:
        """Place and size of what stands out, by kind."""
        by_kind: dict[str, list[tuple[int, float]]] = {"peak": [], "break": [], "single": []}
        for _ in range(most):
            kind, place, score, size = max((self._largest(kind) for kind in by_kind), key=lambda largest: largest[2])
            if score < 1:
                break
            by_kind[kind].append((place, size))
            self._explain(self._shape(kind, place), size)
        return by_kind

    def _largest(self, kind: str) -> tuple[str, int, float, float]:
        """The most surprising place of a kind: its score over the kind's bound, and its size."""
        pull = self.precision @ self.values
        if kind == "single":
            force, hold, bound = pull, np.diag(self.precision), SINGLE
        elif kind == "break":
            force, bound = np.cumsum(pull[::-1])[::-1], BREAK
            both = np.cumsum(np.cumsum(self.precision[::-1, ::-1], 0), 1)[::-1, ::-1]
            hold = np.where(_inside(len(pull)), np.diag(both), 0.0)
        else:
            force, bound = pull @ self.weeks, PEAK
            hold = np.einsum("tw,tw->w", self.weeks, self.precision @ self.weeks)
        # What was explained before is no longer known: its precision is zero.
        known = hold > 1e-9
        score = np.where(known, np.abs(force) / np.sqrt(np.where(known, hold, 1.0)), 0.0)
        if not len(score):
            return kind, 0, 0.0, 0.0
        place = int(score.argmax())
        return kind, place, float(score[place] / bound), float(force[place] / hold[place]) if known[place] else 0.0

    def _shape(self, kind: str, place: int) -> Array:
        if kind == "peak":
            return np.asarray(self.weeks[:, place], dtype=float)
        rows = np.arange(len(self.values))
        return np.asarray(rows >= place if kind == "break" else rows == place, dtype=float)

    def _explain(self, shape: Array, size: float) -> None:
        """Takes a shape out, its size unknown from now on; the noise's variance is estimated again without it."""
        self.values = self.values - size * shape
        pull = self.precision @ shape
        self.precision = self.precision - np.outer(pull, pull) / max(float(shape @ pull), 1e-12)
        self.explained += 1
        left = float(self.values @ self.precision @ self.values) / max(len(self.values) - self.explained, 1)
        self.precision = self.precision / min(max(left, 1e-6), 1.0)


def _inside(count: int) -> np.ndarray:
    rows, edge = np.arange(count), min(EDGE, count // 4)
    return np.asarray((rows >= max(edge, 1)) & (rows < count - edge))


def _weeks_of_year(at: np.ndarray, per_year: float) -> Array:
    """(rows, weeks) one column per week of the year; none for months and longer, whose season is free already."""
    if per_year <= 12:
        return np.zeros((len(at), 0))
    week = np.floor(np.mod(at, per_year) * 52 / per_year + 1e-9).astype(int)
    return np.asarray(np.equal.outer(week, np.arange(53)), dtype=float)


def _precision(fitted: Fitted, series: int) -> Array:
    """Inverse covariance of the series' past, coefficients uncertain, in units of its scale."""
    before = fitted.group.before
    candidate = fitted.candidates[int(fitted.weights[series].argmax())]
    white, posterior = fitted.whitened[candidate.noise], fitted.posterior(candidate, before)
    inverse = solve_triangular(white.factor[:before, :before], np.eye(before), lower=True, check_finite=False)
    lean = inverse.T @ white.columns[series, :before]
    total = inverse.T @ inverse - lean @ posterior.covariance[series] @ lean.T
    return np.asarray(total / posterior.variance[series])


@dataclass(frozen=True)
class Shared:
    """What the donors together suffered: (places on the clock,) mean size in model units of single accidents, and of breaks."""

    single: Array
    broken: Array


def shared(donors: Fitted, kept: np.ndarray) -> Shared:
    """The accidents of the kept donors, averaged over them all.

    Args:
        kept: (donors,) mask.
    """
    suffered = [own for own, keep in zip(accidents(donors), kept, strict=True) if keep]
    single = donors.group.values[kept] - [own.values for own in suffered]
    broken = np.zeros_like(single)
    for line, own in zip(broken, suffered, strict=True):
        line[list(own.breaks)] = own.sizes
    return Shared(single.mean(0), broken.mean(0))


def unshared(suffered: Sequence[Accidents], group: Group, common: Shared) -> list[Accidents]:
    """The accidents of each series without those of its donors: a donor says what they did, if it is followed."""
    return [_unshared(own, line, group.at, common) for own, line in zip(suffered, group.values, strict=True)]


def _unshared(suffered: Accidents, values: Array, at: np.ndarray, common: Shared) -> Accidents:
    single = values - suffered.values
    theirs = common.single[at]
    ours = (single != 0) & (np.sign(single) * theirs < SHARED * np.abs(single))
    near = [float(common.broken[max(at[row] - EDGE, 0) : at[row] + EDGE + 1].sum()) for row in suffered.breaks]
    kept = [np.sign(size) * by < SHARED * abs(size) for size, by in zip(suffered.sizes, near, strict=True)]
    return replace(
        suffered,
        values=np.where(ours, suffered.values, values),
        breaks=tuple(row for row, keep in zip(suffered.breaks, kept, strict=True) if keep),
        sizes=tuple(size for size, keep in zip(suffered.sizes, kept, strict=True) if keep),
        singles=tuple((row, size) for row, size in suffered.singles if ours[row]),
    )


def risk(suffered: Sequence[Accidents], periods: int) -> Risk:
    """What the shop's history says of breaks to come: as many and as large as those seen."""
    sizes = np.array([size for accident in suffered for size in accident.sizes])
    if not len(sizes):
        return Risk(0.0, 0.0)
    return Risk(len(sizes) / max(periods, 1), float(np.sqrt(np.mean(sizes**2))))
