"""Hands a plan to the SQL: the small tables that the generator's statements read."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np

from data.sample.brands import CARRY_OVER, COST_SHARE, PAIRS, PRICE_GROWTH, PRICE_OVER, RANGES, RISEN, STYLES, STYLES_OF
from data.sample.columns import MARKET_NO, Execute, lay_states, long_table
from data.sample.offers import CODES, offers
from data.sample.places import MARKETS, ORIGINS, PLACES
from data.sample.plan import DIP_DAYS, NEED_RESPONSE, NEED_SHARES, NEEDS, OFFER_DAYS, TIERS, Plan
from data.sample.rates import DIGITS, STEPS, book_rate
from data.sample.terms import CONTRACTS

Rows = Sequence[dict[str, Any]]
GUEST_SHARE = 0.7  # guests for each customer, nearly all of them in boutiques
DOMESTIC_FROM = date(2021, 6, 1)  # the mini-program got its own account in China
RISEN_SEASON = 8  # autumn 2021
PARCEL_CNY, YEARLY_CNY = 5_000, 26_000  # what a parcel from abroad, and a year of them to one person, may be worth
# share of pieces that come back (of online ones, over their market's), and days in which they do
RETURNS = {
    "boutique": (0.05, 14),
    "phygital_lab": (0.06, 14),
    "wallet": (0.95, 10),
    "ecommerce": (1.0, 28),
    "marketplace": (1.05, 10),
}


def lay(execute: Execute, plan: Plan, batch_id: int, spans: Sequence[tuple[date, date, str, str]]) -> None:
    """Creates the small tables. `spans` are days (start, end, market, kind) in which shops are shut or Italy out of reach."""
    _seed(execute, plan)
    for name, rows in _small(plan, batch_id).items():
        execute(
            f"create or replace temp table sample_{name} as select unnest($rows, recursive := true)",
            {"rows": list(rows)},
        )
    long_table(execute, "sample_shock", _shocks(plan))
    lay_states(execute, plan, spans)


def _small(plan: Plan, batch_id: int) -> dict[str, Rows]:
    return {
        "plan": [_plan_row(plan, batch_id)],
        "market": [
            {"market_no": no, "market": market.code, **_plain(market, "code")} for no, market in enumerate(MARKETS)
        ],
        "origin": _origins(),
        "place": _places(plan),
        "needs": [{"taste_no": no, **_bounds(shares)} for no, shares in enumerate(NEED_SHARES, start=1)],
        "response": [{"need": need, "response": response} for need, response in zip(NEEDS, NEED_RESPONSE, strict=True)],
        "loyalty": [asdict(loyalty) for loyalty in plan.loyalties],
        "range": [_range_row(number) for number in range(len(RANGES))],
        "lift": _lifts(plan),
        "offer": _offers(plan),
        "category": [
            {"category": name, "place": place, "price_over": PRICE_OVER[name], "pairs": PAIRS[name]}
            for place, name in enumerate(name for name, styles in STYLES_OF.items() for _ in range(styles))
        ],
        "code": [{**asdict(code), "label": code.name} for code in CODES],
        "book": _books(plan),
        "contract": [
            {**asdict(contract), "since": contract.since or plan.since, "row_no": number}
            for number, contract in enumerate(CONTRACTS, start=1)
            if (contract.since or plan.since) < plan.until
        ],
        "terms": [_terms(plan)],
        "reseller": _resellers(plan),
        "return_rule": [
            {"channel": channel, "rate": rate, "window_days": days} for channel, (rate, days) in RETURNS.items()
        ],
    }


def _terms(plan: Plan) -> dict[str, Any]:
    """The one row of what money costs beside contracts."""
    over, held, disputes = plan.overcharge, plan.reserve, plan.disputes
    return {
        "over_wallet": over.wallet, "over_currency": over.currency, "over_since": over.since, "over_until": over.since + timedelta(weeks=over.weeks),
        "over_percent": over.percent, "held_since": held.since, "held_share": held.share, "held_weeks": held.weeks,
        **asdict(disputes),
    }  # fmt: skip


def _resellers(plan: Plan) -> list[dict[str, Any]]:
    """One row a daigou; one of nobody, without a number, where there are none."""
    terms = plan.resellers
    count = plan.customers // terms.customers_each if terms.customers_each else 0
    shared = {"weeks_a_run": terms.weeks_a_run, "categories": "|".join(terms.categories)}
    numbered = [{"reseller_no": no, "address_no": no // terms.at_one_address, **shared} for no in range(count)]
    return numbered or [{"reseller_no": None, "address_no": None, **shared}]


def _bounds(shares: Sequence[float]) -> dict[str, float]:
    return {f"n{place}": bound for place, bound in enumerate(np.cumsum(shares)[:3].tolist(), start=1)}


def _seed(execute: Execute, plan: Plan) -> None:
    digest = hashlib.sha256(f"sample shop {plan.seed}".encode()).digest()
    execute("set variable sample_seed = $1::ubigint", [int.from_bytes(digest[:8], "big")])


def _plain(record: Any, *without: str) -> dict[str, Any]:
    return {
        name: value for name, value in asdict(record).items() if name not in without and not isinstance(value, tuple)
    }


def _plan_row(plan: Plan, batch_id: int) -> dict[str, Any]:
    return {
        "people": plan.customers, "guests": round(plan.customers * GUEST_SHARE), "days": plan.days, "since": plan.since, "until": plan.until, "seed": plan.seed,
        "lift_power": plan.lift_power, "put_off_share": plan.put_off_share, "offer_days": OFFER_DAYS, "dip_days": DIP_DAYS, "batch_id": batch_id,
        "styles": STYLES, "carry_over": CARRY_OVER, "risen": RISEN, "risen_season": RISEN_SEASON, "domestic_from": (DOMESTIC_FROM - plan.since).days,
        "joined_day": (plan.launch.joined_on - plan.since).days, "new_share": plan.launch.new_share, "parcel_cny": PARCEL_CNY, "yearly_cny": YEARLY_CNY,
        **asdict(plan.discrepancies),
    }  # fmt: skip


def _origins() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, origin in enumerate(ORIGINS):
        low = sum(row["share"] for row in rows if row["market"] == origin.market)
        later = {f"later_{place}": total for place, total in enumerate(np.cumsum(origin.later).tolist(), start=1)}
        rows.append(
            {
                "origin_no": number,
                "market_no": MARKET_NO[origin.market],
                **_plain(origin),
                "low": low,
                "high": low + origin.share,
                **later,
            }
        )
    for row in rows:
        if abs(row["high"] - 1) < 1e-9:
            row["high"] = 1.0
    return rows


def _places(plan: Plan) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for place in PLACES:
        low = sum(row["weight"] for row in rows if (row["channel"], row["country"]) == (place.channel, place.country))
        high = low + place.weight
        rows.append(
            {
                **asdict(place),
                "opened_day": (place.opened_on - plan.since).days,
                "low": float(low),
                "high": 1.0 if high > 1 - 1e-9 else high,
            }
        )
    return rows


def _range_row(number: int) -> dict[str, Any]:
    item = RANGES[number]
    initials = "".join(word[0] for word in item.brand.replace("'", " ").replace("&", " ").split())
    return {
        "range_no": number, **asdict(item), "growth": PRICE_GROWTH[item.tier], "cost_share": COST_SHARE[item.tier], "code": f"{initials.upper()}{number:02d}",
        "is_rising": (item.brand, item.tier) == ("Merlani", "premium"), "is_risen": (item.brand, item.tier) == ("Merlani", "luxury"), "rising_code": "M10",
    }  # fmt: skip


def _lifts(plan: Plan) -> list[dict[str, Any]]:
    return [
        {"market_no": MARKET_NO[lift.market], "tier_no": tier, "extra": extra, "borrowed": lift.borrowed}
        for lift in plan.lifts
        for tier, extra in enumerate(lift.extra, start=1)
    ]


def _shocks(plan: Plan) -> dict[str, Any]:
    """By shock and tier; arrays with types, for a plan may have none."""
    cells = [(number, shock, tier) for number, shock in enumerate(plan.shocks) for tier in range(len(TIERS))]
    whole = {
        "shock_no": [number for number, _, _ in cells],
        "market_no": [MARKET_NO[shock.market] for _, shock, _ in cells],
        "tier_no": [tier + 1 for _, _, tier in cells],
        "closed_day": [(shock.closed_on - plan.since).days for _, shock, _ in cells],
        "reopened_day": [(shock.reopened_on - plan.since).days for _, shock, _ in cells],
    }
    real = {
        "depth": [shock.depth[tier] for _, shock, tier in cells],
        "transient": [shock.transient[tier] for _, shock, tier in cells],
        "lasting": [shock.lasting[tier] for _, shock, tier in cells],
        "half_life_weeks": [shock.half_life_weeks for _, shock, _ in cells],
    }
    whole_columns = {name: np.array(values, dtype=np.int64) for name, values in whole.items()}
    return whole_columns | {name: np.array(values, dtype=np.float64) for name, values in real.items()}


def _offers(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            **asdict(offer), "offer_no": number, "market_no": MARKET_NO[offer.market], "start_day": (offer.starts_on - plan.since).days,
            "tier_no": TIERS.index(offer.tier) + 1 if offer.tier else None,
        }
        for number, offer in enumerate(offers(plan), start=1)
    ]  # fmt: skip


def _books(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "currency": currency,
            "year": year,
            "rate": book_rate(currency, year),
            "step": step,
            "digits": DIGITS.get(currency, 2),
        }
        for currency, step in STEPS.items()
        for year in range(plan.since.year, plan.until.year + 1)
    ]
