"""How deep the discounts of a period are, market beside market."""

import pandas as pd

from analytics.promotions.depth.depths import discount_depths
from sheets import sides
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.formats import worded
from words.messages import _, plural

HIDDEN = 1.0  # in the place of the depth of what is not told to who may not see persons: no discount is as deep
SMALLEST = 30  # orders under which a market's depths are noise


def depths(reading: Reading, chosen: Chosen) -> Part:
    """Share of orders by depth; drawn as a row per `band` and a column a market, two at most, with enough orders each."""
    table = reading.ask(discount_depths, chosen.choice, period=chosen.period)
    title, empty = _("Distribution of discounts"), _("Too few orders in this period to show their discounts.")
    if table.empty:
        return Part(title, "depths", table, table, empty=empty)
    sizes = table.groupby("market")["orders"].sum()
    enough = table[table["market"].map(sizes) >= SMALLEST].fillna({"depth": HIDDEN})
    markets = sides.among(enough["market"].dropna().value_counts().index.tolist(), chosen)
    if not markets:
        return Part(title, "depths", table, table.iloc[:0], empty=empty)
    wide = enough.pivot(index="depth", columns="market", values="share")[markets].fillna(0).sort_index()
    caption = f"{_counted(int(sizes[markets].sum()))} {_full_price(wide)}"
    drawn = wide.assign(band=[_band(depth) for depth in wide.index]).reset_index(drop=True)
    shares: Columns = {market: (labels.market(market), "percent") for market in markets}
    columns = {"band": (_("Discount"), "text"), **shares}
    return Part(title, "depths", table, drawn, columns=columns, empty=empty, captions=(caption,))


def _counted(orders: int) -> str:
    return plural(
        "Share of {count} order of the period by size of discount.",
        "Share of {count} orders of the period by size of discount.",
        orders,
        count=formats.number(orders),
    )


def _full_price(wide: pd.DataFrame) -> str:
    full = wide[wide.index == 0].sum()
    shares = [f"{labels.market(str(market))} {worded(share, 'percent')}" for market, share in full.items()]
    return _("At full price: {shares}.", shares=", ".join(shares))


def _band(depth: float) -> str:
    if depth == 0:
        return _("Full price")
    if depth == HIDDEN:
        return labels.named("price_band", "hidden")
    if depth >= 0.6:
        return f"> {formats.percent(0.55, 0)}"
    return f"{formats.number((depth - 0.05) * 100)}–{formats.percent(depth, 0)}"
