"""How many customers seek discounts, and how many avoid them, market by market: association, not effect."""

from datetime import date

import pandas as pd

from analytics.promotions.audience.affinity import affinity
from analytics.promotions.questions import discount_affinity
from data.store import EVERYTHING, Choice, Store

SMALLEST = 10
LEANINGS = ("seeks discounts", "cannot be told", "avoids discounts")


def discount_seekers(store: Store, choice: Choice = EVERYTHING, *, until: date) -> pd.DataFrame:
    """Customers by market and leaning, the largest markets first.

    Args:
        until: first day not counted.

    Returns:
        One row per market and leaning with at least ten customers: `market`, `leaning`, `customers`, `share` of the
        market's, `orders`, and the shares of them `on_discount` and `expected` of anybody, 0 to 1.
    """
    bought = discount_affinity(store, choice, until=until)
    if bought.empty:
        return pd.DataFrame(columns=["market", "leaning", "customers", "share", "orders", "on_discount", "expected"])
    leanings = affinity(bought).table
    sums = leanings.groupby(["market", "leaning"], as_index=False).agg(
        customers=("orders", "size"), orders=("orders", "sum"), taken=("on_discount", "sum"), due=("expected", "sum")
    )
    size = sums.groupby("market")["customers"].transform("sum")
    rank = sums["leaning"].map({name: place for place, name in enumerate(LEANINGS)})
    sums = sums.assign(
        share=sums["customers"] / size, on_discount=sums["taken"] / sums["orders"], expected=sums["due"] / sums["orders"],
        size=size, rank=rank,
    ).sort_values(["size", "market", "rank"], ascending=[False, True, True])  # fmt: skip
    sums = sums[sums["customers"] >= SMALLEST]
    return sums[["market", "leaning", "customers", "share", "orders", "on_discount", "expected"]].reset_index(drop=True)
