"""The same for who may not see persons: the shop, and the values of one column at a time, by weeks and months that the store tells.

Everything here is worked out of figures that the reader is told anyway (`data/store/cells`). A slice is judged by its last whole week where
its weeks are told, else by its last whole month. Without days, weeks are held against the nearest whole weeks of a year ago; a step in
which the markets that count for the slice have different like steps, or none, is not judged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analytics.compare import event_day
from analytics.measures import Cut, figures
from analytics.period import Period, month_start, months_later
from analytics.reach import UNCUT, Compared, Reach
from analytics.unusual.judging import FIGURES, MONTHS, UNRATED, WEEKS, Step, last
from analytics.unusual.shifts import ELSEWHERE, MOVING, shift
from data.errors import TooFew
from data.store import Choice, Store
from data.store.cells import HIDDEN

WEEK, YEAR = 7, 12  # days; months
COLUMNS = ("market", "channel", "store_id")
SPAN = {
    "week": 2 * WEEKS.history + 3 * WEEKS.growth,
    "month": 3 * YEAR,
}  # three years of the grid: a fourth may hide more
COUNTS = 0.2  # of a slice's orders, from where on a market's feasts are its own
FEAST = (7, 2)  # days before and after a feast in which a market trades otherwise
APART = 5  # of these, so many more or fewer than a year ago make another month of it


@dataclass(frozen=True)
class Told:
    """Figures that a reader is told by steps.

    Attributes:
        starts: the first day of each step.
        values: by figure an array (step, value); amounts are NaN in steps of which an order has no exchange rate.
        names: the values of the column; one, empty, where it is of the whole choice.
    """

    starts: list[date]
    values: dict[str, np.ndarray]
    names: tuple[str, ...]


def on_grid(store: Store, choice: Choice, known: Reach, until: date) -> list[dict[str, Any]]:
    """A row a figure of a slice whose last step can be judged: as `Unusual.rows` has them.

    Args:
        until: the day after the last whole week.

    Raises:
        TooFew: nothing of this choice is told by week or month.
    """
    spans = {"week": _weeks(known.first_on, until), "month": _months(known.first_on, known.until)}
    found: list[dict[str, Any]] = []
    refused, is_told = None, False
    for column in ("", *COLUMNS):
        judged: set[str] = set()
        markets = _Markets(store, choice, column)
        for grain, step in (("week", WEEKS), ("month", MONTHS)):
            if (span := spans[grain]) is None:
                continue
            try:
                told = _told(store, choice, column, grain, span)
            except TooFew as error:
                refused = error
                continue
            is_told = True
            rows = list(_judged(told, column, grain, step, markets, judged))
            judged |= {str(row[column]) if column else "" for row in rows}
            found += rows
    if refused is not None and not is_told:
        raise refused
    return found


def _weeks(first_on: date, until: date) -> Period | None:
    first = first_on + timedelta(days=-first_on.weekday() % WEEK)
    since = max(first, until - timedelta(weeks=SPAN["week"]))
    return Period(since, until) if since < until else None


def _months(first_on: date, known_until: date) -> Period | None:
    """Whole years, up to the last month that is over."""
    until = month_start(known_until)
    years = min(SPAN["month"] // YEAR, ((until.year - first_on.year) * 12 + until.month - first_on.month) // YEAR)
    return Period(months_later(until, -YEAR * years), until) if years > 1 else None


def _told(store: Store, choice: Choice, column: str, grain: str, span: Period) -> Told:
    by = (column,) if column else ()
    names = (*FIGURES, UNRATED)
    table = figures(store, choice, names, {"all": Compared(span, UNCUT, span.until)}, Cut(by, grain))
    starts = _starts(span, grain)
    if not column:
        table = table.assign(of="")
    else:
        table = table.rename(columns={column: "of"})
        table = table[table["of"].notna() & (table["of"] != HIDDEN)]
    held = tuple(sorted(set(table["of"])))
    wide = {
        name: table.pivot(index="bucket", columns="of", values=name)
        .reindex(index=pd.to_datetime(starts), columns=list(held))
        .fillna(0.0)
        .to_numpy(dtype=float)
        for name in names
    }
    wide["gmv_eur"] = np.where(wide[UNRATED] > 0, np.nan, wide["gmv_eur"])
    return Told(starts, {name: wide[name] for name in FIGURES}, held)


def _starts(span: Period, grain: str) -> list[date]:
    if grain == "week":
        return [span.since + timedelta(days=number) for number in range(0, span.days, WEEK)]
    return [months_later(span.since, number) for number in range(span.whole_months)]


def _judged(
    told: Told, column: str, grain: str, step: Step, markets: "_Markets", judged: set[str]
) -> Iterator[dict[str, Any]]:
    start = told.starts[-1]
    until = start + timedelta(days=WEEK) if grain == "week" else months_later(start, 1)
    for place, name in enumerate(told.names):
        if name in judged:
            continue
        back = _back(told.starts, grain, frozenset(markets.of(name)))
        sides = {figure: _sides(told.values[figure][:, place], back) for figure in FIGURES}
        where = {each: name if each == column else None for each in COLUMNS}
        for figure in FIGURES:
            if (found := last(sides[figure], sides["orders"], step)) is not None:
                yield {"by": column or "shop", **where, "figure": figure, "since": start, "until": until, **found}


def _sides(values: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Array (2, step): each step's value and that of the like one of a year ago, from the first step on that has one."""
    least = int(np.nanmin(back)) if np.isfinite(back).any() else 0
    steps = np.arange(len(values))
    is_like = np.isfinite(back) & (steps - np.nan_to_num(back) >= 0) & (least > 0)
    then = np.where(is_like, steps - np.nan_to_num(back), 0).astype(int)
    return np.where(is_like, np.vstack([values, values[then]]), np.nan)[:, least:]


def _back(starts: list[date], grain: str, markets: frozenset[str]) -> np.ndarray:
    """How many steps ago the like one was; NaN where there is none, or where markets differ."""
    if grain == "month":
        return np.array([float(YEAR) if _is_like(start, markets) else np.nan for start in starts])
    return np.array([_weeks_back(start, markets) for start in starts])


def _weeks_back(monday: date, markets: frozenset[str]) -> float:
    found = {shift(monday, market) for market in markets}
    weeks = {None if days is None else round(days / WEEK) for days in found}
    only = weeks.pop() if len(weeks) == 1 else None
    return np.nan if only is None else float(only)


def _is_like(month: date, markets: frozenset[str]) -> bool:
    """Whether about as many days of every feast that moves lie in a month as in that of the year before."""
    events = {event for market in markets for event in MOVING.get(market, ELSEWHERE)}
    before = months_later(month, -YEAR)
    return all(abs(_feast_days(event, month) - _feast_days(event, before)) < APART for event in events)


def _feast_days(event: str, month: date) -> int:
    end, count = months_later(month, 1), 0
    for year in (month.year, month.year + 1):
        if (day := event_day(event, year)) is not None:
            since, until = max(day - timedelta(days=FEAST[0]), month), min(day + timedelta(days=FEAST[1] + 1), end)
            count += max((until - since).days, 0)
    return count


class _Markets:
    """Which markets' feasts a slice keeps: those with a fifth of its orders of the last twelve months, as far as they are told."""

    def __init__(self, store: Store, choice: Choice, column: str) -> None:
        grid = store.cube.grid
        self._is_market = column == "market"
        self._chosen = choice.market
        since = max(grid.first, months_later(grid.anchor, -YEAR))
        span = Period(since, grid.anchor) if since < grid.anchor else None
        self._everywhere = set() if span is None else _counting(store, choice, span, "")
        self._own: Mapping[str, set[str]] = {}
        if span is not None and column in ("channel", "store_id"):
            self._own = _counting_by(store, choice, span, column)

    def of(self, value: str) -> set[str]:
        """The markets of a value."""
        if self._is_market:
            return {value}
        return self._own.get(value) or set(self._chosen) or self._everywhere or {""}


def _counting(store: Store, choice: Choice, span: Period, column: str) -> set[str]:
    return set().union(*_counting_by(store, choice, span, column).values())


def _counting_by(store: Store, choice: Choice, span: Period, column: str) -> dict[str, set[str]]:
    by = ("market", column) if column else ("market",)
    try:
        table = figures(store, choice, ("orders",), {"all": Compared(span, UNCUT, span.until)}, Cut(by))
    except TooFew:
        return {}
    table = table[table["market"].notna()].assign(of=table[column] if column else "")
    share = table["orders"] / table.groupby("of")["orders"].transform("sum")
    kept = table[(share >= COUNTS) & (table["market"] != HIDDEN)]
    return {str(value): set(rows["market"]) for value, rows in kept.groupby("of")}
