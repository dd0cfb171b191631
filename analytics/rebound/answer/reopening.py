"""When trade was free again, where no policy says so: read off the series itself."""

from dataclasses import replace

import pandas as pd

from analytics.rebound.fit.simulation import simulation
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.windows import Shock, Windows, reopening
from analytics.results import CannotTell, Reason

DRAWS = 200


def reopened(panel: Panel, windows: Windows) -> dict[str, Windows]:
    """Each series' windows with the last shock ended at the first of two consecutive periods above the counterfactual.

    A window chosen on the outcome flatters the rebound: a date set by policy is better wherever there is one.

    Raises:
        CannotTell: a series that has not come back yet.
    """
    ready, placed = prepared(panel, windows)
    simulated = simulation(ready, placed, DRAWS, calibrated=False)
    ended = {}
    for place, name in enumerate(panel.names):
        series = simulated.series(place)
        start, last = series.windows[-1].start, series.last
        shock = slice(start - series.start, last - series.start)
        at = reopening(series.actual[shock], series.expected[0, shock])
        if not at:
            raise CannotTell(Reason("not_back_yet", name=name))
        shocks = (*windows.shocks[:-1], _ended(windows.shocks[-1], ready.dates[start + at]))
        ended[name] = replace(windows, shocks=shocks)
    return ended


def _ended(shock: Shock, reopen: pd.Timestamp) -> Shock:
    return Shock(shock.start, max(reopen, shock.start + pd.Timedelta(days=1)))
