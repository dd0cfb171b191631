"""How deep are the discounts that orders are sold at?"""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def discount_depths(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Orders by the depth of their discount, whoever paid for it.

    Returns:
        One row per market and step of 5 %:
        market
        depth         float  upper end of the step; 0 is full price (up to 1 %), 0.6 holds all above 55 %
        orders        int
        share         float  of the market's orders, 0 to 1
        gross_eur, discount_eur, net_eur
    """
    table = store.ask("discount_depths", choice, since=period.since, until=period.until)
    return table.assign(share=table["orders"] / table.groupby("market")["orders"].transform("sum"))
