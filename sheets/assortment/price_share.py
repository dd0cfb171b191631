"""How much of the goods sold went at full price: the sentence on top, the cards, the course through the period."""

import pandas as pd

from analytics.assortment import price_share
from analytics.doubt import changes
from sheets import changes as changed
from sheets import overview
from sheets.changes import covered
from sheets.choice import COLUMNS, Chosen
from sheets.columns import Columns
from sheets.figure import Figure, against
from sheets.grid import step as step_of
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import figures, formats
from words.messages import _

HEEDS = (*COLUMNS, "period", "compare", "also", "stores", "currency", "marks")
STRIP = ("full_price_share", "markdown_depth", "asp_eur", "net_eur")
LONG = 200  # days from which on months are clearer than weeks


def title() -> str:
    """What the page is called."""
    return _("Assortment & markdown")


def doubts(reading: Reading, held: Past) -> pd.DataFrame:
    """The changes of the cards, with their intervals."""
    table: pd.DataFrame = reading.ask(changes, held.choice, period=held.period, names=STRIP, against=held.bases)
    return table


def glance(reading: Reading, chosen: Chosen, held: Past) -> list[Figure]:
    """The figures of the cards, on paper."""
    shown = covered(overview.headline(reading, chosen, held).drawn)
    moved = doubts(reading, held)
    return [against(shown, metric, held.named_on_paper, moved) for metric in STRIP]


def finding(numbers: pd.DataFrame, moved: pd.DataFrame, held: Past) -> str:
    """How much of the goods sold went at full price, and whether that changed; empty where nothing was sold.

    Args:
        numbers: the drawn part of `overview.headline`.
        moved: rows of `doubts`.
    """
    share = numbers["full_price_share"].get("current")
    if formats.missing(share):
        return ""
    told = {"share": formats.percent(share)}
    rows = moved[(moved["figure"] == "full_price_share") & (moved["against"] == held.code)]
    if rows.empty or formats.missing(rows["change_low"].iloc[0]):
        return _("{share} of the goods sold went at full price.", **told)
    row = rows.iloc[0]
    told |= {
        "change": formats.points(row["change"]),
        "interval": changed.between(row["change_low"], row["change_high"], "percent"),
        "beside": held.named[held.code],
    }
    if row["is_clear"]:
        return _(
            "{share} of the goods sold went at full price, {change} {beside}: a clear change (95%: {interval}).", **told
        )
    return _(
        "{share} of the goods sold went at full price, {change} {beside}: no clear change (95%: {interval}).", **told
    )


def course(reading: Reading, held: Past) -> Part:
    """What sold at full price and below it through the period; drawn where steps are whole, unless none is."""
    step = "month" if held.period.days > LONG else step_of(reading, held.period)
    table = reading.ask(price_share, held.choice, period=held.period, grain=step, against=held.comparison)
    drawn = table[table["is_whole"]] if table["is_whole"].any() else table
    before: Columns = {"full_price_share_before": (held.title, "percent")} if held.comparison else {}
    columns: Columns = {
        "bucket": (_("Period"), "month" if step == "month" else "day"),
        "sold_full_price_eur": (_("At full price"), "money"),
        "sold_marked_down_eur": (_("Marked down"), "money"),
        "full_price_share": (figures.name("full_price_share"), "percent"),
        **before,
    }
    sold = drawn["sold_full_price_eur"].fillna(0) + drawn["sold_marked_down_eur"].fillna(0)
    captions = (_("Goods sold before returns, within 1% of list price or below it. Whole steps only."),)
    return Part(
        _("Full price and markdowns through the period"),
        "full_price_course",
        table,
        drawn if (sold > 0).any() else drawn.head(0),
        columns=columns,
        empty=_("No goods with a list price were sold in this selection."),
        captions=captions,
    )
