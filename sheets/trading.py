"""Channels, boutiques, brands, categories and markets side by side: what each sold, and how far it moved."""

from collections.abc import Callable

import pandas as pd

from analytics.doubt import MIN_ORDERS, changes
from analytics.measures import is_additive
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import changes as changed
from sheets import notes, overview
from sheets.changes import covered
from sheets.choice import Chosen, naming
from sheets.columns import Columns
from sheets.figure import Figure, against
from sheets.paper import printed
from sheets.part import Part
from sheets.past import Past, past, sentences
from sheets.reading import Reading
from words import figures, labels
from words.messages import _

HEEDS = overview.HEEDS
STRIP = ("net_eur", "orders", "aov_eur", "full_price_share")
CUTS = ("channel", "store_id", "brand", "category", "market")


def glance(reading: Reading, chosen: Chosen, held: Past) -> list[Figure]:
    """The figures of the cards, on paper."""
    shown = covered(overview.headline(reading, chosen, held).drawn)
    doubts = overview.doubts(reading, held).drawn
    return [against(shown, metric, held.named_on_paper, doubts) for metric in STRIP]


def cut(reading: Reading, held: Past, by: str) -> Part:
    """A row a channel, boutique, brand, category or market, the largest on top; drawn with its name and its change in words."""
    titles = {
        "channel": _("By channel"),
        "store_id": _("By boutique"),
        "brand": _("By brand"),
        "category": _("By category"),
        "market": _("By market"),
    }
    sold = reading.ask(sales_by, held.choice, period=held.period, by=by, against=held.against)
    moved = reading.ask(changes, held.choice, period=held.period, names=("net_eur",), by=(by,), against=held.against)
    table = joined(sold, moved, by)
    empty = {
        "store_id": _("No order of this selection names a boutique."),
        "brand": _("No line of this selection names a brand."),
        "category": _("No line of this selection names a category."),
    }.get(by, _("No orders in this selection."))
    drawn = table if table["slice"].notna().any() else table.head(0)
    return Part(
        titles[by],
        f"trading_{by}",
        table,
        _named(drawn, naming(reading, by), by),
        columns=_columns(held),
        empty=empty,
        captions=_captions(table, held, by),
    )


def joined(sold: pd.DataFrame, moved: pd.DataFrame, by: str) -> pd.DataFrame:
    """The current period's rows of `sales_by`, with the change of net sales and its interval from `changes`.

    What sold only in the earlier days stands below, with nought.
    """
    now = sold[sold["period"] == "current"].drop(columns=["period", "across"])
    gone = sold[(sold["period"] != "current") & ~sold["slice"].isin(now["slice"])].drop_duplicates("slice")
    if len(gone):
        nought = {column: 0.0 for column in ("net_eur", "orders", "sold_share") if column in gone}
        now = pd.concat([now, gone[["slice"]].assign(**nought)], ignore_index=True)
    doubt = moved.rename(columns={by: "slice"})[["slice", "change", "change_low", "change_high", "is_clear"]]
    return now.merge(doubt, on="slice", how="left").reset_index(drop=True)


def _named(table: pd.DataFrame, name: Callable[[str], str], by: str) -> pd.DataFrame:
    rows = table.to_dict("records")
    told = ["" if pd.isna(row["change"]) else _told(row) for row in rows]
    return table.assign(
        name=[labels.named(by, None) if pd.isna(row["slice"]) else name(str(row["slice"])) for row in rows], told=told
    )


def _told(row: dict[object, object]) -> str:
    """The interval of a change, and that it is not clear where it is not."""
    interval = changed.between(float(str(row["change_low"])), float(str(row["change_high"])), "money")
    return interval if row["is_clear"] else _("{interval} {why}", interval=interval, why=_("no clear change"))


def _columns(held: Past) -> Columns:
    moved: Columns = {"change": (_("Net sales, change"), "change"), "told": (_("95% interval"), "text")}
    return {
        "name": (_("Name"), "text"),
        "net_eur": (figures.name("net_eur"), "money"),
        "sold_share": (_("Share of goods sold"), "percent"),
        **(moved if held.is_whole else {}),
        "orders": (figures.name("orders"), "number"),
        "aov_eur": (figures.name("aov_eur"), "money"),
        "full_price_share": (figures.name("full_price_share"), "percent"),
        "refund_rate": (figures.name("refund_rate"), "percent"),
    }


def _captions(table: pd.DataFrame, held: Past, by: str) -> tuple[str, ...]:
    told = []
    if held.is_whole and bool(table["change"].isna().any()):
        told.append(
            _("No change is told of fewer than {n} orders on either side, nor of net sales below nought.", n=MIN_ORDERS)
        )
    if not is_additive("orders", by):
        told.append(_("Amounts add up to the total. Orders need not: an order may hold several of these."))
    return tuple(told)


def paper(reading: Reading, chosen: Chosen) -> bytes:
    """All tables on paper.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    held = past(reading, chosen)
    if not overview.headline(reading, chosen, held).drawn.loc["current", "orders"]:
        raise BadRequest(notes.nothing(reading, chosen))
    parts = [cut(reading, held, by) for by in CUTS]
    lines = sentences(reading, chosen, held)
    return printed(reading, chosen, title(), parts, figures=glance(reading, chosen, held), lines=lines)


def title() -> str:
    """What the page is called."""
    return _("Channels & boutiques")
