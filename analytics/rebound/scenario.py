"""What the coming periods bring if the rebound goes on as fitted: a fan around the counterfactual still to come."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.rebound.counterfactual import Counterfactual
from analytics.rebound.noise import Array
from analytics.rebound.prepare import Spans
from analytics.rebound.series import Panel, modelled
from analytics.rebound.sums import shaped

# Where the edges of the fan's bands lie, as shares of the paths below them.
EDGES = {"low95": 0.025, "low80": 0.1, "low50": 0.25, "middle": 0.5, "high50": 0.75, "high80": 0.9, "high95": 0.975}


def extended(panel: Panel, ahead: int) -> Panel:
    """The panel with periods to come: no values, drivers at rest, controls a year before at their present growth."""
    if not ahead:
        return panel
    dates = pd.date_range(panel.dates[0], periods=len(panel.dates) + ahead, freq=panel.clock.offset)

    def longer(values: Array, fill: float) -> Array:
        return np.concatenate([values, np.full((*values.shape[:-1], ahead), fill)], axis=-1)

    return replace(
        panel,
        dates=dates,
        values=longer(panel.values, np.nan),
        controls=_continued(panel.controls, ahead, round(panel.clock.per_year)),
        regressors=longer(panel.regressors, 0.0),
        exposure=longer(panel.seen, 1.0),
    )


def _continued(lines: Array, ahead: int, year: int) -> Array:
    """The lines with their last year repeated, at the growth of the last quarter on the same quarter a year before."""
    quarter, count = max(year // 4, 1), lines.shape[1]
    if not len(lines) or count < year + quarter:
        return np.concatenate([lines, np.repeat(lines[:, -1:], ahead, axis=1)], axis=1)
    now, before = lines[:, -quarter:], lines[:, count - quarter - year : count - year]
    was = np.nansum(before, axis=1)
    growth = np.where(was > 0, np.nansum(now, axis=1) / np.where(was > 0, was, 1.0), 1.0)
    for _ in range(ahead):
        lines = np.concatenate([lines, lines[:, -year, None] * growth[:, None]], axis=1)
    return lines


def fan(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Array | None:
    """Simulated sales after the last period looked at, for a panel extended by the periods to come.

    Each path is corrected by what was seen after reopening, in proportion to its covariance with it (conditional
    simulation: Journel and Huijbregts 1978), and the fitted curve goes on.

    Returns:
        (paths, periods to come) in the series' unit; None where no curve could be fitted.
    """
    shape = shaped(panel, spans, found, series)
    begin, last = spans[-1].reopen or spans[-1].start, spans[-1].last
    start, end = spans[0].start, len(panel.dates)
    actual = modelled(panel.values[series], start)[0][begin:last]
    if shape is None or end <= last or not found.logs[series] or not np.isfinite(actual).all():
        return None
    curve = shape.curve(np.arange(end - begin, dtype=float))
    paths = found.model[:, series, begin - found.start : end - found.start]
    seen = last - begin
    left = actual - paths[:, :seen] - curve[:, :seen]
    own = slice(begin - start, end - start)
    covariance = found.covariance[series][own, own]
    scale = 1e-6 * np.trace(covariance) / len(covariance)
    gain = np.linalg.solve(covariance[:seen, :seen] + scale * np.eye(seen), covariance[:seen, seen:])
    return np.asarray(np.exp(paths[:, seen:] + curve[:, seen:] + left @ gain))


def bands(paths: Array) -> dict[str, Array]:
    """The middle of the paths and the bands that hold 50, 80 and 95 % of them, period by period; the first path is no draw."""
    return dict(zip(EDGES, np.quantile(paths[1:], list(EDGES.values()), axis=0), strict=True))
