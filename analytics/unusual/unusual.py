"""The shop's last whole week against what it was to be, slice by slice.

A slice's week is held against the like week a year before (`shifts`), at the growth of its last eight weeks. How far weeks
stray from that is learned from the slice's own last year, so that whatever makes it restless (few orders, weather, large
tickets) makes it harder to be unusual. All slices are judged together: Benjamini & Hochberg (1995), "Controlling the false
discovery rate", J. R. Stat. Soc. B 57(1), at one in ten, so that a week in which nothing happened lists anything once in ten.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analytics.measures import Cut, figures
from analytics.period import Period, week_start
from analytics.reach import UNCUT, Compared, reach
from analytics.results import Reason
from analytics.unusual.judging import FIGURES, MIN_ORDERS, UNRATED, WEEKS, discovered, each_once, last
from analytics.unusual.on_grid import on_grid
from analytics.unusual.shifts import shift
from data.store import EVERYTHING, Choice, Store

WEEK = 7


@dataclass(frozen=True)
class Unusual:
    """What is unusual in a week.

    Attributes:
        week: its days.
        rows: one row a finding, the surest first, none a part of another: `by` (`shop`, `market`, `channel`, `store_id` or `market, channel`),
            `market`, `channel`, `store_id` (None where not of the slice), `figure`, its days `since` and `until`, `value`, `expected` with `expected_low` and
            `expected_high` (95 %), `chance`.
        judged: how many figures of slices were judged.
        slices: of how many slices.
        reason: why none could be; None where some were.
    """

    week: Period
    rows: pd.DataFrame
    judged: int
    reason: Reason | None = None
    slices: int = 0


COLUMNS = (
    *("by", "market", "channel", "store_id", "figure", "since", "until", "value"),
    *("expected", "expected_low", "expected_high", "chance"),
)


def unusual(store: Store, choice: Choice = EVERYTHING) -> Unusual:
    """What is out of the ordinary in the last whole week, Monday to Sunday, of the shop and its markets, channels and boutiques.

    Raises:
        TooFew: the reader may not see persons, and is told of this choice neither weeks nor months.
    """
    known = reach(store)
    until = week_start(known.until)
    week = Period(until - timedelta(days=WEEK), until)
    since = max(
        week_start(known.first_on + timedelta(days=6)), until - timedelta(weeks=2 * WEEKS.history + 3 * WEEKS.growth)
    )
    if (until - since).days < WEEK * (WEEKS.history + WEEKS.least_history + WEEKS.growth):
        needed = WEEKS.history + WEEKS.least_history + WEEKS.growth
        return Unusual(
            week,
            _none(),
            0,
            Reason("weeks_too_few", weeks=max(until - since, timedelta(0)).days // WEEK, needed=needed),
        )
    if store.rights.smallest:
        return _listed(week, on_grid(store, choice, known, until))
    found = []
    for columns in (("market", "channel"), ("market", "store_id")):
        if (table := _daily(store, choice, Period(since, until), columns)) is None:
            continue
        found += [row for slice_ in _slices(table, columns) for row in _judged(table, slice_, since, until)]
    return _listed(week, found)


def _listed(week: Period, found: list[dict[str, Any]]) -> Unusual:
    """Of all that was judged what is listed.

    Args:
        found: rows as `Unusual` has them.
    """
    rows = pd.DataFrame(found, columns=[*COLUMNS])
    if rows.empty:
        return Unusual(week, _none(), 0, Reason("weeks_too_thin", needed=MIN_ORDERS))
    slices = len(rows[["market", "channel", "store_id"]].drop_duplicates())
    listed = rows[discovered(rows["chance"].to_numpy(dtype=float))]
    return Unusual(week, each_once(listed.sort_values("chance", ignore_index=True)), len(rows), slices=slices)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS])


def _daily(store: Store, choice: Choice, days: Period, columns: tuple[str, str]) -> pd.DataFrame | None:
    """Figures a day of a market and another column, days as rows; column levels: figure, market, other. None of nothing.

    An amount is NaN on a day of which an order has no exchange rate.
    """
    span = Compared(days, UNCUT, days.until)
    table = figures(store, choice, (*FIGURES, UNRATED), {"days": span}, Cut(columns, "day"))
    table = table[table[columns[0]].notna() & table[columns[1]].notna()]
    if table.empty:
        return None
    wide = table.pivot(index="bucket", columns=list(columns), values=[*FIGURES, UNRATED])
    wide = wide.reindex(pd.date_range(days.since, days.until - timedelta(days=1))).fillna(0.0)
    amounts = wide[["gmv_eur"]].mask((wide[UNRATED] > 0).to_numpy())
    return pd.concat([wide[["orders"]], amounts], axis=1).sort_index(axis=1)


def _slices(table: pd.DataFrame, columns: tuple[str, str]) -> list[dict[str, str]]:
    """The slices to be judged: boutiques, or the shop, each market, channel, and market and channel; a value by column."""
    other = columns[1]
    leaves = list(dict.fromkeys((str(leaf[1]), str(leaf[2])) for leaf in table.columns.to_list()))
    alone = [{other: value} for value in dict.fromkeys(value for _market, value in leaves)]
    if other == "store_id":
        return alone
    markets = [{"market": market} for market in dict.fromkeys(market for market, _value in leaves)]
    return [{}, *markets, *alone, *({"market": market, other: value} for market, value in leaves)]


def _judged(table: pd.DataFrame, slice_: dict[str, str], since: date, until: date) -> list[dict[str, Any]]:
    """A row a figure of a slice whose last week can be judged."""
    own = np.ones(len(table.columns), dtype=bool)
    for column, value in slice_.items():
        own &= table.columns.get_level_values(column) == value
    if table.loc[:, own]["orders"].to_numpy()[-WEEK * WEEKS.growth :].sum() < MIN_ORDERS * WEEKS.growth / 2:
        return []  # too little is sold for anything to be expected
    part = {figure: pd.DataFrame(table.loc[:, own][figure]) for figure in FIGURES}
    mondays = [until - timedelta(days=WEEK * back) for back in range(WEEKS.history + 2 * WEEKS.growth, 0, -1)]
    orders = _weeks(part["orders"], mondays, since)
    rows: list[dict[str, Any]] = []
    days = {"since": until - timedelta(days=WEEK), "until": until}
    for figure in FIGURES:
        told = last(_weeks(part[figure], mondays, since), orders, WEEKS)
        if told is not None:
            where = {name: slice_.get(str(name)) for name in ("market", "channel", "store_id")}
            rows.append({"by": ", ".join(slice_) or "shop", **where, "figure": figure, **days, **told})
    return rows


def _weeks(part: pd.DataFrame, mondays: list[date], since: date) -> np.ndarray:
    """Array (2, week): a slice's figure in each week, and in the weeks of a year before that its markets' are like.

    NaN where a day of either is not known.
    """
    is_unknown = part.isna().to_numpy()
    if is_unknown.any():
        known, unknown = (
            _weeks(pd.DataFrame(values, part.index, part.columns), mondays, since)
            for values in (np.where(is_unknown, 0.0, part.to_numpy()), is_unknown.astype(float))
        )
        return np.where(unknown > 0, np.nan, known)
    running = np.vstack([np.zeros(part.shape[1]), np.cumsum(part.to_numpy(), axis=0)])
    markets = [str(market) for market in part.columns.get_level_values("market")]
    found = np.full((2, len(mondays)), np.nan)
    for place, monday in enumerate(mondays):
        at = (monday - since).days
        back = [shift(monday, market) for market in markets]
        if at < 0 or None in back or any(at - int(days or 0) < 0 for days in back):
            continue
        then = [at - int(days or 0) for days in back]
        found[0, place] = (running[at + WEEK] - running[at]).sum()
        found[1, place] = sum(
            running[start + WEEK, column] - running[start, column] for column, start in enumerate(then)
        )
    return found
