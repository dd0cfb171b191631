"""Groups of customers held against all others of the same market and year: means, differences and their intervals from sums."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.interval import UNKNOWN, Interval
from data.late import late

stats = late("scipy.special")

Floats = NDArray[np.float64]
LEAST = 30  # customers under which no figure is told
THICK = 30  # customers of a cell from which its own scatter is taken


@dataclass(frozen=True)
class Difference:
    """A group's mean less that of others like it.

    Attributes:
        interval: with its 95 % interval; unknown where too few have others to be held against.
        error: its standard error.
        compared: customers of the group who have others of their market and year.
    """

    interval: Interval
    error: float
    compared: int


NOTHING = Difference(UNKNOWN, float("nan"), 0)


def difference(own: pd.DataFrame, rest: pd.DataFrame, *, is_share: bool = False) -> Difference:
    """The mean of a group less the mean of others, market by market and year by year, weighted by the group's customers.

    The standard error is the larger of two: that of Welch (1938), each side by its own scatter, and that under the claim that both are
    drawn from one population, which is a permutation test's. Few customers who spend seldom and much have a mean that is too low with a
    scatter that is too small; by the first alone they would be called different too often.

    Args:
        own, rest: a row a cell (market and year), in one order: `customers`, `total` and `squares` of what each customer has.
        is_share: whether that is 0 or 1.
    """
    n, m = own["customers"].to_numpy(dtype=float), rest["customers"].to_numpy(dtype=float)
    held = (n > 0) & (m > 0)
    compared = int(n[held].sum())
    if compared < LEAST:
        return NOTHING
    mine, theirs = own[held], rest[held]
    n, m, weight = n[held], m[held], n[held] / n[held].sum()
    gap = float(weight @ (mine["total"].to_numpy() / n - theirs["total"].to_numpy() / m))
    apart = weight**2 @ (_scatter(mine, is_share) / n + _scatter(theirs, is_share) / m)
    alike = weight**2 @ (_scatter(mine + theirs, is_share) * (1 / n + 1 / m))
    error = float(np.sqrt(max(apart, alike)))
    return Difference(Interval.normal(gap, error, float(stats.stdtrit(compared - 1, 0.975))), error, compared)


def _scatter(cells: pd.DataFrame, is_share: bool) -> Floats:
    """Variance of a customer's value, cell by cell; that of all cells together where a cell has few."""
    n, total, squares = (cells[name].to_numpy(dtype=float) for name in ("customers", "total", "squares"))
    if is_share:  # one who came back and one who did not are added, so that nobody coming back is no certainty (Agresti & Caffo 2000)
        own, together = (total + 1) / (n + 2), (total.sum() + 1) / (n.sum() + 2)
        return np.asarray(np.where(n >= THICK, own * (1 - own), together * (1 - together)))
    within = np.maximum(squares - total**2 / n, 0.0)
    together = within.sum() / max(float((n - 1).sum()), 1.0)
    return np.asarray(np.where(n >= THICK, within / np.maximum(n - 1, 1), together))


def mean(cells: pd.DataFrame) -> Interval:
    """The mean over a group's customers, by Student's quantile."""
    n, total, squares = (float(cells[name].sum()) for name in ("customers", "total", "squares"))
    if n < LEAST:
        return UNKNOWN
    error = float(np.sqrt(max(squares - total**2 / n, 0.0) / (n - 1) / n))
    return Interval.normal(total / n, error, float(stats.stdtrit(n - 1, 0.975)))
