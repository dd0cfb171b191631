"""The question asked at quiet dates: how often the model cries wolf, and how far off its forecasts are."""

from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.ledger import Ledger
from analytics.rebound.fit.quiet_dates import Z95
from analytics.rebound.fit.simulation import SimulatedSeries
from analytics.rebound.series.arrays import Array


@dataclass(frozen=True)
class Placebo:
    """The question asked at dates when nothing happened.

    false_alarm_rate: share of those dates at which the interval would have called an event; None without such dates;
    credible: the same, drawn towards the promised one in twenty by how few windows it rests on: what verdicts go by;
    p: rank of the true date among them; dates: how many; effects: (dates,) relative errors there.
    """

    false_alarm_rate: float | None
    credible: float
    p: float | None
    dates: int
    effects: tuple[float, ...]


@dataclass(frozen=True)
class Backtest:
    """Out of sample, over windows as long as the question's: typical error of the window's sum, as a share of it.

    error: of the model; naive: of "same as a year before"; None where the history is too short.
    """

    error: float | None
    naive: float | None


def placebo(series: SimulatedSeries, sums: Ledger) -> Placebo:
    """How often the model cries wolf on this series, and how the true date ranks among the others."""
    quiet = series.placebos
    if quiet is None:
        return Placebo(None, 0.0, None, 0, ())
    tried, row = quiet
    stretch = series.paths.stretch
    effects = tuple(float(e) for e in np.expm1(tried.error[:, row, 2]))
    standard = np.full(tried.standard.shape[1], standardised(sums.effect) * stretch)
    alarms, credible = tried.alarms(stretch)[row], tried.credible_alarms(stretch)[row]
    return Placebo(float(alarms), float(credible), float(tried.rank(standard)[row]), len(effects), effects)


def standardised(effect: Array) -> float:
    """The point estimate, which leads the paths, in standard errors.

    By the interval, not the deviation of the draws: a few absurd paths of a thin series would make any shock look ordinary.

    Args:
        effect: (paths,) amounts.
    """
    low, high = np.quantile(effect[1:], [0.025, 0.975])
    return float(effect[0]) / max(float(high - low) / (2 * Z95), 1e-12)


def backtest(series: SimulatedSeries) -> Backtest:
    """Mean absolute error of the window's mean at quiet dates, and of the year before in its place."""
    quiet = series.placebos
    if quiet is None:
        return Backtest(None, None)
    tried, row = quiet
    error = float(np.abs(np.expm1(tried.error[:, row, 2])).mean())
    fitted, row = series.fitted
    at = fitted.rows.at
    line = np.full(int(at[-1]) + 1, np.nan)
    line[at] = fitted.group.values[row]
    return Backtest(error, _naive(line, at[tried.starts], tried.shock + tried.rebound, series.clock.per_year))


def _naive(line: Array, starts: np.ndarray, length: int, per_year: float) -> float | None:
    year = round(per_year)
    errors = [
        float(np.nanmean(line[s : s + length]) - np.nanmean(line[s - year : s - year + length]))
        for s in starts
        if s >= year
        and np.isfinite(line[s - year : s - year + length]).any()
        and np.isfinite(line[s : s + length]).any()
    ]
    return float(np.abs(np.expm1(errors)).mean()) if errors else None
