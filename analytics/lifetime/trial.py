"""A model put to the test: fitted on what was known on an earlier day, held against what happened after.

How uncertain a total is: from the parameters by the delta method, from chance by one draw per row of the model itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.lifetime.fit import Fitted
from analytics.lifetime.histories import Floats
from analytics.lifetime.purchases import Observed
from analytics.lifetime.value_model import ValueModel

_STEP = 1e-4
_SEED = 20_240_229


@dataclass(frozen=True)
class Total:
    """A predicted total over all customers and its two certain sources of error.

    Attributes:
        predicted: purchases or value over the weeks ahead.
        actual: what came; NaN where not known.
        from_parameters: variance of log(predicted) from the parameters being estimates.
        from_chance: variance of log(actual) from customers being free to do as they like, the parameters known.
    """

    predicted: float
    actual: float
    from_parameters: float
    from_chance: float

    @property
    def log_ratio(self) -> float:
        """Log of actual over predicted."""
        return float(np.log(max(self.actual, 0.5) / self.predicted))


@dataclass(frozen=True)
class Errors:
    """Holdout errors of one model, in purchases per customer and in total; uncalibrated."""

    mae: float
    rmse: float
    predicted: float
    actual: float


def errors(fit: Fitted[Any], observed: Observed) -> Errors:
    """How far the model is off, customer by customer."""
    customers = observed.histories.customers
    expected = fit.model.expected(observed.histories, observed.weeks)
    off, size = expected - observed.bought, observed.histories.size
    mae, rmse = customers @ np.abs(off) / size, np.sqrt(customers @ off**2 / size)
    return Errors(float(mae), float(rmse), float(customers @ expected), observed.purchases)


def purchases_total(fit: Fitted[Any], observed: Observed, weeks: float) -> Total:
    """Purchases of all customers in the next `weeks`."""
    histories = observed.histories

    def total(theta: Floats) -> float:
        return float(histories.customers @ type(fit.model).of(theta).expected(histories, weeks))

    expected = fit.model.expected(histories, weeks)
    drawn = fit.model.draw(histories, weeks, np.random.default_rng(_SEED))
    predicted = float(histories.customers @ expected)
    chance = float(histories.customers @ (drawn - expected) ** 2) / predicted**2
    spread = _of_parameters(total, fit.model.theta, fit.covariance)
    return Total(predicted, observed.purchases if observed.weeks else float("nan"), spread, chance)


def value_total(fit: Fitted[Any], money: ValueModel, observed: Observed, weeks: float, purchases: Total) -> Total:
    """Value of all customers' purchases in the next `weeks`, undiscounted.

    The parameters of purchasing and of value are estimated apart, so their variances add up; those of purchasing
    are known from the total of `purchases`.
    """
    histories = observed.histories
    rng = np.random.default_rng(_SEED)
    expected = fit.model.expected(histories, weeks)
    drawn = fit.model.draw(histories, weeks, rng)
    frequency, mean = seen_values(observed)

    def total(theta: Floats) -> float:
        return float((histories.customers * expected) @ money.at(theta).expected(frequency, mean))

    predicted = total(money.theta)
    off = money.draw(frequency, mean, drawn, rng) - expected * money.expected(frequency, mean)
    spread = purchases.from_parameters + _of_parameters(total, money.theta, money.covariance)
    actual = float(observed.spent.sum()) if observed.weeks else float("nan")
    return Total(predicted, actual, spread, float(histories.customers @ off**2) / predicted**2)


def seen_values(observed: Observed) -> tuple[Floats, Floats]:
    """Per row, the repeat purchases seen and their mean value; customers of unknown value are taken for average ones."""
    known = np.isfinite(observed.repeat_value)
    return np.where(known, observed.histories.frequency, 0.0), np.where(known, observed.repeat_value, 0.0)


def _of_parameters(total: Any, theta: Floats, covariance: Floats) -> float:
    """Variance of log(total), to first order in the parameters; `theta` (parameters,), `covariance` (parameters, parameters)."""
    shifts = np.eye(len(theta)) * _STEP
    slope = np.array([np.log(total(theta + shift) / total(theta - shift)) / (2 * _STEP) for shift in shifts])
    return float(slope @ covariance @ slope)
