"""Channels, boutiques, brands, categories and markets side by side: what each sold, and how far it moved."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.doubt import MIN_ORDERS, changes, mix
from analytics.measures import is_additive
from analytics.sales_by import sales_by
from data.errors import BadRequest
from sheets import changes as changed
from sheets import (
    drawings,
    hours,
    notes,
    overview,
    targets,
)
from sheets.changes import covered
from sheets.choice import Chosen, naming
from sheets.columns import Columns
from sheets.figure import Figure, against
from sheets.marks import SWITCH
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.past import Past, past, sentences
from sheets.reading import Reading
from words import comparisons, figures, formats, labels
from words.columns import versus
from words.messages import _

HEEDS = tuple(name for name in overview.HEEDS if name != SWITCH)  # nothing here runs through time
BESIDE = {"retail": "aov_eur", "platform": "spend_per_buyer_eur", "finance": "margin_rate"}  # what stands beside sales
CUTS = ("channel", "store_id", "brand", "category", "market")
MIXED = ("aov_eur", "full_price_share", "refund_rate", "margin_rate")  # ratios whose change is split into mix and rate
MIXED_BY = ("channel", "market", "store_id", "category")
MOVES = ("change", "change_low", "change_high", "is_clear")
ABROAD = ("visitor_share", "tax_free_share")
AFTER_FEES = "margin_after_fees_rate"


def strip(held: Past) -> tuple[str, ...]:
    """The figures of the cards."""
    return (
        held.definition.sales,
        overview.ORDERS[held.definition.code],
        BESIDE[held.definition.code],
        "full_price_share",
    )


def glance(reading: Reading, chosen: Chosen, held: Past) -> list[Figure]:
    """The figures of the cards, on paper."""
    shown = covered(overview.headline(reading, chosen, held).drawn)
    doubts = overview.doubts(reading, held).drawn
    return [against(shown, metric, held.named_on_paper, doubts) for metric in strip(held)]


def cut(reading: Reading, held: Past, by: str) -> Part:
    """A row a channel, boutique, brand, category or market, the largest on top; drawn with its name, its change in words and its target."""
    titles = {
        "channel": _("By channel"),
        "store_id": _("By boutique"),
        "brand": _("By brand"),
        "category": _("By category"),
        "market": _("By market"),
    }
    sold = reading.ask(sales_by, held.choice, period=held.period, by=by, against=held.against)
    moved = reading.ask(
        changes, held.choice, period=held.period, names=(held.definition.sales,), by=(by,), against=held.bases
    )
    due, of_target, said = targets.beside(reading, held, by)
    table = joined(sold, moved[moved["against"] == held.code], by, held.definition.sales)
    table = _beside_it(table, moved, by, held).merge(due, on="slice", how="left")
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
        _named(drawn, naming(reading, by), by, held),
        columns={**_columns(held), **of_target},
        empty=empty,
        captions=tuple(filter(None, [*_captions(table, held, by), said])),
    )


def joined(sold: pd.DataFrame, moved: pd.DataFrame, by: str, figure: str = "net_eur") -> pd.DataFrame:
    """The current period's rows of `sales_by`, with the change of sales and its interval from `changes`.

    What sold only in the earlier days stands below, with nought.
    """
    now = sold[sold["period"] == "current"].drop(columns=["period", "across"])
    gone = sold[(sold["period"] != "current") & ~sold["slice"].isin(now["slice"])].drop_duplicates("slice")
    if len(gone):
        nought = {column: 0.0 for column in (figure, "orders", "orders_paid", "sold_share") if column in gone}
        now = pd.concat([now, gone[["slice"]].assign(**nought)], ignore_index=True)
    doubt = moved.rename(columns={by: "slice"})[["slice", "change", "change_low", "change_high", "is_clear"]]
    table = now.merge(doubt, on="slice", how="left")
    return table.sort_values([figure, "slice"], ascending=[False, True], ignore_index=True)


def _beside_it(table: pd.DataFrame, moved: pd.DataFrame, by: str, held: Past) -> pd.DataFrame:
    """The same with the changes on further pasts, columns of their own each."""
    for each in held.others:
        names = {column: versus(column, each.code) for column in MOVES}
        found = moved[moved["against"] == each.code].rename(columns={by: "slice", **names})
        table = table.merge(found[["slice", *names.values()]], on="slice", how="left")
    return table


def _named(table: pd.DataFrame, name: Callable[[str], str], by: str, held: Past) -> pd.DataFrame:
    rows = table.to_dict("records")
    told = ["" if pd.isna(row["change"]) else _told(row) for row in rows]
    beside = {versus("told", each.code): [_told_beside(row, each.code) for row in rows] for each in held.others}
    return table.assign(
        name=[labels.named(by, None) if pd.isna(row["slice"]) else name(str(row["slice"])) for row in rows],
        told=told,
        **beside,
    )


def _told_beside(row: dict[Any, Any], code: str) -> str:
    """The change of a row on a further past with its interval, a star where it is clear."""
    change, low, high = (row[versus(column, code)] for column in MOVES[:3])
    if pd.isna(change):
        return ""
    told = f"{formats.change(change)} {changed.between(low, high, 'money')}"
    return f"{told} *" if row[versus("is_clear", code)] else told


def _told(row: dict[object, object]) -> str:
    """The interval of a change, and that it is not clear where it is not."""
    interval = changed.between(float(str(row["change_low"])), float(str(row["change_high"])), "money")
    return interval if row["is_clear"] else _("{interval} {why}", interval=interval, why=_("no clear change"))


def _columns(held: Past) -> Columns:
    sales = held.definition.sales
    change = _("{figure}, change", figure=figures.name(sales))
    moved: Columns = {"change": (change, "change"), "told": (_("95% interval"), "text")}
    return {
        "name": (_("Name"), "text"),
        sales: (figures.name(sales), "money"),
        "sold_share": (_("Share of goods sold"), "percent"),
        **(moved if held.is_whole else {}),
        **{
            versus("told", each.code): (_("Change on {name}", name=comparisons.name(each)), "text")
            for each in held.others
        },
        overview.ORDERS[held.definition.code]: (figures.name(overview.ORDERS[held.definition.code]), "number"),
        **_beside(held),
        "full_price_share": (figures.name("full_price_share"), "percent"),
        "refund_rate": (figures.name("refund_rate"), "percent"),
    }


def _beside(held: Past) -> Columns:
    name = BESIDE[held.definition.code]
    return {name: (figures.name(name), "percent" if figures.unit(name) == "percent" else "money")}


def _captions(table: pd.DataFrame, held: Past, by: str) -> tuple[str, ...]:
    told = []
    if held.is_whole and bool(table["change"].isna().any()):
        told.append(
            _("No change is told of fewer than {n} orders on either side, nor of amounts below nought.", n=MIN_ORDERS)
        )
    if held.others:
        told.append(starred())
    if not is_additive("orders", by):
        told.append(_("Amounts add up to the total. Orders need not: an order may hold several of these."))
    return tuple(told)


def by_name(by: str) -> str:
    """A column that sales are cut by, as a choice in a list."""
    names = {"channel": _("Channels"), "market": _("Markets"), "store_id": _("Boutiques"), "category": _("Categories")}
    return names[by]


def mixed(reading: Reading, held: Past, by: str) -> Part | None:
    """Whether ratios moved within the slices or because the slices' shares did; None where nothing is compared."""
    if held.comparison is None or not held.is_whole:
        return None
    of = {"period": held.period, "against": held.comparison, "names": MIXED, "by": by}
    table = reading.ask(mix, held.choice, **of)
    rows = [_split(row) for row in table.to_dict("records")]
    columns: Columns = {
        "name": (_("Metric"), "text"),
        "before": (held.title, "text"),
        "now": (_("This period"), "text"),
        "change": (_("Change"), "text"),
        "mix": (_("Of it mix"), "text"),
        "rate": (_("Of it rate"), "text"),
    }
    captions = (
        _("Mix: the shares of the parts moved. Rate: the figure moved within the parts. The two add up to the change."),
        starred(),
    )
    empty = _("Fewer than {n} orders on either side.", n=MIN_ORDERS)
    drawn = pd.DataFrame(rows, columns=list(columns))
    return Part(_("Mix or rate?"), f"mix_or_rate_{by}", table, drawn, columns=columns, empty=empty, captions=captions)


def starred() -> str:
    """How a table says which changes are clear."""
    return _("In brackets the 95% interval; without a star no clear change.")


def _split(row: dict[Any, Any]) -> dict[str, str]:
    unit = figures.unit(str(row["figure"]))
    told = {effect: _effect(row, effect, unit) for effect in ("change", "mix", "rate")}
    ends = {side: formats.worded(float(row[side]), unit) for side in ("before", "now")}
    return {"name": figures.name(str(row["figure"])), **ends, **told}


def _effect(row: dict[Any, Any], effect: str, unit: formats.Unit) -> str:
    value, low, high = (_moved(float(row[f"{effect}{end}"]), unit) for end in ("", "_low", "_high"))
    told = f"{value} {formats.interval(low, high)}"
    return f"{told} *" if row[f"{effect}_is_clear"] else told


def _moved(value: float, unit: formats.Unit) -> str:
    """A change in the figure's own unit; of a share, in points."""
    return formats.points(value) if unit == "percent" else formats.signed(value, unit)


def abroad(reading: Reading, held: Past) -> Part | None:
    """What boutiques sell to visitors from abroad and tax-free, each with its change; None where no boutique's sales say so."""
    of = {"period": held.period, "against": held.against}
    sold = reading.ask(sales_by, held.choice, by="store_id", **of)
    now = sold[(sold["period"] == "current") & sold[list(ABROAD)].notna().any(axis=1)]
    if now.empty:
        return None
    moved = reading.ask(changes, held.choice, names=ABROAD, by=("store_id",), **of)
    table = now[["slice", held.definition.sales, "orders", *ABROAD]].reset_index(drop=True)
    for name in ABROAD:
        doubt = moved[moved["figure"] == name].rename(columns={"store_id": "slice"})
        ends = {column: f"{name}_{column}" for column in ("change", "change_low", "change_high", "is_clear")}
        table = table.merge(doubt[["slice", *ends]].rename(columns=ends), on="slice", how="left")
    named = naming(reading, "store_id")
    drawn = table.assign(
        name=[labels.named("store_id", None) if pd.isna(code) else named(str(code)) for code in table["slice"]],
        **{f"{name}_told": [_share_moved(row, name) for row in table.to_dict("records")] for name in ABROAD},
    )
    columns: Columns = {
        "name": (_("Name"), "text"),
        held.definition.sales: (figures.name(held.definition.sales), "money"),
        "visitor_share": (figures.name("visitor_share"), "percent"),
        "visitor_share_told": (_("Change"), "text"),
        "tax_free_share": (figures.name("tax_free_share"), "percent"),
        "tax_free_share_told": (_("Change"), "text"),
    }
    if not held.is_whole:
        columns = {name: column for name, column in columns.items() if not name.endswith("_told")}
    captions = tuple(figures.explained(name) for name in ABROAD)
    if held.is_whole:
        captions += (starred(),)
    return Part(_("Visitors and tax-free"), "abroad", table, drawn, columns=columns, captions=captions)


def _share_moved(row: dict[Any, Any], name: str) -> str:
    if pd.isna(row[f"{name}_change"]):
        return ""
    low, high = (float(row[f"{name}_change_{end}"]) for end in ("low", "high"))
    told = f"{formats.points(float(row[f'{name}_change']))} {changed.between(low, high, 'percent')}"
    return f"{told} *" if row[f"{name}_is_clear"] else told


def after_fees(reading: Reading, held: Past) -> Part | None:
    """What fees and commissions leave of each channel's margin, with its change; None where no cost or no payment is loaded."""
    of = {"period": held.period, "against": held.against}
    sold = reading.ask(sales_by, held.choice, by="channel", **of)
    now = sold[(sold["period"] == "current") & sold[AFTER_FEES].notna()]
    if now.empty:
        return None
    moved = reading.ask(changes, held.choice, names=(AFTER_FEES,), by=("channel",), **of)
    amounts = ["net_after_fees_eur", "charged_eur", "margin_after_fees_eur", AFTER_FEES, "after_fees_coverage"]
    table = now[["slice", *amounts]].sort_values("margin_after_fees_eur", ascending=False, ignore_index=True)
    doubt = moved[moved["against"] == held.code].rename(columns={"channel": "slice"})
    table = table.merge(doubt[["slice", *MOVES]], on="slice", how="left")
    named = naming(reading, "channel")
    rows = table.rename(columns={column: f"rate_{column}" for column in MOVES}).to_dict("records")
    drawn = table.assign(
        name=[labels.named("channel", None) if pd.isna(code) else named(str(code)) for code in table["slice"]],
        told=[_share_moved(row, "rate") for row in rows],
    )
    columns: Columns = {
        "name": (_("Name"), "text"),
        **{name: (figures.name(name), "money") for name in ("charged_eur", "margin_after_fees_eur")},
        AFTER_FEES: (figures.name(AFTER_FEES), "percent"),
        **({"told": (_("Change"), "text")} if held.is_whole else {}),
        "after_fees_coverage": (_("Coverage"), "percent"),
    }
    captions = (
        figures.explained(AFTER_FEES),
        _("Coverage: {meaning}", meaning=figures.explained("after_fees_coverage")),
        figures.explained("charged_eur"),
    )
    return Part(
        _("What is left after fees and commissions"),
        "after_fees",
        table,
        drawn,
        columns=columns,
        captions=(*captions, *((starred(),) if held.is_whole else ())),
    )


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """All tables on paper.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    held = past(reading, chosen)
    if held.is_open:
        raise BadRequest(" ".join(sentences(reading, chosen, held)))
    numbers = overview.headline(reading, chosen, held)
    if overview.is_empty(numbers.drawn, held):
        raise BadRequest(notes.nothing(reading, chosen))
    parts = [
        drawings.whiskers(cut(reading, held, by), "name", ("change_low", "change", "change_high"), formats.change)
        for by in CUTS
    ]
    parts += filter(None, [mixed(reading, held, MIXED_BY[0]), abroad(reading, held), after_fees(reading, held)])
    parts.append(hours.on_paper(hours.hours(reading, held)))
    lines = [*sentences(reading, chosen, held), *notes.left_out(numbers.drawn, held)]
    return printed(reading, chosen, title(), parts, figures=glance(reading, chosen, held), lines=lines)


def title() -> str:
    """What the page is called."""
    return _("Channels & boutiques")
