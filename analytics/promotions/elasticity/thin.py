"""Panels too thin for any answer, refused before a number comes out of nothing."""

import numpy as np

from analytics.promotions.elasticity.absorb import absorber
from analytics.promotions.elasticity.panel import Panel
from analytics.results import CannotTell, Reason

FEWEST_UNITS = 3
FEWEST_PERIODS = 2
SPARE = 10
STILL = 1e-9


def refuse_thin(panel: Panel) -> None:
    """Refuses what levels of unit and period explain wholly, or all but wholly.

    Raises:
        CannotTell: fewer than three units (of two, one mirrors the other and no error is left), two periods or ten rows
            more than levels; nothing sold, or as much everywhere as its unit and its period always sell.
    """
    units, periods = len(np.unique(panel.cluster)), len(np.unique(panel.time))
    if not panel.quantity.any():
        raise CannotTell(Reason("no_quantity"))
    if units < FEWEST_UNITS:
        raise CannotTell(Reason("too_few_units", units=units, needed=FEWEST_UNITS))
    if periods < FEWEST_PERIODS:
        raise CannotTell(Reason("too_few_periods", periods=periods, needed=FEWEST_PERIODS))
    levels = len(np.unique(panel.unit)) + len(np.unique(panel.level)) + panel.controls.shape[1]
    if len(panel) < levels + SPARE:
        raise CannotTell(Reason("too_few_rows", rows=len(panel), needed=levels + SPARE))
    left = absorber(panel.unit, panel.level)(np.column_stack([panel.log_price, np.log1p(panel.quantity)]))
    price, sold = np.abs(left).max(axis=0)
    if price < STILL:
        raise CannotTell(Reason("prices_do_not_move"))
    if sold < STILL:
        raise CannotTell(Reason("sales_do_not_move"))
