"""The answer key of a sample shop: what was planted, and what it came to with this seed.

`planted.json` holds

* `plan`: seed, size, days;
* `loyalty`: Pareto/NBD parameters by first channel (rates a year of average demand, lifetimes in years), and how many
  came and came again (`kept_`: counted by orders that left something, as a shop's own figures do);
* `offers`, `needs`: what each offer did, by tier of the last order and by need. The lift per treated customer is
  (extra - put off) / treated orders while the offer runs; `pulled_forward_orders` are missing in the `dip_days` after it;
* `shocks`: by market and tier the planted depth, transient, lasting (logarithms) and half-life, and for each horizon in
  weeks after the reopening what was suppressed, regained, released and beyond, in orders and in shelf euro: what
  happened against the same shop without any shock, generated from the same draws;
* `weeks`: that other shop's weekly orders and shelf euro by market and tier, beside what happened, for shocked markets;
* `trade`: of the clothing trade of shocked markets, the planted depth, transient and lasting, and its months beside
  those without any shock; over whole months (that of the reopening belongs to the closure where most of it was closed) what was
  lost as a share of what would have been, and what half a year regained of it;
* `elasticity`: of units to the shelf price, by market and tier, of all but daigou, who buy where cuts are deepest;
* `launch`: the day on which the group joined the wallet, the planted share of those who met it there that would not have
  come otherwise (`new_share`), and for each horizon in weeks its customers: those who had bought nowhere before (`new`),
  elsewhere within a year (`moved`) or longer ago (`returned`), each counted by orders that left something; how many
  of them the wallet brought; its orders and euro, and all orders and euro, in any channel, of who was brought (`extra_`);
* `books`: exact counts of wallet errors and of orders that no figure may count; those of orders and payments are of wallets, beside
  them the orders that cards and marketplaces paid, all of which agree;
* `money`: `contracts`; `charged_above_contract`, by cause (a wallet that charged `other than agreed` for some
  weeks) with the euros at stake; `reserve` by currency, what was held, released and is still kept; each of the `disputes`, and whether it is lost, won or open;
  `commissions` by marketplace, as charged and given back; `short_payouts` that are less than what they settle, and
  `lone_refunds` by no order;
* `daigou`: who they are, how much they bought at what discounts, and who of them share an address (`address`, a number:
  the shop stores no addresses).
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.sample.columns import Execute
from data.sample.plan import DIP_DAYS, OFFER_DAYS, TIERS, Plan
from data.sample.trade import trade

SQL = Path(__file__).with_name("sql")
Weeks = dict[tuple[str, str], dict[str, list[float]]]


def answers(execute: Execute, plan: Plan) -> dict[str, Any]:
    """Reads what the generator's tables hold; the keys are told above."""
    weeks = _weeks(execute)
    return {
        "plan": {
            "customers": plan.customers,
            "seed": plan.seed,
            "since": plan.since.isoformat(),
            "until": plan.until.isoformat(),
            "offer_days": OFFER_DAYS,
            "dip_days": DIP_DAYS,
        },
        "loyalty": _loyalty(execute, plan),
        "offers": _rows(execute, "202_planted_offers"),
        "needs": _rows(execute, "203_planted_needs"),
        "shocks": _shocks(execute, plan),
        "weeks": _shown(plan, weeks),
        "trade": trade(plan).answers(plan),
        "elasticity": _elasticity(plan),
        "launch": _launch(execute, plan),
        "books": _rows(execute, "205_planted_books")[0],
        "money": _rows(execute, "208_planted_money")[0],
        "daigou": _rows(execute, "209_planted_daigou"),
        "stock": _rows(execute, "210_planted_stock"),
    }


def _rows(execute: Execute, name: str) -> list[dict[str, Any]]:
    return [json.loads(text) for (text,) in execute((SQL / f"{name}.sql").read_text(encoding="utf-8"), None)]


def _loyalty(execute: Execute, plan: Plan) -> list[dict[str, Any]]:
    planted = {loyalty.channel: asdict(loyalty) for loyalty in plan.loyalties}
    return [planted.get(row["channel"], {}) | row for row in _rows(execute, "201_planted_loyalty")]


def _weeks(execute: Execute) -> Weeks:
    weeks: Weeks = {}
    names = ("orders", "orders_without", "eur", "eur_without")
    for market, tier, _, *values in execute((SQL / "204_planted_weeks.sql").read_text(encoding="utf-8"), None):
        cell = weeks.setdefault((market, TIERS[tier - 1]), {name: [] for name in names})
        for name, value in zip(names, values, strict=True):
            cell[name].append(value)
    return weeks


def _shocks(execute: Execute, plan: Plan) -> list[dict[str, Any]]:
    rows = []
    for shock in plan.shocks:
        for tier, name in enumerate(TIERS):
            levels = {"depth": shock.depth[tier], "transient": shock.transient[tier], "lasting": shock.lasting[tier]}
            spans = {"closed_on": shock.closed_on.isoformat(), "reopened_on": shock.reopened_on.isoformat()}
            about = {"shock": shock.name, "market": shock.market, "tier": name, **spans}
            rows.append({**about, **levels, "half_life_weeks": shock.half_life_weeks, "after": []})
    for number, tier, weeks, *sums, level in execute(
        (SQL / "206_planted_shocks.sql").read_text(encoding="utf-8"), None
    ):
        after = {"weeks": weeks, "orders": _split(*sums[::2]), "eur": _split(*sums[1::2]), "level_last_13_weeks": level}
        rows[number * len(TIERS) + tier - 1]["after"].append(after)
    return rows


def _split(suppressed: float, excess: float) -> dict[str, float | None]:
    return {
        "suppressed": round(suppressed, 2),
        "excess": round(excess, 2),
        "ratio": round(excess / suppressed, 4) if suppressed > 0 else None,
        "released": round(max(min(excess, suppressed), 0.0), 2),
        "beyond": round(max(excess - max(suppressed, 0.0), 0.0), 2),
    }


def _shown(plan: Plan, weeks: Weeks) -> list[dict[str, Any]]:
    shocked = {shock.market for shock in plan.shocks}
    return [
        {"market": market, "tier": tier, **{name: [round(value) for value in values] for name, values in cell.items()}}
        for (market, tier), cell in weeks.items()
        if market in shocked
    ]


def _launch(execute: Execute, plan: Plan) -> dict[str, Any]:
    told = {**asdict(plan.launch), "joined_on": plan.launch.joined_on.isoformat()}
    return {**told, "after": _rows(execute, "207_planted_launch")}


def _elasticity(plan: Plan) -> dict[str, dict[str, float]]:
    by_tier = dict(zip(TIERS, plan.elasticities, strict=True))
    china = {tier: round(value * plan.elasticity_china, 4) for tier, value in by_tier.items()}
    return {"CN": china, "elsewhere": by_tier}
