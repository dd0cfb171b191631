"""Whether customers whom a score calls twice as movable are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.uplift.effect import average_effect
from analytics.uplift.experiment import Experiment, Flags, Numbers, clustered

BINS = ("customers", "predicted", "found", "low", "high")


@dataclass(frozen=True)
class Calibration:
    """Predicted effects against measured ones.

    Attributes:
        slope: effect measured per unit of effect predicted; 1 is right, below 1 too bold, 0 says nothing.
        bins: one row per fifth of the customers, highest predictions first:
            customers  int    how many
            predicted  float  mean predicted effect, in the outcome's unit
            found      float  treated less control
            low, high  float  its 95 % interval
    """

    slope: Interval
    bins: pd.DataFrame


def calibration(score: Numbers, trial: Experiment, bins: int = 5) -> Calibration:
    """Compares predicted effects with those of customers the prediction has not seen.

    The slope is the coefficient of the treatment times the centred prediction (the best linear predictor of
    Chernozhukov, Demirer, Duflo and Fernandez-Val), from inverse-probability pseudo-outcomes, errors as in `qini`.
    """
    groups = np.array_split(np.argsort(-score, kind="stable"), bins)
    rows = [_bin(score[group], trial.rows(group)) for group in groups if _both_arms(trial.treated[group])]
    return Calibration(_slope(score, trial), pd.DataFrame(rows, columns=list(BINS)))


def _both_arms(treated: Flags) -> bool:
    return bool(2 <= treated.sum() <= len(treated) - 2)


def _bin(score: Numbers, trial: Experiment) -> tuple[int, float, float, float, float]:
    effect = average_effect(trial)
    return len(score), float(score.mean()), effect.estimate, effect.low, effect.high


def _slope(score: Numbers, trial: Experiment) -> Interval:
    centred = score - score.mean()
    if not centred.any():
        return Interval(float("nan"), float("nan"), float("nan"))
    sign = np.where(trial.treated, 1.0, -1.0)
    pseudo = sign * trial.weight * (trial.outcome - _middle(trial))
    slope = float(centred @ pseudo / (centred @ centred))
    residual = pseudo - pseudo.mean() - slope * centred
    influence = clustered(centred * residual, trial.customer) / (centred @ centred)
    return Interval.normal(slope, float(np.sqrt((influence**2).sum())))


def _middle(trial: Experiment) -> float:
    """The level that makes the pseudo-outcome least noisy: each arm's mean weighted by the other's chance."""
    chance = float(np.mean(trial.chance))
    return float((1 - chance) * trial.outcome[trial.treated].mean() + chance * trial.outcome[~trial.treated].mean())
