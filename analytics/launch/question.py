"""Which channel, since when, and what it costs."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.kpis import span
from analytics.weekly_sales import weekly_sales
from data.store import EVERYTHING, Choice, Store

HISTORY = timedelta(weeks=26)  # without it season and trend before the launch are unknown
LEAST = timedelta(weeks=8)  # watched since
WEEKS = 52


@dataclass(frozen=True)
class Opening:
    """The beginning of a channel, and what is asked of it.

    Attributes:
        channel: its code.
        on: the first day it sold.
        choice: filters; markets and tiers only.
        weeks: looked at since.
        commission: share of its sales that it takes besides the fees in the data, 0 to 1.
        once: what joining cost, in the shop's currency.
        margin: of sales in all channels where costs are not loaded, as a share of net sales; None: as the data have it.
        threshold: the smallest gain that matters, as a share of the channel's sales.
    """

    channel: str
    on: date
    choice: Choice = EVERYTHING
    weeks: int = WEEKS
    commission: float = 0.0
    once: float = 0.0
    margin: float | None = None
    threshold: float = 0.01


def openings(store: Store, choice: Choice = EVERYTHING) -> dict[str, date]:
    """Channels that began within the data, with enough weeks before and since, by the Monday of their first week; latest first."""
    first, last = span(store)
    sold = weekly_sales(store, choice, since=first, until=last + timedelta(days=1))
    sold = sold[sold["orders"] > 0]
    if sold.empty:
        return {}
    begun = pd.to_datetime(sold["week"]).groupby(sold["channel"]).min().dt.date
    known = {str(channel): day for channel, day in begun.items() if first + HISTORY <= day <= last - LEAST}
    return dict(sorted(known.items(), key=lambda item: item[1], reverse=True))
