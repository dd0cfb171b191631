import numpy as np
import pandas as pd
import pytest

from analytics.promotions.effect.chances import _order_worth
from analytics.promotions.effect.mix import mix
from benchmarks.promotion_shops import lumpy

CAMPAIGNS, ORDERS, SPREAD = 20, 40, 1.1


def means(seed: int, worth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of forty lognormal orders a campaign around `worth`, and their standard errors."""
    draw = np.random.default_rng([seed, 3])
    orders = worth[:, None] * draw.lognormal(-(SPREAD**2) / 2, SPREAD, (len(worth), ORDERS))
    return orders.mean(axis=1), orders.std(axis=1, ddof=1) / ORDERS**0.5


@pytest.mark.parametrize("known", [True, False])
def test_a_mean_of_few_dear_orders_is_no_certainty(known):
    held = []
    for seed in range(12):
        market = np.arange(CAMPAIGNS) % 2
        worth = np.where(market == 0, 300.0, 700.0)
        seen, error = means(seed, worth)
        traits = np.column_stack([market, np.zeros(CAMPAIGNS, dtype=int), np.zeros(CAMPAIGNS, dtype=int)])
        drawn = _order_worth(seen, error, np.full(CAMPAIGNS, 40.0), traits, worth if known else None, seed=1)
        low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
        held.append(((low <= worth) & (worth <= high)).mean())
    assert np.mean(held) > 0.9


def test_tiers_that_respond_unlike_in_two_markets_are_looked_at_market_by_market():
    parts = [one.exposures for seed in range(2) for one in lumpy(960_000 + seed)]
    drawn = pd.concat(parts).assign(promotion_id=lambda rows: rows["market"])
    found = mix(drawn)
    assert found is not None
    assert found.lifts.shape[1:] == (drawn["market"].nunique(), drawn["tier"].nunique())
    ratio, unlike = found.extra_worth(list(found.promotions))
    assert np.isfinite(ratio).all()
    assert (unlike > 0).all()
    # A dear tier that hardly responds makes an extra order worth less than one that used the promotion.
    assert (ratio.mean(axis=0) < 1.05).all()
