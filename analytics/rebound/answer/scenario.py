"""What the coming periods bring if the rebound goes on as fitted: a fan around the counterfactual still to come."""

import numpy as np

from analytics.rebound.fit.simulation import SimulatedSeries
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.units import modelled

# Where the edges of the fan's bands lie, as shares of the paths below them.
EDGES = {"low95": 0.025, "low80": 0.1, "low50": 0.25, "middle": 0.5, "high50": 0.75, "high80": 0.9, "high95": 0.975}


def fan(series: SimulatedSeries) -> Array | None:
    """Simulated sales after the last period looked at, for a panel extended by the periods to come.

    Each path is corrected by what was seen after reopening, in proportion to its covariance with it (conditional
    simulation: Journel and Huijbregts 1978), and the fitted curve goes on.

    Returns:
        (paths, periods to come) in the series' unit; None where no curve could be fitted.
    """
    shape = series.decay()
    begin, last, start = series.windows[-1].reopen or series.windows[-1].start, series.last, series.start
    actual = modelled(series.panel.values[series.place], start)[0][begin:last]
    end = len(series.panel.dates)
    if shape is None or end <= last or not series.is_logs or not np.isfinite(actual).all():
        return None
    own, seen = slice(begin - start, end - start), last - begin
    curve, paths = shape.curve(np.arange(end - begin, dtype=float)), series.model[:, own]
    left = actual - paths[:, :seen] - curve[:, :seen]
    covariance = series.covariance[own, own]
    scale = 1e-6 * np.trace(covariance) / len(covariance)
    gain = np.linalg.solve(covariance[:seen, :seen] + scale * np.eye(seen), covariance[:seen, seen:])
    return np.asarray(np.exp(paths[:, seen:] + curve[:, seen:] + left @ gain))


def bands(paths: Array) -> dict[str, Array]:
    """The middle of the paths and the bands that hold 50, 80 and 95 % of them, period by period; the first path is no draw."""
    return dict(zip(EDGES, np.quantile(paths[1:], list(EDGES.values()), axis=0), strict=True))
