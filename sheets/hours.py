"""When boutiques sell, by weekday and hour of their own clock."""

from dataclasses import replace

import pandas as pd

from analytics.order_hours import order_hours
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import formats
from words.messages import _, plural

DAYS = range(1, 8)


def hours(reading: Reading, held: Past) -> Part:
    """Orders by weekday and hour; drawn with every hour between the first and the last that has an order, named."""
    table = reading.ask(order_hours, held.choice, period=held.period)
    known = table[table["hour"].notna()]
    unknown = int(table.loc[table["hour"].isna(), "orders"].sum())
    timeless = plural(
        "{n} order is left out that has no time of day or names no boutique.",
        "{n} orders are left out that have no time of day or name no boutique.",
        unknown,
    )
    captions = [
        _("Orders of boutiques and phygital stores, each on its own clock; the hour in which an order was placed.")
    ]
    return Part(
        _("Orders of boutiques by weekday and hour"),
        "orders_by_hour",
        table,
        _every(known),
        empty=timeless if unknown else _("No boutique sold anything in this selection."),
        captions=(*captions, *([timeless] if unknown else [])),
    )


def _every(known: pd.DataFrame) -> pd.DataFrame:
    """One row per weekday and hour, none left out between the first hour and the last: nought where nothing was ordered."""
    if known.empty:
        return pd.DataFrame(columns=["day", "clock", "orders"])
    span = range(int(known["hour"].min()), int(known["hour"].max()) + 1)
    grid = pd.MultiIndex.from_product([DAYS, span], names=["weekday", "hour"]).to_frame(index=False)
    rows = grid.merge(known.astype({"hour": int}), on=["weekday", "hour"], how="left")
    return rows.assign(
        orders=rows["orders"].fillna(0).astype(int),
        day=[formats.weekday(day) for day in rows["weekday"]],
        clock=[f"{hour}:00" for hour in rows["hour"]],
    )[["day", "clock", "orders"]]


def on_paper(part: Part) -> Part:
    """The same as a table: a row a weekday, a column an hour."""
    if part.drawn.empty:
        return part
    clocks = list(dict.fromkeys(part.drawn["clock"]))
    wide = part.drawn.pivot(index="day", columns="clock", values="orders")
    wide = wide.reindex(index=list(dict.fromkeys(part.drawn["day"])), columns=clocks).rename_axis(columns=None)
    columns: Columns = {"day": (_("Weekday"), "text"), **{clock: (clock, "number") for clock in clocks}}
    return replace(part, drawn=wide.reset_index(), columns=columns)
