"""Which rows of the budget a selection is held against, or why it has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics.period import Period, month_start, months_later
from analytics.results import CannotTell, Reason
from analytics.targets.trade import PLACES, Trade
from data.store import Choice, Store

GOODS = ("tier", "brand", "category")
UNSPLIT = {
    "market": Reason("budget_not_by_market"),
    "channel": Reason("budget_not_by_channel"),
    "store_id": Reason("budget_not_by_boutique"),
}


@dataclass(frozen=True)
class Budget:
    """The rows that a selection is held against.

    Attributes:
        rows: `month`, `market`, `channel`, `store_id` ('' of all of them), `net_sales` in the shop's currency, `is_known`
            whether the boutique is one of the shop's.
        with_vat: whether they hold VAT.
        lacking: months of the period of which there are none.
        others: rows of the selection that cannot be told apart as asked, as channels without boutiques.
    """

    rows: pd.DataFrame
    with_vat: bool
    lacking: tuple[date, ...] = ()
    others: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def strangers(self) -> tuple[str, ...]:
        """Boutiques that the shop has none of."""
        return tuple(sorted(set(self.rows.loc[~self.rows["is_known"].astype(bool), "store_id"])))

    def of(self, month: date) -> list[dict[str, Any]]:
        """Those of a month."""
        return self._of_months.get(pd.Timestamp(month), [])

    def others_of(self, month: date) -> list[dict[str, Any]]:
        """The others of a month."""
        return self._others_of_months.get(pd.Timestamp(month), [])

    @cached_property
    def _of_months(self) -> dict[pd.Timestamp, list[dict[str, Any]]]:
        return _by_month(self.rows)

    @cached_property
    def _others_of_months(self) -> dict[pd.Timestamp, list[dict[str, Any]]]:
        return _by_month(self.others)


def _by_month(rows: pd.DataFrame) -> dict[pd.Timestamp, list[dict[str, Any]]]:
    listed: dict[pd.Timestamp, list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        listed.setdefault(row["month"], []).append({str(column): value for column, value in row.items()})
    return listed


def months(period: Period) -> list[date]:
    """The first days of the months that a period has days of."""
    first = month_start(period.since)
    found = []
    while first < period.until:
        found.append(first)
        first = months_later(first, 1)
    return found


def budget(store: Store, sales: Trade, choice: Choice, period: Period, by: str = "") -> Budget:
    """The rows of a period and filters.

    Args:
        by: a column of `PLACES` by which they are to be told apart; none where it is empty.

    Raises:
        CannotTell: there is no target of this selection, and why.
    """
    every = store.ask("budget_rows")
    if every.empty:
        raise CannotTell(Reason("no_budget"))
    if any(getattr(choice, column) for column in GOODS):
        raise CannotTell(Reason("budget_not_by_goods"))
    wanted = months(period)
    stated = every[every["month"].isin(pd.to_datetime(wanted))]
    if stated.empty:
        raise CannotTell(Reason("budget_lacks_month", begins_on=wanted[0]))
    every = _chosen(stated, choice, sales)
    if every.empty:
        raise CannotTell(Reason("budget_of_others"))
    rows = _split(every, by)
    _refuse_unsound(rows, store.currency)
    have = set(rows["month"])
    lacking = tuple(month for month in wanted if pd.Timestamp(month) not in have)
    return Budget(rows.reset_index(drop=True), bool(rows["with_vat"].iloc[0]), lacking, every.drop(rows.index))


def _chosen(rows: pd.DataFrame, choice: Choice, sales: Trade) -> pd.DataFrame:
    """Rows within the filters.

    Raises:
        CannotTell: one is partly within them, or a sale could be of two.
    """
    filters = {column: getattr(choice, column) for column in PLACES if getattr(choice, column)}
    inside = np.ones(len(rows), dtype=bool)
    for column, values in filters.items():
        inside &= rows[column].isin([*values, ""]).to_numpy(dtype=bool)
    if choice.store_id:  # a boutique sells in its own channel
        channels = sales.places.loc[sales.places["store_id"].isin(choice.store_id), "channel"]
        named = rows["store_id"].isin(choice.store_id)
        inside &= (named | rows["channel"].isin(["", *channels])).to_numpy(dtype=bool)
    rows = rows[inside]
    refuse_overlap(rows)
    for column in filters:
        if (rows[column] == "").any():
            raise CannotTell(UNSPLIT[column])
    return rows


def _split(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows that can be told apart by a column; channels without boutiques are left out where it is by boutique.

    Raises:
        CannotTell: one is of several.
    """
    if not by or not (rows[by] == "").any():
        return rows
    named = rows[rows[by] != ""]
    unnamed = set(rows.loc[rows[by] == "", "channel"])
    if by != "store_id" or named.empty or unnamed & {"", *named["channel"]}:
        raise CannotTell(UNSPLIT[by])
    return named


def _refuse_unsound(rows: pd.DataFrame, shop: str) -> None:
    unstated = rows.loc[rows["net_sales"].isna(), "currency"]
    if len(unstated):
        currency = str(unstated.iloc[0])
        if shop != "EUR":  # it has no rate, and is not converted to
            raise CannotTell(Reason("budget_in_other_currency", currency=currency, shop=shop))
        raise CannotTell(Reason("budget_without_rate", currency=currency))
    if rows["with_vat"].nunique() > 1:
        raise CannotTell(Reason("budget_mixes_vat"))


def refuse_overlap(rows: pd.DataFrame) -> None:
    """No sale counts twice.

    Args:
        rows: `month` and `PLACES`, '' of all of them.

    Raises:
        CannotTell: a sale could be of two rows of a month, whether or not there was one yet.
    """
    names = [pd.factorize(rows[column])[0] for column in PLACES]
    are_any = [(rows[column] == "").to_numpy(dtype=bool) for column in PLACES]
    places, months_ = pd.factorize(rows["month"], sort=True)
    for place, month in enumerate(months_):
        here = np.flatnonzero(places == place)
        shared = np.triu(np.ones((len(here), len(here)), dtype=bool), k=1)
        for name, is_any in zip(names, are_any, strict=True):
            shared &= (name[here][:, None] == name[here]) | is_any[here][:, None] | is_any[here]
        if shared.any():
            one, other = (tuple(rows.iloc[here[at]][[*PLACES]]) for at in np.argwhere(shared)[0])
            raise CannotTell(Reason("budget_twice", month=month, one=one, other=other))


def places_of(row: Mapping[Any, Any], sales: Trade) -> np.ndarray:
    """Of each place of the trade, whether its sales are of a budget's row."""
    inside = np.ones(len(sales.places), dtype=bool)
    for column in PLACES:
        if row[column]:
            inside &= np.asarray(sales.named[column] == row[column], dtype=bool)
    return inside


def places_chosen(choice: Choice, sales: Trade) -> np.ndarray:
    """Of each place of the trade, whether it is within the filters."""
    inside = np.ones(len(sales.places), dtype=bool)
    for column in PLACES:
        if values := getattr(choice, column):
            inside &= sales.places[column].isin(values).to_numpy(dtype=bool)
    return inside
