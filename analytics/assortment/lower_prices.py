"""Markdowns and the lowest price of the 30 days before them.

Italian Consumer Code art. 17-bis (D.Lgs. 26/2023, from 1 July 2023), after art. 6a of Directive 98/6/EC: an announced reduction
states the lowest price of the 30 days before it. The shop's orders hold prices at which pieces sold, not those that were shown, so
that a row is something to check, never a verdict.
"""

from datetime import date

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

RULE_FROM = date(2023, 7, 1)
LESS = 0.99  # of the list price: a price within 1 % of it is full price


def lower_prices(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Markdowns that began in a period, each with the lowest shelf price of the 30 days before.

    A shelf price is the list price less the discounts on the line, without vouchers and codes of the whole order; prices are compared
    within a product, channel and country (of the boutique or online store, else of the buyer), in the European Union and in the shop's
    currency. Where a markdown deepens step by step
    without a day at list price between, the 30 days are those before its first step.

    Args:
        choice: its markets and boutiques are not applied: a lowest price is that of all buyers.

    Returns:
        One row per (product, channel, country, first day), those to check first: `product_id`, `brand`, `channel`, `country`, `starts_on`, `last_on`,
        `units` marked down, `list_price_eur` and `price_eur` of the first day, `lowest_eur` and `lowest_on` of the 30 days before
        (empty where none sold), `depth` off list price, `depth_on_lowest` off the lowest price (nought or less: no reduction on
        it), `to_check`: whether a price lower than the list price was charged in the 30 days before.
    """
    since = max(period.since, RULE_FROM)
    asked = {"since": since, "until": max(period.until, since)}
    kept = Choice(channel=choice.channel, tier=choice.tier, brand=choice.brand, category=choice.category)
    table = store.ask("lower_prices", kept, **asked)
    lowest, price, listed = (table[name].astype(float) for name in ("lowest_eur", "price_eur", "list_price_eur"))
    table = table.assign(
        depth=1 - price / listed,
        depth_on_lowest=1 - price / lowest,
        to_check=(lowest < LESS * listed).astype(bool),
    )
    order = ["to_check", "depth_on_lowest", "starts_on", "product_id", "channel", "country"]
    return table.sort_values(order, ascending=[False, True, True, True, True, True], ignore_index=True)
