"""How deep a discount for whom, within a budget: the planner on a shop's own customers."""

from dataclasses import dataclass

import pandas as pd

from analytics.promotions.depth.planner import Plan, Wish, plan
from analytics.promotions.depth.shop_response import DiscountResponse
from data.store import EVERYTHING, Choice, Store

FEWEST_ORDERS = 20


@dataclass(frozen=True)
class DiscountPlan:
    """A plan and whom it is for.

    Attributes:
        plan: see `planner.Plan`.
        audience: one row per market and tier, the columns that `planner.plan` needs.
        left_out: customers in markets and tiers without a response or with too few orders to know their worth.
    """

    plan: Plan
    audience: pd.DataFrame
    left_out: int


def promotion_audience(store: Store, choice: Choice = EVERYTHING, *, days: int) -> pd.DataFrame:
    """Customers who could be sent a promotion, and what their orders are worth.

    Args:
        days: only customers whose last order is not older.

    Returns:
        One row per market and tier a customer was first met in: `customers`, and of their orders of the last year with
        a known margin: `orders`, `net_ex_vat_eur`, `margin_eur`, `discount_eur` and of it `discount_platform_eur`, both
        before VAT and on what was kept.
    """
    return store.ask("promotion_audience", choice, days=days)


def discount_plan(audience: pd.DataFrame, answer: DiscountResponse, wish: Wish) -> DiscountPlan | None:
    """The allocation with the highest expected gain; None where nobody can be planned for.

    Args:
        audience: `promotion_audience`.
        answer: learnt from all customers, so that a narrow audience is not a blurred one.
    """
    people = worth(audience).merge(answer.response.cells[["market", "tier", "anyway"]], on=["market", "tier"])
    people = people.merge(answer.habits, on="market")
    if people.empty:
        return None
    left_out = int(audience["customers"].sum() - people["customers"].sum())
    return DiscountPlan(plan(people, answer.response, wish), people, left_out)


def worth(audience: pd.DataFrame) -> pd.DataFrame:
    """List price of an order and its margin share without a discount, before VAT and after returns."""
    known = audience[(audience["orders"] >= FEWEST_ORDERS) & (audience["net_ex_vat_eur"] > 0)]
    listed = known["net_ex_vat_eur"] + known["discount_eur"]
    # What the platform paid came in already; without the promotion that part of the discount would be sales.
    margin = known["margin_eur"] + known["discount_eur"] - known["discount_platform_eur"]
    return pd.DataFrame(
        {
            "market": known["market"],
            "tier": known["tier"],
            "customers": known["customers"],
            "price_eur": listed / known["orders"],
            "margin_share": (margin / listed).clip(0, 1),
        }
    )
