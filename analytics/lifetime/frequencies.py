"""Does a fitted model give back how many customers bought once, twice, and so on?

The check of Fader, Hardie & Lee (2005), actual against expected number of customers by repeat purchases; judged by the
share misplaced as well as by chance, because in a large log any model fails a test.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.lifetime.fit import Fitted
from analytics.lifetime.histories import Floats, Histories

_DRAWS = 60_000
_SEED = 19_970_101
_CUTS = np.array([0.5, 1.5, 2.5, 3.5, 5.5, 9.5, 19.5])
_SHARE_MISPLACED = 0.04
_STANDARD_ERRORS = 4.0


@dataclass(frozen=True)
class Frequencies:
    """Shares of customers with 0, 1, 2, 3, 4-5, 6-9, 10-19 and more repeat purchases.

    Attributes:
        seen, modelled: (8,) the shares in the log, and in as many weeks of the model for customers of the same ages.
        furthest: the largest difference in standard errors.
    """

    seen: Floats
    modelled: Floats
    furthest: float

    @property
    def misplaced(self) -> float:
        """Share of customers that would have to change class to make the two equal."""
        return float(np.abs(self.seen - self.modelled).sum() / 2)

    @property
    def refuted(self) -> bool:
        """Whether the difference is both beyond chance and large enough to matter."""
        return self.misplaced > _SHARE_MISPLACED and self.furthest > _STANDARD_ERRORS


def frequencies(fit: Fitted[Any], histories: Histories) -> Frequencies:
    """The comparison for a model fitted to the histories, the model's side drawn at random from a fixed seed."""
    rng = np.random.default_rng(_SEED)
    rows = rng.choice(len(histories), size=_DRAWS, p=histories.customers / histories.size)
    nothing = np.zeros(_DRAWS)
    newcomers = Histories(nothing, nothing, nothing, np.ones(_DRAWS))
    drawn = fit.model.draw(newcomers, histories.age[rows], rng)
    classes = len(_CUTS) + 1
    modelled = np.bincount(np.searchsorted(_CUTS, drawn), minlength=classes) / _DRAWS
    counted = np.bincount(np.searchsorted(_CUTS, histories.frequency), histories.customers, classes)
    seen = counted / histories.size
    variance = np.maximum(modelled * (1 - modelled), 1 / _DRAWS) * (1 / histories.size + 1 / _DRAWS)
    return Frequencies(seen, modelled, float(np.max(np.abs(seen - modelled) / np.sqrt(variance))))
