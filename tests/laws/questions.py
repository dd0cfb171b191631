"""Every question of analytics/sql: how it is asked, which filters it heeds, and its twin in pandas. A new question without an entry fails the law."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from analytics.segments.rfm import TOLD_BY
from data.store import Choice
from tests.laws.twins import goods, money, people, sales, stock
from tests.laws.twins.detail import SINCE, UNTIL, WATCHED, Detail

PERIOD = {"since": SINCE, "until": UNTIL}
PLACE = ("market", "channel", "store_id", "tier")
ALL = (*PLACE, "brand", "category")
TILL = ("market", "channel", "store_id")
TRADE = ("market", "channel", "tier")
RFM = {
    "r5": 90,
    "r4": 180,
    "r3": 365,
    "r2": 730,
    "f5": 10,
    "f4": 5,
    "f3": 3,
    "f2": 2,
    "m5": 20_000,
    "m4": 8_000,
    "m3": 3_000,
    "m2": 1_000,
}


@dataclass(frozen=True)
class Entry:
    """One question.

    Attributes:
        twin: the answer worked out in pandas; None where the question heeds no filter at all.
        heeds: the filters it can apply; any other is refused by name.
        asked: its parameters.
        folded: the answer as the twin states it, where the two round differently.
    """

    twin: Callable[[Detail, Choice], pd.DataFrame] | None = None
    heeds: tuple[str, ...] = ()
    asked: dict[str, Any] = field(default_factory=dict)
    folded: Callable[[pd.DataFrame], pd.DataFrame] = lambda answer: answer


CUTS = {"until": UNTIL.isoformat(), "sixteenths": 16}
AHEAD = {"until": SINCE.isoformat(), "ahead": UNTIL.isoformat()}
KNOWN_SINCE = date(2022, 1, 1)
CORE = {"categories": "", "brands": "", "tiers": "core"}
SENT = {"promotion_id": "", "before": 2, "after": 3}


def entries(promotion_id: str) -> dict[str, Entry]:
    """The registry, for a shop that drew this promotion by lot."""
    return {
        "aipl": Entry(
            people.stages, PLACE, {"before": SINCE, "until": UNTIL, "loyal": 365, "aware": 15, "interested": 90}
        ),
        "ban_sales": Entry(goods.banned, ALL, PERIOD),
        "budget_rows": Entry(),
        "category_exposures": Entry(
            money.by_arm_and_category(promotion_id), PLACE, {"promotion_id": promotion_id, "after": 42, **CORE}
        ),
        "category_sales": Entry(money.by_category(promotion_id), ALL, {"promotion_id": promotion_id, **CORE}),
        "channel_crossing": Entry(people.crossing, PLACE, {**PERIOD, "horizon": 365, "tourists": False}),
        "checks": Entry(),
        "choices": Entry(sales.values, PLACE),
        "closed_days": Entry(sales.closed, TRADE),
        "cohorts": Entry(people.cohorts, PLACE, {"by": "all", "months": 1}),
        "cohorts_rollup": Entry(people.cohorts, TRADE, {"by": "all"}),
        "concentration": Entry(people.concentration, PLACE, PERIOD),
        "contract_costs": Entry(money.contracted, TILL, PERIOD),
        "customers_now": Entry(people.known_now, PLACE, {"on": UNTIL}),
        "currencies": Entry(),
        "day_notes": Entry(),
        "design_moments": Entry(people.tested, PLACE, {**PERIOD, "known_since": KNOWN_SINCE}),
        "discount_affinity": Entry(people.affinity, PLACE, {**PERIOD, "light": 0.2}),
        "discount_depths": Entry(sales.depths, PLACE, PERIOD),
        "first_met": Entry(people.first_met, PLACE, {**PERIOD, "watched": WATCHED}, people.first_met_answered),
        "freshness": Entry(),
        "gift_cards": Entry(asked=PERIOD),
        "journal_parts": Entry(asked=PERIOD),
        "undated_refunds": Entry(asked={"until": UNTIL}),
        "launch_customers": Entry(people.launched, PLACE, {**PERIOD, "channel": "wallet"}),
        "loads": Entry(),
        "lower_prices": Entry(goods.lowest, ALL, PERIOD),
        "markdown_bands": Entry(goods.bands, ALL, {**PERIOD, "by": "brand"}),
        "markdown_ladder": Entry(goods.ladder, ALL, PERIOD),
        "marked_days": Entry(),
        "market_series": Entry(money.trade, ("market",)),
        "members": Entry(people.members, PLACE, PERIOD),
        "met_histories": Entry(people.met_histories, PLACE, {"by": "channel", "until": SINCE, "ahead": UNTIL}),
        "missing_rates": Entry(money.unrated, TILL),
        "order_hours": Entry(goods.hours, ALL, PERIOD),
        "payout_list": Entry(asked={**PERIOD, "rows": 1_000_000}),
        "payout_position": Entry(asked={"on": UNTIL}),
        "price_panel": Entry(sales.prices, ALL),
        "promotion_arms": Entry(
            money.arms(promotion_id), PLACE, {"promotion_id": promotion_id, "before": 2, "after": 3}
        ),
        "promotion_audience": Entry(money.audience, PLACE, {"days": 365}),
        "promotion_calendar": Entry(),
        "promotion_exposures": Entry(money.outcomes, PLACE, {"after": 42}),
        "promotion_goods": Entry(money.shown(promotion_id), ALL, {"promotion_id": promotion_id}),
        "promotion_list": Entry(money.promotions, PLACE, {"until": date.max}),
        "promotion_sales": Entry(sales.daily, PLACE),
        "purchase_histories": Entry(people.histories, PLACE, {**AHEAD, "sixteenths": 16}),
        "reconciliation": Entry(money.states, TILL, PERIOD),
        "reconciliation_list": Entry(money.open_items, TILL, {**PERIOD, "rows": 1_000_000}),
        "reconciliation_trend": Entry(money.agreement, TILL, PERIOD),
        "refund_lag": Entry(money.refunded, PLACE, PERIOD),
        "rejects": Entry(),
        "repeat_buyers": Entry(goods.again, ALL, PERIOD),
        "repeat_days": Entry(people.repeats, PLACE, AHEAD),
        "repeat_values": Entry(people.worths, PLACE, CUTS, people.worths_answered),
        "segments": Entry(
            people.segments,
            PLACE,
            {"until": UNTIL, "before": SINCE, **{name: cut for name, cut in RFM.items() if name in TOLD_BY}},
        ),
        "rfm": Entry(people.scores, PLACE, {"until": UNTIL, "before": SINCE, **RFM}),
        "return_ages": Entry(money.given_back, ALL, PERIOD),
        "row_counts": Entry(),
        "season_days": Entry(goods.days, ALL),
        "sales_days": Entry(sales.by_day, PLACE, {"until": UNTIL}),
        "second_purchase": Entry(people.seconds, PLACE, {**PERIOD, "by": "all", "data_to": date(2026, 1, 1)}),
        "sell_through": Entry(stock.through, stock.GOODS, {"until": UNTIL, "by": "all"}),
        "sell_through_days": Entry(stock.days, stock.GOODS, {"until": UNTIL}),
        "settlement_lag": Entry(money.settled, TILL, PERIOD),
        "shut_days": Entry(),
        "span": Entry(),
        "stock_left": Entry(
            stock.left,
            stock.GOODS,
            {"until": UNTIL, "by": "category", "sold_since": stock.SOLD_SINCE, "sold_until": UNTIL},
        ),
        "stock_places": Entry(stock.places, stock.GOODS, {"until": UNTIL}),
        "stock_return": Entry(stock.earned, stock.GOODS, {**PERIOD, "by": "category"}),
        "store_spans": Entry(sales.spans_of_stores, PLACE),
        "value_cuts": Entry(people.fifths, PLACE, {"until": UNTIL}),
        "wallet_blocks": Entry(money.parts, TILL, PERIOD),
        "wallet_costs": Entry(money.costs, TILL, PERIOD),
        "weekly_sales": Entry(sales.weekly, TRADE, PERIOD),
    }
