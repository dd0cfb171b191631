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
from scipy.stats import t as student

from analytics.measures import Cut, figures
from analytics.period import Period, week_start
from analytics.reach import UNCUT, Compared, reach
from analytics.results import Reason
from analytics.unusual.shifts import shift
from data.store import EVERYTHING, Choice, Store

ALPHA = 0.1  # of what is listed, the share that may be chance
FIGURES = ("orders", "gmv_eur")
UNRATED = "orders_without_rate"
GROWTH = 8  # weeks whose growth on the year before is carried on
MIN_GROWTH = 5  # of them, to carry it on
HISTORY, MIN_HISTORY = 52, 26  # weeks a slice's restlessness is learned from
MIN_ORDERS = 8  # a week expected; fewer are too few to say anything of
FREEDOM = 6  # of Student's distribution: weeks have wider tails than a bell
SPREAD = 1.4826  # a bell's standard deviation, in medians of the distance from nought
WEEK = 7


@dataclass(frozen=True)
class Unusual:
    """What is unusual in a week.

    Attributes:
        week: its days.
        rows: one row a finding, the surest first, none a part of another: `by` (`shop`, `market`, `channel`, `store_id` or `market, channel`),
            `market`, `channel`, `store_id` (None where not of the slice), `figure`, `value`, `expected` with `expected_low` and
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
    *("by", "market", "channel", "store_id", "figure", "value"),
    *("expected", "expected_low", "expected_high", "chance"),
)


def unusual(store: Store, choice: Choice = EVERYTHING) -> Unusual:
    """What is out of the ordinary in the last whole week, Monday to Sunday, of the shop and its markets, channels and boutiques."""
    known = reach(store)
    until = week_start(known.until)
    week = Period(until - timedelta(days=WEEK), until)
    since = max(week_start(known.first_on + timedelta(days=6)), until - timedelta(weeks=2 * HISTORY + 3 * GROWTH))
    if (until - since).days < WEEK * (HISTORY + MIN_HISTORY + GROWTH):
        needed = HISTORY + MIN_HISTORY + GROWTH
        return Unusual(week, _none(), 0, Reason("weeks_too_few", weeks=(until - since).days // WEEK, needed=needed))
    found = []
    for columns in (("market", "channel"), ("market", "store_id")):
        if (table := _daily(store, choice, Period(since, until), columns)) is None:
            continue
        found += [row for slice_ in _slices(table, columns) for row in _judged(table, slice_, since, until)]
    rows = pd.DataFrame(found, columns=[*COLUMNS])
    if rows.empty:
        return Unusual(week, _none(), 0, Reason("weeks_too_thin", needed=MIN_ORDERS))
    slices = len(rows[["market", "channel", "store_id"]].drop_duplicates())
    listed = rows[_discovered(rows["chance"].to_numpy(dtype=float))]
    return Unusual(week, _each_once(listed.sort_values("chance", ignore_index=True)), len(rows), slices=slices)


def _each_once(listed: pd.DataFrame) -> pd.DataFrame:
    """Of findings that are part of one another (a channel and one of its markets, orders and their value) the surest."""
    kept: list[set[tuple[str, str]]] = []
    places = []
    for place, row in enumerate(listed[["market", "channel", "store_id"]].to_dict("records")):
        own = {(str(column), str(value)) for column, value in row.items() if pd.notna(value)}
        if not any(own <= other or other <= own for other in kept):
            kept.append(own)
            places.append(place)
    return listed.iloc[places].reset_index(drop=True)


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
    if table.loc[:, own]["orders"].to_numpy()[-WEEK * GROWTH :].sum() < MIN_ORDERS * GROWTH / 2:
        return []  # too little is sold for anything to be expected
    part = {figure: pd.DataFrame(table.loc[:, own][figure]) for figure in FIGURES}
    mondays = [until - timedelta(days=WEEK * back) for back in range(HISTORY + 2 * GROWTH, 0, -1)]
    orders = _weeks(part["orders"], mondays, since)
    rows: list[dict[str, Any]] = []
    for figure in FIGURES:
        told = _last(_weeks(part[figure], mondays, since), orders)
        if told is not None:
            where = {name: slice_.get(str(name)) for name in ("market", "channel", "store_id")}
            rows.append({"by": ", ".join(slice_) or "shop", **where, "figure": figure, **told})
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


def _last(figure: np.ndarray, orders: np.ndarray) -> dict[str, float] | None:
    """The last week's value and what it was to be; None where too little is known of it."""
    growth, carried = _growth(figure), _carried(_growth(figure))
    expected = orders[1] * np.exp(_carried(_growth(orders)))
    noise = np.sqrt((1 / np.maximum(expected, 1) + 1 / np.maximum(orders[1], 1)) * (1 + 1 / GROWTH))
    strayed = ((growth - carried) / noise)[:-1][-HISTORY:]
    strayed = strayed[np.isfinite(strayed)]
    if len(strayed) < MIN_HISTORY or not np.isfinite(carried[-1]) or not expected[-1] >= MIN_ORDERS:
        return None
    scale = max(SPREAD * float(np.median(np.abs(strayed))), 1.0) * noise[-1]
    was_to_be = float(figure[1, -1] * np.exp(carried[-1]))
    if not was_to_be > 0 or np.isnan(figure[0, -1]):
        return None
    stray = np.log(max(figure[0, -1], 0.5 * was_to_be / max(expected[-1], 1)) / was_to_be)
    half = student.ppf(0.975, FREEDOM) * scale
    return {
        "value": float(figure[0, -1]),
        "expected": was_to_be,
        "expected_low": was_to_be * float(np.exp(-half)),
        "expected_high": was_to_be * float(np.exp(half)),
        "chance": 2 * float(student.sf(abs(stray) / scale, FREEDOM)),
    }


def _growth(values: np.ndarray) -> np.ndarray:
    """The log of each week over the week a year before; NaN where either is nothing."""
    now, then = (np.where(side > 0, side, np.nan) for side in values)
    return np.log(now / then)


def _carried(growth: np.ndarray) -> np.ndarray:
    """The mean growth of the eight weeks before each week; NaN where fewer than five are known."""
    windows = np.lib.stride_tricks.sliding_window_view(growth, GROWTH)[:-1]
    is_told = np.isfinite(windows).sum(axis=1) >= MIN_GROWTH
    found = np.full(len(growth), np.nan)
    found[GROWTH:][is_told] = np.nanmedian(windows[is_told], axis=1)
    return found


def _discovered(chances: np.ndarray) -> np.ndarray:
    """Which findings are listed, by Benjamini and Hochberg's step-up rule."""
    count = len(chances)
    order = np.argsort(chances)
    passing = np.flatnonzero(chances[order] <= ALPHA * np.arange(1, count + 1) / max(count, 1))
    listed = np.zeros(count, dtype=bool)
    listed[order[: passing[-1] + 1 if len(passing) else 0]] = True
    return listed
