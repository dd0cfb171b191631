"""How lately, how often, for how much: a grid of customers, and who moved since.

Recency, frequency and value in five scores each, as in Hughes (1994), "Strategic Database Marketing"; cut at fixed days,
orders and euro where he cuts in fifths, so that a customer's score depends on no other customer.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from analytics.period import months_later
from analytics.results import CannotTell, Reason
from analytics.segments.rule import BadRule
from data.store import EVERYTHING, Choice, Store

# what a pair of scores is called; recency first, from the rule's best (5) to its worst (1)
NAMES = {
    "champions": {(r, f) for r in (4, 5) for f in (4, 5)},
    "loyal": {(r, f) for r in (4, 5) for f in (2, 3)} | {(3, f) for f in (3, 4, 5)},
    "new": {(5, 1), (4, 1)},
    "fading": {(3, 1), (3, 2)},
    "at_risk": {(r, f) for r in (1, 2) for f in (3, 4, 5)},
    "asleep": {(2, 1), (2, 2)},
    "lost": {(1, 1), (1, 2)},
}
SEGMENTS = (*NAMES, "not_yet")
TOLD_BY = ("r4", "r3", "r2", "f4", "f3", "f2")  # the cuts that segments rest on


@dataclass(frozen=True)
class RfmRule:
    """Where scores begin, from 5 down to 2; the better first.

    Attributes:
        recency_days: most days since the last order for scores 5, 4, 3, 2 (beyond: 1).
        order_days: fewest days with an order for scores 5, 4, 3, 2.
        value_eur: lowest net sales, EUR, for scores 5, 4, 3, 2.

    Raises:
        BadRule: not four of each, or not in order.
    """

    recency_days: tuple[int, int, int, int] = (90, 180, 365, 730)
    order_days: tuple[int, int, int, int] = (10, 5, 3, 2)
    value_eur: tuple[float, float, float, float] = (20_000, 8_000, 3_000, 1_000)

    def __post_init__(self) -> None:
        for name, rising in (("recency_days", True), ("order_days", False), ("value_eur", False)):
            cuts = getattr(self, name)
            if len(cuts) != 4 or not all((a < b) == rising and a != b for a, b in pairwise(cuts)):
                way = "rising" if rising else "falling"
                raise BadRule(name, f"{name} is {cuts}; give four {way} numbers, e.g. {getattr(RfmRule, name)}")

    def bound(self) -> dict[str, float]:
        """The question's placeholders."""
        letters = {"r": self.recency_days, "f": self.order_days, "m": self.value_eur}
        return {f"{letter}{5 - i}": cut for letter, cuts in letters.items() for i, cut in enumerate(cuts)}


@dataclass(frozen=True)
class Rfm:
    """The grid at one day, and where its customers stood at an earlier one.

    Attributes:
        grid: one row per (r, f): `customers`, `net_eur`, `segment`.
        cells: one row per (r, f, m): `customers`, `net_eur`, `segment`.
        migration: one row per (segment_before, segment): `customers`; `not_yet` is who had not bought by then.
        rule: where the scores begin.
        until, before: first days not counted, now and then.
    """

    grid: pd.DataFrame
    cells: pd.DataFrame
    migration: pd.DataFrame
    rule: RfmRule
    until: date
    before: date

    def segments(self) -> pd.DataFrame:
        """One row per segment, all of them: `segment`, `customers`, `net_eur`, `customers_before`."""
        now = self.cells.groupby("segment")[["customers", "net_eur"]].sum()
        then = self.migration.groupby("segment_before")["customers"].sum().rename("customers_before")
        names = pd.Index(list(NAMES), name="segment")
        return now.join(then, how="outer").reindex(names).fillna(0).reset_index()


def rfm(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    until: date,
    before: date | None = None,
    rule: RfmRule | None = None,
) -> Rfm:
    """Customers by recency, frequency and value as of a day, within the chosen filters.

    Customers are those of whom an order left something after returns; orders of one day count once. Net sales are of
    all of their orders, credit notes too, so that segments add up to what `kpis` says of the same customers.

    Args:
        until: first day not counted.
        before: an earlier such day to compare with; a year earlier when left out.
        rule: where scores begin.
    """
    rule, before = rule or RfmRule(), before or months_later(until, -12)
    scored = store.ask("rfm", choice, until=until, before=before, **rule.bound())
    scored = scored.assign(
        segment=[_segment(*pair) for pair in zip(scored["r"], scored["f"], strict=True)],
        segment_before=[_segment(*pair) for pair in zip(scored["r_before"], scored["f_before"], strict=True)],
    )
    sums = ["customers", "net_eur"]
    return Rfm(
        grid=scored.groupby(["r", "f", "segment"], as_index=False)[sums].sum(),
        cells=scored.groupby(["r", "f", "m", "segment"], as_index=False)[sums].sum(),
        migration=scored.groupby(["segment_before", "segment"], as_index=False)[["customers"]].sum(),
        rule=rule,
        until=until,
        before=before,
    )


def segments_told(
    store: Store, choice: Choice = EVERYTHING, *, until: date, before: date, rule: RfmRule | None = None
) -> pd.DataFrame:
    """Customers by segment alone, for who may not see persons: as `Rfm.segments` has them, without what they spent.

    Returns:
        One row per segment that is told: `segment`, `customers`, `customers_before`; to such a reader in whole multiples of the smallest
        number that is told.
    """
    bound = {name: cut for name, cut in (rule or RfmRule()).bound().items() if name in TOLD_BY}
    table = store.ask("segments", choice, until=until, before=before, **bound)
    order = {name: place for place, name in enumerate(NAMES)}
    return table.sort_values("segment", key=lambda names: names.map(order), ignore_index=True)


def rule_of_fifths(store: Store, choice: Choice = EVERYTHING, *, until: date) -> RfmRule:
    """The default rule with value scores that hold a fifth of the customers each.

    Raises:
        CannotTell: too few customers, or too alike, to cut in five.
    """
    cuts = store.ask("value_cuts", choice, until=until)
    if len(cuts) < 5:
        raise CannotTell(Reason("too_few_to_cut", customers=cuts["customers"].sum()))
    fifth, fourth, third, second = (float(cuts["from_eur"].iloc[i]) for i in (4, 3, 2, 1))
    return RfmRule(value_eur=(fifth, fourth, third, second))


def _segment(r: int, f: int) -> str:
    return next((name for name, pairs in NAMES.items() if (r, f) in pairs), "not_yet")
