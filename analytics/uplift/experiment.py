"""Customers whose treatment was randomised."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.results import CannotTell, Reason

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEWEST = 2  # rows in each arm


@dataclass(frozen=True)
class Experiment:
    """One row per customer and draw, every array in the same order: (rows,), but for `features` (rows, columns).

    Attributes:
        features: known before the draw, no missing values.
        treated: which arm the draw gave.
        outcome: what was measured afterwards; 0/1 or an amount.
        chance: the draw's probability of treatment, one number or one per row; strictly inside 0 and 1.
        customer: whose row it is, when somebody may appear twice; errors are then clustered by it.

    Raises:
        CannotTell: an arm has fewer than two rows.
        ValueError: lengths differ, a value is missing or a chance is 0 or 1.
    """

    features: Numbers
    treated: Flags
    outcome: Numbers
    chance: float | Numbers
    customer: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        sizes = {len(self.features), len(self.treated), len(self.outcome)}
        if len(sizes) > 1:
            raise ValueError(f"features, treated and outcome have {sorted(sizes)} rows; give one of each per customer")
        fewest = min(int(self.treated.sum()), int((~self.treated).sum()))
        if fewest < FEWEST:
            raise CannotTell(Reason("arm_too_small", customers=fewest, needed=FEWEST))
        if not np.isfinite(self.outcome).all() or not np.isfinite(self.features).all():
            raise ValueError("an outcome or a feature is missing; drop or fill it before")
        if np.min(self.chance) <= 0 or np.max(self.chance) >= 1:
            raise ValueError("a chance of treatment is 0 or 1; leave out customers who were not randomised")

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def weight(self) -> Numbers:
        """One over the chance of the arm that was drawn."""
        return np.where(self.treated, 1 / np.asarray(self.chance), 1 / (1 - np.asarray(self.chance)))

    @property
    def even(self) -> bool:
        """Whether everybody had the same chance."""
        return float(np.ptp(self.chance)) == 0

    @property
    def binary(self) -> bool:
        """Whether the outcome is yes or no."""
        return bool(np.isin(self.outcome, (0.0, 1.0)).all())

    def rows(self, chosen: NDArray[np.int64] | Flags) -> "Experiment":
        """The same experiment on some of its rows."""
        chance = self.chance if isinstance(self.chance, float) else np.broadcast_to(self.chance, len(self))[chosen]
        customer = None if self.customer is None else self.customer[chosen]
        return Experiment(self.features[chosen], self.treated[chosen], self.outcome[chosen], chance, customer)

    def net_of(self, expected: Numbers) -> "Experiment":
        """The same experiment on the outcome less what was to be expected without knowing the arm."""
        return Experiment(self.features, self.treated, self.outcome - expected, self.chance, self.customer)


def clustered(influence: Numbers, customer: NDArray[np.int64] | None) -> Numbers:
    """Influence summed by customer: rows of one customer are not independent of each other."""
    if customer is None:
        return influence
    return np.bincount(np.unique(customer, return_inverse=True)[1], weights=influence).astype(np.float64)


def stacked(trials: list[Experiment]) -> Experiment:
    """One experiment of the rows of several."""
    customers = [trial.customer for trial in trials if trial.customer is not None]
    return Experiment(
        np.concatenate([trial.features for trial in trials]),
        np.concatenate([trial.treated for trial in trials]),
        np.concatenate([trial.outcome for trial in trials]),
        np.concatenate([np.broadcast_to(trial.chance, len(trial)) for trial in trials]),
        np.concatenate(customers) if customers else None,
    )
