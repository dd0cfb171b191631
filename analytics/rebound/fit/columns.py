"""What explains a series (level, growth, season, moving holidays, promotions, donors) as columns, with priors on each."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array

NOTHING = 1e-6
# What a donor offers: its slow part, its fast part, and itself as it is.
DONOR = ("slow", "fast", "whole")
# What a donor that is followed as it is carries too.
CARRIED = ("growth", "season", "turning", "weekday")
# Believed change of a season's strength in a year, as a share of it.
TURN = 0.1


@dataclass(frozen=True)
class Columns:
    """Named columns of one group of series.

    values: (series, periods, columns); kinds: one of level, growth, season, turning, weekday, an event of the calendar, driver, step,
    peak, slow, fast, whole per column;
    spread: (series, columns) standard deviation believed for each coefficient, in the series' own (log) units.
    """

    values: Array
    kinds: tuple[str, ...]
    spread: Array

    def joined(self, other: "Columns") -> "Columns":
        """Both sets of columns, side by side."""
        return Columns(
            np.concatenate([self.values, other.values], 2),
            self.kinds + other.kinds,
            np.concatenate([self.spread, other.spread], 1),
        )

    def of(self, *kinds: str) -> np.ndarray:
        """Mask of the columns of these kinds."""
        return np.isin(self.kinds, kinds)

    def without(self, *kinds: str) -> "Columns":
        """The same columns, those of these kinds believed to be nothing."""
        spread = np.array(self.spread)
        spread[:, self.of(*kinds)] = NOTHING
        return replace(self, spread=spread)

    def some(self, series: np.ndarray) -> "Columns":
        """The columns of some of the series."""
        return replace(self, values=self.values[series], spread=self.spread[series])

    def taken(self, periods: np.ndarray) -> "Columns":
        """The same columns on fewer periods."""
        return replace(self, values=self.values[:, periods])


@dataclass(frozen=True)
class Group:
    """Series observed in the same periods, in logs (or shares of their mean level).

    values: (series, periods); columns: what explains them; before: periods before the event; at: places on the clock.
    """

    names: tuple[str, ...]
    values: Array
    columns: Columns
    at: np.ndarray
    before: int
    per_year: float

    @property
    def is_young(self) -> bool:
        """Whether less than a year lies between the first period and the event: its season cannot be known from itself."""
        return bool(self.at[self.before - 1] - self.at[0] + 1 < self.per_year)


def shared(values: Array, kind: str, spread: Array, series: int) -> Columns:
    """Columns that are the same for every series; values (periods, columns), spread (columns,)."""
    wide = np.broadcast_to(values, (series, *values.shape))
    return Columns(wide, (kind,) * values.shape[1], np.broadcast_to(spread, (series, values.shape[1])))


def trend(at: np.ndarray, per_year: float, series: int) -> Columns:
    """A level, free, and a yearly growth, whose spread the prior classes set."""
    level = shared(np.ones((len(at), 1)), "level", np.array([20.0]), series)
    years = (at - at.mean())[:, None] / per_year
    return level.joined(shared(years, "growth", np.array([0.1]), series))


def season(phase: Array, per_year: float, series: int) -> Columns:
    """Waves of a year, sine and cosine, at most six of each; `phase` is the place in the year in years."""
    waves = [(k, part) for k in range(1, 7) if k <= per_year / 2 for part in ("cos", "sin")]
    waves = [(k, part) for k, part in waves if not (part == "sin" and np.isclose(2 * k, per_year))]
    if not waves:
        return shared(np.zeros((len(phase), 0)), "season", np.zeros(0), series)
    values = np.hstack([getattr(np, part)(2 * np.pi * k * phase[:, None]) for k, part in waves])
    return shared(values, "season", np.array([0.4 / np.sqrt(k) for k, _ in waves]), series)


def turning(waves: Columns, at: np.ndarray, per_year: float) -> Columns:
    """The first three waves growing or fading over the years; how fast is believed in proportion to their size."""
    first = replace(waves, values=waves.values[:, :, :6], kinds=waves.kinds[:6], spread=waves.spread[:, :6])
    years = (at - at[-1]) / per_year
    return replace(
        first,
        values=first.values * years[None, :, None],
        kinds=("turning",) * len(first.kinds),
        spread=first.spread * TURN,
    )


def weekdays(dates: pd.DatetimeIndex, series: int) -> Columns:
    """One column per weekday but the first, for series modelled day by day."""
    values = np.equal.outer(dates.day_of_week.to_numpy(), np.arange(1, 7)).astype(float)
    return shared(values, "weekday", np.full(6, 0.5), series)


def phase(dates: pd.DatetimeIndex, per_year: float) -> Array:
    """Place in the year, 0 to 1; months are equally long, so that their waves stay apart."""
    if per_year <= 12:
        return np.asarray((dates.month - 1) / 12, dtype=float)
    return np.asarray((dates.day_of_year - 1) / 365.25, dtype=float)
