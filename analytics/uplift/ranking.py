"""How well a score finds the customers whom the treatment moves, against finding them at random.

`score` is (rows,), one entry per row of the experiment: the higher, the sooner a customer is treated.
"""

import numpy as np
import pandas as pd

from analytics.uplift.experiment import Experiment, Numbers, clustered


def qini(score: Numbers, trial: Experiment) -> tuple[float, float]:
    """Area between the score's gain curve and the straight line of a random choice, and its standard error.

    Customers are treated from the highest score down; the gain is what the treated among them bought beyond the
    controls among them, per treated customer of the whole experiment, in the outcome's unit (Radcliffe 2007). Equal
    scores are one step. The score must come from other customers' outcomes. The error is the influence function's,
    the sampling of the ranks included; repeated customers make it cluster-robust.
    """
    order = np.argsort(-score, kind="stable")
    steps = _Steps(score[order], trial.rows(order))
    area = float(np.trapezoid(np.r_[0.0, steps.gain], np.r_[0.0, steps.share]) - steps.gain[-1] / 2)
    influence = steps.influence() - area * steps.treated / steps.treated.sum() * len(score)
    influence -= influence.mean()
    customer = None if trial.customer is None else trial.customer[order]
    return area, float(np.sqrt((clustered(influence, customer) ** 2).sum())) / len(score)


class _Steps:
    """Running sums over customers in order of score, read at the last customer of each equal score."""

    def __init__(self, score: Numbers, trial: Experiment) -> None:
        weight = np.broadcast_to(trial.weight, len(trial))
        self.outcome = trial.outcome
        self.treated = np.where(trial.treated, weight, 0.0)
        self.control = np.where(trial.treated, 0.0, weight)
        self.ends = np.flatnonzero(np.r_[score[1:] != score[:-1], True])
        self.share = (self.ends + 1.0) / len(score)
        treated, control = np.cumsum(self.treated)[self.ends], np.cumsum(self.control)[self.ends]
        self.ratio = np.divide(treated, control, out=np.zeros_like(treated), where=control > 0)
        bought = np.cumsum(self.control * self.outcome)[self.ends]
        self.level = np.divide(bought, control, out=np.zeros_like(bought), where=control > 0)
        self.total = treated[-1]
        self.gain = (np.cumsum(self.treated * self.outcome)[self.ends] - self.level * treated) / self.total

    def influence(self) -> Numbers:
        """Each customer's pull on the area, times the number of customers.

        Where customer i is inside the top share, their outcome less the control level counts, minus in the control
        arm at the arms' ratio; the sums over all shares from i's own on come from the end of the list. The last
        term is the sampling of the ranks: the area under the derivative of the gain, which is the gain itself.
        """
        width = np.diff(np.r_[0.0, self.share])
        width = (width + np.r_[width[1:], 0.0]) / 2
        step = np.repeat(np.arange(len(self.ends)), np.diff(np.r_[-1, self.ends]))

        def from_here(value: Numbers) -> Numbers:
            return np.cumsum((value * width)[::-1])[::-1][step]

        remaining, level = from_here(np.ones_like(width)), from_here(self.level)
        ratio, both = from_here(self.ratio), from_here(self.ratio * self.level)
        inside = self.treated * (self.outcome * remaining - level) - self.control * (self.outcome * ratio - both)
        whole = (self.treated - self.control * self.ratio[-1]) * (self.outcome - self.level[-1])
        ranks = (self.gain[-1] - self.gain)[step] * self.total / len(self.outcome)
        influence: Numbers = (inside - whole / 2 - ranks) / self.total * len(self.outcome)
        return influence


def uplift_at(percent: int, score: Numbers, trial: Experiment) -> tuple[float, float]:
    """The effect among the `percent` of customers with the highest scores, and its standard error.

    Treated less control in the outcome's unit per customer, Neyman's error given who is chosen. Customers whose equal
    scores straddle the border count in part, so the order of the rows does not matter.
    """
    part = _part_in_top(percent, score)
    estimate, influence = 0.0, np.zeros(len(score))
    weight = np.broadcast_to(trial.weight, len(trial)) * part
    for arm, sign in ((True, 1.0), (False, -1.0)):
        inside = np.where(trial.treated == arm, weight, 0.0)
        total, size = inside.sum(), part[trial.treated == arm].sum()
        if size <= 1:
            return float("nan"), float("nan")
        mean = float(inside @ trial.outcome / total)
        estimate += sign * mean
        influence += sign * inside / total * (trial.outcome - mean) * np.sqrt(size / (size - 1))
    return estimate, float(np.sqrt((clustered(influence, trial.customer) ** 2).sum()))


def _part_in_top(percent: int, score: Numbers) -> Numbers:
    """1 for customers inside the top, 0 outside, a fraction for all who share the border's score."""
    size = len(score) * percent // 100
    if size == 0:
        return np.zeros(len(score))
    border = np.partition(score, len(score) - size)[len(score) - size]
    above, tied = score > border, score == border
    weights: Numbers = above + tied * ((size - above.sum()) / tied.sum())
    return weights


def curve(score: Numbers, trial: Experiment, points: int = 100) -> pd.DataFrame:
    """The gain curve for a chart.

    Returns:
        One row per share of customers treated, `points` + 1 rows:
        share   float  0 to 1, highest scores first
        gain    float  gain so far per treated customer of the whole experiment, in the outcome's unit
        random  float  the same when customers are taken at random
    """
    order = np.argsort(-score, kind="stable")
    steps = _Steps(score[order], trial.rows(order))
    share = np.linspace(0, 1, points + 1)
    gain = np.interp(share, np.r_[0.0, steps.share], np.r_[0.0, steps.gain])
    return pd.DataFrame({"share": share, "gain": gain, "random": share * steps.gain[-1]})
