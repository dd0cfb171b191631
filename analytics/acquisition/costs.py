"""What it cost to win customers by a promotion, as far as the costs of reaching people are loaded."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analytics.promotions.questions import promotion_list
from data.store import Choice, Store

DAY = timedelta(days=1)
STEP = 0.05  # depths nearer than that are alike


@dataclass(frozen=True)
class Costs:
    """Of promotions by their code.

    Attributes:
        per_customer: cost of reaching people over the customers who were first met by it; those without a loaded cost are left out.
        names: as the shop calls them.
        traits: market, kind and depth: what makes promotions alike.
        over: those whose last planned day lies before the last of the data; on that day one still runs.
        is_elsewhere: whether costs are loaded, but not in the currency of the choice.
    """

    per_customer: dict[str, float]
    names: dict[str, str]
    traits: dict[str, tuple[object, ...]]
    over: frozenset[str] = frozenset()
    is_elsewhere: bool = False

    @classmethod
    def none(cls) -> "Costs":
        """Of groups that are no promotions: nothing says what they cost."""
        return cls({}, {}, {})


def costs(store: Store, choice: Choice, until: date) -> Costs:
    """Costs of the promotions of a choice; none in another currency than the shop's, in which alone they are known.

    All that a promotion paid to reach people is set against the customers it won, though it reached known ones as well: their cost is
    rather too high than too low. Discounts are no cost here; net sales and margin are less them already.

    Args:
        until: the first day that is not wholly known.
    """
    listed = promotion_list(store, replace(choice, money=None))
    known = listed[(listed["contact_cost_eur"] > 0) & (listed["treated"] > 0) & (listed["orders_new"] > 0)]
    spent = known["contact_cost_eur"].astype(float) * known["treated"] / known["orders_new"]
    each = {} if choice.money else dict(zip(known["promotion_id"].astype(str), spent.astype(float), strict=True))
    named = listed["name"].where(listed["name"].notna(), listed["promotion_id"]).astype(str)
    depth = (listed["depth"].astype(float).fillna(0) / STEP).round()
    codes = listed["promotion_id"].astype(str)
    like = zip(listed["market"].fillna(""), listed["kind"].fillna(""), depth, strict=True)
    over = frozenset(codes[pd.to_datetime(listed["ends_on"]) < pd.Timestamp(until - DAY)])
    return Costs(
        each,
        dict(zip(codes, named, strict=True)),
        dict(zip(codes, like, strict=True)),
        over,
        bool(choice.money) and not spent.empty,
    )


def paid_back(table: pd.DataFrame, course: pd.DataFrame, spent: Costs) -> pd.DataFrame:
    """The table with `cost` of a customer and `payback`: the twelfth of the year by which the margin of a customer covers it."""
    margin = {str(label): part.set_index("k")["margin"] for label, part in course.groupby("label")}
    cost = [spent.per_customer.get(str(label), float("nan")) for label in table["label"]]
    after = [_after(margin.get(str(label)), each) for label, each in zip(table["label"], cost, strict=True)]
    return table.assign(cost=cost, payback=after, name=[spent.names.get(str(label), "") for label in table["label"]])


def _after(margin: pd.Series | None, cost: float) -> float:
    reached = [] if margin is None else margin.index[margin >= cost].tolist()
    return float(reached[0]) if reached else float("nan")
