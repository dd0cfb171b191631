"""Which model forecast best, at several earlier moments, what every customer would do.

Rolling-origin evaluation (Tashman 2000): a model is fitted on what was known at each moment and judged on the weeks after.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.lifetime.bg_nbd import BGNBD
from analytics.lifetime.fit import Fitted, fitted, most_regular
from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.mbg_cnbd import MBGCNBD
from analytics.lifetime.mbg_nbd import MBGNBD
from analytics.lifetime.model import PurchaseModel
from analytics.lifetime.pareto_nbd import ParetoNBD
from analytics.lifetime.record import Origin
from analytics.lifetime.trial import Errors, errors

# In order of preference where nothing tells them apart: first those that do not take every one-time buyer for alive.
POISSON: tuple[type[PurchaseModel], ...] = (ParetoNBD, MBGNBD, BGNBD)
# Gain in log likelihood from which on regular timing is more than an accident of the sample.
_PLAINLY_REGULAR = 5.0


@dataclass(frozen=True)
class Contest:
    """Every family's fit at every earlier moment, and how far off it was.

    Attributes:
        fits, errors: per family name, one entry per moment.
        scores: per family name, the mean over moments of its MAE and RMSE relative to the best family's of that
            moment; 1 is a family that was best throughout. Both count: the MAE alone rewards predicting too little,
            the RMSE alone is decided by a few customers. A moment weighs as the repeat purchases known by then.
    """

    fits: dict[str, tuple[Fitted[Any], ...]]
    errors: dict[str, tuple[Errors, ...]]
    scores: dict[str, float]

    def winner(self, eligible: Set[str]) -> str:
        """The eligible family of the lowest score, of all where none is eligible; the first of equals."""
        entered = [name for name in self.scores if name in eligible or not eligible]
        return min(entered, key=lambda name: round(self.scores[name], 6))


def candidates(histories: Histories) -> dict[str, Fitted[Any]]:
    """The families fitted on all customers; the regular-timing one only where the gaps plainly call for it."""
    fits: dict[str, Fitted[Any]] = {family.name: fitted(family, histories) for family in POISSON}
    if np.isfinite(histories.log_gaps):
        regular = most_regular(histories)
        gain = regular.log_likelihood - fits[MBGNBD.name].log_likelihood
        if regular.model.steps > 1 and gain > _PLAINLY_REGULAR:
            fits[MBGCNBD.name] = regular
    return fits


def contest(families: Sequence[type[PurchaseModel]], origins: Sequence[Origin]) -> Contest:
    """The families against each other; without any earlier moment all score alike and the first is chosen."""
    fits = {family.name: tuple(fitted(family, origin.observed.histories) for origin in origins) for family in families}
    off = {
        name: tuple(errors(fit, origin.observed) for fit, origin in zip(of_family, origins, strict=True))
        for name, of_family in fits.items()
    }
    weights = np.array([origin.observed.histories.repeats for origin in origins])
    return Contest(fits, off, _scores(off, weights))


def _scores(off: dict[str, tuple[Errors, ...]], weights: Floats) -> dict[str, float]:
    mae = np.array([[error.mae for error in of_family] for of_family in off.values()])
    rmse = np.array([[error.rmse for error in of_family] for of_family in off.values()])
    if mae.size == 0:
        return dict.fromkeys(off, 1.0)
    relative = (mae / mae.min(axis=0) + rmse / rmse.min(axis=0)) / 2
    return dict(zip(off, (relative @ weights / weights.sum()).tolist(), strict=True))
