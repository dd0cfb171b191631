"""How much of the sales a few customers make: the curve of Lorenz (1905), the coefficient of Gini (1912)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


@dataclass(frozen=True)
class Concentration:
    """The Lorenz curve of a period's buyers.

    Attributes:
        curve: `customer_share` and `net_share` of the biggest spenders, from 0 to 1 in steps of a thousandth of the
            buyers; `least_eur` what the last of them spent, EUR.
        spenders: buyers of the period whose purchases outweigh their returns; `buyers` of `kpis` are all.
        net_eur: their net sales, EUR.
        gini: 0 where all spend alike, 1 where one customer makes all sales.
    """

    curve: pd.DataFrame
    spenders: int
    net_eur: float
    gini: float

    def top(self, share: float) -> float:
        """The share of net sales of the biggest spenders: 0.02 for the top 2 %; NaN without any."""
        if not self.spenders:
            return float("nan")
        return float(np.interp(share, self.curve["customer_share"], self.curve["net_share"]))


def concentration(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> Concentration:
    """How concentrated a period's net sales to known customers are.

    Customers whose returns outweigh their purchases are left out. A fraction of a customer counts as that fraction: the
    top 2 % of 120 buyers is two whole ones and 0.4 of the third.
    """
    slices = store.ask("concentration", choice, **period.bounds()).astype(float)
    buyers, net = slices["customers"].sum(), slices["net_eur"].sum()
    start = pd.DataFrame({"customer_share": [0.0], "net_share": [0.0], "least_eur": [float("nan")]})
    if not buyers:
        return Concentration(start, 0, 0.0, float("nan"))
    steps = pd.DataFrame(
        {
            "customer_share": slices["customers"].cumsum() / buyers,
            "net_share": slices["net_eur"].cumsum() / net,
            "least_eur": slices["least_eur"],
        }
    )
    curve = pd.concat([start, steps], ignore_index=True)
    area = np.trapezoid(curve["net_share"], curve["customer_share"])
    return Concentration(curve, int(buyers), float(net), float(2 * area - 1))
