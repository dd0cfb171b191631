"""What a purchase to come is worth: Gamma-Gamma where it has a mean, else credibility."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from analytics.lifetime.credibility import credibility
from analytics.lifetime.gamma_gamma import GammaGamma, gamma_gamma
from analytics.lifetime.histories import Floats
from analytics.lifetime.purchases import Observed
from analytics.lifetime.record import Record
from analytics.results import CannotTell


class ValueModel(Protocol):
    """What a customer spends per purchase, known from how often and how much so far.

    `frequency`, `mean`, `bought` and what the methods give are (rows,); amounts are in the currency of the log.

    Attributes:
        theta: (parameters,) on a scale on which their estimates are about normal.
        covariance: (parameters, parameters) of them.
    """

    @property
    def theta(self) -> Floats: ...

    @property
    def covariance(self) -> Floats: ...

    def at(self, theta: Floats) -> "ValueModel":
        """The same model with other parameters."""
        ...

    def expected(self, frequency: Floats, mean: Floats) -> Floats:
        """Value expected of a customer's next purchase, given the repeat purchases seen and their mean."""
        ...

    def draw(self, frequency: Floats, mean: Floats, bought: Floats, rng: np.random.Generator) -> Floats:
        """Value of `bought` purchases of one customer each, drawn given what was seen."""
        ...


def gamma_gammas(record: Record) -> list[GammaGamma | None]:
    """Gamma-Gamma at every origin of a record, oldest first, and now; None without values or with too few of them."""
    return [_fitted(seen) for seen in _days(record)]


def value_models(record: Record, fits: Sequence[GammaGamma | None]) -> list[ValueModel | None]:
    """What forecasts value at every origin and now: one kind throughout, for what one was off says nothing of another.

    Args:
        fits: as from `gamma_gammas`.
    """
    if fits[-1] is None or fits[-1].has_mean:
        return [fit if fit and fit.has_mean else None for fit in fits]
    return [
        credibility(seen.spends, fit) if fit and seen.spends else None
        for seen, fit in zip(_days(record), fits, strict=True)
    ]


def _days(record: Record) -> list[Observed]:
    return [*(origin.observed for origin in record.origins), record.now]


def _fitted(observed: Observed) -> GammaGamma | None:
    try:
        return gamma_gamma(observed.spends) if observed.spends else None
    except CannotTell:  # too few repeat customers for three parameters
        return None
