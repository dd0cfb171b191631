"""Where customers first met in one channel buy later."""

from datetime import date, timedelta

import pandas as pd

from analytics.cohorts.intervals import wilson
from analytics.kpis import span
from data.store import EVERYTHING, Choice, Store


def channel_crossing(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    since: date | None = None,
    until: date | None = None,
    horizon: int = 365,
    tourists: bool = False,
) -> pd.DataFrame:
    """First channel against later channel: an association, not an effect of either channel.

    Only customers who were watched for the whole horizon count.

    Args:
        since, until: customers first met on these days.
        horizon: days after the first order within which a later one counts.
        tourists: tell boutiques abroad (in another country than the shopper lives in) from those at home.

    Returns:
        One row per (first_channel, later_channel): `customers` that ever bought there later, `met` first met in
        first_channel, `share` with `low` and `high` (Wilson), `by_second_order` whose very next order was there. Rows
        of one first channel may exceed 1 together, as a person may use several. `later_channel` 'none' is who has not
        come back: there `customers` equals `by_second_order`.
    """
    first, data_to = span(store)
    latest = data_to + timedelta(days=1 - horizon)
    ends = min(until or latest, latest)
    counts = store.ask(
        "channel_crossing",
        choice,
        since=since or first,
        until=max(ends, since or first),
        horizon=horizon,
        tourists=tourists,
    )
    met = counts[counts["later_channel"].isna()].set_index("first_channel")["customers"]
    later = counts.dropna(subset=["later_channel"])
    silent = met.sub(later.groupby("first_channel")["by_second_order"].sum(), fill_value=0)
    none = pd.DataFrame({"first_channel": silent.index, "later_channel": "none", "customers": silent.to_numpy()})
    table = pd.concat([later, none.assign(by_second_order=none["customers"])], ignore_index=True)
    table = table.assign(met=table["first_channel"].map(met)).astype(
        {"customers": int, "by_second_order": int, "met": int}
    )
    low, high = wilson(table["customers"], table["met"])
    table = table.assign(share=table["customers"] / table["met"], low=low, high=high)
    return table.sort_values(["met", "first_channel", "customers"], ascending=[False, True, False], ignore_index=True)
