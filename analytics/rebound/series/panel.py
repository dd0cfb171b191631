"""Series side by side on one clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import BadSeries, Clock, clock, floor, regular
from analytics.results import CannotTell, Reason


@dataclass(frozen=True)
class Panel:
    """Series side by side.

    values: (series, periods) in their own unit, NaN where not observed.
    controls: (controls, periods), series the event did not touch.
    regressors: (regressors, series, periods), known drivers such as the depth of promotions.
    exposure: (series, periods) share of a full period that was observed; 1 but for broken weeks of daily series.
    unit: periods of the file in one period of the model: 7 where days were put together to weeks, else 1.
    """

    names: tuple[str, ...]
    dates: pd.DatetimeIndex
    clock: Clock
    values: Array
    control_names: tuple[str, ...] = ()
    controls: Array = field(default_factory=lambda: np.zeros((0, 0)))
    regressor_names: tuple[str, ...] = ()
    regressors: Array = field(default_factory=lambda: np.zeros((0, 0, 0)))
    exposure: Array | None = None
    unit: int = 1

    @property
    def seen(self) -> Array:
        """(series, periods) share of each period observed."""
        return np.isfinite(self.values).astype(float) if self.exposure is None else self.exposure

    @property
    def amounts(self) -> Array:
        """(series, periods) what was observed, in the series' unit; 0 where nothing was."""
        return np.nan_to_num(self.values) * self.seen

    def over(self, periods: slice) -> "Panel":
        """The same series over some of the periods."""
        return replace(
            self,
            dates=self.dates[periods],
            values=self.values[:, periods],
            controls=self.controls[:, periods],
            regressors=self.regressors[:, :, periods],
            exposure=None if self.exposure is None else self.exposure[:, periods],
        )

    def sum(self, members: Sequence[int], name: str) -> "Panel":
        """One series: the sum of the members where observed; a period in which no member was observed stays missing."""
        chosen = list(members)
        seen = self.seen[chosen].max(0)
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.where(seen > 0, self.amounts[chosen].sum(0) / seen, np.nan)
        return replace(
            self,
            names=(name,),
            values=values[None],
            exposure=seen[None],
            regressor_names=(),
            regressors=np.zeros((0, 1, len(self.dates))),
        )


def panel(wide: pd.DataFrame, controls: pd.DataFrame | None = None) -> Panel:
    """A panel from a frame with one column per series and distinct dates as index; controls on the same dates.

    Raises:
        BadSeries: a date twice.
        CannotTell: irregular dates, or a column without any value.
    """
    if wide.index.has_duplicates:
        twice = wide.index[wide.index.duplicated()][0]
        raise BadSeries(
            f"{twice.date()} has more than one row; add the rows up, or name the column that tells them apart"
        )
    ordered = wide.sort_index()
    kind = clock(pd.DatetimeIndex(ordered.index))
    dates = regular(pd.DatetimeIndex(ordered.index), kind)
    values = _on(ordered, dates, kind)
    for name, row in zip(ordered.columns, values, strict=True):
        if not np.isfinite(row).any():
            raise CannotTell(Reason("no_value", name=name))
    given = Panel(tuple(map(str, ordered.columns)), dates, kind, _joint_months(values, dates, kind))
    if controls is None or controls.empty:
        return replace(given, controls=np.zeros((0, len(dates))))
    others = _joint_months(_on(controls.sort_index(), dates, kind), dates, kind)
    return replace(given, control_names=tuple(map(str, controls.columns)), controls=others)


def with_drivers(given: Panel, drivers: dict[str, pd.DataFrame]) -> Panel:
    """The panel with known drivers: one frame each, dates by series."""
    if not drivers:
        return given
    values = [_on(frame.sort_index(), given.dates, given.clock) for frame in drivers.values()]
    return replace(given, regressor_names=tuple(drivers), regressors=np.nan_to_num(np.array(values)))


def _on(frame: pd.DataFrame, dates: pd.DatetimeIndex, kind: Clock) -> Array:
    """(columns, periods) of the frame on the regular dates."""
    given = floor(pd.DatetimeIndex(frame.index), kind)
    if kind.word == "week":
        given = dates[0] + pd.to_timedelta(7 * np.round((given - dates[0]).days / 7), unit="D")
    if given.has_duplicates:
        raise CannotTell(Reason("two_rows_in_period", begins_on=given[given.duplicated()][0]))
    return frame.set_axis(given).reindex(dates).to_numpy(dtype=float).T.copy()


def _joint_months(values: Array, dates: pd.DatetimeIndex, kind: Clock) -> Array:
    """January and February published as one sum in February (as China's retail sales are) become half the sum each."""
    if kind.word != "month":
        return values
    january = np.flatnonzero(dates.month == 1)
    january = january[january + 1 < len(dates)]
    split = values.copy()
    for row in split:
        if len(january) < 2 or np.isfinite(row[january]).any() or not np.isfinite(row).any():
            continue
        usual = np.nanmedian(row)
        for place in january:
            if row[place + 1] > 1.5 * usual:
                row[place : place + 2] = row[place + 1] / 2
    return split
