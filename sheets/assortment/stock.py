"""What is left, where it lies, how long it lasts and what it earns."""

from datetime import timedelta

import pandas as pd

from analytics.stock import LEAST_DAYS, OLD, Counts, Left, stock_counts, stock_left
from sheets import terms
from sheets.assortment.ladder import slice_name
from sheets.choice import naming
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import formats, labels
from words.messages import _, plural

CUTS = ("category", "brand", "store_id")
NAMED = 6  # places that a sentence names
VALUES = ("cost_eur", "list_eur")


def section() -> str:
    """What the section is called."""
    return _("What is left")


def cut_name(column: str) -> str:
    """What a column is called in a choice and at the head of a table."""
    return _("Boutique") if column == "store_id" else slice_name(column)


def left_by(reading: Reading, held: Past, column: str = "category") -> Left | None:
    """What is left, by a column; None where nothing was counted."""
    found: Left | None = reading.ask(stock_left, held.choice, period=held.period, by=column)
    return found


def finding(found: Left | None) -> str:
    """How much is left and how long it lasts; empty where nothing was counted."""
    if found is None or found.counts.last_on is None or not found.whole["units"] > 0:
        return ""
    told = {
        "day": formats.day(found.counts.last_on),
        "units": formats.number(found.whole["units"]),
        "cost": formats.money_short(found.whole["cost_eur"]),
        "weeks": formats.number(found.whole["weeks_of_cover"], 1),
    }
    if formats.missing(found.whole["cost_eur"]):
        if formats.missing(found.whole["weeks_of_cover"]):
            return _("On {day} {units} pieces were left.", **told)
        return _("On {day} {units} pieces were left: {weeks} weeks at the pace of the four weeks before.", **told)
    if formats.missing(found.whole["weeks_of_cover"]):
        return _(
            "On {day} {units} pieces were left, {cost} at cost; in the four weeks before none sold on balance.", **told
        )
    return _(
        "On {day} {units} pieces were left, {cost} at cost: {weeks} weeks at the pace of the four weeks before.", **told
    )


def left(reading: Reading, held: Past, column: str) -> Part:
    """A row a category, brand or boutique, and one for all: pieces, their value, cover and return on the money in them."""
    title = {
        "category": _("What is left, by category"),
        "brand": _("What is left, by brand"),
        "store_id": _("What is left, by boutique"),
    }[column]
    found = left_by(reading, held, column)
    if found is None:
        return Part(title, "", NOTHING, NOTHING, empty=_nothing())  # of nothing there is no file
    called = naming(reading, column)
    rows = found.rows.assign(
        name=[called(code) if code else labels.named(column, None) for code in found.rows["slice"]]
    )
    whole = found.whole.to_frame().T.assign(name=_("All together"), slice="")
    drawn = pd.concat([rows, whole.astype(rows.dtypes.to_dict())], ignore_index=True)
    own = terms.own_only(held.choice.money)
    values: Columns = {"cost_eur": (_("Value at cost"), "money"), "list_eur": (_("Value at list price"), "money")}
    columns: Columns = {
        "name": (cut_name(column), "text"),
        "units": (_("Pieces left"), "number"),
        **({} if own else values),
        "units_sold": (_("Sold in four weeks"), "number"),
        "weeks_of_cover": (_("Weeks of cover"), "ratio"),
        "gmroi": (_("GMROI"), "ratio"),
    }
    return Part(
        title,
        f"stock_left_{column}",
        found.rows,
        drawn,
        columns=columns,
        captions=(_meaning(found), *_unsaid(reading, found), *filter(None, (own, narrowed(held)))),
    )


NOTHING = pd.DataFrame()


def places(reading: Reading, held: Past) -> Part:
    """From one count to the next, a row a place: what the files explain of the pieces on hand, and what they do not."""
    counts: Counts = reading.ask(stock_counts, held.choice, period=held.period)
    called = naming(reading, "store_id")
    table = counts.places
    drawn = table.assign(name=[called(str(code)) for code in table["store_id"]])
    columns: Columns = {
        "name": (_("Boutique"), "text"),
        "before_on": (_("Count before"), "day"),
        "units_before": (_("Pieces at that count"), "number"),
        "received": (_("Received less taken away"), "number"),
        "sold": (_("Sold"), "number"),
        "returned": (_("Given back"), "number"),
        "expected": (_("Expected"), "number"),
        "counted_on": (_("Last count"), "day"),
        "units": (_("Counted"), "number"),
        "difference": (_("Difference"), "number"),
    }
    narrow = held.choice.tier or held.choice.brand or held.choice.category
    captions = (
        *((_("All goods of each place: tier, brand and category are not applied here."),) if narrow else ()),
        _(
            "On hand = before + received − sold + given back. A difference is what no file explains: pieces lost, moved without a receipt, "
            "or files that are not whole."
        ),
    )
    return Part(
        _("From count to count"), "stock_places", table, drawn, columns=columns, empty=_nothing(), captions=captions
    )


def _nothing() -> str:
    return _(
        "No stock count is loaded for this selection. `vetrina template stock` prints the list to fill; loaded by `vetrina load FILE`, what is left "
        "stands here."
    )


def _meaning(found: Left) -> str:
    told = _(
        "Pieces at the last count of each place. Weeks of cover: pieces left over the mean weekly pieces sold net of returns, {days}. "
        "Value at list price holds VAT.",
        days=formats.period(found.sold_since, found.sold_until),
    )
    if found.days < LEAST_DAYS:
        more = _(
            "GMROI is gross margin over mean stock at cost of a year: it is told once counts cover {least} days of it, and they cover {days}.",
            least=formats.number(LEAST_DAYS),
            days=formats.number(found.days),
        )
        return f"{told} {more}"
    more = _(
        "GMROI: gross margin over mean stock at cost, {days}.",
        days=formats.period(found.since, found.since + timedelta(days=found.days)),
    )
    return f"{told} {more}"


def _unsaid(reading: Reading, found: Left) -> tuple[str, ...]:
    """What these counts cannot tell, each in a sentence."""
    called, rows = naming(reading, "store_id"), found.counts.places

    def named(codes: "pd.Series[str] | tuple[str, ...]") -> str:
        names = [called(str(code)) for code in codes]
        return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")

    told = []
    if rows["is_old"].any():
        told.append(
            _(
                "Last counted more than {days} days before the end of the period: {names}. What lies there now is not known.",
                days=formats.number(OLD.days),
                names=named(rows.loc[rows["is_old"], "store_id"]),
            )
        )
    if found.counts.uncounted:
        told.append(_("Sold in the last four weeks and never counted: {names}.", names=named(found.counts.uncounted)))
    if rows["is_partial"].any():
        told.append(
            _(
                "Less than half of what should lie there was counted: {names}. The count may be of a part of the place.",
                names=named(rows.loc[rows["is_partial"], "store_id"]),
            )
        )
    if not rows["is_known_place"].all():
        told.append(
            _(
                "No order names these places: {names}. Their pieces count in the whole, and nothing sold there.",
                names=named(rows.loc[~rows["is_known_place"], "store_id"]),
            )
        )
    if unlisted := int(rows["articles_unlisted"].sum()):
        told.append(
            plural(
                "{n} article counted stands in no product list, so that its category, brand and list price are not known.",
                "{n} articles counted stand in no product list, so that their category, brand and list price are not known.",
                unlisted,
            )
        )
    if uncosted := int(found.whole["units_without_cost"]):
        told.append(
            plural(
                "{n} piece has no cost: it is in no value at cost, and mean stock is too small.",
                "{n} pieces have no cost: they are in no value at cost, and mean stock is too small.",
                uncosted,
            )
        )
    return tuple(told)


def narrowed(held: Past) -> str:
    """That the market filter is not applied, where one is set."""
    if not held.choice.market:
        return ""
    return _("The filter of market is not applied to stock and goods received: they are for clients of every market.")
