"""Who buys in a new channel: people the shop had not met, or its customers from elsewhere."""

from datetime import date

import pandas as pd

from data.store import EVERYTHING, Choice, Store

ORIGINS = ("new", "moved", "returned", "unknown")


def launch_customers(
    store: Store, choice: Choice = EVERYTHING, *, channel: str, since: date, until: date
) -> pd.DataFrame:
    """Customers of a channel by what they were to the shop before.

    Who a customer was is judged on the day of the first order in the channel in the period, by orders elsewhere that left
    something. It says nothing of what they would have done without the channel.

    Args:
        since, until: the first day, and the first not counted.

    Returns:
        One row per (market, tier, origin), tier `all` being any: origin `new` (no order elsewhere before), `moved` (one in the
        year before), `returned` (one longer ago), `unknown` (orders without a customer); `customers`, `orders`, `net_eur`. A
        customer of two tiers counts in both, and once in `all`.
    """
    return store.ask("launch_customers", choice, channel=channel, since=since, until=until)
