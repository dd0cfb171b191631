import numpy as np
import pandas as pd
import pytest

from analytics.promotions.audience.affinity import affinity


def crowd(seed: int = 0, size: int = 8_000, weight: float = 4.0) -> tuple[pd.DataFrame, np.ndarray]:
    """Customers whose share on discount scatters around the share expected of them, as a weight of orders says."""
    draw = np.random.default_rng(seed)
    orders = draw.integers(1, 15, size)
    expected = draw.uniform(0.1, 0.6, size)
    share = draw.beta(expected * weight, (1 - expected) * weight)
    told = {
        "market": "IT",
        "tier": "core",
        "orders": orders,
        "on_discount": draw.binomial(orders, share),
        "expected": orders * expected,
    }
    return pd.DataFrame(told), share


def test_the_crowds_weight_and_every_customers_share_are_found():
    bought, share = crowd()
    found = affinity(bought)
    assert found.weight == pytest.approx(4, rel=0.15)
    held = (found.table["low"] < share) & (share < found.table["high"])
    assert 0.93 < held.mean() < 0.97
    raw = bought["on_discount"] / bought["orders"]
    assert ((found.table["affinity"] - share) ** 2).mean() < 0.6 * ((raw - share) ** 2).mean()


def test_a_crowd_that_is_all_alike_has_no_seekers():
    bought, _ = crowd(weight=1e6)
    leaning = affinity(bought).table["leaning"]
    assert (leaning == "cannot be told").mean() > 0.999


def test_finding_discounts_in_the_sales_is_no_affinity():
    bought = pd.DataFrame(
        {"market": "IT", "tier": "core", "orders": [10, 10], "on_discount": [9, 9], "expected": [9.0, 2.0]}
    )
    in_sales, in_season = affinity(pd.concat([bought, crowd()[0]])).table["index"].to_numpy()[:2]
    assert in_sales == pytest.approx(1, abs=0.02)
    assert in_season > 2


def test_one_order_tells_little():
    bought = pd.DataFrame(
        {"market": "IT", "tier": "core", "orders": [1, 14], "on_discount": [1, 14], "expected": [0.3, 4.2]}
    )
    once, often = affinity(pd.concat([bought, crowd()[0]])).table.head(2).itertuples()
    assert once.leaning == "cannot be told"
    assert often.leaning == "seeks discounts"
    assert once.affinity < often.affinity


def test_counts_add_up_to_all_customers():
    bought, _ = crowd()
    assert affinity(bought).counts()["customers"].sum() == len(bought)


def test_more_discounts_than_orders_are_refused():
    with pytest.raises(ValueError, match="3 of 2 orders"):
        affinity(
            pd.DataFrame({"market": ["IT"], "tier": ["core"], "orders": [2], "on_discount": [3], "expected": [1.0]})
        )


def test_nobody_at_all_is_an_empty_table():
    empty = crowd()[0].head(0)
    assert affinity(empty).table.empty
