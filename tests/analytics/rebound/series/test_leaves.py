import pandas as pd
import pytest

from analytics.rebound.series.leaves import leaves
from analytics.results import CannotTell

WEEKS = pd.date_range("2019-01-07", periods=40, freq="7D")


def test_a_tier_that_always_sold_the_same_is_left_out_and_the_others_stay() -> None:
    moving = [{"week": week, "tier": "luxury", "sales": 100.0 + k} for k, week in enumerate(WEEKS)]
    still = [{"week": week, "tier": "entry", "sales": 50.0} for week in WEEKS[5:]]
    sales = pd.DataFrame([*moving, *still]).assign(market="IT", channel="boutique")
    found = leaves(sales, {"IT": WEEKS[30]}, "sales", None)
    assert [leaf.tier for leaf in found.leaves] == ["luxury"]
    assert [leaf.tier for leaf in found.young] == ["entry"]


@pytest.mark.parametrize("sold", [[], [0.0]])
def test_where_nothing_was_sold_it_cannot_be_told(sold: list[float]) -> None:
    """Once a fault on the page of a channel that the filters leave nothing of."""
    rows = [{"week": week, "tier": "luxury", "sales": amount} for week in WEEKS for amount in sold]
    other = [{"week": week, "tier": "luxury", "sales": 5.0} for week in WEEKS]
    sales = pd.concat([pd.DataFrame(rows).assign(market="IT"), pd.DataFrame(other).assign(market="FR")])
    with pytest.raises(CannotTell, match="hardly_sold_before"):
        leaves(sales.assign(channel="boutique"), {"IT": WEEKS[30]}, "sales", None)
