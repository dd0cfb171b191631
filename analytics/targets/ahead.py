"""How much the next days will sell, as a distribution learned from how far the same forecast went wrong before.

A forecast is a level, the mean of days gone by in units of a course (weekdays; orders of the like days a year ago; those smoothed),
the later days counting for more by a half-life, times the course of the days to come. Every day of the last year is taken as the
eve of such a forecast of as many days: the course and half-life that went least wrong are used, and their errors are the
spread. So whatever makes a shop restless (few orders, dear ones, weeks that move all shoppers, a level that drifts) widens it
by as much as it has done so far. The days are a gamma variable, lumpy where few orders come, with the wider tails that a spread
of few independent errors has: Student's quantiles in the place of the bell's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.late import late

special = late("scipy.special")

HALF_LIVES = (7.0, 14.0, 28.0, 56.0, 112.0)  # days
WARM_UP = 28  # days before the first eve
LEAST = 56  # days of history
EVES = 365  # at most
ALONE = 4  # as many stretches end to end before their errors are a spread
PICKED = 1.15  # the least of fifteen variances is less than the one it will have
MEMORY = 7  # days after which errors of levels are others
MOST_SPREAD = 4.0  # variance over the square of the mean; a gamma of more is nought but for a spike


@dataclass(frozen=True)
class Ahead:
    """What days to come will sell.

    Attributes:
        expected: their mean.
        variance: of the ratio of what they sell to it.
        freedom: independent errors that the variance was learned from.
        course: which course was followed, `weekdays`, `last_year` or `season`.
        half_life: of the days that made the level.
    """

    expected: float
    variance: float
    freedom: float
    course: str
    half_life: float

    def quantile(self, share: float) -> float:
        """What they sell at most with that probability."""
        tail = special.ndtr(special.stdtrit(self.freedom, share))
        return float(self.expected * special.gammaincinv(1 / self.variance, tail) * self.variance)

    def exceeds(self, amount: float) -> float:
        """The probability of that amount or more."""
        if amount <= 0:
            return 1.0
        below = special.gammainc(1 / self.variance, amount / self.expected / self.variance)
        return float(special.stdtr(self.freedom, -special.ndtri(below)))

    def doubted(self, variance: float) -> "Ahead":
        """The same with more doubt, in squares of amounts."""
        more = min(self.variance + variance / self.expected**2, MOST_SPREAD)
        return Ahead(self.expected, more, self.freedom, self.course, self.half_life)


def ahead(sold: np.ndarray, courses: Mapping[str, np.ndarray], days: int) -> Ahead | None:
    """The next days; None where too little is known or nothing is expected of them.

    Args:
        sold: array (day,): what each day sold, the last one whole.
        courses: by name an array (day + days,): the course of those days and the next ones; NaN where it is not known.
        days: how many next days.
    """
    if len(sold) < LEAST:
        return None
    tried = [
        found
        for name, course in courses.items()
        for half_life in HALF_LIVES
        if (found := _tried(sold, course, days, (name, half_life))) is not None
    ]
    return min(tried, key=lambda found: found.variance, default=None)


def _tried(sold: np.ndarray, course: np.ndarray, days: int, named: tuple[str, float]) -> Ahead | None:
    """One course and half-life, with the errors that it made."""
    last = len(sold)
    known = np.flatnonzero(np.isfinite(course))
    if not len(known) or not np.isfinite(course[max(known[0], last - WARM_UP) :]).all():
        return None
    first = int(known[0])
    sold, course = sold[first:], course[first:]
    if len(sold) < LEAST:
        return None
    level = _levels(sold, course, named[1])
    expected = level[-1] * course[len(sold) :].sum()
    stretch = min(days, max((len(sold) - WARM_UP) // (ALONE + 1), 1))
    eves = np.arange(max(WARM_UP, len(sold) - EVES - stretch), len(sold) - stretch + 1)
    run, path = (np.concatenate([[0.0], np.cumsum(values)]) for values in (sold, course))
    forecast = level[eves] * (path[eves + stretch] - path[eves])
    actual = run[eves + stretch] - run[eves]
    if not expected > 0 or not (forecast > 0).all():
        return None
    independent = max(len(eves) / max(stretch, MEMORY), 1.0)
    variance = float(((actual - forecast) ** 2).sum() / (forecast**2).sum()) * PICKED * (1 + 1 / independent)
    return Ahead(float(expected), float(np.clip(variance, 1e-6, MOST_SPREAD)), max(independent, 3.0), *named)


def _levels(sold: np.ndarray, course: np.ndarray, half_life: float) -> np.ndarray:
    """Array (day + 1,): the level on the eve of each day, of the days before it; nought before any."""
    keep = 0.5 ** (1 / half_life)
    found = np.zeros(len(sold) + 1)
    above = below = 0.0
    for day in range(len(sold)):
        above, below = keep * above + sold[day], keep * below + course[day]
        found[day + 1] = above / below if below > 0 else 0.0
    return found
