"""What was counted where and when, whether counts explain each other, and what counts there are not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from data.store import EVERYTHING, Choice, Store

OLD = timedelta(days=45)  # a month's count is missing by then
SHRUNK = 0.5  # a count with fewer pieces than this share of what should lie there may be of a part of its place
FEW = 20  # pieces below which a half of them is no sign of that
_LAST = date(9999, 12, 31)


@dataclass(frozen=True)
class Counts:
    """The counts of a shop until the end of a period.

    Attributes:
        places: one row per place that was counted: `store_id`, `is_known_place` (orders name it), `before_on` and `counted_on` of its last two
            counts, `units_before`, `received`, `sold` and `returned` from the one to the other, `expected` (before + received - sold +
            returned), `units` counted, `difference` (counted less expected; what moves empty where there is one count only), `is_old` (more
            than `OLD` before the end), `is_partial` (less than half of what should lie there), `articles_unlisted` and `units_unlisted` that
            no product list names.
        uncounted: boutiques and online stores that sold in the weeks before and have no count.
        last_on: the last day of all counts; None where there is none.
        first_on: the first one.
        until: the first day that is not looked at.
    """

    places: pd.DataFrame
    uncounted: tuple[str, ...]
    first_on: date | None
    last_on: date | None
    until: date


def stock_counts(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> Counts:
    """The last counts before the end of a period; those after the last day of orders too, where the period reaches to it.

    Args:
        choice: its channel and boutiques; a count is of all goods of its place.
    """
    until = end_of(store, period)
    kept = Choice(channel=choice.channel, store_id=choice.store_id)
    table = store.ask("stock_places", kept, until=until)
    first, last = (None, None) if table.empty else (table["first_on"].min().date(), table["counted_on"].max().date())
    numbers = ["units_before", "received", "sold", "returned", "units", "units_unlisted"]
    table = table.astype(dict.fromkeys(numbers, float))
    expected = table["units_before"] + table["received"] - table["sold"] + table["returned"]
    end = min(until, reach(store).until if last is None else max(reach(store).until, last + timedelta(days=1)))
    table = table.assign(
        expected=expected,
        difference=table["units"] - expected,
        is_old=[(end - counted.date()) > OLD for counted in table["counted_on"]],
        is_partial=(expected >= FEW) & (table["units"] < SHRUNK * expected),
    )
    return Counts(table[PLACES], _uncounted(store, kept, end, set(table["store_id"])), first, last, until)


PLACES = [
    *("store_id", "is_known_place", "before_on", "counted_on", "units_before", "received", "sold", "returned"),
    *("expected", "units", "difference", "is_old", "is_partial", "articles_unlisted", "units_unlisted"),
]


def goods_only(choice: Choice) -> Choice:
    """The filters that goods have, amounts as the shop states them."""
    return replace(choice, market=(), money=None)


def end_of(store: Store, period: Period) -> date:
    """The first day that is not looked at: the period's, or none where it reaches to the last day of orders."""
    return period.until if period.until < reach(store).until else _LAST


def _uncounted(store: Store, choice: Choice, end: date, counted: set[str]) -> tuple[str, ...]:
    """Who sold in the four weeks before and was never counted; nobody where nothing was counted at all."""
    if not counted:
        return ()
    moved = store.ask(
        "stock_left", choice, by="store_id", until=end, sold_since=end - timedelta(days=28), sold_until=end
    )
    sold = moved.loc[moved["sold"].astype(float) > 0, "slice"].dropna()
    return tuple(sorted(set(map(str, sold)) - counted))
