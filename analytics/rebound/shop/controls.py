"""Controls: the shop's own sales where shops stayed open, and trade there as a whole."""

import re
from datetime import date

import numpy as np
import pandas as pd

from analytics.closures import closures_by_market, shut_days
from data.store import Store

TRADE = "trade"
STEADY = 0.9  # of the weeks must bring something
MOST = 12  # series of trade: more say the same again and cost time


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
    columns = {
        trade_code(str(name), str(market)): weekly(part, weeks)
        for (name, market), part in series.groupby(["series", "market"])
        if part["until_on"].notna().all()
    }
    table = pd.DataFrame(columns, index=weeks)
    known = table.notna().sum()
    return table.loc[:, known[known > 0].sort_values(ascending=False, kind="stable").index[:MOST]]


def weekly(part: pd.DataFrame, weeks: pd.DatetimeIndex) -> np.ndarray:
    """One series as (weeks,): each week has the value of the period its Thursday lies in (of an amount, the value a day; of days, their mean).

    Steps keep every period's mean and leave a series that wanders from month to month wandering from week to week, as the
    model supposes. Lines between the middles of months look foreseeable within each month: of 120 series that nothing had
    touched, 67 counted as moved by a January event, and none with steps.
    """
    unit = " ".join(part["unit"].dropna().astype(str).unique())
    length = (part["until_on"] - part["starts_on"]).dt.days.to_numpy(float)
    level = part["value"].to_numpy(float) / (1.0 if is_rate(unit) else length)
    level = np.where(np.isfinite(level) & (level > 0), level, np.nan)
    if np.median(length) == 1:
        monday = part["starts_on"] - pd.to_timedelta(part["starts_on"].dt.day_of_week, unit="D")
        return pd.Series(level).groupby(monday.to_numpy()).mean().reindex(weeks).to_numpy(float)
    thursday = (weeks + pd.Timedelta(days=3)).to_numpy()
    place = np.searchsorted(part["starts_on"].to_numpy(), thursday, side="right") - 1
    inside = (place >= 0) & (thursday < part["until_on"].to_numpy()[place])
    return np.where(inside, level[place], np.nan)


def is_rate(unit: str) -> bool:
    """Whether values in a unit are levels whatever the period's length: an index, or nothing is said; else amounts a period."""
    return not unit or bool(re.search(r"(?i)index|indice|指数|=\s*100", unit))


def trade_code(series: str, market: str) -> str:
    """The code of trade as a whole in a market, beside the codes of markets; `trade_of` takes it apart."""
    return f"{TRADE}:{market}:{series}"


def trade_of(code: str) -> tuple[str, str] | None:
    """The series and the market of a code of trade; None where it is that of a market."""
    kind, _mark, rest = code.partition(":")
    if kind != TRADE:
        return None
    market, _mark, series = rest.partition(":")
    return series, market


def shut(store: Store, first: date, last: date) -> tuple[frozenset[str], frozenset[str]]:
    """Markets whose shops were closed at some time between two days, and those that the calendar knows to have stayed open."""
    days = shut_days(store)
    closed = closures_by_market(days.dropna(subset=["day"]))
    touched = {
        market
        for market, closures in closed.items()
        if any(closure.start <= last and closure.reopen > first for closure in closures)
    }
    return frozenset(touched), frozenset(set(days["market"]) - touched)
