"""What gift cards hold: owed to whoever bears them, and no sale until they are spent."""

import pandas as pd

from analytics.period import Period
from data.store import Store

MOVEMENTS = ("issued", "returned", "spent", "expired", "adjusted")


def gift_cards(store: Store, *, period: Period) -> pd.DataFrame:
    """What was owed on gift cards month by month.

    Returns:
        One row per `month` (its first day) in which cards moved, and for the last month as long as something is owed, and `currency`:
        `opening`, `issued`, `returned` (above nought), `spent`, `expired` (below), `adjusted`, `closing`, in that currency; opening and
        the movements make closing, to the cent. The month of the last day is told up to it.
    """
    return store.ask("gift_cards", since=period.since, until=period.until)
