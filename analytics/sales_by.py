"""Where the sales come from: one headline table cut by a column."""

import pandas as pd

from analytics.kpis import counts_lines, measured, without_newness
from analytics.period import Period
from analytics.reach import compared, reach
from data.store import EVERYTHING, Choice, Store

ROLLED_UP = ("channel", "market", "store_id")
COLUMNS = (*ROLLED_UP, "tier", "brand", "category", "season")
COUNTED_ORDERS = (
    "orders",
    "orders_with_units",
    "orders_without_rate",
    "orders_known",
    "orders_with_rate",
    "new_customers",
)
ADDITIVE = (
    *(
        "units",
        "units_with_rate",
        "gross_eur",
        "discount_eur",
        "returns_eur",
        "net_eur",
        "net_constant_eur",
        "gmv_eur",
        "sold_eur",
    ),
    *("net_with_units_eur", "net_with_margin_eur", "margin_eur", "sold_full_price_eur", "sold_with_margin_eur"),
    *("sold_guest_eur", "sold_returning_eur", "sold_wallet_eur", "sold_share"),
)


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
        `kpis`, `sold_share` of the period's goods sold before returns. `is_additive` says which add up to the whole.

    Raises:
        ValueError: not a column sales can be cut by.
    """
    for column in filter(None, (by, across)):
        if column not in COLUMNS:
            raise ValueError(f"sales cannot be cut by {column}; choose one of {', '.join(COLUMNS)}")
    on_lines = counts_lines(choice) or not {by, across or by} <= set(ROLLED_UP)
    question = "sales_by_lines" if on_lines else "sales_by"
    known = reach(store)
    periods = compared(known, period)
    asked = {
        each: store.ask(question, choice, **each.bounds(), by=by, across=across or "all")
        for each in dict.fromkeys(periods.values())
    }
    rows = (
        pd.concat({name: asked[each] for name, each in periods.items()}, names=["period"])
        .reset_index("period")
        .reset_index(drop=True)
    )
    too_early = rows["period"].map({name: each.period.since < known.new_from for name, each in periods.items()})
    table = without_newness(measured(rows.drop(columns=["period", "slice", "across"])), too_early.astype(bool))
    table.insert(0, "across", rows["across"])
    table.insert(0, "slice", rows["slice"])
    table.insert(0, "period", rows["period"])
    whole = table.groupby("period")["sold_eur"].transform("sum")
    return table.assign(sold_share=table["sold_eur"] / whole.where(whole > 0))


def is_additive(measure: str, by: str) -> bool:
    """Whether a measure's slices by a column add up to the whole, so that a screen can say where they do not.

    Amounts and units do. Persons may buy in two channels, and an order holds lines of several tiers, brands, categories
    and seasons; ratios never add up.
    """
    if measure in COUNTED_ORDERS:
        return by in ROLLED_UP
    return measure in ADDITIVE
