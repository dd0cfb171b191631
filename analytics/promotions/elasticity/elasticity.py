"""How much more is sold when the price falls, and how much of that is borrowed from the weeks after."""

from dataclasses import dataclass

import numpy as np

from analytics.interval import Interval
from analytics.promotions.elasticity.absorb import Codes, Numbers
from analytics.promotions.elasticity.double import double
from analytics.promotions.elasticity.panel import Panel
from analytics.promotions.elasticity.regression import Fit, linear, poisson, quantile
from analytics.promotions.elasticity.shrinkage import shrunk
from analytics.results import CannotTell, Reason

LAGS = 4
UNKNOWN = Interval(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Elasticity:
    """Price elasticity of a panel.

    Attributes:
        rows: unit-periods used.
        own: percent more sold per percent of price, in the same period; negative where cheaper sells more.
        controls: effect of each promotion flag and of the competitors' price on log quantity.
        by: own elasticity of each group, thin groups drawn towards the others.
        pull_forward: share of a price cut's extra sales that is missing in the next four periods.
        cross_check: own elasticity by double machine learning; unknown where some quantities are zero.
        method: "log-log" or "Poisson" (where some quantities are zero).
    """

    rows: int
    own: Interval
    controls: dict[str, Interval]
    by: dict[str, Interval]
    pull_forward: Interval
    cross_check: Interval
    method: str

    @property
    def agrees(self) -> bool:
        """Whether the cross-check's interval overlaps the estimate's (true where there is none)."""
        return not (self.cross_check.low > self.own.high or self.cross_check.high < self.own.low)


def elasticity(panel: Panel) -> Elasticity:
    """Two-way fixed effects: what a unit sells when cheaper than it usually is and than the period usually is.

    Log quantity on log price, promotion flags and competitors' price with a level per unit and per period, errors
    clustered; by Poisson pseudo-likelihood when some quantities are zero. Price moves that follow demand shocks of the
    very same unit and period are not undone: without an experiment this is the second level of evidence.

    Raises:
        CannotTell: no price moves apart from its unit's and its period's level.
    """
    own = fit(panel)
    if not np.isfinite(own.coefficient[0]):
        raise CannotTell(Reason("prices_do_not_move"))
    plain = bool((panel.quantity > 0).all())
    return Elasticity(
        rows=own.rows,
        own=own.interval(),
        controls={name: own.interval(index + 1) for index, name in enumerate(panel.names)},
        by=by_group(panel),
        pull_forward=pull_forward(panel),
        cross_check=double(panel).interval() if plain and len(np.unique(panel.time)) >= 10 else UNKNOWN,
        method="log-log" if plain else "Poisson",
    )


def fit(panel: Panel) -> Fit:
    """The regression behind `elasticity`: log price first, then the controls."""
    return _regression(panel, np.column_stack([panel.log_price, panel.controls]))


def _regression(panel: Panel, regressors: Numbers) -> Fit:
    if (panel.quantity > 0).all():
        return linear(np.log(panel.quantity), regressors, panel.unit, panel.level, panel.cluster)
    return poisson(panel.quantity, regressors, panel.unit, panel.level, panel.cluster)


def by_group(panel: Panel) -> dict[str, Interval]:
    """Own elasticity of each group: a price slope each in one regression, then empirical-Bayes shrinkage."""
    if panel.group is None:
        return {}
    members = panel.group[:, None] == np.arange(len(panel.labels))
    fit = _regression(panel, np.column_stack([members * panel.log_price[:, None], panel.controls]))
    count = len(panel.labels)
    raw = fit.coefficient[:count], np.sqrt(np.diag(fit.covariance)[:count])
    slope, error = shrunk(*raw)
    own = [len(np.unique(panel.cluster[panel.group == code])) for code in range(count)]
    return {
        label: Interval.normal(slope[code], error[code], quantile(min(own[code], fit.clusters)))
        for code, label in enumerate(panel.labels)
    }


def lagged(panel: Panel, lags: int = LAGS) -> Fit:
    """The regression with the unit's own log price of the `lags` periods before: price now, lags, controls.

    Only rows whose unit was priced in each of those periods are used.

    Raises:
        CannotTell: no unit has that many consecutive periods.
    """
    before = np.column_stack([_earlier(panel, lag) for lag in range(1, lags + 1)])
    whole = np.flatnonzero(np.isfinite(before).all(axis=1))
    if not len(whole):
        raise CannotTell(Reason("no_run_of_periods", periods=lags + 1))
    return _regression(
        panel.rows(whole), np.column_stack([panel.log_price[whole], before[whole], panel.controls[whole]])
    )


def _earlier(panel: Panel, lag: int) -> Numbers:
    span = int(np.ptp(panel.time)) + 1 + lag
    key: Codes = panel.unit * span + panel.time - panel.time.min() + lag
    order = np.argsort(key)
    place = np.minimum(np.searchsorted(key[order], key - lag), len(key) - 1)
    present = key[order][place] == key - lag
    return np.where(present, panel.log_price[order][place], np.nan)


def pull_forward(panel: Panel) -> Interval:
    """Share of a price cut's extra sales that the next four periods lack; 0 none, 1 all; unknown in short panels.

    Minus the sum of the lag coefficients over the own coefficient, error by the delta method.
    """
    try:
        fit = lagged(panel)
    except CannotTell:
        return UNKNOWN
    slopes = fit.coefficient[: LAGS + 1]
    if not np.isfinite(slopes).all():
        return UNKNOWN
    share = float(-slopes[1:].sum() / slopes[0])
    gradient = np.r_[-share / slopes[0], np.full(LAGS, -1 / slopes[0])]
    variance = gradient @ fit.covariance[: LAGS + 1, : LAGS + 1] @ gradient
    return Interval.normal(share, float(np.sqrt(variance)), fit.quantile)
