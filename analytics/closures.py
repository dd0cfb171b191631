"""When shops were closed by policy, as the market calendar knows it: dates that nobody chose by looking at the sales."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.store import EVERYTHING, Choice, Store

CLOSED = 0.25  # share of the sales behind closed doors from which a day counts as closed
SHORT, APART = 7, 14  # days: shorter closures are none, closures nearer to each other than that are one


@dataclass(frozen=True)
class Closure:
    """Closed from `start` until trade was free again at `reopen`, its first day."""

    start: date
    reopen: date


def closed_days(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Days on which shops of a market were closed.

    Returns:
        One row per (day, market) of the markets with sales: `intensity` 0 to 1, how much of the market was closed;
        `sales_share`, the market's share of all sales of the selection.
    """
    return store.ask("closed_days", choice)


def shut_days(store: Store) -> pd.DataFrame:
    """Days on which shops were closed in every market that the calendar knows, sold in or not.

    Returns:
        One row per (day, market) with its `intensity`; a market that never closed has one row without a day.
    """
    return store.ask("shut_days")


def closures(days: pd.DataFrame) -> list[Closure]:
    """Stretches in which at least a quarter of the sales were behind closed doors, first to last."""
    closed = (days["intensity"] * days["sales_share"]).groupby(days["day"]).sum()
    return _stretches([day.date() for day in pd.DatetimeIndex(closed.index[closed >= CLOSED])])


def closures_by_market(days: pd.DataFrame) -> dict[str, list[Closure]]:
    """The same for each market by itself."""
    return {str(market): closures(part.assign(sales_share=1.0)) for market, part in days.groupby("market")}


def _stretches(days: list[date]) -> list[Closure]:
    closures: list[Closure] = []
    for day in days:
        if closures and day - closures[-1].reopen < timedelta(days=APART):
            closures[-1] = Closure(closures[-1].start, day + timedelta(days=1))
        else:
            closures.append(Closure(day, day + timedelta(days=1)))
    return [closure for closure in closures if (closure.reopen - closure.start).days >= SHORT]
