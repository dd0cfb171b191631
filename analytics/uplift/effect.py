"""The average effect of a randomised treatment: Neyman (1923), Hajek (1971), Lin (2013). Arrays are (rows,)."""

import numpy as np

from analytics.interval import Interval
from analytics.uplift.experiment import Experiment, Flags, Numbers, clustered

# The convention of published experiments, which their intervals can be compared with digit by digit.
Z = 1.96


def average_effect(trial: Experiment) -> Interval:
    """Treated less control, in the outcome's unit per customer.

    With one chance for all this is the difference in means with Neyman's standard error; with several chances each
    arm is weighted by one over its chance (Hajek). Repeated customers make the error cluster-robust.
    """
    return Interval.normal(*mean_difference(trial), Z)


def mean_difference(trial: Experiment) -> tuple[float, float]:
    """The average effect and its standard error."""
    weight = np.broadcast_to(trial.weight, len(trial))
    arms = [_arm_mean(trial.outcome, weight, trial.treated == arm) for arm in (False, True)]
    influence = clustered(arms[1][1] - arms[0][1], trial.customer)
    return arms[1][0] - arms[0][0], float(np.sqrt((influence**2).sum()))


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
    (HC3), and the spread of the predicted effects counts as sampling error too.
    """
    estimate, influence = adjusted_influence(trial)
    return Interval.normal(estimate, float(np.sqrt((influence**2).sum())), Z)


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
