"""Where the sales come from: one headline table cut by a column."""

import pandas as pd

from analytics.kpis import counts_lines, measured
from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

ROLLED_UP = ("channel", "market", "store_id")
COLUMNS = (*ROLLED_UP, "tier", "brand", "category", "season")


def sales_by(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, by: str, across: str | None = None
) -> pd.DataFrame:
    """Sales of a period, of the one before and of last year, by one column or two.

    Args:
        by: one of channel, market, store_id, tier, brand, category, season.
        across: a second one, for a table of two ways.

    Returns:
        One row per (period, slice[, across]) with anything sold, largest net sales first: `period` (current, previous,
        last_year), `slice`, `across` ('all' without one; empty where the order names none), sums and ratios as in
        `kpis`, `net_share` of the period's net sales. Amounts add up to the whole; buyers do not (a person may buy in
        two channels), nor do orders by tier, brand or category.

    Raises:
        ValueError: not a column sales can be cut by.
    """
    for column in filter(None, (by, across)):
        if column not in COLUMNS:
            raise ValueError(f"sales cannot be cut by {column}; choose one of {', '.join(COLUMNS)}")
    on_lines = counts_lines(choice) or not {by, across or by} <= set(ROLLED_UP)
    question = "sales_by_lines" if on_lines else "sales_by"
    asked = {
        name: store.ask(question, choice, **each.bounds(), by=by, across=across or "all")
        for name, each in period.compared().items()
    }
    rows = pd.concat(asked, names=["period"]).reset_index("period").reset_index(drop=True)
    table = measured(rows.drop(columns=["period", "slice", "across"]))
    table.insert(0, "across", rows["across"])
    table.insert(0, "slice", rows["slice"])
    table.insert(0, "period", rows["period"])
    whole = table.groupby("period")["net_eur"].transform("sum")
    return table.assign(net_share=table["net_eur"] / whole.where(whole != 0))
