"""Own sales beside the retail series that are loaded: growth over the same periods, and both on one scale."""

import pandas as pd

from analytics.market import market_growth, market_index
from analytics.market_series import market_series
from sheets.changes import between
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from sheets.rebound.market_comparison import counts_prices
from words import formats, labels
from words.messages import _

OWN, MARKET = "own_index", "market_index"
DRAWN = 6  # rows that an eye can take in


def growth(reading: Reading, chosen: Chosen) -> Part:
    """A row a series and market: own growth with its interval, the market's, and which is faster."""
    table = reading.ask(market_growth, chosen.choice, period=chosen.period)
    rows = table.to_dict("records")
    drawn = table.assign(
        name=[label(row) for row in rows],
        days=[formats.period(row["since"].date(), row["until"].date()) for row in rows],
        told=["" if pd.isna(row["own_low"]) else between(row["own_low"], row["own_high"], "money") for row in rows],
        said=[verdict(row) for row in rows],
    )
    columns: Columns = {
        "name": (_("Market"), "text"),
        "own_change": (_("Own net sales"), "change"),
        "told": (_("95% interval"), "text"),
        "market_change": (_("The market (retail trade)"), "change"),
        "said": (_("Against the market"), "text"),
        "days": (_("Days compared with the year before"), "text"),
    }
    captions = (
        _(
            "Both over the periods of the series, against those a year before. The figure of the market is as published and has no "
            "interval; own growth is faster or slower only where its whole interval lies on one side of it."
        ),
        *(
            (_("Markets together: the market's growth is weighted by own sales of the year before."),)
            if several(table)
            else ()
        ),
        *_prices(table),
    )
    return Part(
        growth_title(), "market_growth", table, drawn, columns=columns, empty=nothing(reading), captions=captions
    )


def several(table: pd.DataFrame) -> bool:
    """Whether a row is of several markets together."""
    return bool((table["markets"] > 1).any())


def gaps(part: Part) -> pd.DataFrame:
    """By how much own growth lies above the market's, with its interval, of the rows that have one: those with most sales."""
    known = part.drawn.dropna(subset=["own_low"]).head(DRAWN)
    ends = {"own_change": "estimate", "own_low": "low", "own_high": "high"}
    return known[["name"]].assign(**{end: known[own] - known["market_change"] for own, end in ends.items()})


def growth_title() -> str:
    """What the table of growth is called."""
    return _("Growth against the market")


def label(row: dict[object, object] | dict[str, object]) -> str:
    """A series with its market."""
    held = dict(row)
    market, count = held["market"], int(str(held.get("markets", 1)))
    if count > 1:
        together = _("{n} markets together", n=count)
        return f"{together} · {held['series']}"
    place = _("All markets") if pd.isna(market) else labels.market(market)  # type: ignore[call-overload]
    return f"{place} · {held['series']}"


def verdict(row: dict[object, object] | dict[str, object]) -> str:
    """Which grew faster, in words; that it is not known where own growth has no interval."""
    held = dict(row)
    if pd.isna(held["own_low"]):  # type: ignore[call-overload]
        return _("not known")
    return {"faster": _("faster"), "slower": _("slower")}.get(str(held["verdict"]), _("no clear difference"))


def nothing(reading: Reading) -> str:
    """Why there is nothing to compare with: no series at all, or none of these days."""
    if not loaded(reading):
        return _(
            "To compare with the market, load a retail series: `vetrina template market_series` prints the header of such a file, "
            "`vetrina load FILE` loads it."
        )
    return _("No loaded series of these markets has a period of these days and the same one a year before.")


def loaded(reading: Reading) -> bool:
    """Whether any retail series is loaded."""
    return bool(len(reading.fact(market_series)))


def series(part: Part) -> list[str]:
    """The names of the rows of `index`, one a series and market, the largest own sales first."""
    sizes = part.drawn.groupby("name")["own_eur"].sum()
    return [str(name) for name in sizes.sort_values(ascending=False).index]


def index(reading: Reading, chosen: Chosen) -> Part:
    """Own sales and each series with the mean of the base year as 100; drawn with the name of the series in `name`."""
    table = reading.ask(market_index, chosen.choice, period=chosen.period)
    drawn = table.assign(name=[label(row) for row in table.to_dict("records")])
    columns: Columns = {
        "starts_on": (_("Period"), "day"),
        OWN: (_("Own net sales"), "number"),
        MARKET: (_("The market (retail trade)"), "number"),
    }
    return Part(
        _("Own sales and the market on one scale"),
        "market_index",
        table,
        drawn,
        columns=columns,
        empty=_nothing_to_scale(reading),
    )


def one(part: Part, name: str) -> Part:
    """The same of one series, with what 100 is in its captions."""
    rows = part.drawn[part.drawn["name"] == name].reset_index(drop=True)
    base = rows[rows["is_base"].astype(bool)]
    captions = (_("100 = average of {days}.", days=_days(base)),) if len(base) else ()
    return Part(
        _("{title}: {series}", title=part.title, series=name) if name else part.title,
        part.name,
        part.table,
        rows,
        columns=part.columns,
        empty=part.empty,
        captions=captions,
    )


def _days(rows: pd.DataFrame) -> str:
    return formats.period(rows["starts_on"].min().date(), rows["until_on"].max().date())


def _nothing_to_scale(reading: Reading) -> str:
    if not loaded(reading):
        return nothing(reading)
    return _("No whole year of own sales and a loaded series of these markets is known, so there is no common scale.")


def _prices(table: pd.DataFrame) -> tuple[str, ...]:
    """Whether prices count in the series as they do in own sales."""
    volumes = table[[counts_prices(str(unit or "")) is False for unit in table["unit"]]] if len(table) else table
    names = ", ".join(dict.fromkeys(volumes["series"]))
    return (_("Own net sales include price changes; {names}, a volume, does not.", names=names),) if names else ()
