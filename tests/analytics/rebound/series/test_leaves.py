import pandas as pd

from analytics.rebound.series.leaves import leaves

WEEKS = pd.date_range("2019-01-07", periods=40, freq="7D")


def test_a_tier_that_always_sold_the_same_is_left_out_and_the_others_stay() -> None:
    moving = [{"week": week, "tier": "luxury", "sales": 100.0 + k} for k, week in enumerate(WEEKS)]
    still = [{"week": week, "tier": "entry", "sales": 50.0} for week in WEEKS[5:]]
    sales = pd.DataFrame([*moving, *still]).assign(market="IT", channel="boutique")
    found = leaves(sales, {"IT": WEEKS[30]}, "sales", None)
    assert [leaf.tier for leaf in found.leaves] == ["luxury"]
    assert [leaf.tier for leaf in found.young] == ["entry"]
