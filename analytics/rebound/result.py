"""What an answer holds."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.interval import Interval
from analytics.results import Reason


@dataclass(frozen=True)
class Effect:
    """Actual less counterfactual from the shock on: mean per period, sum, and share of the counterfactual."""

    average: Interval
    cumulative: Interval
    relative: Interval


@dataclass(frozen=True)
class Placebo:
    """The question asked at dates when nothing happened.

    false_alarm_rate: share of those dates at which the interval would have called an event; None without such dates;
    credible: the same, drawn towards the promised one in twenty by how few windows it rests on: what verdicts go by;
    p: rank of the true date among them; dates: how many; effects: (dates,) relative errors found there.
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


@dataclass(frozen=True)
class Window:
    """One shock with its rebound; amounts in the series' unit.

    bounce: how far actual over counterfactual rose from the shock to the rebound, a share: a rebound that does not reach
    the counterfactual has a bounce and no excess.
    """

    start: date
    reopen: date | None
    end: date
    suppressed: Interval | None
    excess: Interval | None
    bounce: Interval | None


@dataclass(frozen=True)
class Variant:
    """The answer under another choice: what was changed, and what came out."""

    changed: Reason
    relative: Interval
    excess: Interval | None
    lasting: Interval | None


@dataclass(frozen=True)
class Curves:
    """Period by period from the first shock on; bands are pointwise, sums are over joint paths.

    before: (periods,) dates and actuals of the history for the chart.
    """

    dates: np.ndarray
    actual: np.ndarray
    expected: np.ndarray
    low: np.ndarray
    high: np.ndarray
    gap: np.ndarray
    gap_low: np.ndarray
    gap_high: np.ndarray


@dataclass(frozen=True)
class Answer:
    """The rebound of one series. Intervals are 95 %; amounts in the series' unit, shares of the counterfactual.

    suppressed, excess, ratio, released, beyond, pulled_forward: of the windows, None without a reopening.
    lasting: share by which the level stands above the counterfactual once the transient part is gone.
    transient: amount of the excess that belongs to the part that fades.
    half_life: in the file's periods; None where it is not identified.
    period: code of the file's period: day, week, month, quarter or year.
    notes: what the reader must know before believing the numbers.
    recovery: first day at which what came back equals what was lost; None when it has not.
    """

    name: str
    suppressed: Interval | None
    excess: Interval | None
    ratio: Interval | None
    released: Interval | None
    beyond: Interval | None
    pulled_forward: Interval | None
    lasting: Interval | None
    transient: Interval | None
    half_life: Interval | None
    recovery: date | None
    effect: Effect
    placebo: Placebo
    backtest: Backtest
    level: str
    rebound: str
    windows: tuple[Window, ...]
    donors: dict[str, float]
    models: dict[str, float]
    variants: tuple[Variant, ...]
    notes: tuple[Reason, ...]
    period: str
    curves: Curves
    seconds: float
