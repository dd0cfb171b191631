"""The same for who may not see persons: whole months, and the month that runs, of what the store tells by one column.

Sales are asked of the store as any figure is (`data/store/cells`): what is hidden there is one row here too. Sales of places that have no
budget of their own, while others of the same value have one, cannot be told apart and are counted; where they are more than a few the value
has no target. The month that runs is spread over its days as the whole shop's orders came on the like days, in whole percents of it, so
that nobody's order can be read off it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.measures import Cut, figures
from analytics.period import Period, month_start, months_later
from analytics.reach import UNCUT, Compared, reach
from analytics.results import CannotTell, Reason
from analytics.targets.budget import Budget, months, places_chosen, places_of
from analytics.targets.shape import Month, days_of, shape
from analytics.targets.trade import PLACES, Trade
from data.errors import TooFew
from data.store import Choice, Store
from data.store.cells import HIDDEN

AMOUNTS = ("net_eur", "net_ex_vat_eur", "net_with_vat_eur")
BY_MONTH = Reason("budget_told_by_month")
OF_PARTS = Reason("budget_of_parts")
FEW = 0.02  # of a year's orders that may be of places without a budget of their own: so far off a share reached may be
YEAR = 365  # days
CENT = 0.005


@dataclass(frozen=True)
class Held:
    """What is held against a budget.

    Attributes:
        rows: `slice`, `target_eur`, `due_eur`, `sold_eur`; `HIDDEN` for those that are of few together.
        outside_eur: sales told of values that have no budget at all.
        counts_all: whether sales of places without a budget of their own are among them.
        until: first day not counted.
    """

    rows: pd.DataFrame
    outside_eur: float
    counts_all: bool
    until: date


def held(store: Store, sales: Trade, chosen: Budget, choice: Choice, period: Period, by: str) -> Held:
    """Net sales of a period against its budget.

    Raises:
        CannotTell: the period is of no whole months, or the budget of parts that are not told apart.
        TooFew: the reader is not told the sales.
    """
    span = _span(store, period)
    budgeted = [month for month in months(period) if month not in chosen.lacking]
    inside = places_chosen(choice, sales)
    covered = np.where(inside, _covered(sales, chosen, budgeted), 0.0)
    column = by or _column(sales, chosen, inside, covered)
    sold = _sold(store, choice, column, _spans(span, budgeted if chosen.lacking else []), chosen.with_vat)
    values = sales.named[column] if column else np.full(len(sales.places), "", dtype=object)
    targets = _targets(sales, chosen, budgeted, span, column)
    rows, outside, counts_all = [], 0.0, False
    for value, amount in sold.items():
        own = inside & _is_of(values, value, sold)
        if not covered[own].any():
            outside += amount
        elif (share := _without(sales, covered, own)) <= FEW:
            of_value = [targets[name] for name in {*values[own & (covered > 0)]} if name in targets]
            if not of_value:  # a channel beside boutiques: its budget is not told apart by boutique
                continue
            target, due = (sum(amounts) for amounts in zip(*of_value, strict=True))
            rows.append({"slice": value if by else "", "target_eur": target, "due_eur": due, "sold_eur": amount})
            counts_all |= share > 0
        elif not by:
            raise CannotTell(OF_PARTS)
    if not rows:
        raise CannotTell(OF_PARTS)
    table = pd.DataFrame(rows).groupby("slice", sort=False).sum().reset_index()
    return Held(table, outside, counts_all, span.until)


def _span(store: Store, period: Period) -> Period:
    """The days of whole months, up to the last that is known.

    Raises:
        CannotTell: the period is of other days, or its last day is not over.
    """
    known, end = reach(store), store.cube.grid.until
    until = min(period.until, end)
    is_running = until == end and known.until == end and until.day != 1
    if period.since.day != 1 or not (until.day == 1 or is_running):
        raise CannotTell(BY_MONTH)
    if period.since >= until:
        raise CannotTell(Reason("budget_lacks_month", begins_on=period.since))
    return Period(period.since, until)


def _spans(span: Period, budgeted: Iterable[date]) -> list[Period]:
    """The months that have a budget; all days as one where none is given."""
    each = [Period(month, min(months_later(month, 1), span.until)) for month in budgeted if month < span.until]
    return each or [span]


def _covered(sales: Trade, chosen: Budget, budgeted: list[date]) -> np.ndarray:
    """Of each place, in which share of the months it has a budget."""
    found = np.zeros((len(budgeted), len(sales.places)))
    for place, month in enumerate(budgeted):
        rows = [*chosen.of(month), *_others(chosen, month)]
        found[place] = np.any([places_of(row, sales) for row in rows], axis=0)
    return np.asarray(found.mean(axis=0))


def _others(chosen: Budget, month: date) -> Iterator[dict[Any, Any]]:
    for row in chosen.others.to_dict("records"):
        if row["month"] == pd.Timestamp(month):
            yield row


def _column(sales: Trade, chosen: Budget, inside: np.ndarray, covered: np.ndarray) -> str:
    """The column by whose values sales with a budget are told from those without; empty where these are but a few."""
    if _without(sales, covered, inside) <= FEW:
        return ""
    for column in PLACES:
        if (chosen.rows[column] == "").any():
            continue
        values = sales.named[column]
        parts = [inside & (values == value) for value in set(values[inside])]
        if all(not covered[own].any() or _without(sales, covered, own) <= FEW for own in parts):
            return column
    raise CannotTell(OF_PARTS)


def _without(sales: Trade, covered: np.ndarray, own: np.ndarray) -> float:
    """The share of the orders of the last year of some places that have no budget."""
    orders = sales.amounts["orders"][-YEAR:].sum(axis=0)[own]
    return float((orders * (1 - covered[own])).sum() / max(orders.sum(), 1.0))


def _sold(store: Store, choice: Choice, column: str, spans: list[Period], with_vat: bool) -> dict[str, float]:
    """Net sales by value of a column, as the reader is told them."""
    asked = {str(place): Compared(span, UNCUT, span.until) for place, span in enumerate(spans)}
    table = figures(store, choice, AMOUNTS, asked, Cut((column,) if column else ()))
    values = table[column].fillna("").astype(str) if column else pd.Series("", index=table.index)
    sums = table[[*AMOUNTS]].fillna(0.0).groupby(values).sum()
    if with_vat:
        return {str(value): round(float(amount), 2) for value, amount in sums["net_eur"].items()}
    if (abs(sums["net_with_vat_eur"] - sums["net_eur"]) > CENT * 2).any():
        raise CannotTell(Reason("budget_vat_unknown"))
    return {str(value): round(float(amount), 2) for value, amount in sums["net_ex_vat_eur"].items()}


def _is_of(values: np.ndarray, value: str, sold: dict[str, float]) -> np.ndarray:
    """Of each place, whether it is of a value; those that are told of none are of the hidden ones."""
    if value == HIDDEN:
        return ~np.isin(values.astype(str), [name for name in sold if name != HIDDEN])
    return np.asarray(values == value, dtype=bool)


def _targets(
    sales: Trade, chosen: Budget, budgeted: list[date], span: Period, column: str
) -> dict[str, tuple[float, float]]:
    """By value of a column the target of the period and how much of it is due."""
    found: dict[str, tuple[float, float]] = {}
    for month in budgeted:
        due = _due(sales, month, span.until)
        for row in chosen.of(month):
            name, amount = str(row[column]) if column else "", float(row["net_sales"])
            target, so_far = found.get(name, (0.0, 0.0))
            found[name] = (round(target + amount, 2), round(so_far + amount * due, 2))
    return found


def _due(sales: Trade, month: date, until: date) -> float:
    """The share of a month that is due."""
    if until >= months_later(month, 1):
        return 1.0
    if until <= month:
        return 0.0
    shares = shape(sales, Month.of(sales, month), np.ones(len(sales.places), dtype=bool))
    return round(float(shares[[day < until for day in days_of(month)]].sum()), 2)


def refuse_hidden(store: Store, choice: Choice, span: Period) -> None:
    """Whether an outlook may be told: where its months, and those of the year before, are.

    Raises:
        TooFew: they are not.
    """
    grid = store.cube.grid
    year = Period(max(months_later(grid.anchor, -12), month_start(grid.first)), grid.anchor)
    asked = [Period(span.since, min(span.until, grid.until)), year]
    if not all(store.shows(choice, each.since, each.until, "month") for each in asked):
        raise too_few(store)


def too_few(store: Store) -> TooFew:
    """Of an outlook."""
    return TooFew.of("the outlook", store.rights.smallest, "month")
