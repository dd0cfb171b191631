"""The average difference the treatment made where it was not assigned at random: what is known held constant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from threadpoolctl import threadpool_limits

from analytics.interval import UNKNOWN, Interval
from analytics.uplift.bends import bends
from analytics.uplift.design import Codes
from analytics.uplift.effect import ROWS_A_COEFFICIENT, student
from analytics.uplift.experiment import Experiment, Flags, Numbers, clustered
from data.late import late

HistGradientBoostingClassifier = late("sklearn.ensemble", "HistGradientBoostingClassifier")
HistGradientBoostingRegressor = late("sklearn.ensemble", "HistGradientBoostingRegressor")
LogisticRegression = late("sklearn.linear_model", "LogisticRegression")
RidgeCV = late("sklearn.linear_model", "RidgeCV")
make_pipeline = late("sklearn.pipeline", "make_pipeline")
StandardScaler = late("sklearn.preprocessing", "StandardScaler")

FOLDS = 5
RAREST = 0.02
FEWEST_SHARE = 0.5
PENALTIES = np.logspace(-1, 5, 13)
STEADY = {"max_iter": 80, "learning_rate": 0.07, "max_leaf_nodes": 6, "min_samples_leaf": 20}
SUPPLE = {"max_iter": 200, "learning_rate": 0.1, "max_leaf_nodes": 12, "min_samples_leaf": 20}

Predict = Callable[[Numbers], Numbers]
Fit = Callable[[Numbers, Numbers], Predict]


@dataclass(frozen=True)
class Adjusted:
    """A difference with what is known held constant.

    Attributes:
        effect: in the outcome's unit per customer; unknown where the arms have too few rows or too little in common.
        compared: share of the customers whose like were in both arms, among whom it is the average.
        enough: whether each arm has ten rows for every column.
    """

    effect: Interval
    compared: float
    enough: bool


def doubly_robust(trial: Experiment) -> Adjusted:
    """Augmented inverse-probability weighting, cross-fitted.

    Robins, Rotnitzky and Zhao (1994); Chernozhukov and others (2018). The chance of treatment and each arm's outcome are
    learnt from the features in four fifths of the customers and used on the fifth left; each by a regularised regression
    with bends or by boosted trees, whichever is nearer on customers it has not seen. Right when either part is. Customers whose
    chance is below 2 or above 98 % have no like in the other arm and are left out (Crump and others 2009).

    What was learnt too smoothly leaves some of the difference in (a confounder that is the product of two columns). So the
    same is reckoned with trees that bend more, and what the two answers are apart is added to the error.
    """
    fewest = min(int(trial.treated.sum()), int((~trial.treated).sum()))
    if fewest < ROWS_A_COEFFICIENT * (trial.features.shape[1] + 1):
        return Adjusted(UNKNOWN, 0.0, False)
    order = np.lexsort(np.column_stack([trial.features, trial.treated, trial.outcome]).T)
    trial = trial.rows(order)
    import_module("sklearn.ensemble")  # first: a library that is loaded later would keep its threads
    with threadpool_limits(limits=1):
        fold = _folds(trial)
        every = np.ones(len(trial), dtype=bool)
        asked = [
            (trial.treated.astype(np.float64), every),
            *((trial.outcome, trial.treated == arm) for arm in (False, True)),
        ]
        chance, *level = (_best(trial, target, learnt, fold) for target, learnt in asked)
        supple = [_held_out(trial.features, target, learnt, fold, _fit(target, SUPPLE)) for target, learnt in asked]
    kept = (chance > RAREST) & (chance < 1 - RAREST)
    compared = float(kept.mean())
    if compared < FEWEST_SHARE or min((kept & (trial.treated == arm)).sum() for arm in (False, True)) < FOLDS:
        return Adjusted(UNKNOWN, compared, True)
    effect = _effect(trial, chance, level)[kept]
    apart = float(_effect(trial, np.clip(supple[0], RAREST, 1 - RAREST), supple[1:])[kept].mean() - effect.mean())
    influence = clustered(
        (effect - effect.mean()) / len(effect), None if trial.customer is None else trial.customer[kept]
    )
    freedom = min(fewest, len(influence)) - 1
    error = float(np.sqrt((influence**2).sum() + apart**2))
    return Adjusted(Interval.normal(float(effect.mean()), error, student(freedom)), compared, True)


def _effect(trial: Experiment, chance: Numbers, level: Sequence[Numbers]) -> Numbers:
    """Each row's part in the average: what is expected of it in both arms, and what it was off by over its chance."""
    weight = np.where(trial.treated, 1 / chance, -1 / (1 - chance))
    left = trial.outcome - np.where(trial.treated, level[1], level[0])
    effect: Numbers = level[1] - level[0] + weight * left
    return effect


def _folds(trial: Experiment) -> Codes:
    """A fold for each row: equal shares of both arms, a customer's rows together."""
    draw = np.random.default_rng(0)
    who = np.arange(len(trial)) if trial.customer is None else np.unique(trial.customer, return_inverse=True)[1]
    people = int(who.max()) + 1
    treated = np.bincount(who, trial.treated, people) > 0
    fold = np.empty(people, dtype=np.int64)
    for arm in (False, True):
        inside = np.flatnonzero(treated == arm)
        fold[inside] = draw.permutation(len(inside)) % FOLDS
    found: Codes = fold[who]
    return found


def _best(trial: Experiment, target: Numbers, learnt: Flags, fold: Codes) -> Numbers:
    """What is expected of each row by a fit on other folds' `learnt` rows, by whichever fit is nearer on those."""
    binary = _is_binary(target)
    fits = (_bent(_logit if binary else _ridge), _fit(target, STEADY))
    found = [_held_out(trial.features, target, learnt, fold, fit) for fit in fits]
    losses = [_loss(expected[learnt], target[learnt], binary) for expected in found]
    return found[int(np.argmin(losses))]


def _is_binary(target: Numbers) -> bool:
    return bool(np.isin(target, (0.0, 1.0)).all())


def _fit(target: Numbers, size: Mapping[str, float]) -> Fit:
    """Boosted trees of a size."""
    return _trees(_is_binary(target), size)


def _held_out(features: Numbers, target: Numbers, learnt: Flags, fold: Codes, fit: Fit) -> Numbers:
    expected = np.empty(len(target))
    for held in range(FOLDS):
        seen = learnt & (fold != held)
        if np.ptp(target[seen]) == 0:
            expected[fold == held] = target[seen][0]
        else:
            expected[fold == held] = fit(features[seen], target[seen])(features[fold == held])
    return expected


def _loss(expected: Numbers, target: Numbers, binary: bool) -> float:
    if not binary:
        return float(((target - expected) ** 2).mean())
    sure = np.clip(expected, 1e-4, 1 - 1e-4)
    return float(-(target * np.log(sure) + (1 - target) * np.log(1 - sure)).mean())


def _bent(fit: Fit) -> Fit:
    def bent(features: Numbers, target: Numbers) -> Predict:
        told = bends(features)
        predict = fit(told(features), target)
        return lambda ahead: predict(told(ahead))

    return bent


def _logit(features: Numbers, target: Numbers) -> Predict:
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000)).fit(features, target)
    return lambda ahead: model.predict_proba(ahead)[:, 1]


def _ridge(features: Numbers, target: Numbers) -> Predict:
    model = make_pipeline(StandardScaler(), RidgeCV(PENALTIES)).fit(features, target)
    return lambda ahead: model.predict(ahead)


def _trees(binary: bool, size: Mapping[str, float]) -> Fit:
    def trees(features: Numbers, target: Numbers) -> Predict:
        kind = HistGradientBoostingClassifier if binary else HistGradientBoostingRegressor
        model = kind(early_stopping=False, random_state=0, **size).fit(features, target)
        return (lambda ahead: model.predict_proba(ahead)[:, 1]) if binary else model.predict

    return trees
