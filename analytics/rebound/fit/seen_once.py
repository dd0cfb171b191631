"""What stood out at a time of the year that was seen once: nobody knows whether it comes again.

A December of three times the usual, with one December known, is a season or an accident. It is drawn in as an accident, and on every path a
share of it comes back when that time of the year does.
"""

from collections.abc import Sequence

import numpy as np

from analytics.rebound.fit.accidents import Accidents
from analytics.rebound.fit.columns import Group
from analytics.rebound.series.arrays import Array

# Shares of it that may come back, all alike likely: nothing and all lie well inside.
LEAST, MOST = -0.25, 1.25
# Periods longer than a month hold no single occasion.
PER_YEAR = 12


def seen_once(group: Group, suffered: Sequence[Accidents]) -> Array:
    """(series, periods from the event on) in model units what would come if all came again, nought elsewhere."""
    again = np.zeros((len(suffered), group.values.shape[1] - group.before))
    if group.per_year < PER_YEAR:
        return again
    past, ahead = group.at[: group.before], group.at[group.before :]
    for series, own in enumerate(suffered):
        for row, size in own.singles:
            if _years_from(past, past[row], group.per_year).any():
                continue
            again[series, _years_from(ahead, past[row], group.per_year)] += size
    return again


def returned(again: Array, draws: int, seed: int) -> Array:
    """(draws, series, periods) what comes again on every path: one share for all series, so that no sum of them looks surer."""
    share = np.random.default_rng(seed).uniform(LEAST, MOST, (draws, 1, 1))
    return np.asarray(share * again)


def open_covariance(again: Array) -> Array:
    """(periods, periods) of one series: what not knowing adds to the covariance of its forecast."""
    return np.asarray((MOST - LEAST) ** 2 / 12 * np.outer(again, again))


def _years_from(at: np.ndarray, place: int, per_year: float) -> np.ndarray:
    """Which places lie whole years, one or more, from a place: nearest to it by less than half a period."""
    years = (at - place) / per_year
    whole = np.round(years)
    return np.asarray((whole != 0) & (np.abs(years - whole) * per_year <= 0.5))
