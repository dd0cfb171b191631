"""The markdown ladder: what sold at full price, and what sold at each depth of discount."""

import numpy as np
import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

BANDS = ("full", "to_10", "to_20", "to_30", "to_50", "above_50", "none", "hidden")
SUMS = ["units", "net_eur", "margin_eur", "net_with_margin_eur", "net_with_units_eur", "units_with_rate"]


def markdown_ladder(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, by: str | None = None
) -> pd.DataFrame:
    """Net sales, pieces and margin of a period by how far below list price they sold.

    Args:
        by: brand, category or season; None for the whole selection.

    Returns:
        One row per (slice of `by`, band) with a line in it, slices with most net sales first, bands in the order of BANDS: the
        column named `by`, `band` (full: within 1 % of list price; to_10 ... above_50: percent off it; none: lines without a list
        price above 0, such as credit notes and gifts; hidden: all bands that are not told to who may not see persons), `units` sold before
        returns, `net_eur`, `net_share` of the whole selection's net sales, `margin_eur` (empty where no cost is known), `margin_rate` of the
        net sales it covers, `asp_eur`; and what these are shares of, `net_with_margin_eur`, `net_with_units_eur`, `units_with_rate`. Rows add
        up to the whole.
    """
    lines = _lines(store, choice, period, by).astype(dict.fromkeys(SUMS, float))
    lines = lines.assign(band=pd.Categorical(lines["band"], BANDS, ordered=True))
    keys = [by, "band"] if by else ["band"]
    # an empty sum is not nought: of rows without an exchange rate nothing is known
    table = lines.groupby(keys, observed=True, dropna=False)[SUMS].sum(min_count=1).reset_index()
    if by:
        whole = table.groupby(by, dropna=False)["net_eur"].transform("sum")
        table = table.assign(whole=whole).sort_values(
            ["whole", by, "band"], ascending=[False, True, True], ignore_index=True
        )
    known = table["net_eur"].sum()
    return table.assign(
        band=table["band"].astype(str),
        net_share=table["net_eur"] / (known if known > 0 else np.nan),
        margin_rate=_over(table["margin_eur"], table["net_with_margin_eur"]),
        asp_eur=_over(table["net_with_units_eur"], table["units_with_rate"]),
    )[[*keys, *SUMS[:3], "net_share", "margin_rate", "asp_eur", *SUMS[3:]]]


def _lines(store: Store, choice: Choice, period: Period, by: str | None) -> pd.DataFrame:
    """The sums by band, and by what else the ladder is asked by; who may not see persons is told one column at a time."""
    if not store.rights.smallest:
        return store.ask("markdown_ladder", choice, **period.bounds())
    table = store.ask("markdown_bands", choice, **period.bounds(), by=by or "all").rename(
        columns={"slice": by or "slice"}
    )
    return table.assign(band=table["band"].fillna("hidden"))


def _over(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0)
