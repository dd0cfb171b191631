"""How many more orders a deeper discount brings, and how much of that is borrowed from later."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.depth.response import Response, response
from analytics.promotions.effect.experiment import covariates, randomised
from analytics.promotions.effect.score import ratio
from analytics.promotions.questions import promotion_exposures, promotion_list
from analytics.uplift import Experiment, adjusted_influence
from data.store import EVERYTHING, Choice, Store

FEWEST = 100


@dataclass(frozen=True)
class DiscountResponse:
    """The response of a shop.

    Attributes:
        response: extra orders by depth, market and tier.
        borrowed: share of the extra orders missing in the six weeks after; unknown where there are none to speak of.
        habits: one row per market: `used_share` of a treated customer's orders that use the promotion, `paid_share` of
            its discount that the shop pays, `contact_cost_eur`.
    """

    response: Response
    borrowed: Interval
    habits: pd.DataFrame


def discount_response(store: Store, choice: Choice = EVERYTHING) -> DiscountResponse:
    """The response to depth from all promotions with a randomised holdout.

    Raises:
        CannotTell: no promotion with a known depth and thirty customers in each arm.
    """
    exposures = promotion_exposures(store, choice)
    curve = response(exposures, promotion_list(store, choice))
    return DiscountResponse(curve, _borrowed(randomised(exposures)), _habits(randomised(exposures)))


def _borrowed(drawn: pd.DataFrame) -> Interval:
    seen = drawn[drawn["after_is_seen"].astype(bool)]
    treated = seen["treated"].to_numpy(dtype=bool)
    if min(treated.sum(), (~treated).sum()) < FEWEST:
        return UNKNOWN
    known, who = covariates(seen), pd.factorize(seen["customer_id"])[0].astype(np.int64)
    chance = seen["p_treated"].to_numpy(dtype=float)
    (extra, pull), (dip, later) = (
        adjusted_influence(Experiment(known, treated, seen[name].to_numpy(dtype=float), chance, who))
        for name in ("orders_in", "orders_after")
    )
    if extra <= 1.96 * np.sqrt(pull @ pull):
        return UNKNOWN
    return ratio((-dip, float(later @ later)), (extra, float(pull @ pull)), -float(pull @ later))


def _habits(drawn: pd.DataFrame) -> pd.DataFrame:
    given = drawn[drawn["treated"].astype(bool)]
    names = [f"paid_by_{funder}_eur" for funder in ("merchant", "platform", "other")]
    columns = ["orders_in", "orders_with_promotion_in", *names, "contact_cost_eur"]
    sums = given[columns].astype(float).fillna(0).groupby(given["market"]).sum()
    sent = given.groupby("market").size()
    paid = sums[names].sum(axis=1)
    habits = pd.DataFrame(
        {
            "used_share": (sums["orders_with_promotion_in"] / sums["orders_in"]).fillna(1.0).clip(0, 1),
            "paid_share": (1 - sums["paid_by_platform_eur"] / paid).fillna(1.0).clip(0, 1),
            "contact_cost_eur": sums["contact_cost_eur"] / sent,
        }
    )
    return habits.reset_index()
