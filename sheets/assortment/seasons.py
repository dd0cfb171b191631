"""How fast the goods of each season sell, week by week, and at which discount."""

from dataclasses import replace

import pandas as pd

from analytics.assortment import MILESTONES, Seasons, season_pace
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import formats
from words.messages import _

DRAWN = 4  # lines that an eye can follow
SO_FAR = "units_so_far"
EVERY = 4  # weeks from one row of paper to the next


def pace(reading: Reading, held: Past) -> Seasons:
    """The seasons that sold in the period, from their first sale to its end."""
    found: Seasons = reading.ask(season_pace, held.choice, period=held.period)
    return found


def curves(found: Seasons) -> Part:
    """Pieces sold so far by week in season, a line for each of the newest seasons."""
    drawn, newest = _wide(found, SO_FAR)
    columns: Columns = {"week": (_("Week"), "text"), **{season: (season, "number") for season in newest}}
    captions = [
        _("Pieces sold before returns, summed from the first sale of the season in the whole shop; whole weeks only."),
        _(
            "The table shows the share of all pieces a season sold, once it is over; the share of the pieces received is sell-through, below."
        ),
    ]
    if left_out := undated(found):
        captions.append(left_out)
    return Part(
        _("Pieces sold by week in season"),
        "season_weeks",
        found.weeks,
        drawn,
        columns=columns,
        empty=nothing(found),
        captions=tuple(captions),
    )


def discounts(found: Seasons) -> Part:
    """The average discount of each week in season, a line for each of the newest seasons."""
    drawn, newest = _wide(found, "depth")
    columns: Columns = {"week": (_("Week"), "text"), **{season: (season, "percent") for season in newest}}
    title = _("Average discount by week in season")
    return Part(title, "season_discounts", found.weeks, drawn, columns=columns, empty=nothing(found))


def _wide(found: Seasons, value: str) -> tuple[pd.DataFrame, list[str]]:
    """One row per week with a column for each of the newest seasons, and their codes."""
    newest = [season for season in found.seasons["season"] if season in set(found.weeks["season"])][:DRAWN]
    rows = found.weeks[found.weeks["season"].isin(newest)]
    wide = rows.pivot(index="week", columns="season", values=value).reindex(columns=newest)
    return wide.rename_axis(columns=None).reset_index(), newest


def table(found: Seasons) -> Part:
    """A row a season: pieces, against the same season a year before at the same age, at full price, depth, how soon they sold."""
    columns: Columns = {
        "season": (_("Season"), "text"),
        "first_on": (_("First sale"), "day"),
        "weeks": (_("Weeks"), "number"),
        "is_over": (_("Over"), "yes"),
        "units": (_("Pieces sold"), "number"),
        "change": (_("vs a year before"), "change"),
        "full_price_units_share": (_("At full price"), "percent"),
        "depth": (_("Average discount"), "percent"),
        **{f"share_{week}": (_("Sold by week {n}", n=week), "percent") for week in MILESTONES},
    }
    captions = (
        _(
            "Sold by a week: share of all pieces that the season sold. A season that sold in the last four weeks is not over, "
            "and its share is not known yet. A year before: pieces of the same season then, up to the same week."
        ),
    )
    rows = found.seasons
    return Part(_("Seasons"), "seasons", rows, rows, columns=columns, empty=nothing(found), captions=captions)


def nothing(found: Seasons) -> str:
    """Why no season is drawn."""
    return undated(found) or _("No line of this selection names a season.")


def undated(found: Seasons) -> str:
    """Seasons that sold from the first days of the data on; empty where there is none."""
    if not found.undated:
        return ""
    names = ", ".join(found.undated[:DRAWN]) + (" …" if len(found.undated) > DRAWN else "")
    return _(
        "Left out, as they sold from the first days of the data on and their start is not known: {names}.", names=names
    )


def on_paper(part: Part) -> Part:
    """The same as a table: every fourth week."""
    steps = part.drawn[part.drawn["week"] % EVERY == 0] if len(part.drawn) else part.drawn
    return replace(part, drawn=steps.assign(week=[formats.number(week) for week in steps["week"]]))
