"""Customers by how they were first met, and what they left within a year."""

from datetime import date, timedelta

import pandas as pd

from analytics.reach import RETURN_WINDOW_DAYS, Reach
from data.store import EVERYTHING, Choice, Store

YEAR = 365
DAY = timedelta(days=1)
BY = {"channel": "channel", "promotion": "promotion_id", "depth": "band", "phase": "phase"}
CELL = ["market", "year"]  # of the first order: customers are held against others of the same
NO_PROMOTION = "none"


def first_met(store: Store, choice: Choice = EVERYTHING, *, since: date, until: date, watched: date) -> pd.DataFrame:
    """Sums over customers by how they were first met; filters choose customers by their first order, later ones count wherever they were.

    Args:
        since, until: first met on these days.
        watched: who was first met before this day has been watched for a year, returns included.

    Returns:
        One row per (is_watched, market, year, channel, promotion_id, band, phase, k). The row whose `k` is empty is of the year after
        the first order (365 days) as a whole: `customers`, `back` (bought on a later day), `net_eur`, `margin_eur`, and the sums of
        their squares over customers `net_squares`, `margin_squares` (of whole units). The others are of a twelfth of that year, 0 being
        the first day: `net_eur`, `margin_eur`. `without_margin`: orders whose cost is not known; `unrated`: customers with an order of that year
        that has no exchange rate, who are in no other sum.
    """
    return store.ask("first_met", choice, since=since, until=until, watched=watched)


def watched_until(known: Reach) -> date:
    """The day before which a first order lies a year and the return window back."""
    return known.until - timedelta(days=YEAR + RETURN_WINDOW_DAYS)
