"""Promotions drawn at random with what they did known: customers held out by lot, and daily sales with a lift and a dip."""

import numpy as np
import pandas as pd


def exposed(
    seed: int = 0, size: int = 3_000, extra: float = 0.05, borrowed: float = 0.0, name: str = "spring"
) -> pd.DataFrame:
    """Exposures as `promotion_exposures` gives them: `extra` orders per treated customer, a share of them borrowed.

    An order is worth 100 net and 40 margin; with the promotion 80 and 20, the shop pays the 20.
    """
    draw = np.random.default_rng([seed, size])
    treated = draw.random(size) < 0.5
    before = draw.poisson(2.0, size)
    anyway = draw.random(size) < 0.03 + 0.02 * before
    more = treated & (draw.random(size) < extra)
    after = draw.random(size) < 0.1 - treated * extra * borrowed
    used = treated & (more | (anyway & (draw.random(size) < 0.5)))
    orders, with_it = anyway * 1.0 + more, used * 1.0
    net, margin = 100 * orders - 20 * with_it, 40 * orders - 20 * with_it
    day = pd.Timestamp("2024-03-04")
    return pd.DataFrame({
        "promotion_id": name, "customer_id": [f"c{number}" for number in range(size)], "treated": treated,
        "assignment": "randomised", "p_treated": 0.5, "assigned_on": day, "window_end": day + pd.Timedelta(days=28),
        "market": "IT", "tier": draw.choice(["core", "luxury"], size), "channel": "boutique", "contact_cost_eur": 0.1,
        "delivered": treated, "opened": treated & (draw.random(size) < 0.6), "claimed": used, "redeemed": used,
        "window_is_seen": True, "after_is_seen": True, "second_is_seen": used, "came_again": used & (draw.random(size) < 0.3),
        "orders_before": before, "net_before_eur": before * 100.0, "orders_year_before": before, "net_year_before_eur": before * 90.0,
        "orders_on_discount_before": draw.binomial(before, 0.4), "days_since_last": draw.integers(5, 500, size),
        "orders_in": orders, "net_in_eur": net, "margin_in_eur": margin, "net_full_price_in_eur": 100 * (orders - with_it),
        "orders_with_promotion_in": with_it, "net_with_promotion_eur": 80 * with_it, "margin_with_promotion_eur": 20 * with_it,
        "orders_without_margin": 0, "paid_by_merchant_eur": 20 * with_it, "paid_by_platform_eur": 0.0, "paid_by_other_eur": 0.0,
        "orders_after": after * 1.0, "net_after_eur": after * 100.0, "margin_after_eur": after * 40.0,
    })  # fmt: skip


def daily(
    seed: int = 0, lift: float = 0.0, dip: float = 0.0, first: str = "2024-03-04", years: int = 5
) -> pd.DataFrame:
    """Daily sales of one market with trend, season, a wandering level and `lift` for 28 days, then `dip` for 42."""
    draw = np.random.default_rng([seed, 9])
    days = pd.date_range("2021-01-04", periods=365 * years)
    place = np.arange(len(days))
    wander = np.zeros(len(days) // 7 + 1)
    for week in range(1, len(wander)):
        wander[week] = 0.7 * wander[week - 1] + draw.normal(0, 0.04)
    level = np.log(5_000) + 0.05 * place / 365 + 0.2 * np.sin(2 * np.pi * place / 365.25) + wander[place // 7]
    mean = np.exp(level + draw.normal(0, 0.15, len(days)))
    since = (days - pd.Timestamp(first)).days.to_numpy()
    mean = mean * (1 + lift * ((since >= 0) & (since < 28)) - dip * ((since >= 28) & (since < 70)))
    return pd.DataFrame({
        "day": days, "market": "IT", "channel": "boutique", "tier": "core", "net_eur": mean, "net_full_price_eur": 0.7 * mean,
        "margin_eur": 0.4 * mean, "net_with_margin_eur": mean,
    })  # fmt: skip


def listed(name: str = "spring", first: str = "2024-03-04", days: int = 28, **told: object) -> pd.DataFrame:
    """The promotion as `promotion_list` gives it."""
    row = {
        "promotion_id": name, "name": name, "kind": "voucher", "funder": "merchant", "depth": 0.2, "market": "IT", "channel": None,
        "tier": None, "starts_on": pd.Timestamp(first), "ends_on": pd.Timestamp(first) + pd.Timedelta(days=days - 1),
        "contact_cost_eur": 0.1, "first_used_on": pd.Timestamp(first), "last_used_on": pd.Timestamp(first), "orders": 10.0,
        "orders_new": 1.0, "units": 12.0, "gross_eur": 1_000.0, "net_eur": 50_000.0, "margin_eur": 300.0, "discount_eur": 200.0,
        "paid_by_merchant_eur": 200.0, "paid_by_platform_eur": 0.0, "paid_by_other_eur": 0.0, "treated": 0, "holdout": 0,
    }  # fmt: skip
    return pd.DataFrame([row | told])


def quiet_calendar() -> pd.DataFrame:
    return pd.DataFrame({"day": pd.to_datetime([]), "market": [], "kind": [], "intensity": []})
