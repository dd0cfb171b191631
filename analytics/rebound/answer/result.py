"""What an answer holds: amounts in the series' unit, shares of what would have been."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.interval import Interval
from analytics.rebound.check.placebo import Backtest, Placebo
from analytics.rebound.check.probabilities import Probabilities
from analytics.rebound.check.variants import Variant
from analytics.results import Reason


@dataclass(frozen=True)
class Effect:
    """Actual less counterfactual from the shock on: mean per period, sum, and share of the counterfactual."""

    average: Interval
    cumulative: Interval
    relative: Interval


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
class Curves:
    """(periods,) each, from the first shock on, in the series' unit; bands at 95 % are pointwise.

    dates: first days of the periods; actual, expected: amounts of each, with the band `low` to `high` of what was expected;
    gap: actual less expected, added up since the shock, with its band `gap_low` to `gap_high` over joint paths.
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
    probabilities: of the level and of what was regained, from the same paths.
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
    probabilities: Probabilities
    windows: tuple[Window, ...]
    donors: dict[str, float]
    models: dict[str, float]
    variants: tuple[Variant, ...]
    notes: tuple[Reason, ...]
    period: str
    curves: Curves
    seconds: float
