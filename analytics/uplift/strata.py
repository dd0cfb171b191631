"""The average effect where arms were assigned within strata, each with a share of its own."""

import numpy as np

from analytics.interval import Interval
from analytics.uplift.design import Codes
from analytics.uplift.effect import student
from analytics.uplift.experiment import Experiment, Flags, Numbers, clustered

FEWEST = 2


def whole(stratum: Codes, treated: Flags) -> Flags:
    """Rows of strata with at least two rows in each arm; the others teach nothing of the effect."""
    arms = [np.bincount(stratum, treated == arm, minlength=int(stratum.max()) + 1) for arm in (False, True)]
    kept: Flags = (np.minimum(*arms) >= FEWEST)[stratum]
    return kept


def stratified_effect(trial: Experiment, stratum: Codes) -> Interval:
    """Treated less control within each stratum, weighted by its customers.

    Neyman's error, stratum by stratum (Imbens and Rubin 2015, chapter 9); Student's quantile at the degrees of freedom of
    Satterthwaite. With a cluster the errors are summed by it.
    """
    code = np.unique(stratum, return_inverse=True)[1]
    influence, estimate, doubt = np.zeros(len(trial)), 0.0, 0.0
    for one in range(int(code.max()) + 1):
        inside = code == one
        for arm, sign in ((True, 1.0), (False, -1.0)):
            rows = inside & (trial.treated == arm)
            size = int(rows.sum())
            left = trial.outcome[rows] - trial.outcome[rows].mean()
            weight = inside.sum() / len(trial)
            estimate += sign * weight * float(trial.outcome[rows].mean())
            influence[rows] = sign * weight * left / size * np.sqrt(size / (size - 1))
            doubt += float((influence[rows] ** 2).sum()) ** 2 / (size - 1)
    error: Numbers = clustered(influence, trial.customer)
    variance = float((error**2).sum())
    freedom = len(error) - 1 if trial.customer is not None else variance**2 / doubt if doubt else 1.0
    return Interval.normal(estimate, float(np.sqrt(variance)), student(freedom))
