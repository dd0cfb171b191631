"""How often, how lately and for how long customers have been buying, grouped in the store."""

from datetime import date

import pandas as pd

from data.store import EVERYTHING, Choice, Store

ALL = 16


def purchase_histories(
    store: Store, choice: Choice = EVERYTHING, *, until: date, ahead: date | None = None, sixteenths: int = ALL
) -> pd.DataFrame:
    """Customers grouped by equal purchase history, and what they bought after.

    Orders of a day that left something after returns are one purchase. A choice narrows the orders looked at: a
    customer of a channel is new with the first purchase there.

    Args:
        until: first day not counted as history.
        ahead: first day not counted as holdout; `until` if there is none.
        sixteenths: how many of sixteen parts of the customers to look at, by the last digit of their keyed name.

    Returns:
        One row per distinct (frequency, recency_days, age_days, bought):
        frequency      int    days bought on after the first
        recency_days   int    from the first to the last
        age_days       int    from the first to the last day before `until`
        bought         int    days bought on in the holdout
        customers      int
        repeat_value   float  EUR, mean over the customers of their mean repeat purchase; empty where unknown
        spent          float  EUR, net, in the holdout, all of them together
        log_gaps       float  sum of log(weeks) between their purchases before `until`
    """
    ends = {"until": until.isoformat(), "ahead": (ahead or until).isoformat()}
    return store.ask("purchase_histories", choice, sixteenths=sixteenths, **ends)


def repeat_values(store: Store, choice: Choice = EVERYTHING, *, until: date, sixteenths: int = ALL) -> pd.DataFrame:
    """Repeat customers by how much a repeat purchase of theirs is worth.

    Args:
        until, sixteenths: as in `purchase_histories`.

    Returns:
        One row per (frequency, value):
        frequency  int    repeat purchases of known value
        value      float  EUR, their mean to the cent; those of no value are left out
        customers  int
    """
    return store.ask("repeat_values", choice, until=until.isoformat(), sixteenths=sixteenths)


def repeat_days(store: Store, choice: Choice = EVERYTHING, *, until: date, ahead: date) -> pd.DataFrame:
    """Repeat purchases day by day of the customers known by the end of training.

    Args:
        until, ahead: as in `purchase_histories`.

    Returns:
        One row per day with any: `day`, `repeats`.
    """
    return store.ask("repeat_days", choice, until=until.isoformat(), ahead=ahead.isoformat())
