"""Sales week by week, fine enough to see who stayed away and who came back."""

from datetime import date

import pandas as pd

from data.store import EVERYTHING, Choice, Store


def weekly_sales(store: Store, choice: Choice = EVERYTHING, *, since: date, until: date) -> pd.DataFrame:
    """Net sales of whole weeks in constant currency, by market, price tier and channel.

    Args:
        since: weeks that begin before this day are left out.
        until: first day not counted; weeks that are not over by then are left out.

    Returns:
        One row per (week, market, tier, channel) with anything sold or given back:
        week              the Monday
        net_constant_eur  net sales at the constant rates; returns at their order's day
        net_eur           the same at the day's rates
        gross_eur, discount_eur, units, orders   as in `kpis`
    """
    return store.ask("weekly_sales", choice, since=since, until=until)
