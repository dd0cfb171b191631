"""Ways to learn from an experiment what each customer would do, treated and not.

By arm (the T-learner) or with the arm as a feature (the S-learner) as Kuenzel, Sekhon, Bickel & Yu (2019) name them; trees
are boosted as in Friedman (2001). A `Forecast` takes features (rows, columns) and gives two arrays (rows,).
"""

from collections.abc import Callable

import numpy as np

from analytics.uplift.experiment import Experiment, Numbers
from data.late import late

HistGradientBoostingClassifier = late("sklearn.ensemble", "HistGradientBoostingClassifier")
HistGradientBoostingRegressor = late("sklearn.ensemble", "HistGradientBoostingRegressor")
LogisticRegression = late("sklearn.linear_model", "LogisticRegression")
RidgeCV = late("sklearn.linear_model", "RidgeCV")
make_pipeline = late("sklearn.pipeline", "make_pipeline")
StandardScaler = late("sklearn.preprocessing", "StandardScaler")

Forecast = Callable[[Numbers], tuple[Numbers, Numbers]]
"""From features to the outcome expected of each customer (untreated, treated); the difference is the effect."""

Learner = Callable[[Experiment], Forecast]

PENALTIES = np.logspace(-1, 5, 13)


def menu(trial: Experiment) -> dict[str, Learner]:
    """The learners worth trying on this outcome, the plainest first."""
    if trial.binary:
        return {"interaction logit": interaction_logit, "boosted trees": boosted_trees}
    plain: dict[str, Learner] = {"interaction ridge": interaction_ridge}
    if (trial.outcome == 0).mean() > 0.2 and trial.outcome.min() >= 0:
        plain["two-part"] = two_part
    return plain | {"boosted trees": boosted_trees}


def interaction_logit(trial: Experiment) -> Forecast:
    """A regularised logit per arm, which is one logit with every feature interacted with the treatment."""
    return _by_arm(trial, _chance)


def interaction_ridge(trial: Experiment) -> Forecast:
    """A ridge regression per arm, penalty by leave-one-out."""
    return _by_arm(trial, _amount)


def two_part(trial: Experiment) -> Forecast:
    """Whether somebody buys, by a logit per arm, times what a buyer spends, by a ridge on the buyers of both arms.

    Few buyers make the amount per arm unlearnable; a treatment that moves amounts shows in the average effect and in
    the other learners.
    """
    bought = trial.outcome > 0
    buys = interaction_logit(Experiment(trial.features, trial.treated, bought.astype(np.float64), trial.chance))
    spends = _amount(trial.features[bought], trial.outcome[bought], None)

    def forecast(features: Numbers) -> tuple[Numbers, Numbers]:
        amount = np.maximum(spends(features), 0.0)
        untreated, treated = buys(features)
        return untreated * amount, treated * amount

    return forecast


def boosted_trees(trial: Experiment) -> Forecast:
    """One gradient boosting over features and arm; small trees leave the arm out where it changes nothing."""
    size = {"max_iter": 150, "max_leaf_nodes": 4, "min_samples_leaf": max(20, min(50, len(trial) // 40))}
    kind = HistGradientBoostingClassifier if trial.binary and np.ptp(trial.outcome) else HistGradientBoostingRegressor
    model = kind(learning_rate=0.1, early_stopping=False, random_state=0, **size)
    model.fit(np.column_stack([trial.features, trial.treated]), trial.outcome, sample_weight=_weight(trial))
    predict = (lambda x: model.predict_proba(x)[:, 1]) if hasattr(model, "predict_proba") else model.predict

    def forecast(features: Numbers) -> tuple[Numbers, Numbers]:
        arm = np.zeros(len(features))
        return predict(np.column_stack([features, arm])), predict(np.column_stack([features, arm + 1]))

    return forecast


def doubly_robust(trial: Experiment) -> Forecast:
    """Trees on the doubly robust pseudo-outcome: right when the chances are, whatever the arms' models (Kennedy 2023).

    For chances that differ between customers; with one chance for all the plainer learners need fewer customers.
    """
    level = (interaction_logit if trial.binary else interaction_ridge)(trial)
    untreated, treated = level(trial.features)
    expected = np.where(trial.treated, treated, untreated)
    sign = np.where(trial.treated, 1.0, -1.0)
    pseudo = treated - untreated + sign * trial.weight * (trial.outcome - expected)
    leaf = max(20, len(trial) // 50)
    model = HistGradientBoostingRegressor(
        max_iter=60, learning_rate=0.05, max_leaf_nodes=4, min_samples_leaf=leaf, early_stopping=False, random_state=0
    ).fit(trial.features, pseudo)

    def forecast(features: Numbers) -> tuple[Numbers, Numbers]:
        base = level(features)[0]
        return base, base + model.predict(features)

    return forecast


Fit = Callable[[Numbers, Numbers, Numbers | None], Callable[[Numbers], Numbers]]


def _by_arm(trial: Experiment, fit: Fit) -> Forecast:
    weight = _weight(trial)
    arms = []
    for arm in (False, True):
        rows = trial.treated == arm
        arms.append(fit(trial.features[rows], trial.outcome[rows], None if weight is None else weight[rows]))
    return lambda features: (arms[0](features), arms[1](features))


def _weight(trial: Experiment) -> Numbers | None:
    return None if trial.even else trial.weight


def _chance(features: Numbers, outcome: Numbers, weight: Numbers | None) -> Callable[[Numbers], Numbers]:
    if not features.shape[1] or np.ptp(outcome) == 0:
        return _constant(float(np.average(outcome, weights=weight)))
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    model.fit(features, outcome, logisticregression__sample_weight=weight)
    return lambda x: model.predict_proba(x)[:, 1]


def _amount(features: Numbers, outcome: Numbers, weight: Numbers | None) -> Callable[[Numbers], Numbers]:
    if not features.shape[1] or len(outcome) < 3 or np.ptp(outcome) == 0:
        return _constant(float(np.average(outcome, weights=weight)) if len(outcome) else 0.0)
    model = make_pipeline(StandardScaler(), RidgeCV(PENALTIES))
    model.fit(features, outcome, ridgecv__sample_weight=weight)
    return lambda x: model.predict(x)


def _constant(value: float) -> Callable[[Numbers], Numbers]:
    return lambda features: np.full(len(features), value)
