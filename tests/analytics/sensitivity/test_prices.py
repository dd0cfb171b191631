import numpy as np
import pandas as pd
import pytest

from analytics.sensitivity import price_response


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
            rows.append(pd.DataFrame({
                "week": weeks, "market": market, "brand": f"b{brand}", "tier": "core" if brand % 2 else "luxury", "units": units * 1.0, "price": price,
            }))  # fmt: skip
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
    with pytest.raises(ValueError, match="prices teach nothing"):
        price_response(asked(), fewest_units=50)
