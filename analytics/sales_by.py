"""Where the sales come from: the headline numbers cut by a column."""

import pandas as pd

from analytics.compare import Comparison, spans
from analytics.kpis import without_newness
from analytics.measures import Cut, answered, figures
from analytics.period import Period
from analytics.reach import reach
from data.store import EVERYTHING, Choice, Store


def sales_by(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    by: str,
    across: str | None = None,
    against: tuple[Comparison, ...] | None = None,
) -> pd.DataFrame:
    """Sales of a period and of those it is held against, by one column or two.

    Args:
        by: one of channel, market, store_id, tier, brand, category, season.
        across: a second one, for a table of two ways.
        against: one or several comparisons; by default the period before and the same dates last year.

    Returns:
        One row per (period, slice[, across]) with anything in it, largest net sales first: `period` (current, then
        the comparisons' codes), `slice`, `across` ('all' without one; empty where the order names none), the figures that `kpis` has
        and that can be told by these columns, `sold_share` of the period's goods sold before returns.
        `measures.is_additive` says which add up to the whole.

    Raises:
        NotAnswered: not a column sales can be cut by.
    """
    cut = Cut((by, across) if across else (by,))
    known = reach(store)
    seen = spans(known, period, against)
    table = figures(store, choice, answered(choice, cut.by), seen, cut)
    too_early = {name: span.period.since < known.new_from for name, span in seen.items()}
    table = without_newness(table, table["period"].map(too_early))
    table = table.rename(columns={by: "slice", across: "across"} if across else {by: "slice"})
    if not across:
        table.insert(2, "across", "all")
    table = _largest_first(table, list(seen))
    whole = table.groupby("period")["sold_eur"].transform("sum")
    return table.assign(sold_share=table["sold_eur"] / whole.where(whole > 0))


def _largest_first(table: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    order = table.assign(period=table["period"].map(periods.index))
    order = order.sort_values(["period", "net_eur", "slice", "across"], ascending=[True, False, True, True])
    return table.loc[order.index].reset_index(drop=True)
