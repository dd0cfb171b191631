"""A cross-check that lets promotions and competitors act in any shape: double machine learning."""

from importlib import import_module

import numpy as np
from threadpoolctl import threadpool_limits

from analytics.promotions.elasticity.absorb import Codes, Numbers, absorber
from analytics.promotions.elasticity.panel import Panel
from analytics.promotions.elasticity.regression import Fit, linear
from data.late import late

HistGradientBoostingRegressor = late("sklearn.ensemble", "HistGradientBoostingRegressor")

FOLDS = 5


def double(panel: Panel) -> Fit:
    """The elasticity after trees have taken out what the controls explain of price and quantity.

    Chernozhukov and others (2018): log quantity and log price, net of unit and period levels, are each predicted from
    the controls by boosted trees that have not seen the period; what is left of one is regressed on what is left of
    the other, errors clustered. Where the plain regression bends the controls wrongly the two part.

    Raises:
        ValueError: a quantity is zero, whose log does not exist, or there are fewer than five periods.
    """
    if (panel.quantity <= 0).any():
        raise ValueError("a quantity is zero; double machine learning works on log quantities")
    period = np.unique(panel.time, return_inverse=True)[1].astype(np.int64)
    if period.max() + 1 < FOLDS:
        raise ValueError(f"{period.max() + 1} periods; the cross-check needs at least {FOLDS}")
    left = absorber(panel.unit, panel.level)(np.column_stack([np.log(panel.quantity), panel.log_price, panel.controls]))
    # Each control as it is, its unit's and its period's mean (Mundlak's device) and net of both levels: a tree cannot
    # subtract, and a bend may lie in any of the four.
    means = [_mean(panel.controls, code) for code in (panel.unit, panel.level)]
    features = np.column_stack([panel.controls, *means, left[:, 2:]])
    import_module("sklearn.ensemble")  # first: a library that is loaded later would keep its threads
    with threadpool_limits(limits=1):
        quantity, price = (_unexplained(left[:, column], features, period % FOLDS) for column in (0, 1))
    return linear(quantity, price[:, None], panel.unit, panel.level, panel.cluster)


def _mean(columns: Numbers, code: Codes) -> Numbers:
    size = np.bincount(code)
    return np.column_stack(
        [np.zeros((len(code), 0)), *[(np.bincount(code, column) / size)[code] for column in columns.T]]
    )


def _unexplained(target: Numbers, features: Numbers, fold: np.ndarray) -> Numbers:
    if not features.shape[1]:
        return target
    left = np.empty_like(target)
    for held in range(FOLDS):
        out = fold == held
        model = HistGradientBoostingRegressor(early_stopping=False, random_state=0)
        left[out] = target[out] - model.fit(features[~out], target[~out]).predict(features[out])
    return left
