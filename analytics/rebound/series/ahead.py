"""Periods to come, as the model needs them to look ahead."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import Panel


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
