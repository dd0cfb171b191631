"""How much more is sold when the price falls, and how much of that is borrowed from the weeks after."""

from dataclasses import dataclass

import numpy as np

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.elasticity.absorb import Numbers
from analytics.promotions.elasticity.borrowed import LAGS, past_prices, pull_forward
from analytics.promotions.elasticity.double import double
from analytics.promotions.elasticity.panel import Panel
from analytics.promotions.elasticity.past import Feedback, feedback, with_past
from analytics.promotions.elasticity.regression import Fit, linear, poisson, quantile
from analytics.promotions.elasticity.shrinkage import shrunk
from analytics.promotions.elasticity.thin import refuse_thin
from analytics.promotions.evidence import ASSOCIATION, PANEL
from analytics.results import CannotTell, Reason

RARE = 0.01


@dataclass(frozen=True)
class Elasticity:
    """Price elasticity of a panel.

    Attributes:
        rows: unit-periods used.
        own: percent more sold per percent of price, in the same period; negative where cheaper sells more.
        controls: effect of each promotion flag and of the competitors' price on log quantity.
        by: own elasticity of each group, thin groups drawn towards the others.
        pull_forward: share of a usual cut's extra pieces that is missing in the next four periods, 0 to 1; unknown where a
            cut sells nothing more, or prices follow sales.
        cross_check: own elasticity by double machine learning; unknown where 1 % of the quantities or more are zero.
        method: "log-log" or "Poisson" (where 1 % of the quantities or more are zero).
        evidence: "panel"; "association" where prices follow past sales and the answer hangs on holding these constant.
        feedback: whether prices follow past sales.
        plain: own elasticity without past sales held constant; the same as `own` where it is no association.
    """

    rows: int
    own: Interval
    controls: dict[str, Interval]
    by: dict[str, Interval]
    pull_forward: Interval
    cross_check: Interval
    method: str
    evidence: str
    feedback: Feedback
    plain: Interval

    @property
    def agrees(self) -> bool:
        """Whether the cross-check's interval overlaps the estimate's (true where there is none)."""
        return not (self.cross_check.low > self.own.high or self.cross_check.high < self.own.low)


def elasticity(panel: Panel) -> Elasticity:
    """Two-way fixed effects: what a unit sells when cheaper than it usually is and than the period usually is.

    Log quantity on log price, promotion flags and competitors' price with a level per unit and per period, errors
    clustered. Few zero quantities (below 1 %) are left out, more make it a Poisson pseudo-likelihood. Where prices
    follow past sales (`feedback`) these are held constant; if that changes the answer, it is an association. Price
    moves that follow demand of the very same period are not undone.

    Raises:
        CannotTell: too few units, periods or rows, nothing sold, or no price or quantity moves apart from its unit's and
            its period's level.
    """
    refuse_thin(panel.by_place)
    plain = fit(panel)
    if not np.isfinite(plain.coefficient[0]):
        raise CannotTell(Reason("prices_do_not_move"))
    told = feedback(panel)
    past = with_past(panel) if told.follows else None
    if past is not None and np.isfinite(fit(past).coefficient[0]) and not _same(plain, fit(past)):
        return _answer(past.by_place, panel.names, ASSOCIATION, told, fit(panel.by_place))
    return _answer(panel.by_place, panel.names, PANEL, told, fit(panel.by_place))


def _same(plain: Fit, held: Fit) -> bool:
    """Whether each of two answers lies in the other's interval."""
    one, other = plain.interval(), held.interval()
    return one.holds(other.estimate) and other.holds(one.estimate)


def _answer(panel: Panel, names: tuple[str, ...], evidence: str, told: Feedback, plain: Fit) -> Elasticity:
    own = fit(panel)
    sold = panel.rows(panel.quantity > 0) if in_logs(panel) else None
    return Elasticity(
        rows=own.rows,
        own=own.interval(),
        controls={name: own.interval(index + 1) for index, name in enumerate(names)},
        by=by_group(panel),
        pull_forward=UNKNOWN if told.follows else pull_forward(panel),
        cross_check=double(sold).interval() if sold and len(np.unique(sold.time)) >= 10 else UNKNOWN,
        method="log-log" if in_logs(panel) else "Poisson",
        evidence=evidence,
        feedback=told,
        plain=plain.interval(),
    )


def fit(panel: Panel) -> Fit:
    """The regression behind `elasticity`: log price first, then the controls."""
    return _regression(panel, np.column_stack([panel.log_price, panel.controls]))


def in_logs(panel: Panel) -> bool:
    """Whether so few quantities are zero that leaving them out says less wrong than another estimate would."""
    return float((panel.quantity <= 0).mean()) < RARE


def _regression(panel: Panel, regressors: Numbers) -> Fit:
    if not in_logs(panel):
        return poisson(panel.quantity, regressors, panel.unit, panel.level, panel.cluster)
    sold = panel.quantity > 0
    seen = panel if sold.all() else panel.rows(sold)
    return linear(np.log(seen.quantity), regressors[sold], seen.unit, seen.level, seen.cluster)


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
    before, whole = past_prices(panel, lags)
    return _regression(panel.rows(whole), np.column_stack([panel.log_price[whole], before, panel.controls[whole]]))
