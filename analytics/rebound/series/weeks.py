"""Days put together to weeks, the weeks laid so that none straddles the shock or the reopening."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import CLOCKS
from analytics.rebound.series.panel import Panel

# With fewer days of history than this a daily series is modelled day by day.
ENOUGH_DAYS = 180
# A week of which less than this is observed says nothing of its level.
ENOUGH_OF_WEEK = 0.15
MIN_DAYS = 3


def weekly(days: Panel, cuts: Sequence[int], before: int) -> Panel:
    """The panel in weeks.

    Args:
        days: a daily panel.
        cuts: places at which a week must begin; the first is the shock, and whole weeks are counted back from it.
        before: days whose pattern over the week is learnt, from the start.

    Returns:
        A panel whose values are full-week equivalents and whose exposure says how much of each week was seen.
    """
    edges = _edges(len(days.dates), cuts)
    weekday = days.dates.day_of_week.to_numpy()
    values, exposure = _weeks(days.values, weekday, edges, before)
    controls, _ = _weeks(days.controls, weekday, edges, before)
    starts = edges[:-1]
    regressors = (
        np.add.reduceat(days.regressors, starts, axis=-1) / np.diff(edges) if days.regressor_names else days.regressors
    )
    return replace(
        days,
        dates=pd.DatetimeIndex(days.dates[starts]),
        clock=CLOCKS["week"],
        values=values,
        controls=controls,
        regressors=regressors,
        exposure=exposure,
        unit=7,
    )


def _edges(count: int, cuts: Sequence[int]) -> np.ndarray:
    """Where weeks begin, and the end: every seven days from each cut, a rest of a day or two joined to the week before."""
    marks = [cuts[0] % 7, *sorted(set(cuts)), count]
    edges = [edge for first, last in pairwise(marks) for edge in _stretch(first, last)]
    return np.array([*sorted(set(edges)), count])


def _stretch(first: int, last: int) -> list[int]:
    edges = list(range(first, last, 7))
    return edges[:-1] if len(edges) > 1 and last - edges[-1] < MIN_DAYS else edges


def _weeks(values: Array, weekday: np.ndarray, edges: np.ndarray, before: int) -> tuple[Array, Array]:
    """Full-week equivalents (rows, weeks) and the share of each week seen."""
    weeks, seen = np.zeros((len(values), len(edges) - 1)), np.zeros((len(values), len(edges) - 1))
    for row, line in enumerate(values):
        share = _pattern(line[:before], weekday[:before])[weekday] * np.isfinite(line)
        seen[row] = np.add.reduceat(share, edges[:-1])
        total = np.add.reduceat(np.nan_to_num(line), edges[:-1])
        with np.errstate(divide="ignore", invalid="ignore"):
            weeks[row] = np.where(seen[row] > ENOUGH_OF_WEEK, total / seen[row], np.nan)
    return weeks, np.where(np.isfinite(weeks), seen, 0.0)


def _pattern(past: Array, weekday: np.ndarray) -> Array:
    """Share of a week's sales that falls on each weekday, by medians; even where days are too few or not positive."""
    kept = np.isfinite(past)
    usual = pd.Series(past[kept]).groupby(weekday[kept]).median().reindex(range(7)).fillna(0.0).to_numpy()
    usual = np.clip(usual, 0, None)
    return usual / usual.sum() if usual.sum() > 0 else np.full(7, 1 / 7)
