import numpy as np
import pandas as pd
import pytest

from analytics.promotions.elasticity.prices import price_response
from analytics.results import CannotTell


def asked(slope: float = -2.0, level: float = 1.0, seed: int = 0) -> pd.DataFrame:
    """Weeks with a sale of thirty brands in two markets; a brand's fortnight at a cut price comes every quarter."""
    draw = np.random.default_rng(seed)
    weeks = pd.date_range("2022-01-03", periods=150, freq="7D")
    rows = []
    for brand in range(30):
        for market in ("CN", "IT"):
            list_price = np.repeat(np.exp(draw.normal(0, 0.08, 13)), 12)[:150]
            cut = np.isin(np.arange(150) % 13, draw.integers(0, 12) + np.arange(2)) * draw.uniform(0.1, 0.3)
            price = list_price * (1 - cut)
            units = draw.poisson(level * np.exp(slope * np.log(price) + draw.normal(0, 0.2, 150)))
            named = {"market": market, "currency": {"CN": "CNY", "IT": "EUR"}[market], "brand": f"b{brand}"}
            tier = "core" if brand % 2 else "luxury"
            rows.append(pd.DataFrame({"week": weeks, **named, "tier": tier, "units": units * 1.0, "price": price}))
    told = pd.concat(rows, ignore_index=True)
    return told[told["units"] > 0]


def test_weeks_nobody_bought_in_do_not_hide_the_elasticity():
    found = price_response(asked(level=1.5))
    assert found.method == "Poisson"
    assert found.own.holds(-2)
    assert set(found.by) == {"core", "luxury"}


def test_markets_and_tiers_together_are_groups_too():
    assert set(price_response(asked(level=3), by="market_tier").by) == {"CN core", "CN luxury", "IT core", "IT luxury"}


def test_brands_that_hardly_sell_teach_nothing():
    with pytest.raises(CannotTell, match="sells_too_seldom units=50"):
        price_response(asked(), fewest_units=50)


def feasts(seed: int) -> pd.DataFrame:
    """A market whose brands all cut their prices in its best weeks, at elasticity -2, and the other at other times."""
    told = asked(level=4, seed=seed)
    best = (told["week"].dt.isocalendar().week % 13 == 5) & (told["market"] == "CN")
    draw = np.random.default_rng(seed)
    price = told["price"] * np.where(best, 0.8, 1.0)
    units = draw.poisson(told["units"] * np.where(best, 2.5 * 0.8**-2.0, 1.0)) * 1.0
    told = told.assign(price=price, units=units)
    return told[told["units"] > 0]


def test_a_market_s_feasts_are_not_taken_for_its_prices():
    found = [price_response(feasts(seed), by="market").by["CN"] for seed in range(4)]
    assert sum(one.holds(-2) for one in found) >= 3
    assert np.mean([one.estimate for one in found]) == pytest.approx(-2, abs=0.15)


def test_where_a_shopper_buys_is_not_taken_for_the_price():
    found = [price_response(abroad_too(seed), by="market").by["CN"] for seed in range(4)]
    assert sum(one.holds(-2) for one in found) >= 2
    assert np.mean([one.estimate for one in found]) == pytest.approx(-2, abs=0.12)


def abroad_too(seed: int) -> pd.DataFrame:
    """Of the Chinese, at times more and at times fewer buy in Europe, where all costs a third less."""
    told, draw = asked(level=5, seed=seed), np.random.default_rng(seed)
    away = np.where(
        told["market"] == "CN", np.repeat(draw.uniform(0.1, 0.9, 200), 13)[told["week"].factorize()[0]], 0.0
    )
    there = draw.binomial(told["units"].astype(int), away)
    home = told.assign(units=told["units"] - there)
    abroad = told.assign(units=there * 1.0, currency="EUR", price=told["price"] * 0.7)
    both = pd.concat([home, abroad[abroad["market"] == "CN"]], ignore_index=True)
    return both[both["units"] > 0]
