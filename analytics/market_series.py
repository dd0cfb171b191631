"""How trade as a whole went, as statistics offices and associations measure it: what own sales are held against."""

import pandas as pd

from data.store import EVERYTHING, Choice, Store


def market_series(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """The retail series that were loaded.

    Args:
        choice: only its markets count: trade as a whole has none of the shop's channels, stores or tiers.

    Returns:
        One row per (series, market, period):
        market     two letters; missing where the series is of no one market
        starts_on  first day of the period
        until_on   first day after it; missing where the dates make no days, weeks, months or quarters
        value      a level, in `unit` (`index`, a currency, any words, or missing)
    """
    return store.ask("market_series", Choice(market=choice.market))
