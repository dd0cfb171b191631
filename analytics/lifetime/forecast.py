"""The weeks ahead: purchases, their value, and who is expected to make them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.fit import Fitted
from analytics.lifetime.histories import Floats
from analytics.lifetime.purchases import Observed
from analytics.lifetime.trial import Total, seen_values
from analytics.lifetime.value_model import ValueModel
from data.late import late

special = late("scipy.special")

_YEAR = 52.1775
_PARTS = 8
_FREEDOM = 10  # the wander of the calendar is known from about as many bins


@dataclass(frozen=True)
class Forecast:
    """All customers known by the end of training, over the horizon; new customers are not in it.

    Attributes:
        weeks: the horizon.
        purchases: purchases, calibrated.
        value: their value, undiscounted, calibrated; None for a log without values.
        discounted: their value today, at `discount` a year.
        discount: yearly rate.
    """

    weeks: float
    purchases: Interval
    value: Interval | None
    discounted: Interval | None
    discount: float


def around(total: Total, calibration: Calibration) -> Interval:
    """The calibrated total with its 95 % interval, Student's in the logarithm."""
    middle = np.log(total.predicted) + calibration.log_factor
    half = float(special.stdtrit(_FREEDOM, 0.975)) * np.sqrt(calibration.variance)
    low, estimate, high = np.exp([middle - half, middle, middle + half]).tolist()
    return Interval(estimate, low, high)


def scaled(interval: Interval, factor: float) -> Interval:
    """The interval of a fixed multiple."""
    return Interval(interval.estimate * factor, interval.low * factor, interval.high * factor)


def scores(
    fit: Fitted[Any], money: ValueModel | None, observed: Observed, weeks: float, discount: float
) -> pd.DataFrame:
    """One row per distinct history, what is expected of each such customer over the horizon; uncalibrated.

    Returns:
        frequency, recency, age   float  the history, weeks
        customers                 float  how many share it
        p_alive                   float  probability of not having stopped for good
        purchases                 float  expected
        value_per_purchase        float  expected; NaN without a value model
        value, discounted_value   float  expected, over the horizon; the latter in today's money
    """
    histories = observed.histories
    alive = fit.model.p_alive(histories)
    ends = np.linspace(0, weeks, _PARTS + 1)[1:]
    reached = [np.zeros(len(histories)), *(fit.model.expected_if_alive(histories, end) for end in ends.tolist())]
    middles = ends - weeks / _PARTS / 2
    worth = (1 + discount) ** (-middles / _YEAR)
    discounted = sum(rate * (late - early) for rate, early, late in zip(worth, reached, reached[1:], strict=False))
    value_per_purchase = np.full(len(histories), np.nan)
    if money is not None:
        value_per_purchase = money.expected(*seen_values(observed))
    columns: dict[str, Floats] = {
        name: getattr(histories, name) for name in ("frequency", "recency", "age", "customers")
    }
    columns |= {"p_alive": alive, "purchases": alive * reached[-1], "value_per_purchase": value_per_purchase}
    columns |= {
        "value": alive * reached[-1] * value_per_purchase,
        "discounted_value": alive * discounted * value_per_purchase,
    }
    return pd.DataFrame(columns)
