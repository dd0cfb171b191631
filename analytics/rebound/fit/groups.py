"""From a panel to the groups the model fits: model units, gaps left out, columns laid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.rebound.fit.accidents import Accidents
from analytics.rebound.fit.beliefs import prior
from analytics.rebound.fit.columns import NOTHING, Columns, Group, phase, season, shared, trend, turning, weekdays
from analytics.rebound.fit.donors import Donors
from analytics.rebound.fit.holidays import EVENTS, SPREAD, moving
from analytics.rebound.fit.model import scaled
from analytics.rebound.fit.noise import usual
from analytics.rebound.fit.whitening import Whitened
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import is_known, modelled

DRIVER_SPREAD = 1.0
STEP_SPREAD = 0.3
# Share of the periods in which a control must be known.
KNOWN = 0.8


@dataclass(frozen=True)
class Laid:
    """One group, which series of the panel it holds, which of its rows lie where, and whether its series are logs."""

    group: Group
    series: np.ndarray
    logs: np.ndarray


def calendar(panel: Panel, series: int) -> Columns:
    """Trend, season, and the calendar every series of the panel lives by."""
    at, per_year = np.arange(len(panel.dates)), panel.clock.per_year
    waves = season(phase(panel.dates, per_year), per_year, series)
    laid = trend(at, per_year, series).joined(waves).joined(turning(waves, at, per_year))
    if panel.clock.word == "day":
        laid = laid.joined(weekdays(panel.dates, series))
    for event, near in moving(panel.dates, per_year).items():
        laid = laid.joined(shared(near, event, np.full(near.shape[1], SPREAD), series))
    return laid


def laid(panel: Panel, starts: Sequence[int], donors: Donors | None) -> list[Laid]:
    """The panel's series grouped by their event and by the periods before it in which they were observed.

    Every group's rows are its observed periods before the event, then all periods from the event on.

    Args:
        starts: the first period of the event, for each series.
    """
    converted = [modelled(line, start) for line, start in zip(panel.values, starts, strict=True)]
    values, logs = np.array([v for v, _ in converted]), np.array([log for _, log in converted])
    alike = defaultdict(list)
    for series, start in enumerate(starts):
        alike[start, np.isfinite(values[series, :start]).tobytes()].append(series)
    return [
        Laid(_group(panel, values, np.array(members), start, donors), np.array(members), logs[members])
        for (start, _), members in alike.items()
    ]


def _group(panel: Panel, values: Array, members: np.ndarray, before: int, donors: Donors | None) -> Group:
    past = np.flatnonzero(np.isfinite(values[members[0], :before]))
    rows = np.concatenate([past, np.arange(before, len(panel.dates))])
    columns = calendar(panel, len(members)).joined(_drivers(panel, members))
    if donors is not None and donors.kept:
        columns = columns.joined(donors.columns(len(members)))
    names = tuple(panel.names[i] for i in members)
    group = Group(names, values[members][:, rows], columns.taken(rows), rows, len(past), panel.clock.per_year)
    return _believed(group)


def _drivers(panel: Panel, members: np.ndarray) -> Columns:
    """Known drivers and the same a period before: a promotion lifts its week and borrows from the next."""
    if not panel.regressor_names:
        return Columns(np.zeros((len(members), len(panel.dates), 0)), (), np.zeros((len(members), 0)))
    now = np.nan_to_num(panel.regressors[:, members].transpose(1, 2, 0))
    before = np.concatenate([now[:, :1] * 0, now[:, :-1]], axis=1)
    values = np.concatenate([now, before], axis=2)
    return Columns(values, ("driver",) * values.shape[2], np.full((len(members), values.shape[2]), DRIVER_SPREAD))


def _believed(group: Group) -> Group:
    """The group without the holidays its series show no sign of, each series for itself."""
    bare = _without(group, EVENTS)
    base = _quick(bare)
    spread = np.array(bare.columns.spread)
    for event in EVENTS:
        mask = group.columns.of(event)
        if mask.any():
            evident = _quick(_without(group, tuple(other for other in EVENTS if other != event))) > base
            spread[np.ix_(evident, mask)] = group.columns.spread[np.ix_(evident, mask)]
    return replace(group, columns=replace(group.columns, spread=spread))


def _without(group: Group, events: tuple[str, ...]) -> Group:
    return replace(group, columns=group.columns.without(*events))


def _quick(group: Group) -> Array:
    """Log evidence per series under a few usual noises, the best of them."""
    rows, scale = scaled(group)
    past = rows.past()
    held = prior(group, "slow growth", "no donors", scale)
    best: Array = np.max(
        [Whitened.of(past, noise).posterior(held, rows.before).evidence for noise in usual(group.per_year)[:4]], axis=0
    )
    return best


def corrected(laid: Laid, suffered: list[Accidents]) -> Laid:
    """The group with single accidents drawn in, its breaks as steps of unknown size, its peaks as columns."""
    group, count = laid.group, laid.group.values.shape[1]
    steps = [[_step(count, row) for row in accident.breaks] for accident in suffered]
    peaks = [list(accident.peaks) for accident in suffered]
    columns = group.columns.joined(_own("step", steps, count, STEP_SPREAD)).joined(
        _own("peak", peaks, count, STEP_SPREAD)
    )
    values = np.array([accident.values for accident in suffered])
    return replace(laid, group=replace(group, values=values, columns=columns))


def _step(count: int, row: int) -> Array:
    return np.asarray(np.arange(count) >= row, dtype=float)


def _own(kind: str, lines: list[list[Array]], count: int, spread: float) -> Columns:
    """Columns of which each series has its own, as many as the series with most."""
    most = max(map(len, lines))
    values, believed = np.zeros((len(lines), count, most)), np.full((len(lines), most), NOTHING)
    for series, own in enumerate(lines):
        for k, line in enumerate(own):
            values[series, :, k] = line
            believed[series, k] = spread
    return Columns(values, (kind,) * most, believed)


def complete(panel: Panel, before: int) -> tuple[Panel, tuple[str, ...]]:
    """The panel without controls of which too little is known, before the event or after it, or that never move; and their names."""
    seen = np.isfinite(panel.controls)
    if not len(seen):
        return panel, ()
    after = seen[:, before:].mean(1) if seen.shape[1] > before else np.ones(len(seen))
    kept = (seen[:, :before].mean(1) >= KNOWN) & (after >= KNOWN) & [is_known(line[:before]) for line in panel.controls]
    names = tuple(name for name, keep in zip(panel.control_names, kept, strict=True) if keep)
    short = tuple(name for name in panel.control_names if name not in names)
    return replace(panel, control_names=names, controls=panel.controls[kept]), short


def donor_group(panel: Panel, before: int) -> Group:
    """The panel's controls as a group of their own, short gaps bridged by straight lines."""
    converted = np.array([modelled(line, before)[0] for line in panel.controls])
    whole = pd.DataFrame(converted.T).interpolate(limit_direction="both").to_numpy().T
    columns = calendar(panel, len(whole))
    at = np.arange(len(panel.dates))
    return _believed(Group(panel.control_names, whole, columns, at, before, panel.clock.per_year))
