"""Do past sales say what the price will be, and what prices do with past sales held constant?"""

from dataclasses import dataclass, replace

import numpy as np

from analytics.promotions.elasticity.absorb import Codes, Numbers
from analytics.promotions.elasticity.panel import Panel
from analytics.promotions.elasticity.regression import Fit, linear
from data.late import late

special = late("scipy.special")

LAGS = 4
LEVEL = 0.01
POWER = 0.8
PERIODS_A_LAG = 3


@dataclass(frozen=True)
class Feedback:
    """Whether prices follow the sales before them.

    Attributes:
        p: joint probability of past sales that say as much of the price, if they said nothing; nan where untested.
        lags: periods of past sales looked at; 0 where the panel is too short.
        detectable: change of the price (log) per log of last period's sales that would have been seen four times in five.
    """

    p: float
    lags: int
    detectable: float

    @property
    def follows(self) -> bool:
        """Whether prices follow past sales, at a false alarm in 100 files."""
        return self.p < LEVEL


UNTESTED = Feedback(float("nan"), 0, float("nan"))


def feedback(panel: Panel) -> Feedback:
    """Regresses the price on the unit's own sales of the periods before, jointly (Granger 1969; Wooldridge 2010, 10.7).

    Log price on log sales and log price of up to four periods before, with a level per unit and period, errors
    clustered; Wald's test of all past sales with the F distribution. Past prices are held constant, as they moved past
    sales. A price that follows sales meets a demand that lasts, and the price then seems to move what moved the price.
    Flags and competitors' prices are left out: a flag may be set for the same reason.
    """
    lags = _lags(panel)
    if not lags:
        return UNTESTED
    sales, prices, rows = _before(panel, lags)
    if len(rows) <= len(np.unique(panel.unit)) + 2 * lags:
        return UNTESTED
    seen = panel.rows(rows)
    fit = linear(seen.log_price, np.column_stack([sales, prices]), seen.unit, seen.level, seen.cluster)
    return _tested(fit, lags)


def _tested(fit: Fit, lags: int) -> Feedback:
    slope, spread = fit.coefficient[:lags], fit.covariance[:lags, :lags]
    spare = fit.clusters - lags
    if not np.isfinite(slope).all() or spare < 1 or np.linalg.matrix_rank(spread) < lags:
        return UNTESTED
    # Hotelling's correction: with few clusters Wald's statistic is too large by the lags tested.
    wald = float(slope @ np.linalg.solve(spread, slope)) * spare / (lags * (fit.clusters - 1))
    reach = float(special.stdtrit(spare, 1 - LEVEL / 2) + special.stdtrit(spare, POWER))
    return Feedback(float(special.fdtrc(lags, spare, wald)), lags, reach * fit.error(0))


def with_past(panel: Panel) -> Panel | None:
    """The panel with past sales and past prices among its controls, on rows where they are known; None where too short."""
    lags = _lags(panel)
    if not lags:
        return None
    sales, prices, rows = _before(panel, lags)
    if not len(rows):
        return None
    seen = panel.rows(rows)
    names = [f"past {what} {lag}" for what in ("sales", "price") for lag in range(1, lags + 1)]
    return replace(seen, controls=np.column_stack([seen.controls, sales, prices]), names=(*seen.names, *names))


def _lags(panel: Panel) -> int:
    return min(LAGS, (len(np.unique(panel.time)) - 1) // PERIODS_A_LAG)


def _before(panel: Panel, lags: int) -> tuple[Numbers, Numbers, Codes]:
    """Log sales and log prices of the periods before (rows x lags each), and the rows for which all are known."""
    floor = panel.quantity[panel.quantity > 0].min() / 2
    sold = np.log(np.maximum(panel.quantity, floor))
    sales, prices = (
        np.column_stack([earlier(panel, value, lag) for lag in range(1, lags + 1)]) for value in (sold, panel.log_price)
    )
    rows = np.flatnonzero(np.isfinite(sales).all(axis=1))
    return sales[rows], prices[rows], rows


def earlier(panel: Panel, value: Numbers, lag: int) -> Numbers:
    """The unit's own `value` so many periods before, after where `lag` is below 0; nan where it has no row then."""
    span = int(np.ptp(panel.time)) + 1 + 2 * abs(lag)
    key: Codes = panel.unit * span + panel.time - panel.time.min() + abs(lag)
    order = np.argsort(key)
    place = np.minimum(np.searchsorted(key[order], key - lag), len(key) - 1)
    known = key[order][place] == key - lag
    return np.where(known, value[order][place], np.nan)
