"""How far the model's totals were off at earlier moments, and what that says of the forecast.

The models suppose that a customer's rate never changes and that no week differs from another. Where they are wrong
their totals are off in a way that repeats, mostly by too little and more so the further they look beyond what they
have seen. The logarithm of actual over predicted is taken for a sum of

* a bias that grows with horizon / (horizon + age observed), the same at every moment;
* the season of the weeks ahead, known only from the same weeks a year earlier: as large as the calendar wanders,
  or as seasons commonly are in retail where the log is shorter than a year and cannot tell;
* a calendar that wanders, neighbouring weeks alike: campaigns, holidays, the economy; what it did lately is not
  carried into the weeks ahead, because in real logs that made forecasts worse;
* the error of the parameters, of which neighbouring moments share about half (in simulated logs; the forecast's own
  shares none with the holdouts that it has learnt from in the meantime);
* chance, known from the models as well;

all Gaussian (a Gaussian process in the moments: simple kriging, Cressie 1993), so that one linear solve gives what
the forecast's log ratio is expected to be and how uncertain it is. Overlapping holdouts share their weeks and
therefore count less than separate ones. How much the calendar wanders is read from the tracking of the training
weeks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.lifetime.histories import Floats
from analytics.lifetime.trial import Total

_BIAS_SD = 0.15  # real logs show biases of 0.1 to 0.3, made-up ones none: a compromise measured on both
_MEMORY = 8.0  # weeks over which the calendar forgets
_PRIOR_WANDER, _PRIOR_BINS = 0.08, 3.0
_SEASON = 52.0
_UNSEEN_SEASON = 0.2
_BIN = 28


@dataclass(frozen=True)
class Window:
    """Weeks ahead of a moment.

    Attributes:
        on: the moment, in weeks from the start of the log.
        weeks: how many are looked ahead.
        age: weeks a customer had been observed by then, on average.
        same_season: whether they are the forecast's own weeks of the year.
    """

    on: float
    weeks: float
    age: float
    same_season: bool

    @property
    def reach(self) -> float:
        """How far beyond what was seen, from 0 to 1."""
        return self.weeks / (self.weeks + self.age)


@dataclass(frozen=True)
class Calibration:
    """What earlier holdouts say of the forecast.

    Attributes:
        log_factor: log of what the model's total is to be multiplied by.
        variance: of the log of actual over predicted times the factor: all that makes the forecast uncertain.
        wander: standard deviation of the calendar's log effect on a single week.
        earlier: per earlier holdout, log of actual over predicted; oldest first.
    """

    log_factor: float
    variance: float
    wander: float
    earlier: tuple[float, ...]

    @property
    def factor(self) -> float:
        """What the model's total is multiplied by."""
        return float(np.exp(self.log_factor))


def calibration(windows: Sequence[Window], totals: Sequence[Total], wander: float) -> Calibration:
    """The calibration of the last of the windows, the forecast's, by the holdouts before it.

    Args:
        windows, totals: one per earlier holdout, oldest first, and the forecast's own, whose actual is not looked at.
        wander: as in the result.

    Source: ours; the sizes of the parts were measured on real and simulated logs, see docs/lifetime.md.
    """
    covariance = _covariance(windows, totals, wander)
    ratios = np.array([total.log_ratio for total in totals[:-1]])
    if not len(ratios):
        return Calibration(0.0, float(covariance[0, 0]), wander, ())
    gain = np.linalg.solve(covariance[:-1, :-1], covariance[:-1, -1])
    left = float(covariance[-1, -1] - gain @ covariance[:-1, -1])
    return Calibration(float(gain @ ratios), left, wander, tuple(ratios.tolist()))


def _covariance(windows: Sequence[Window], totals: Sequence[Total], wander: float) -> Floats:
    """(windows, windows) of the log ratios, by the parts named above."""
    reach = np.array([window.reach for window in windows])
    season = np.array([float(window.same_season) for window in windows])
    usual = wander if windows[-1].on >= _SEASON else max(wander, _UNSEEN_SEASON)
    season *= np.sinc(windows[-1].weeks / _SEASON) * usual
    parameters = np.array([total.from_parameters for total in totals])
    per_week = np.sqrt([total.from_chance * window.weeks for total, window in zip(totals, windows, strict=True)])
    covariance = _BIAS_SD**2 * np.outer(reach, reach) + np.outer(season, season)
    calendar = wander**2 * _shared(windows, _MEMORY) + _shared(windows, 0.0) * np.outer(per_week, per_week)
    calendar[-1, :-1] = calendar[:-1, -1] = 0.0
    covariance += calendar
    return np.asarray(covariance + _parameters_shared(parameters))


def _parameters_shared(parameters: Floats) -> Floats:
    shared = np.minimum.outer(parameters, parameters) / 2
    shared[-1, :] = shared[:, -1] = 0.0
    np.fill_diagonal(shared, parameters)
    return np.asarray(shared)


def _shared(windows: Sequence[Window], memory: float) -> Floats:
    """(windows, windows) covariance of the windows' means of a weekly process of variance 1 that forgets within `memory` weeks."""
    start = min(window.on for window in windows)
    grid = np.arange(np.floor(start), np.ceil(max(window.on + window.weeks for window in windows)) + 1)
    rows = []
    for window in windows:
        inside = np.clip(np.minimum(grid + 1, window.on + window.weeks) - np.maximum(grid, window.on), 0.0, 1.0)
        rows.append(inside / inside.sum())
    weights = np.array(rows)
    kernel = np.exp(-np.abs(grid[:, None] - grid) / memory) if memory > 0 else np.eye(len(grid))
    return np.asarray(weights @ kernel @ weights.T)


def wander(actual: Floats, expected: Floats) -> float:
    """Standard deviation of the calendar's log effect on purchases, its trend and chance taken off.

    Args:
        actual, expected: (days,) purchases per day of training, seen and tracked by the fitted model.
    """
    bins = np.arange(len(actual))[::-1] // _BIN  # 0 is the last: whole bins at the end, where there is most
    came, tracked = np.bincount(bins, actual), np.bincount(bins, expected)
    enough = (tracked >= max(10.0, np.median(tracked) / 4)) & (came > 0)  # a log starts amid customers' histories
    count = int(enough.sum())
    if count < 4:
        return _PRIOR_WANDER
    ratio, at = np.log(came[enough] / tracked[enough]), np.flatnonzero(enough)
    off = ratio - np.polyval(np.polyfit(at, ratio, 1), at)
    beyond = float(off @ off / (count - 2) - np.mean(1 / tracked[enough]))
    shrunk = (count * max(beyond, 0.0) + _PRIOR_BINS * _PRIOR_WANDER**2) / (count + _PRIOR_BINS)
    return float(np.sqrt(shrunk))
