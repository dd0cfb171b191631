"""What the store knows of customers and discounts."""

from datetime import date

import pandas as pd

from data.store import EVERYTHING, Choice, Store

LIGHT = 0.01
BEGINNING = date(1970, 1, 1)


def discount_affinity(
    store: Store, choice: Choice = EVERYTHING, *, until: date, since: date = BEGINNING, light: float = LIGHT
) -> pd.DataFrame:
    """Orders on discount of each customer, beside what the discounts they met would have made of anybody.

    Args:
        since, until: first day, and first day no longer counted.
        light: an order counts as on discount above this depth.

    Returns:
        One row per customer: `customer_id`, `market` and `tier` (of most of their money), `orders`, `on_discount`,
        `net_eur`, and `expected`: orders on discount had each been bought as others bought in its market, channel,
        tier and month.
    """
    return store.ask("discount_affinity", choice, since=since, until=until, light=light)


def price_panel(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Units and shelf prices by week, to learn elasticities from.

    Returns:
        One row per week (its Monday), market, `currency` of the order, brand and tier with a sale: `units`, and `price`: what all buyers were
        asked for, over the list prices of the pieces sold, so that a dearer mix is not a dearer price. Discounts of
        vouchers and codes, which only some have, are not part of it.
    """
    return store.ask("price_panel", choice)
