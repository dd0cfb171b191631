"""When boutiques sell: orders by weekday and hour of each boutique's own clock."""

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store


def order_hours(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Orders of boutiques and phygital stores by weekday and hour.

    Returns:
        One row per weekday (1 Monday to 7 Sunday) and hour with an order in it, on the clock of the boutique: `weekday`, `hour` (0 to 23; missing
        where only the day is known, which stands as midnight sharp), `orders`. Rows add up to all orders of these channels that name a
        boutique.
    """
    return store.ask("order_hours", choice, **period.bounds())
