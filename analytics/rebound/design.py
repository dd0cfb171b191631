"""From a panel to the groups the model fits: model units, gaps left out, columns laid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.rebound.accidents import Accidents
from analytics.rebound.columns import NOTHING, Columns, phase, season, shared, trend, weekdays
from analytics.rebound.donors import Donors
from analytics.rebound.model import Group, prior, scaled
from analytics.rebound.moving import SPREAD, moving
from analytics.rebound.noise import Array, belief, grid
from analytics.rebound.series import Panel, modelled
from analytics.rebound.whiten import Whitened

DRIVER_SPREAD = 1.0
STEP_SPREAD = 0.3


@dataclass(frozen=True)
class Laid:
    """One group, which series of the panel it holds, which of its rows lie where, and whether its series are logs."""

    group: Group
    series: np.ndarray
    logs: np.ndarray


def calendar(panel: Panel, series: int) -> Columns:
    """Trend, season, and the calendar every series of the panel lives by."""
    at, per_year = np.arange(len(panel.dates)), panel.clock.per_year
    laid = trend(at, per_year, series).joined(season(phase(panel.dates, per_year), per_year, series))
    if panel.clock.word == "day":
        laid = laid.joined(weekdays(panel.dates, series))
    near = moving(panel.dates, per_year)
    return laid.joined(shared(near, "moving", np.full(near.shape[1], SPREAD), series))


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
    """Known drivers, one column each, in units of their own spread; a driver that never moved before says nothing."""
    count = len(panel.regressor_names)
    values = panel.regressors[:, members].transpose(1, 2, 0) if count else np.zeros((len(members), len(panel.dates), 0))
    return Columns(np.nan_to_num(values), ("driver",) * count, np.full((len(members), count), DRIVER_SPREAD))


def _believed(group: Group) -> Group:
    """The group without the moving holidays its series show no sign of."""
    mask = group.columns.of("moving")
    if not mask.any():
        return group
    without = np.array(group.columns.spread)
    without[:, mask] = NOTHING
    bare = replace(group, columns=replace(group.columns, spread=without))
    gain = _quick(group) - _quick(bare)
    spread = np.where(gain[:, None] > 0, group.columns.spread, without)
    return replace(group, columns=replace(group.columns, spread=spread))


def _quick(group: Group) -> Array:
    """Log evidence per series under a few usual noises, the best of them."""
    rows, scale = scaled(group)
    past = rows.past()
    usual = sorted(grid(), key=lambda noise: -float(belief((noise,), group.per_year)[0]))[:8]
    held = prior(group.columns, "slow growth", "no donors", scale)
    return np.max([Whitened.of(past, noise).posterior(held, rows.before).evidence for noise in usual], axis=0)


def corrected(laid: Laid, found: list[Accidents]) -> Laid:
    """The group with single accidents drawn in and its breaks as steps of unknown size."""
    group = laid.group
    most = max(len(accident.breaks) for accident in found)
    steps = np.zeros((*group.values.shape, most))
    spread = np.full((len(found), most), NOTHING)
    for series, accident in enumerate(found):
        for k, row in enumerate(accident.breaks):
            steps[series, row:, k] = 1.0
            spread[series, k] = STEP_SPREAD
    columns = group.columns.joined(Columns(steps, ("step",) * most, spread))
    values = np.array([accident.values for accident in found])
    return replace(laid, group=replace(group, values=values, columns=columns))


def donor_group(panel: Panel, before: int) -> Group:
    """The panel's controls as a group of their own, short gaps bridged by straight lines."""
    converted = np.array([modelled(line, before)[0] for line in panel.controls])
    whole = pd.DataFrame(converted.T).interpolate(limit_direction="both").to_numpy().T
    columns = calendar(panel, len(whole))
    at = np.arange(len(panel.dates))
    return _believed(Group(panel.control_names, whole, columns, at, before, panel.clock.per_year))
