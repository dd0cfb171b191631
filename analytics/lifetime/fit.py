"""A purchase model fitted to histories, however many customers."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from analytics.interval import Interval
from analytics.lifetime.ascent import of_logarithm, peak
from analytics.lifetime.histories import Floats, Histories, sampled
from analytics.lifetime.mbg_cnbd import MBGCNBD, regular
from analytics.lifetime.model import PurchaseModel
from analytics.results import CannotTell, Reason

M = TypeVar("M", bound=PurchaseModel)

# Above this many distinct histories a sample of as many customers finds the neighbourhood; all rows end the search.
SKETCH = 5_000
_MOST_REGULAR = 12


@dataclass(frozen=True)
class Fitted(Generic[M]):
    """A model at its maximum likelihood.

    Attributes:
        model: the model, parameters in weeks.
        log_likelihood: of all customers, constants of the data included.
        covariance: (parameters, parameters) of the log parameters, from the curvature at the maximum.
    """

    model: M
    log_likelihood: float
    covariance: Floats

    def parameters(self) -> dict[str, Interval]:
        """Each parameter with its 95 % interval, symmetric in the logarithm."""
        named = zip(self.model.parameters, self.model.theta, np.diag(self.covariance), strict=True)
        intervals = {name: of_logarithm(float(theta), float(variance)) for name, theta, variance in named}
        if isinstance(self.model, MBGCNBD):
            intervals = {"k": Interval(*(float(self.model.steps),) * 3)} | intervals
        return intervals


def fitted(family: type[M], histories: Histories) -> Fitted[M]:
    """The model of a family that makes the histories most likely.

    Raises:
        CannotTell: nobody bought twice, or nobody was observed for any time; no rate can be learnt from that.
    """
    if histories.repeats == 0 or histories.mean_age == 0:
        raise CannotTell(Reason("nobody_came_back"))
    sketch = sampled(histories, SKETCH) if len(histories) > SKETCH else histories
    maximum = peak(
        lambda theta: family.likelihood(theta, histories),
        lambda theta: family.likelihood(theta, sketch),
        histories.size / sketch.size,
        family.start(sketch),
    )
    return Fitted(family.of(maximum.theta), maximum.value, maximum.covariance)


def most_regular(histories: Histories) -> Fitted[MBGCNBD]:
    """The regular-timing model of the most likely k, from 1 (Poisson) up; needs the histories' log gaps."""
    if np.isnan(histories.log_gaps):
        raise ValueError(
            "these histories do not know their log gaps; the regularity of timing cannot be told from them"
        )
    best = fitted(regular(1), histories)
    for steps in range(2, _MOST_REGULAR + 1):
        candidate = fitted(regular(steps), histories)
        if candidate.log_likelihood < best.log_likelihood:
            break
        best = candidate
    return best
