"""What stayed open while others were shut: the shop's own sales there, and trade there as a whole."""

import re
from datetime import date

import numpy as np
import pandas as pd

from analytics.closures import closures_by_market, shut_days
from data.store import Store

STEADY = 0.9  # of the weeks must bring something
WIDEST = 3.5  # usual periods between two known values over which a line is drawn: January and February may be missing
MOST = 12  # series of trade: more tell the same again and cost time


def own(rows: pd.DataFrame, weeks: pd.DatetimeIndex) -> pd.DataFrame:
    """Weeks by market: the shop's sales where it sells steadily."""
    if rows.empty:
        return pd.DataFrame(index=weeks)
    table = rows.pivot_table(index="week", columns="market", values="value", aggfunc="sum").reindex(weeks).fillna(0.0)
    return table.loc[:, (table > 0).mean() >= STEADY]


def trade(series: pd.DataFrame, weeks: pd.DatetimeIndex) -> pd.DataFrame:
    """Weeks by series of trade, those that reach furthest into the weeks first.

    Args:
        series: `market_series` of markets that stayed open.
    """
    if not len(weeks):
        return pd.DataFrame()
    found = {
        named(str(name), str(market)): weekly(part, weeks)
        for (name, market), part in series.groupby(["series", "market"])
        if part["until_on"].notna().all()
    }
    table = pd.DataFrame(found, index=weeks)
    known = table.notna().sum()
    return table.loc[:, known[known > 0].sort_values(ascending=False, kind="stable").index[:MOST]]


def weekly(part: pd.DataFrame, weeks: pd.DatetimeIndex) -> np.ndarray:
    """One series at the middle of each week, as (weeks,): straight lines in logs between the middles of its periods.

    At the middle of a period the line passes through the period's own value (of an amount, its value a day), so the mean
    over a period's weeks is near its value and not equal to it. Nothing is said before the first middle, after the last,
    or across a hole.
    """
    length = (part["until_on"] - part["starts_on"]).dt.days
    unit = " ".join(part["unit"].dropna().astype(str).unique())
    level = part["value"].to_numpy(float) / (1.0 if is_rate(unit) else length.to_numpy(float))
    middle = ((part["starts_on"] - weeks[0]).dt.days + length / 2).to_numpy(float)
    known = np.isfinite(level) & (level > 0)
    at = (weeks - weeks[0]).days.to_numpy(float) + 3.5
    if known.sum() < 2:
        return np.full(len(weeks), np.nan)
    middle, level = middle[known], level[known]
    line = np.exp(np.interp(at, middle, np.log(level)))
    after = np.clip(np.searchsorted(middle, at), 1, len(middle) - 1)
    hole = middle[after] - middle[after - 1] > WIDEST * float(length.median())
    return np.where((at < middle[0]) | (at > middle[-1]) | hole, np.nan, line)


def is_rate(unit: str) -> bool:
    """Whether values in a unit are levels whatever the period's length: an index, or nothing is said; else amounts a period."""
    return not unit or bool(re.search(r"(?i)index|indice|指数|=\s*100", unit))


def named(series: str, market: str) -> str:
    """The name of a series of trade among those leaned on; without commas, as notes list names between them."""
    return f"{series.replace(', ', ' – ').replace(',', ' ')} ({market})"


def shut(store: Store, first: date, last: date) -> tuple[frozenset[str], frozenset[str]]:
    """Markets whose shops were closed at some time between two days, and those that the calendar knows to have stayed open."""
    days = shut_days(store)
    closed = closures_by_market(days.dropna(subset=["day"]))
    touched = {
        market for market, each in closed.items() if any(one.start <= last and one.reopen > first for one in each)
    }
    return frozenset(touched), frozenset(set(days["market"]) - touched)
