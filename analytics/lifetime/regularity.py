"""Are the gaps between a customer's purchases as Poisson as the models suppose, whatever the customer's rate?

Given how often a customer bought and when first and last, Poisson purchases fall evenly in between: the gaps' shares
are Dirichlet(1, ..., 1), whatever the rate, its spread across customers, and how they leave. Gaps of gamma shape k
make them Dirichlet(k, ..., k), so that k is read from the mean log share (Wheat & Morrison, 1990, used two gaps).
"""

from dataclasses import dataclass

import numpy as np

from analytics.lifetime.histories import Histories
from data.late import late

brentq = late("scipy.optimize", "brentq")
digamma = late("scipy.special", "digamma")
polygamma = late("scipy.special", "polygamma")

_MIN_SHAPE, _MAX_SHAPE = 0.02, 500.0


@dataclass(frozen=True)
class Regularity:
    """How regular the gaps are.

    Attributes:
        shape: 1 for Poisson; above for more regular, below for clumps.
        z: deviation of the mean log gap from Poisson's, in standard errors; above 0 for more regular.
    """

    shape: float
    z: float


def regularity(histories: Histories) -> Regularity:
    """Of the customers with at least two gaps; Poisson's own values where there are none or the gaps are unknown."""
    several, once = histories.frequency >= 2, histories.frequency == 1
    if not several.any() or not np.isfinite(histories.log_gaps):
        return Regularity(1.0, 0.0)
    x, customers = histories.frequency[several], histories.customers[several]
    gaps = histories.log_gaps - float(histories.customers[once] @ np.log(histories.recency[once]))
    shares = gaps - float(customers @ (x * np.log(histories.recency[several])))

    def beyond(shape: float) -> float:
        return float(shares - customers @ (x * (digamma(shape) - digamma(shape * x))))

    variance = float(customers @ (x * polygamma(1, 1) - x**2 * polygamma(1, x)))
    within = beyond(_MIN_SHAPE) > 0 > beyond(_MAX_SHAPE)
    limit = _MAX_SHAPE if beyond(_MAX_SHAPE) >= 0 else _MIN_SHAPE
    shape = float(brentq(beyond, _MIN_SHAPE, _MAX_SHAPE)) if within else limit
    return Regularity(shape, beyond(1.0) / float(np.sqrt(variance)))
