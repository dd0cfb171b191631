"""Period by period: actual, expected, and the gap between them as it adds up."""

from datetime import date

import numpy as np

from analytics.rebound.answer.result import Curves
from analytics.rebound.fit.simulation import SimulatedSeries


def curves(series: SimulatedSeries) -> Curves:
    """What the chart of one series draws, from the first shock to the last period looked at."""
    length = series.last - series.start
    actual, expected = series.actual[:length], series.expected[:, :length]
    gap = np.cumsum(actual - expected, axis=1)
    low, high = np.quantile(expected[1:], [0.025, 0.975], axis=0)
    gap_low, gap_high = np.quantile(gap[1:], [0.025, 0.975], axis=0)
    dates = series.panel.dates[series.start : series.last].to_numpy()
    return Curves(dates, actual, expected[0], low, high, gap[0], gap_low, gap_high)


def recovery(series: SimulatedSeries) -> date | None:
    """First period after the last reopening at which all that was lost has come back; None when it has not."""
    length, reopen = series.last - series.start, series.windows[-1].reopen
    gap = np.cumsum(series.actual[:length] - series.expected[0, :length])
    if reopen is None or gap[reopen - series.start - 1] >= 0:
        return None
    back = np.flatnonzero(gap[reopen - series.start :] >= 0)
    return series.panel.dates[reopen + back[0]].date() if len(back) else None
