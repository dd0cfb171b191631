"""Sell-through: how much of what was received has sold, week by week, by season, and by category or brand."""

import pandas as pd

from analytics.assortment.seasons import year_before
from analytics.stock import STEPS, SellThrough, sell_through, sell_through_by
from sheets.assortment.ladder import slice_name
from sheets.assortment.stock import narrowed
from sheets.choice import naming
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import formats, labels
from words.messages import _, plural

DRAWN = 4  # lines that an eye can follow
CUTS = ("category", "brand")


def through(reading: Reading, held: Past) -> SellThrough:
    """The seasons that sold in the period, from their first sale to its end."""
    found: SellThrough = reading.ask(sell_through, held.choice, period=held.period)
    return found


def finding(found: SellThrough) -> str:
    """How far the newest season has sold through, beside the one a year before; empty where no share is known."""
    if found.seasons.empty or formats.missing(found.seasons["sell_through"].iloc[0]):
        return ""
    row = found.seasons.iloc[0]
    told = {
        "season": str(row["season"]),
        "share": formats.percent(row["sell_through"]),
        "week": formats.number(row["weeks"]),
        "other": year_before(str(row["season"])),
        "before": formats.percent(row["sell_through_before"]),
    }
    if formats.missing(row["sell_through_before"]):
        return _("{season} has sold {share} of the pieces received, by week {week}.", **told)
    return _(
        "{season} has sold {share} of the pieces received, by week {week}; {other} had sold {before} of its own by then.",
        **told,
    )


def curves(found: SellThrough, held: Past) -> Part:
    """The share sold of the pieces received by then, a line for each of the newest seasons."""
    newest = [season for season in found.seasons["season"] if season in set(found.weeks["season"])][:DRAWN]
    rows = found.weeks[found.weeks["season"].isin(newest)]
    wide = rows.pivot(index="week", columns="season", values="sell_through").reindex(columns=newest)
    columns: Columns = {"week": (_("Week"), "text"), **{season: (season, "percent") for season in newest}}
    captions = (
        _(
            "Pieces sold and not given back, of the pieces received by the end of each week; weeks count from the first sale of the season in the "
            "whole shop. What is taken away four weeks after the last sale was received all the same."
        ),
        *apart(found),
        *filter(None, (narrowed(held),)),
    )
    return Part(
        _("Sell-through by week in season"),
        "sell_through_weeks",
        found.weeks,
        wide.rename_axis(columns=None).reset_index() if len(rows) else rows,
        columns=columns,
        empty=nothing(found),
        captions=captions,
    )


def table(found: SellThrough) -> Part:
    """A row a season: pieces received and sold, the share, and the same season a year before at the same age."""
    columns: Columns = {
        "season": (_("Season"), "text"),
        "first_on": (_("First sale"), "day"),
        "weeks": (_("Weeks"), "number"),
        "is_over": (_("Over"), "yes"),
        "received": (_("Pieces received"), "number"),
        "sold": (_("Sold, net of returns"), "number"),
        "sell_through": (_("Sell-through"), "percent"),
        "sell_through_before": (_("A year before, same week"), "percent"),
        **{f"sell_through_{week}": (_("By week {n}", n=week), "percent") for week in STEPS},
    }
    rows = found.seasons
    return Part(_("Sell-through by season"), "sell_through_seasons", rows, rows, columns=columns, empty=nothing(found))


def by(reading: Reading, held: Past, found: SellThrough, column: str) -> Part:
    """A row a category or brand of the newest season."""
    season = str(found.seasons["season"].iloc[0]) if len(found.seasons) else ""
    title = {
        "category": _("Sell-through by category"),
        "brand": _("Sell-through by brand"),
    }[column]
    name = f"sell_through_{column}"
    if not season:
        return Part(title, "", pd.DataFrame(), pd.DataFrame(), empty=nothing(found))  # of nothing there is no file
    rows = reading.ask(sell_through_by, held.choice, period=held.period, season=season, by=column)
    called = naming(reading, column)
    drawn = rows.assign(
        name=[called(code) if code else labels.named(column, None) for code in rows["slice"]],
        change=[formats.points(change) for change in rows["change"]],
    )
    columns: Columns = {
        "name": (slice_name(column), "text"),
        "received": (_("Pieces received"), "number"),
        "sold": (_("Sold, net of returns"), "number"),
        "sell_through": (_("Sell-through"), "percent"),
        "sell_through_before": (_("A year before, same week"), "percent"),
        "change": (_("Change"), "text"),
    }
    captions = (_("Of {season}, the newest season that sold in the period.", season=season),)
    return Part(title, name, rows, drawn, columns=columns, empty=nothing(found), captions=captions)


def nothing(found: SellThrough) -> str:
    """Why no season is shown."""
    if not found.has_receipts:
        return _(
            "No goods received are loaded for this selection. `vetrina template receipts` prints the list to fill; loaded by `vetrina load FILE`, "
            "sell-through stands here."
        )
    return " ".join(apart(found)) or _("No goods received in this selection are of a season that sold in the period.")


def apart(found: SellThrough) -> tuple[str, ...]:
    """What no share counts, each in a sentence."""
    told = []
    if unreceived := int(found.seasons["articles_unreceived"].sum()) if len(found.seasons) else 0:
        told.append(
            plural(
                "{n} article of these seasons sold without any receipt ({units} pieces): it is in no share.",
                "{n} articles of these seasons sold without any receipt ({units} pieces): they are in no share.",
                unreceived,
                units=formats.number(found.seasons["sold_unreceived"].sum()),
            )
        )
    if oversold := int(found.seasons["articles_oversold"].sum()) if len(found.seasons) else 0:
        told.append(
            plural(
                "{n} article sold more than was received ({sold} pieces against {received}): its receipts are not whole, and it is in no share.",
                "{n} articles sold more than was received ({sold} pieces against {received}): their receipts are not whole, and they are in no share.",
                oversold,
                sold=formats.number(found.seasons["sold_oversold"].sum()),
                received=formats.number(found.seasons["received_oversold"].sum()),
            )
        )
    if found.unseasoned > 0:
        told.append(
            _(
                "{units} pieces received are of no season in any list, and in no share.",
                units=formats.number(found.unseasoned),
            )
        )
    if found.undated:
        names = ", ".join(found.undated[:DRAWN]) + (" …" if len(found.undated) > DRAWN else "")
        told.append(
            _(
                "Left out, as they sold from the first days of the data on and their start is not known: {names}.",
                names=names,
            )
        )
    return tuple(told)
