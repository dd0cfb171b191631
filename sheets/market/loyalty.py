"""The shop's own index of loyalty: how many of a period's buyers had bought in the year before."""

from dataclasses import dataclass

import pandas as pd

from analytics.market import loyalty_by_market, loyalty_by_quarter
from analytics.reach import reach
from sheets.changes import between
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.intervals import spans
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _, plural

SMALLEST = 10  # buyers of a group that is shown
QUARTERS = {1: "1", 4: "2", 7: "3", 10: "4"}


@dataclass(frozen=True)
class Loyalty:
    """The two parts, and the row of all markets, None where no quarter can be told of."""

    quarters: Part
    markets: Part
    whole: pd.Series | None


def loyalty(reading: Reading, chosen: Chosen) -> Loyalty:
    """Buyers who come back: by quarter, and by market over these quarters together."""
    quarters = _quarters(reading, chosen)
    days, every = reading.ask(loyalty_by_market, chosen.choice, period=chosen.period)
    table = _large(every)
    whole = table[table["market"].isna()] if len(table) else table
    drawn = table.assign(
        name=[_("All markets") if pd.isna(code) else labels.market(code) for code in table["market"]], **_written(table)
    )
    over = (
        ""
        if days is None
        else _("{days}, against the same days a year before.", days=formats.period(days.since, days.until))
    )
    both = _("A buyer of two markets counts in both, and once in all; blank changes have fewer than 30 buyers.")
    captions = tuple(filter(None, [over, both, _hidden(every)]))
    markets = Part(
        _("Buyers who come back, by market"),
        "loyalty_by_market",
        table,
        drawn,
        columns={"name": (_("Market"), "text"), **_columns()},
        empty=_hidden(every) or _too_early(reading),
        captions=captions,
    )
    return Loyalty(quarters, markets, None if whole.empty else whole.iloc[0])


def _quarters(reading: Reading, chosen: Chosen) -> Part:
    every = reading.ask(loyalty_by_quarter, chosen.choice, period=chosen.period)
    table = _large(every)
    drawn = table.assign(name=[_quarter(day) for day in table["quarter"]], **_written(table))
    meaning = _(
        "Share of the known buyers of a quarter who had bought anything in the 365 days before it, wherever; only quarters with "
        "those 365 days in the data. Guests, whom nobody can recognise, are left out."
    )
    captions = tuple(filter(None, [meaning, _hidden(every)]))
    return Part(
        _("Buyers who come back, by quarter"),
        "loyalty_by_quarter",
        table,
        drawn,
        columns={"name": (_("Quarter"), "text"), **_columns()},
        empty=_hidden(every) or _too_early(reading),
        captions=captions,
    )


def _large(table: pd.DataFrame) -> pd.DataFrame:
    """The groups that are large enough to be shown."""
    return table[table["buyers"].astype(float) >= SMALLEST].reset_index(drop=True)


def _hidden(every: pd.DataFrame) -> str:
    """How many groups are too small to be shown; empty where none is."""
    small = int(((every["buyers"].astype(float) > 0) & (every["buyers"].astype(float) < SMALLEST)).sum())
    if not small:
        return ""
    return plural(
        "{n} row of fewer than {smallest} buyers is not shown.",
        "{n} rows of fewer than {smallest} buyers are not shown.",
        small,
        smallest=SMALLEST,
    )


def _columns() -> Columns:
    return {
        "buyers": (_("Buyers"), "number"),
        "repeat_share": (_("Bought in the year before"), "percent"),
        "span": (_("95% interval"), "text"),
        "repeat_share_before": (_("A year before"), "percent"),
        "moved": (_("Change"), "text"),
    }


def _written(table: pd.DataFrame) -> dict[str, list[str]]:
    rows = table.to_dict("records")
    return {"span": spans(table["low"], table["high"], formats.percent), "moved": [moved(row) for row in rows]}


def moved(row: dict[object, object] | pd.Series) -> str:
    """A change with its interval, and that it is not clear where it is not; a dash where it is not known."""
    if formats.missing(row["change"]):
        return formats.DASH
    change, low, high = (float(str(row[name])) for name in ("change", "change_low", "change_high"))
    told = f"{formats.points(change)} {between(low, high, 'percent')}"
    return told if row["is_clear"] else _("{interval} {why}", interval=told, why=_("no clear change"))


def _quarter(day: pd.Timestamp) -> str:
    return _("Q{n} {year}", n=QUARTERS[day.month], year=day.year)


def _too_early(reading: Reading) -> str:
    """Why no quarter is shown."""
    known = reading.fact(reach)
    return _(
        "No whole calendar quarter with a buyer lies in this selection and after {day}: before, 365 days of history are missing.",
        day=formats.day(known.new_from),
    )
