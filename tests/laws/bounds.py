"""What somebody could work out of all that a reader without persons is shown: bounds of every hidden cell, by linear programming.

The unknowns are the orders, or the money, of each two values in each month. Every figure shown, of whatever columns, level and year, is an equation;
so is every total of what is called hidden. It is known which cells are hidden, and that no count is below nought.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, lil_matrix, vstack

from analytics.measures import Cut, figures
from analytics.period import Period, months_later
from analytics.reach import UNCUT, Compared
from data.errors import TooFew
from data.store import EVERYTHING, Store
from data.store.cells import HIDDEN, Cube
from data.store.cells.cube import COLUMNS
from data.store.cells.grid import MONTHS

LEVELS = ("year", "half", "quarter", "month")
ORDERS = "orders"  # of orders; any other figure is a sum over lines
CENT = 0.01
CLOSE = 0.1  # of a small cell's money: a range no wider tells it


def told(
    store: Store, by: tuple[str, ...], years: int, figure: str = ORDERS
) -> Iterator[tuple[date, date, tuple[str, ...], float]]:
    """Every value of a figure that the store tells by some columns: first day, day after the last, values, figure."""
    grid = store.cube.grid
    groups = [[(grid.first, grid.until)], [(grid.anchor, grid.until)]]
    for (
        months
    ) in MONTHS.values():  # what is hidden is hidden of a whole year of the grid, so a year is asked for at once
        for year in range(years):
            ends = [months_later(grid.anchor, -months * n - 12 * year) for n in range(12 // months)]
            groups.append([(months_later(end, -months), end) for end in ends])
    for group in groups:
        held = [(since, until) for since, until in group if since < until and until > grid.first]
        if not held:
            continue
        spans = {str(place): Compared(Period(*span), UNCUT, span[1]) for place, span in enumerate(held)}
        try:
            table = figures(store, EVERYTHING, (figure,), spans, Cut(by))
        except TooFew:
            continue
        for row in table.to_dict("records"):
            yield *held[int(row["period"])], tuple(row[column] or "" for column in by), float(row[figure])


def ranges(
    store: Store, whole: Store, pair: tuple[str, str], years: int, most: int, figure: str = ORDERS
) -> pd.DataFrame:
    """The least and most orders, or money, that small cells can have, by all that is told of two columns.

    Args:
        store: as the reader sees it.
        whole: the same for who sees persons.
        most: small cells to look at, the latest first.

    Returns:
        One row per small cell: `a`, `b`, `since`, `until`, `customers`, `sum`, `low`, `high`.
    """
    sold = sold_by(whole, pair, figure)
    return _solved((store,), sold, pair, years, _small(sold, store.cube, years)[:most], figure)


def over_versions(
    stores: tuple[Store, ...], whole: Store, pair: tuple[str, str], years: int, most: int, figure: str = ORDERS
) -> pd.DataFrame:
    """The same by all that several versions in a row tell, of small cells of either column and of both, by month and by what each version added.

    Args:
        stores: the versions as the reader sees them, the latest last.
        whole: the latest for who sees persons.
        most: small cells to look at of each column and of both, the latest first.
    """
    sold, latest = sold_by(whole, pair, figure), stores[-1].cube
    parts = _parts(stores)
    since = months_later(latest.grid.anchor, -12 * years - 1)
    goals: list[Goal] = []
    for by in (("a",), ("b",), ("a", "b")):
        found: list[Goal] = []
        for first, last in reversed([part for part in parts if part[0] >= since]):
            days = pd.to_datetime(sold["ordered_on"]).dt.date
            for cell, rows in sold[(days >= first) & (days < last)].groupby(list(by)):
                customers = rows["customer_id"].fillna("").nunique()
                named = dict(zip(by, cell, strict=True))
                if customers < latest.smallest:
                    of = (named.get("a"), named.get("b"))
                    found.append((of, first, last, customers, float(rows["amount"].sum())))
        goals += found[:most]
    return _solved(stores, sold, pair, years, goals, figure)


Goal = tuple[tuple[str | None, str | None], date, date, int, float]


def sold_by(whole: Store, pair: tuple[str, str], figure: str = ORDERS) -> pd.DataFrame:
    """Orders, or lines, with the values of two columns as `a` and `b`, and what they add to a figure as `amount`."""
    table, amount = ("orders_mart", "cast(is_sale as integer)") if figure == ORDERS else ("sales", figure)
    return whole.query(
        f"select coalesce({pair[0]}, '') as a, coalesce({pair[1]}, '') as b, ordered_on, customer_id, "
        f"coalesce({amount}, 0) as amount from {table}"
    )


def pinned(found: pd.DataFrame, figure: str = ORDERS) -> pd.DataFrame:
    """The cells of which so much is known that their orders, or their money within a tenth, are."""
    width = found["high"] - found["low"]
    return found[width < (0.5 if figure == ORDERS else CLOSE * found["sum"].abs())]


def _parts(stores: tuple[Store, ...]) -> list[tuple[date, date]]:
    """The months, cut where a version ends."""
    grids = [store.cube.grid for store in stores]
    first, last = grids[-1].first.replace(day=1), grids[-1].until
    months = [day.date() for day in pd.date_range(first, last, freq="MS")]
    cuts = sorted({*months, *(grid.until for grid in grids)})
    return list(pairwise(cuts))


def _solved(
    stores: tuple[Store, ...], sold: pd.DataFrame, pair: tuple[str, str], years: int, goals: list[Goal], figure: str
) -> pd.DataFrame:
    parts = _parts(stores)
    cells = {cell: place for place, cell in enumerate(sorted(set(zip(sold["a"], sold["b"], strict=True))))}
    size = len(cells) * len(parts)

    def places(cell: tuple[str, str], since: date, until: date) -> list[int]:
        return [
            cells[cell] * len(parts) + place
            for place, (first, last) in enumerate(parts)
            if first < until and last > since
        ]

    equations: list[tuple[list[int], float]] = []
    for store in stores:
        for by in ((), (pair[0],), (pair[1],), pair):
            answers = list(told(store, by, years, figure))
            for since, until in dict.fromkeys((since, until) for since, until, *_rest in answers):
                shown = {values: amount for s, u, values, amount in answers if (s, u) == (since, until)}
                groups: dict[tuple[str, ...], list[int]] = {values: [] for values in shown}
                closed = _closed(store.cube, pair, by, since, until)
                for cell in cells:
                    values = tuple(value for value, column in zip(cell, pair, strict=True) if column in by)
                    if values in closed:
                        values = (HIDDEN,) * len(by)
                    groups.setdefault(values, []).extend(places(cell, since, until))
                equations += [(held, shown.get(values, 0.0)) for values, held in groups.items() if held]
    matrix, right = lil_matrix((len(equations), size)), np.zeros(len(equations))
    for row, (held, amount) in enumerate(equations):
        matrix[row, held], right[row] = 1.0, amount
    held, found = _known(matrix.tocsr(), right, figure), []
    least = min(0.0, float(_by_part(sold, parts).min()))  # what came back may be more than was bought
    for of, since, until, customers, amount in goals:
        goal = np.zeros(size)
        for cell in cells:
            if all(value is None or value == own for value, own in zip(of, cell, strict=True)):
                goal[places(cell, since, until)] = 1.0
        low, high = (linprog(way * goal, **held, bounds=(least, None), method="highs") for way in (1, -1))
        assert low.status == 0, low.message
        most = np.inf if high.status == 3 else -high.fun
        found.append((*of, since, until, customers, amount, low.fun, most))
    names = ["a", "b", "since", "until", "customers", "sum", "low", "high"]
    return pd.DataFrame(found, columns=names)


def _known(matrix: csr_matrix, right: np.ndarray, figure: str) -> dict[str, Any]:
    """What is told as conditions of a linear program; money to the cent, as sums of floats differ by less."""
    if figure == ORDERS:
        return {"A_eq": matrix, "b_eq": right}
    return {"A_ub": vstack([matrix, -matrix]), "b_ub": np.concatenate([right + CENT, CENT - right])}


def _by_part(sold: pd.DataFrame, parts: list[tuple[date, date]]) -> pd.Series:
    """What is sold of each cell in each part of time."""
    starts = pd.to_datetime([first for first, _last in parts])
    part = np.searchsorted(starts, pd.to_datetime(sold["ordered_on"]), side="right")
    sums: pd.Series = sold.groupby(["a", "b", part])["amount"].sum()
    return sums


def _closed(cube: Cube, pair: tuple[str, str], by: tuple[str, ...], since: date, until: date) -> set[tuple[str, ...]]:
    needed, columns = cube.grid.needed(since, until), tuple(column for column in COLUMNS if column in by)
    hidden = cube.hidden(columns)
    cells = {tuple(cell[: len(columns)]) for year, level in needed.items() for of, *cell in hidden[level] if of == year}
    return {
        tuple(dict(zip(columns, cell, strict=True))[column] for column in pair if column in by)
        for cell in map(tuple, cells)
    }


def _small(sold: pd.DataFrame, cube: Cube, years: int) -> list[Goal]:
    """Cells of fewer customers than the smallest, of the last years, by level."""
    grid, found = cube.grid, []
    for level, months in MONTHS.items():
        for number in range(12 // months * years):
            until = months_later(grid.anchor, -months * number)
            since = months_later(until, -months)
            days = pd.to_datetime(sold["ordered_on"]).dt.date
            part = sold[(days >= since) & (days < until)]
            for cell, rows in part.groupby(["a", "b"]):
                customers = rows["customer_id"].fillna("").nunique()
                if customers < cube.smallest:
                    found.append((cell, since, until, customers, float(rows["amount"].sum()), level))
    return [each[:5] for each in sorted(found, key=lambda each: (LEVELS.index(each[5]), each[1]), reverse=False)]
