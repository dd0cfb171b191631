"""Forecast errors at dates when nothing happened: how often the model cries wolf, and how wide its intervals must be."""

from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.model import Fitted
from analytics.rebound.fit.trials import Trials
from analytics.rebound.series.arrays import Array

# How many placebo windows of calibration the model's own claim is worth before any was tried.
TRUST = 6.0
WIDEST, NARROWEST = 3.0, 1.0
MOST_DATES = 24
PROMISED = 0.05
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Placebos:
    """Standardised errors at placebo dates of one group of series.

    starts: rows at which nothing happened; shock, rebound: length in periods of the two windows looked at;
    standard: (dates, series, 3) errors over their claimed deviation, of the shock, the rebound and both;
    error: (dates, series, 3) errors of the mean in model units; windows: how many windows fit without overlap.
    """

    starts: np.ndarray
    shock: int
    rebound: int
    standard: Array
    error: Array
    windows: float

    def alarms(self, stretch: float) -> Array:
        """Share of placebo dates called an event, per series, once intervals are stretched."""
        if not len(self.starts):
            return np.full(self.standard.shape[1], np.nan)
        return np.asarray((np.abs(self.standard[:, :, 2]) > Z95 * stretch).mean(0))

    def credible_alarms(self, stretch: float) -> Array:
        """The share drawn towards the promised one in twenty by how few windows it rests on: dates overlap."""
        seen = np.nan_to_num(self.alarms(stretch), nan=PROMISED)
        return np.asarray((TRUST * PROMISED + self.windows * seen) / (TRUST + self.windows))

    def rank(self, standard: Array) -> Array:
        """Placebo-in-time p: share of dates, the true one included, with an error at least as large."""
        larger = (np.abs(self.standard[:, :, 2]) >= np.abs(standard)).sum(0)
        return np.asarray((1 + larger) / (1 + len(self.starts)))


def summaries(shock: int, rebound: int) -> Array:
    """Weights of the mean of the shock, of the rebound and of both, over their periods."""
    periods = np.arange(shock + rebound)
    first, second = periods < shock, periods >= shock
    whole = np.ones(len(periods)) / len(periods)
    rows = [first / max(shock, 1), second / rebound if rebound else whole, whole]
    return np.array(rows, dtype=float)


def placebo_dates(fitted: Fitted, shock: int, rebound: int) -> tuple[np.ndarray, int, int, float]:
    """Rows to try, the windows' lengths, and how many windows fit side by side.

    The windows are as long as the true ones where the history allows, else shortened in proportion.
    """
    before = fitted.group.before
    earliest = max(int(0.4 * before), min(int(np.ceil(fitted.group.per_year)), before // 2), 6)
    room = before - earliest
    length = min(shock + rebound, max(room * 2 // 3, 1))
    shock = max(round(shock * length / (shock + rebound)), 1)
    step = max(-(-(room - length) // (MOST_DATES - 1)), 1)
    starts = np.arange(before - length, earliest - 1, -step)[::-1] if room >= 3 else np.arange(0)
    return starts, shock, max(length - shock, 0), room / length if len(starts) else 0.0


def placebos(fitted: Fitted, tried: Trials, shock: int, rebound: int) -> Placebos:
    """Errors at the dates tried, the candidates weighed by what was known then."""
    dates, series, count = len(tried.starts), len(fitted.scale), tried.error.shape[3]
    standard, error = np.zeros((dates, series, count)), np.zeros((dates, series, count))
    for date in range(dates):
        share = tried.shares(fitted, date).T[:, :, None]
        error[date] = (share * tried.error[:, date]).sum(0)
        second = (share * (tried.variance[:, date] + tried.error[:, date] ** 2)).sum(0)
        standard[date] = error[date] / np.sqrt(second - error[date] ** 2)
    return Placebos(tried.starts, shock, rebound, standard, error * fitted.scale[None, :, None], tried.windows)


def stretch(groups: list[Placebos], likeness: float) -> float:
    """The factor that makes intervals hold at the horizon that matters: claimed against seen errors at placebo dates.

    Args:
        likeness: mean correlation between the series' errors; like series count as one.

    Returns:
        Root of the mean squared standardised error, drawn towards 1 by the windows seen; between 1 and 3.
    """
    squares, seen = [], 0.0
    for group in groups:
        if len(group.starts):
            series = group.standard.shape[1]
            seen += group.windows * series / (1 + (series - 1) * np.clip(likeness, 0, 1))
            squares.append((group.standard[:, :, 2] ** 2).mean(0))
    if not squares:
        return 1.0
    mean = float(np.concatenate(squares).mean())
    return float(np.clip(np.sqrt((TRUST + seen * mean) / (TRUST + seen)), NARROWEST, WIDEST))
