"""The shop's headline numbers over a period."""

from datetime import date
from typing import Any

import pandas as pd

from analytics.compare import Comparison, spans
from analytics.measures import answered, figures, newness
from analytics.period import Period
from analytics.reach import RETURN_WINDOW_DAYS, reach
from data.store import EVERYTHING, Choice, Store


def kpis(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    against: tuple[Comparison, ...] | None = None,
    return_window: int = RETURN_WINDOW_DAYS,
) -> pd.DataFrame:
    """Headline numbers of a period and of those it is held against.

    Brand, category and tier count on order lines (an order belongs to every tier it holds); all else on the roll-up.
    The other periods are seen at the age the first has today: returns that came later are not deducted.

    Args:
        against: one or several comparisons; by default the period before and the same dates last year.
        return_window: days after which an order counts as final in the refund rate.

    Returns:
        One row per period, indexed `current`, then by the comparisons' codes (`previous`, `last_year`), with every figure of analytics/metrics.toml that
        can be told under the filters: amounts in euro (`_eur`), shares 0 to 1 (`_share`, `_rate`), counts. Empty (NaN)
        where the denominator is not positive, and what rests on who is new in a period that begins less than a year
        after the data. `since`, `until` say which days; `is_covered` whether the store has data for all of them.
    """
    known = reach(store)
    seen = spans(known, period, against, return_window)
    table = figures(store, choice, answered(choice), seen).set_index("period")
    periods = [seen[name].period for name in table.index]
    return without_newness(table, [window.since < known.new_from for window in periods]).assign(
        since=[pd.Timestamp(window.since) for window in periods],
        until=[pd.Timestamp(window.until) for window in periods],
        is_covered=[known.covers(window) for window in periods],
    )


def span(store: Store) -> tuple[date, date]:
    """The first and the last day with an order, over all the store; today's date for both when it is empty."""
    known = reach(store)
    return known.first_on, known.data_to


def without_newness(table: pd.DataFrame, is_unknown: Any) -> pd.DataFrame:
    """The table, blank in what rests on who is new where that is unknown (one truth a row)."""
    known = ~pd.Series(is_unknown, index=table.index).astype(bool)
    return table.assign(**{name: table[name].where(known) for name in newness() if name in table})
