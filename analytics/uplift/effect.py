"""The average effect of a randomised treatment: Neyman (1923), Hajek (1971), Lin (2013). Arrays are (rows,)."""

import numpy as np

from analytics.interval import UNKNOWN, Interval
from analytics.uplift.experiment import Experiment, Flags, Numbers, clustered
from data.late import late

special = late("scipy.special")

# The convention of published experiments, which their intervals can be compared with digit by digit.
Z = 1.96
MANY = 1_000
ROWS_A_COEFFICIENT = 10


def student(freedom: float) -> float:
    """How many errors a 95 % interval reaches: Student's quantile, beyond 1,000 degrees of freedom the convention."""
    return Z if freedom > MANY else float(special.stdtrit(max(freedom, 1.0), 0.975))


def average_effect(trial: Experiment) -> Interval:
    """Treated less control, in the outcome's unit per customer.

    With one chance for all this is the difference in means with Neyman's standard error; with several chances each
    arm is weighted by one over its chance (Hajek). Repeated customers make the error cluster-robust. Student's quantile
    at Welch's degrees of freedom, of the clusters where there are any.
    """
    means, (control, treated) = _arms(trial)
    influence = clustered(treated - control, trial.customer)
    error = float(np.sqrt((influence**2).sum()))
    return Interval.normal(means[1] - means[0], error, student(_freedom(trial, control, treated)))


def _arms(trial: Experiment) -> tuple[tuple[float, float], tuple[Numbers, Numbers]]:
    """Mean of each arm, control first, and each row's influence on it.

    An arm in which all outcomes are equal has shown no scatter rather than to have none: it is given the other's.
    """
    weight = np.broadcast_to(trial.weight, len(trial))
    means, influences = zip(
        *(_arm_mean(trial.outcome, weight, trial.treated == arm) for arm in (False, True)), strict=True
    )
    filled = []
    for arm, influence in enumerate(influences):
        rows, others = trial.treated == bool(arm), trial.treated != bool(arm)
        if not np.ptp(trial.outcome[rows]):
            spread = trial.outcome[others].std(ddof=1)
            influence = np.where(rows, weight, 0.0) / weight[rows].sum() * spread
        filled.append(influence)
    return (means[0], means[1]), (filled[0], filled[1])


def _freedom(trial: Experiment, control: Numbers, treated: Numbers) -> float:
    """Welch's degrees of freedom; of a clustered error, the clusters less one in the arm that has fewer."""
    if trial.customer is not None:
        return min(len(np.unique(trial.customer[trial.treated == arm])) for arm in (False, True)) - 1.0
    parts = np.array([(control**2).sum(), (treated**2).sum()])
    spare = np.array([(~trial.treated).sum(), trial.treated.sum()]) - 1.0
    return float(parts.sum() ** 2 / (parts**2 / spare).sum()) if parts.any() else float(spare.min())


def _arm_mean(outcome: Numbers, weight: Numbers, arm: Flags) -> tuple[float, Numbers]:
    """The arm's weighted mean and each row's influence on it, (rows,); n/(n-1) makes the squares sum to Neyman's variance."""
    share = np.where(arm, weight, 0.0) / weight[arm].sum()
    mean = float(share @ outcome)
    size = int(arm.sum())
    return mean, share * (outcome - mean) * np.sqrt(size / (size - 1))


def adjusted_effect(trial: Experiment) -> Interval:
    """The average effect net of what the features explain, in the outcome's unit per customer.

    Lin (2013): a regression per arm on the features, both evaluated at everybody's features; never less precise than
    the plain difference in large samples, whatever the truth looks like. Residuals are inflated by their leverage
    (HC3), and the spread of the predicted effects counts as sampling error too. Unknown where the smaller arm has
    fewer than ten rows for each coefficient: the regression would then fit the rows and not the customers.
    """
    if not enough(trial):
        return UNKNOWN
    estimate, influence = adjusted_influence(trial)
    spare = min(_fewest(trial), len(influence)) - _design(trial.features).shape[1]
    return Interval.normal(estimate, float(np.sqrt((influence**2).sum())), student(spare))


def enough(trial: Experiment) -> bool:
    """Whether each arm has ten rows for every coefficient of a regression on the features."""
    return _fewest(trial) >= ROWS_A_COEFFICIENT * int(_design(trial.features).shape[1])


def _fewest(trial: Experiment) -> int:
    return min(int(trial.treated.sum()), int((~trial.treated).sum()))


def adjusted_influence(trial: Experiment) -> tuple[float, Numbers]:
    """The adjusted effect and each customer's influence on it; squares sum to its variance, products to covariances."""
    size = len(trial)
    weight = np.broadcast_to(trial.weight, size)
    predicted, signed = np.zeros((2, size)), np.zeros(size)
    design = _design(trial.features)
    for arm in (0, 1):
        rows = trial.treated == bool(arm)
        slope, leverage = _regression(design[rows], trial.outcome[rows], weight[rows])
        predicted[arm] = design @ slope
        residual = (trial.outcome[rows] - predicted[arm][rows]) / (1 - leverage)
        if not np.ptp(trial.outcome[rows]):
            residual = np.full(int(rows.sum()), trial.outcome[~rows].std(ddof=1))  # none shown, as in `_arms`
        signed[rows] = (1 if arm else -1) * residual * weight[rows] / weight[rows].sum() * size
    effect = predicted[1] - predicted[0]
    return float(effect.mean()), clustered((effect - effect.mean() + signed) / size, trial.customer)


def _design(features: Numbers) -> Numbers:
    """An intercept and the independent directions of the features, all of length one a row on average."""
    centred = features - features.mean(axis=0)
    spread = centred.std(axis=0)
    centred = centred[:, spread > 0] / spread[spread > 0]
    values, vectors = np.linalg.eigh(centred.T @ centred / len(features))
    kept = values > 1e-9
    return np.column_stack([np.ones(len(features)), centred @ (vectors[:, kept] / np.sqrt(values[kept]))])


def _regression(design: Numbers, outcome: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """Weighted least squares: coefficients, and each row's leverage (at most .5, so that a lone row cannot explode)."""
    weighted = design * (weight / weight.mean())[:, None]
    inverse = np.linalg.pinv(weighted.T @ design, hermitian=True)
    leverage = np.einsum("ij,jk,ik->i", weighted, inverse, design)
    return inverse @ (weighted.T @ outcome), np.minimum(leverage, 0.5)
