"""Period by period: actual, counterfactual and the gap between them as it adds up."""

from datetime import date

import numpy as np

from analytics.rebound.counterfactual import Counterfactual
from analytics.rebound.noise import Array
from analytics.rebound.prepare import Spans
from analytics.rebound.result import Curves
from analytics.rebound.series import Panel


def _own(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> tuple[Array, Array]:
    """Actual (periods,) and expected (paths, periods) from the first shock to the last period looked at."""
    begin, last = spans[0].start, spans[-1].last
    expected = found.amounts[:, series, begin - found.start : last - found.start]
    return panel.amounts[series, begin:last], expected


def curves(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Curves:
    """What the chart of one series draws; bands at 95 %."""
    actual, expected = _own(panel, spans, found, series)
    gap = np.cumsum(actual - expected, axis=1)
    low, high = np.quantile(expected[1:], [0.025, 0.975], axis=0)
    gap_low, gap_high = np.quantile(gap[1:], [0.025, 0.975], axis=0)
    dates = panel.dates[spans[0].start : spans[-1].last].to_numpy()
    return Curves(dates, actual, expected[0], low, high, gap[0], gap_low, gap_high)


def recovery(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> date | None:
    """First period after the last reopening at which all that was lost has come back; None when it has not."""
    actual, expected = _own(panel, spans, found, series)
    gap = np.cumsum(actual - expected[0])
    reopen = spans[-1].reopen
    if reopen is None or gap[reopen - spans[0].start - 1] >= 0:
        return None
    back = np.flatnonzero(gap[reopen - spans[0].start :] >= 0)
    return panel.dates[reopen + back[0]].date() if len(back) else None
