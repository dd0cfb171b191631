"""Who buys on discount more than the discounts they met would have it?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.evidence import ASSOCIATION
from analytics.uplift.experiment import Numbers
from data.late import late

optimize = late("scipy.optimize")
special = late("scipy.special")

LIGHTEST, HEAVIEST = 0.05, 500.0
PARTS = 40


@dataclass(frozen=True)
class Affinity:
    """Discount affinity of customers: association, not effect.

    Attributes:
        table: one row per customer of the question, its columns and
            affinity   float  share bought on discount, this customer's orders weighed with everybody's
            low, high  float  its 95 % interval
            index      float  affinity over the share expected of the discounts met; 1 is like others
            leaning    str    "seeks discounts", "avoids discounts" (the interval lies on one side of the expected
                              share) or "cannot be told"
        weight: orders that the crowd's habit counts for; small where customers differ much.
        evidence: "association".
    """

    table: pd.DataFrame
    weight: float
    evidence: str = ASSOCIATION

    def counts(self) -> pd.DataFrame:
        """Customers and orders by market, tier and leaning."""
        by = ["market", "tier", "leaning"]
        return self.table.groupby(by, as_index=False).agg(customers=("orders", "size"), orders=("orders", "sum"))


def affinity(bought: pd.DataFrame) -> Affinity:
    """Empirical-Bayes beta-binomial: each customer's share on discount around the share expected of them.

    A customer's share is drawn from a beta distribution whose mean is what others bought on discount in the same
    market, channel, tier and month, and whose weight is found by maximum likelihood over all customers. Somebody who
    only shops in the sales is not called a discount seeker for finding discounts there.

    Args:
        bought: `discount_affinity`: `orders`, `on_discount` and `expected` per customer.

    Raises:
        ValueError: more orders on discount than orders.
    """
    orders, taken = (bought[name].to_numpy(dtype=float) for name in ("orders", "on_discount"))
    if (taken > orders).any():
        row = int((taken > orders).argmax())
        raise ValueError(f"customer row {row + 1} has {taken[row]:g} of {orders[row]:g} orders on discount")
    share = np.clip(bought["expected"].to_numpy(dtype=float) / np.maximum(orders, 1), 0.005, 0.995)
    weight = _weight(orders, taken, share)
    above, below = share * weight + taken, (1 - share) * weight + orders - taken
    low, high = (special.betaincinv(above, below, tail) for tail in (0.025, 0.975))
    mean = above / (above + below)
    leaning = np.select([low > share, high < share], ["seeks discounts", "avoids discounts"], "cannot be told")
    table = bought.assign(affinity=mean, low=low, high=high, index=mean / share, leaning=leaning)
    return Affinity(table, weight)


def _weight(orders: Numbers, taken: Numbers, share: Numbers) -> float:
    """The crowd's weight by maximum likelihood, on customers grouped by equal counts and nearly equal shares."""
    rounded = np.round(share * PARTS) / PARTS
    rounded = np.clip(rounded, 0.005, 0.995)
    groups, size = np.unique(np.column_stack([orders, taken, rounded]), axis=0, return_counts=True)
    tries, hits, mean = groups.T

    def loss(log_weight: float) -> float:
        weight = np.exp(log_weight)
        above, below = mean * weight, (1 - mean) * weight
        chance = special.betaln(above + hits, below + tries - hits) - special.betaln(above, below)
        return -float(size @ chance)

    if not len(tries) or tries.max() < 2:
        return HEAVIEST
    best = optimize.minimize_scalar(loss, bounds=(np.log(LIGHTEST), np.log(HEAVIEST)), method="bounded")
    return float(np.exp(best.x))
