"""Hands a plan to the SQL: small tables and long columns that the generator's statements read."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np

from data.sample.brands import CARRY_OVER, COST_SHARE, PRICE_GROWTH, RANGES, RISEN, STYLES
from data.sample.offers import CODES, offers
from data.sample.places import MARKETS, ORIGINS, PLACES
from data.sample.plan import DIP_DAYS, NEED_RESPONSE, NEED_SHARES, NEEDS, OFFER_DAYS, TIERS, Plan
from data.sample.rates import DIGITS, STEPS, Rates, book_rate
from data.sample.shelf import Shelf
from data.sample.tempo import CHOICE, Tempo

Execute = Callable[[str, Any], Any]
Rows = Sequence[dict[str, Any]]
GUEST_SHARE = 0.12
DOMESTIC_FROM = date(2021, 6, 1)  # the mini-program got its own account in China
RISEN_SEASON = 8  # autumn 2021
RETURNS = {
    "boutique": (0.035, 14),
    "phygital_lab": (0.045, 14),
    "wallet": (0.08, 10),
    "ecommerce": (0.16, 28),
    "marketplace": (0.19, 10),
}
MARKET_NO = {market.code: number for number, market in enumerate(MARKETS)}


def lay(execute: Execute, plan: Plan, batch_id: int, codes: Sequence[tuple[date, date, str, str]]) -> None:
    """Creates the small tables. `codes` are spans (start, end, market, kind) in which shops are shut or Italy out of reach."""
    _seed(execute, plan)
    _table(execute, "sample_plan", [_plan_row(plan, batch_id)])
    _table(
        execute,
        "sample_market",
        [{"market_no": no, "market": one.code, **_plain(one, "code")} for no, one in enumerate(MARKETS)],
    )
    _table(execute, "sample_origin", _origins())
    _table(execute, "sample_place", _places(plan))
    _table(
        execute,
        "sample_needs",
        [
            dict(zip(("taste_no", "n1", "n2", "n3"), (no, *np.cumsum(row)[:3].tolist()), strict=True))
            for no, row in enumerate(NEED_SHARES, start=1)
        ],
    )
    _table(
        execute,
        "sample_response",
        [{"need": need, "response": response} for need, response in zip(NEEDS, NEED_RESPONSE, strict=True)],
    )
    _table(execute, "sample_loyalty", [asdict(one) for one in plan.loyalties])
    _table(execute, "sample_range", [_range_row(number) for number in range(len(RANGES))])
    _table(execute, "sample_lift", _lifts(plan))
    _columns(execute, "sample_shock", _shocks(plan))
    _table(execute, "sample_offer", _offers(plan))
    _table(execute, "sample_code", [{**asdict(one), "label": one.name} for one in CODES])
    _table(execute, "sample_book", _books(plan))
    _table(
        execute,
        "sample_return_rule",
        [{"channel": channel, "rate": rate, "window_days": days} for channel, (rate, days) in RETURNS.items()],
    )
    _states(execute, plan, codes)


def lay_tempo(execute: Execute, pace: Tempo, prices: Shelf) -> None:
    """Creates the tables by market, tier and day, and the shelf by range, market and week."""
    markets, tiers, days = (axis.ravel() for axis in np.indices(pace.demand.shape))
    execute(
        "create or replace temp table sample_days as select unnest($market) as market_no, unnest($tier) + 1 as tier_no, unnest($day) as day_no, "
        "unnest($demand) as demand, unnest($shock) as shock",
        {"market": markets, "tier": tiers, "day": days, "demand": pace.demand.ravel(), "shock": pace.shock.ravel()},
    )
    after = np.cumsum(pace.clock, axis=2)
    arrivals = np.cumsum(pace.arrivals, axis=2)
    picks = np.cumsum(np.einsum("ak,mkd->makd", CHOICE, pace.demand) / pace.clock[:, :, None, :], axis=2)
    columns = {
        "market_no": markets, "taste_no": tiers + 1, "day_no": days, "before": (after - pace.clock).ravel(), "after": after.ravel(),
        "arrivals_before": ((arrivals - pace.arrivals) / arrivals[:, :, -1:]).ravel(),
        **{f"to_{tier}": picks[:, :, number].ravel() for number, tier in enumerate(TIERS[:4])},
    }  # fmt: skip
    _columns(execute, "sample_clock", columns)
    _columns(execute, "sample_shelf", _shelf_columns(prices))
    cells = np.cumsum(arrivals[:, :, -1].ravel()) / arrivals[:, :, -1].sum()
    cells[-1] = 1.0
    cell_markets, cell_tastes = (axis.ravel() for axis in np.indices(arrivals.shape[:2]))
    bounds = {"low": np.concatenate([[0.0], cells[:-1]]), "high": cells}
    _columns(execute, "sample_cell", {"market_no": cell_markets, "taste_no": cell_tastes + 1, **bounds})


def lay_rates(execute: Execute, drawn: Rates) -> None:
    """Fills `fx_rates` with the plan's rates."""
    quotes, days = (axis.ravel() for axis in np.indices(drawn.values.shape))
    execute(
        "insert into fx_rates select unnest($day), 'EUR', unnest($quote), unnest($rate), 'sample', 'sample:fx'",
        {
            "day": [drawn.days[day] for day in days],
            "quote": [drawn.quotes[quote] for quote in quotes],
            "rate": drawn.values.ravel(),
        },
    )


def _seed(execute: Execute, plan: Plan) -> None:
    digest = hashlib.sha256(f"sample shop {plan.seed}".encode()).digest()
    execute("set variable sample_seed = $1::ubigint", [int.from_bytes(digest[:8], "big")])


def _table(execute: Execute, name: str, rows: Rows) -> None:
    execute(f"create or replace temp table {name} as select unnest($rows, recursive := true)", {"rows": list(rows)})


def _columns(execute: Execute, name: str, columns: dict[str, Any]) -> None:
    picked = ", ".join(f"unnest(${column}) as {column}" for column in columns)
    execute(f"create or replace temp table {name} as select {picked}", columns)


def _plain(one: Any, *without: str) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name not in without and not isinstance(value, tuple)}


def _plan_row(plan: Plan, batch_id: int) -> dict[str, Any]:
    return {
        "people": plan.customers, "guests": round(plan.customers * GUEST_SHARE), "days": plan.days, "since": plan.since, "until": plan.until, "seed": plan.seed,
        "lift_power": plan.lift_power, "put_off_share": plan.put_off_share, "offer_days": OFFER_DAYS, "dip_days": DIP_DAYS, "batch_id": batch_id,
        "styles": STYLES, "carry_over": CARRY_OVER, "risen": RISEN, "risen_season": RISEN_SEASON, "domestic_from": (DOMESTIC_FROM - plan.since).days,
        **asdict(plan.discrepancies),
    }  # fmt: skip


def _origins() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, one in enumerate(ORIGINS):
        low = sum(row["share"] for row in rows if row["market"] == one.market)
        later = {f"later_{place}": total for place, total in enumerate(np.cumsum(one.later).tolist(), start=1)}
        rows.append(
            {
                "origin_no": number,
                "market_no": MARKET_NO[one.market],
                **_plain(one),
                "low": low,
                "high": low + one.share,
                **later,
            }
        )
    for row in rows:
        if abs(row["high"] - 1) < 1e-9:
            row["high"] = 1.0
    return rows


def _places(plan: Plan) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for one in PLACES:
        low = sum(row["weight"] for row in rows if (row["channel"], row["country"]) == (one.channel, one.country))
        high = low + one.weight
        rows.append(
            {
                **asdict(one),
                "opened_day": (one.opened_on - plan.since).days,
                "low": float(low),
                "high": 1.0 if high > 1 - 1e-9 else high,
            }
        )
    return rows


def _range_row(number: int) -> dict[str, Any]:
    one = RANGES[number]
    initials = "".join(word[0] for word in one.brand.replace("'", " ").replace("&", " ").split())
    return {
        "range_no": number, **asdict(one), "growth": PRICE_GROWTH[one.tier], "cost_share": COST_SHARE[one.tier], "code": f"{initials.upper()}{number:02d}",
        "is_rising": (one.brand, one.tier) == ("Merlani", "premium"), "is_risen": (one.brand, one.tier) == ("Merlani", "luxury"), "rising_code": "M10",
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
            **asdict(one), "offer_no": number, "market_no": MARKET_NO[one.market], "start_day": (one.starts_on - plan.since).days,
            "tier_no": TIERS.index(one.tier) + 1 if one.tier else None,
        }
        for number, one in enumerate(offers(plan), start=1)
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


def _states(execute: Execute, plan: Plan, spans: Sequence[tuple[date, date, str, str]]) -> None:
    """Whether a market's shops are shut, and Italy out of its shoppers' reach, day by day."""
    closed = np.zeros((len(MARKETS), plan.days), dtype=bool)
    unreachable = np.zeros_like(closed)
    for start, end, market, kind in spans:
        target = closed if kind == "lockdown" else unreachable
        first, after = (start - plan.since).days, (end + timedelta(days=1) - plan.since).days
        if market in MARKET_NO:
            target[MARKET_NO[market], max(first, 0) : max(after, 0)] = True
    markets, days = (axis.ravel() for axis in np.indices(closed.shape))
    _columns(
        execute,
        "sample_state",
        {"market_no": markets, "day_no": days, "is_closed": closed.ravel(), "italy_unreachable": unreachable.ravel()},
    )


def _shelf_columns(prices: Shelf) -> dict[str, Any]:
    """The shelf with each range's slice of its tier's demand, from `low` to `high`."""
    tiers = np.array([TIERS.index(one.tier) for one in RANGES])
    demand = np.array([one.share for one in RANGES])[:, None, None] * prices.pull
    low, high = np.zeros_like(demand), np.zeros_like(demand)
    for tier in range(len(TIERS)):
        mine = tiers == tier
        share = demand[mine] / demand[mine].sum(axis=0)
        high[mine] = np.cumsum(share, axis=0)
        low[mine] = np.concatenate([np.zeros_like(share[:1]), high[mine][:-1]])
        high[np.flatnonzero(mine)[-1]] = 1.0
    ranges, markets, weeks = (axis.ravel() for axis in np.indices(demand.shape))
    return {
        "range_no": ranges, "market_no": markets, "week_no": weeks, "tier_no": tiers[ranges] + 1, "low": low.ravel(), "high": high.ravel(),
        "list_move": prices.list_move.ravel(), "markdown": prices.markdown.ravel(),
    }  # fmt: skip
