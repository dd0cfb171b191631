"""Net sales against what the shop set itself, of any period and filters that the budget is given by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.period import Period
from analytics.results import CannotTell, Reason
from analytics.targets.budget import Budget, budget, months, places_chosen, places_of
from analytics.targets.on_grid import Held
from analytics.targets.on_grid import held as held_on_grid
from analytics.targets.shape import Month, days_of, in_cents, shape
from analytics.targets.trade import Trade, trade
from data.store import EVERYTHING, Choice, Store

CENT = 0.005
COLUMNS = ("slice", "target_eur", "due_eur", "sold_eur", "gap_eur", "reached_share")


OTHER_TERMS = Reason("budget_in_shop_terms")  # of a page that states sales otherwise than the budget does


@dataclass(frozen=True)
class Targets:
    """A selection against its targets.

    Attributes:
        rows: one row a slice, or one in all: `slice`, `target_eur` of the whole period, `due_eur` of its days that
            are in the data, whole ones, `sold_eur` net sales of those days where there is a budget, `gap_eur` the difference, `reached_share` sold over due
            (empty where nothing was due).
        with_vat: whether both sides hold VAT.
        outside_eur: net sales of the selection that have no budget, and stand on neither side.
        strangers: boutiques of the budget that the shop has none of.
        lacking: months of the period that have no budget; they stand on neither side either.
        first_on: first day of the data.
        days_before: days of the period that have a budget and lie before it; they were not due.
        before_eur: the target of these.
        until: first day not counted in what was due and sold.
        counts_all: whether sales of places without a budget of their own are counted, as they are too few to be told apart.
        reason: why there is no target; None where there is one.
    """

    rows: pd.DataFrame
    with_vat: bool = True
    outside_eur: float = 0.0
    strangers: tuple[str, ...] = ()
    lacking: tuple[date, ...] = ()
    first_on: date | None = None
    days_before: int = 0
    before_eur: float = 0.0
    until: date | None = None
    counts_all: bool = False
    reason: Reason | None = None


def targets(store: Store, choice: Choice = EVERYTHING, *, period: Period, by: str = "") -> Targets:
    """Net sales of a period against its budget, like with like: sales without a budget stand on neither side.

    Args:
        by: market, channel or store_id, for a row each; none for one row.

    Raises:
        TooFew: the reader may not see persons, and is not told the sales.
    """
    try:
        return _targets(store, choice, period, by)
    except CannotTell as untold:
        return Targets(pd.DataFrame(columns=[*COLUMNS]), reason=untold.reason)


def _targets(store: Store, choice: Choice, period: Period, by: str) -> Targets:
    sales = trade(store)
    chosen = budget(store, sales, choice, period, by)
    if store.rights.smallest:
        return _of_told(held_on_grid(store, sales, chosen, choice, period, by), chosen)
    until = min(period.until, sales.until)
    held = [_held(sales, chosen, month, period, by) for month in months(period)]
    rows = pd.DataFrame([row for found, _covered in held for row in found])
    table = rows.groupby("slice", sort=False).sum().reset_index()
    for column in ("target_eur", "due_eur", "before_eur"):
        table[column] = table[column] / 100
    table["sold_eur"] = table["sold_eur"].round(2)
    table["gap_eur"] = (table["sold_eur"] - table["due_eur"]).round(2)
    table["reached_share"] = table["sold_eur"] / table["due_eur"].where(table["due_eur"] > 0)
    inside = places_chosen(choice, sales)
    outside = sum(
        _net(sales, chosen.with_vat, month, period)[inside & ~covered].sum()
        for month, (_rows, covered) in zip(months(period), held, strict=True)
    )
    budgeted = [day for month in months(period) if month not in chosen.lacking for day in days_of(month)]
    return Targets(
        table[[*COLUMNS]],
        chosen.with_vat,
        round(float(outside), 2),
        chosen.strangers,
        chosen.lacking,
        sales.first_on,
        sum(period.since <= day < min(period.until, sales.first_on) for day in budgeted),
        round(float(table["before_eur"].sum()), 2),
        until,
    )


def _of_told(found: Held, chosen: Budget) -> Targets:
    """As who may not see persons is told it."""
    rows = found.rows.assign(gap_eur=(found.rows["sold_eur"] - found.rows["due_eur"]).round(2))
    rows["reached_share"] = rows["sold_eur"] / rows["due_eur"].where(rows["due_eur"] > 0)
    return Targets(
        rows[[*COLUMNS]],
        chosen.with_vat,
        round(found.outside_eur, 2),
        chosen.strangers,
        chosen.lacking,
        until=found.until,
        counts_all=found.counts_all,
    )


def _held(
    sales: Trade, chosen: Budget, month: date, period: Period, by: str
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """A month's rows (targets in cents), and of each place whether it has a budget."""
    days = np.array(days_of(month))
    is_in = np.array([period.since <= day < period.until for day in days])
    is_due = np.array([sales.first_on <= day < sales.until for day in days])
    is_before = np.array([day < sales.first_on for day in days])
    net = _net(sales, chosen.with_vat, month, period)
    is_whole = bool((is_in & is_due).all())
    known = None if is_whole else Month.of(sales, month)
    found: list[dict[str, Any]] = []
    covered = np.zeros(len(sales.places), dtype=bool)
    for row in chosen.of(month):
        own = places_of(row, sales)
        covered |= own
        shares = np.full(len(days), 1 / len(days)) if known is None else shape(sales, known, own)
        cents = in_cents(float(row["net_sales"]), shares)
        found.append(
            {
                "slice": row[by] if by else "",
                "target_eur": int(cents[is_in].sum()),
                "due_eur": int(cents[is_in & is_due].sum()),
                "before_eur": int(cents[is_in & is_before].sum()),
                "sold_eur": float(net[own].sum()),
            }
        )
    for other in chosen.others_of(month):
        covered |= places_of(other, sales)
    return found, covered


def _net(sales: Trade, with_vat: bool, month: date, period: Period) -> np.ndarray:
    """Net sales of the days of a month that are in a period and known, by place.

    Raises:
        CannotTell: VAT is to be left out and that of some of them is not known.
    """
    days = days_of(month)
    start, end = max(days[0], period.since), min(days[-1], period.until - (days[1] - days[0]))
    span = slice(max(sales.at(start), 0), max(sales.at(end) + 1, 0))
    if with_vat:
        return np.asarray(sales.amounts["net_eur"][span].sum(axis=0))
    known = sales.amounts["net_with_vat_eur"][span].sum(axis=0)
    if (np.abs(known - sales.amounts["net_eur"][span].sum(axis=0)) > CENT * 2).any():
        raise CannotTell(Reason("budget_vat_unknown"))
    return np.asarray(sales.amounts["net_ex_vat_eur"][span].sum(axis=0))
