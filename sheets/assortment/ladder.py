"""The markdown ladder: what sold at each depth of discount, in all and by brand, category or season; prices by tier."""

import pandas as pd

from analytics.assortment import BANDS, markdown_ladder
from analytics.doubt import MIN_ORDERS, changes
from analytics.sales_by import sales_by
from sheets import changes as changed
from sheets.choice import naming
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import figures, labels
from words.messages import _

CUTS = ("brand", "category", "season")
WHOLES = ["net_with_margin_eur", "net_with_units_eur", "units_with_rate"]
SUMMED = ["net_eur", "net_share", "units", "margin_eur", *WHOLES]


def ladder(reading: Reading, held: Past) -> Part:
    """A row a band of discount, and one for all together."""
    table = reading.ask(markdown_ladder, held.choice, period=held.period)
    columns: Columns = {
        "name": (_("Sold at"), "text"),
        "net_eur": (figures.name("net_eur"), "money"),
        "net_share": (_("Share of net sales"), "percent"),
        "units": (figures.name("units"), "number"),
        "asp_eur": (figures.name("asp_eur"), "money"),
        "margin_eur": (figures.name("margin_eur"), "money"),
        "margin_rate": (figures.name("margin_rate"), "percent"),
    }
    captions = (_("Rows add up to net sales. Margin is of the lines whose cost is known; a dash where none is."),)
    return Part(
        title(),
        "markdown_ladder",
        table.drop(columns=WHOLES),
        bands(table),
        columns=columns,
        captions=captions,
    )


def title() -> str:
    """What the ladder of all is called."""
    return _("Markdown ladder")


def bands(table: pd.DataFrame) -> pd.DataFrame:
    """The bands by name, and all together in a row below."""
    named = table.assign(name=[labels.named("price_band", band) for band in table["band"]])
    sums = named[SUMMED].sum(min_count=1)
    whole = sums.to_frame().T.assign(
        name=_("All together"),
        band="all",
        margin_rate=_over(sums["margin_eur"], sums["net_with_margin_eur"]),
        asp_eur=_over(sums["net_with_units_eur"], sums["units_with_rate"]),
    )
    return pd.concat([named, whole], ignore_index=True) if len(named) else named


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")


def by(reading: Reading, held: Past, column: str) -> Part:
    """A row a brand, category or season: its net sales, and the share of them in each band; exported band by band."""
    table = reading.ask(markdown_ladder, held.choice, period=held.period, by=column)
    known = [band for band in BANDS if band in set(table["band"])]
    columns: Columns = {
        "name": (slice_name(column), "text"),
        "net_eur": (figures.name("net_eur"), "money"),
        **{band: (labels.named("price_band", band), "percent") for band in known},
    }
    drawn = _wide(table, column)
    name = naming(reading, column)
    drawn = drawn.assign(
        name=[labels.named(column, None) if pd.isna(code) else name(str(code)) for code in drawn[column]]
    )
    empty = {
        "brand": _("No line of this selection names a brand."),
        "category": _("No line of this selection names a category."),
        "season": _("No line of this selection names a season."),
    }[column]
    return Part(
        by_title(column),
        f"markdown_ladder_{column}",
        table.drop(columns=WHOLES),
        drawn if drawn[column].notna().any() else drawn.head(0),
        columns=columns,
        empty=empty,
        captions=(_("Share of each row's net sales by how far below list price they sold."),),
    )


def by_title(column: str) -> str:
    """What the table by a column is called."""
    return {
        "brand": _("Markdown ladder by brand"),
        "category": _("Markdown ladder by category"),
        "season": _("Markdown ladder by season"),
    }[column]


def slice_name(column: str) -> str:
    """What a column is called in a choice and at the head of a table."""
    return {"brand": _("Brand"), "category": _("Category"), "season": _("Season")}[column]


def _wide(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per slice, with its net sales and the share of them in each band; empty where they are not above nought."""
    rows = []
    for code, part in table.groupby(column, sort=False, dropna=False):
        whole = part["net_eur"].sum(min_count=1)
        shares = part.set_index("band")["net_eur"] / (whole if whole > 0 else float("nan"))
        rows.append({column: code, "net_eur": whole, **shares.to_dict()})
    return pd.DataFrame(rows, columns=[column, "net_eur", *(band for band in BANDS if band in set(table["band"]))])


def prices(reading: Reading, held: Past) -> Part:
    """The average unit price of each tier and how far it moved."""
    sold = reading.ask(sales_by, held.choice, period=held.period, by="tier", against=held.against)
    moved = reading.ask(
        changes, held.choice, period=held.period, names=("asp_eur",), by=("tier",), against=held.against
    )
    now = sold.loc[sold["period"] == "current", ["slice", "asp_eur", "units", "net_eur"]]
    doubt = moved.rename(columns={"tier": "slice"})
    doubt = doubt[["slice", "then", "orders", "orders_then", "change", "change_low", "change_high", "is_clear"]]
    table = now.merge(doubt, on="slice", how="left").rename(columns={"slice": "tier", "then": "asp_before_eur"})
    place = {tier: number for number, tier in enumerate(labels.TIERS)}
    table = table.sort_values("tier", key=lambda tiers: tiers.map(place), ignore_index=True)
    rows = table.to_dict("records")
    drawn = table.assign(
        name=[labels.named("tier", tier) for tier in table["tier"]],
        told=["" if pd.isna(row["change_low"]) else _told(row) for row in rows],
    )
    more: Columns = {
        "asp_before_eur": (held.title, "money"),
        "change": (_("Change"), "change"),
        "told": (_("95% interval"), "text"),
    }
    columns: Columns = {
        "name": (_("Price tier"), "text"),
        "asp_eur": (figures.name("asp_eur"), "money"),
        **(more if held.is_whole else {}),
        "units": (figures.name("units"), "number"),
    }
    unsaid = held.is_whole and bool(table["change"].isna().any())
    few = (_("No change is shown of fewer than {n} orders on either side.", n=MIN_ORDERS),) if unsaid else ()
    drawn = drawn if drawn["asp_eur"].notna().any() else drawn.head(0)
    return Part(
        _("Average unit price by price tier"),
        "unit_price_by_tier",
        table,
        drawn,
        columns=columns,
        empty=_("No pieces with a known price were sold in this selection."),
        captions=few,
    )


def _told(row: dict[object, object]) -> str:
    interval = changed.between(float(str(row["change_low"])), float(str(row["change_high"])), "money")
    return interval if row["is_clear"] else _("{interval} {why}", interval=interval, why=_("no clear change"))
