"""When trade was free again, where no policy says so: read off the series itself."""

from dataclasses import replace

import pandas as pd

from analytics.rebound.answer import asked
from analytics.rebound.counterfactual import counterfactual
from analytics.rebound.prepare import prepared
from analytics.rebound.series import Panel
from analytics.rebound.windows import Shock, Windows, reopening
from analytics.results import CannotTell, Reason

DRAWS = 200


def reopened(panel: Panel, windows: Windows) -> dict[str, Windows]:
    """Each series' windows with the last shock ended at the first of two consecutive periods above the counterfactual.

    A window chosen on the outcome flatters the rebound: a date set by policy is better wherever there is one.

    Raises:
        CannotTell: a series that has not come back yet.
    """
    ready, spans = prepared(panel, windows)
    found = counterfactual(ready, asked(spans, DRAWS), tried=False)
    ended = {}
    for series, name in enumerate(panel.names):
        start, last = spans[series][-1].start, spans[series][-1].last
        expected = found.amounts[0, series, start - found.start : last - found.start]
        at = reopening(ready.amounts[series, start:last], expected)
        if not at:
            raise CannotTell(Reason("not_back_yet", name=name))
        ended[name] = replace(
            windows, shocks=(*windows.shocks[:-1], _ended(windows.shocks[-1], ready.dates[start + at]))
        )
    return ended


def _ended(shock: Shock, reopen: pd.Timestamp) -> Shock:
    return Shock(shock.start, max(reopen, shock.start + pd.Timedelta(days=1)))
