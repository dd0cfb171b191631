"""What sold at full price and below it through a period, beside the earlier days."""

import pandas as pd

from analytics.compare import Comparison
from analytics.kpi_series import kpi_series, sums_before
from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

SOLD = ("sold_full_price_eur", "sold_eur")


def price_share(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    grain: str = "week",
    against: Comparison | None = None,
) -> pd.DataFrame:
    """Goods sold at full price and below it, before returns, by day, week or month.

    Args:
        against: what the period is held against; None where it stands by itself.

    Returns:
        One row per bucket: `bucket` (its first day), `is_whole` (all its days lie in the period and in the data), `sold_full_price_eur`,
        `sold_marked_down_eur`, `full_price_share` (0 to 1; empty where nothing was sold), `full_price_share_before` of the earlier
        days each bucket is held against.
    """
    now = kpi_series(store, choice, period=period, grain=grain, names=SOLD)[["bucket", "is_whole", *SOLD]]
    table = now.assign(
        sold_marked_down_eur=now["sold_eur"] - now["sold_full_price_eur"],
        full_price_share=_share(now),
        full_price_share_before=float("nan"),
    ).drop(columns="sold_eur")
    if against is None:
        return table
    then = sums_before(store, choice, SOLD, grain=grain, against=against)
    earlier = now[["bucket"]].merge(then, on="bucket", how="left")
    return table.assign(full_price_share_before=_share(earlier))


def _share(table: pd.DataFrame) -> pd.Series:
    return table["sold_full_price_eur"] / table["sold_eur"].where(table["sold_eur"] > 0)
