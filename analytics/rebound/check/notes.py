"""What the reader must know before believing the numbers."""

import numpy as np

from analytics.rebound.fit.donors import bound
from analytics.rebound.fit.simulation import SimulatedSeries
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.units import is_constant
from analytics.results import Reason


def notes(series: SimulatedSeries) -> tuple[Reason, ...]:
    """Everything about the series that weakens the answer, the history first."""
    return (*_history(series), *_controls(series), *_periods(series), *_fit(series))


def _history(series: SimulatedSeries) -> list[Reason]:
    per_year = series.clock.per_year
    if per_year > 1 and series.start < 2 * per_year:
        return [Reason("short_history", years=round(series.start / per_year, 1))]
    return []


def _controls(series: SimulatedSeries) -> list[Reason]:
    noted, donors = [], series.paths.donors
    if donors is not None:
        limit = bound(len(donors.names))
        moved = [name for name, z in zip(donors.names, donors.touched, strict=True) if abs(z) >= limit]
        if moved:
            noted.append(Reason("controls_moved_too", names=moved))
    still = [name for name in series.paths.short if is_constant(_past(series, name))]
    short = [name for name in series.paths.short if name not in still]
    if short:
        noted.append(Reason("controls_hardly_known", names=short))
    if still:
        noted.append(Reason("controls_never_move", names=still))
    return noted


def _past(series: SimulatedSeries, control: str) -> Array:
    panel = series.panel
    return np.asarray(panel.controls[panel.control_names.index(control), : series.start])


def _periods(series: SimulatedSeries) -> list[Reason]:
    noted = []
    unseen = int((series.seen[: series.last - series.start] == 0).sum())
    if unseen:
        noted.append(Reason("periods_unseen", periods=(unseen, series.clock.word)))
    if not series.is_logs:
        noted.append(Reason("adds_not_multiplies"))
    return noted


def _fit(series: SimulatedSeries) -> list[Reason]:
    noted = []
    fitted, row = series.fitted
    columns = fitted.group.columns
    breaks = int((columns.spread[row, columns.of("step")] > 1e-3).sum())
    if breaks:
        noted.append(Reason("earlier_breaks", breaks=breaks))
    if series.paths.stretch > 1.05:
        noted.append(Reason("intervals_widened", times=series.paths.stretch))
    return noted
