import numpy as np
import pandas as pd
import pytest

from analytics.promotions.elasticity.panel import BadPanel, Roles, panel, periods
from tests.analytics.promotions.elasticity.drawn import ROLES, Market


def test_a_price_that_all_products_share_is_no_competitor():
    frame = Market(shops=6, products=3, weeks=20).frame()
    frame["price"] = frame.groupby(["shop", "week"])["price"].transform("mean")
    assert panel(frame, ROLES).names == ("flag",)
    assert panel(Market(shops=6, products=3, weeks=20).frame(), ROLES).names == ("flag", "competitor price")


def two_shops(**told) -> pd.DataFrame:
    rows = {
        "shop": [1, 1, 2, 2],
        "sku": ["a", "b", "a", "b"],
        "week": [5] * 4,
        "price": [1.0, 4.0, 2.0, 8.0],
        "sold": [1.0] * 4,
    }
    return pd.DataFrame(rows | told)


def test_the_competitors_price_is_that_of_the_other_products_in_the_shop():
    frame = Market(shops=2, products=3, weeks=10).frame()
    seen = panel(frame, ROLES)
    here = frame[(frame["shop"] == 1) & (frame["week"] == 4)]
    others = np.log(here["price"].to_numpy())[1:].mean()
    assert seen.controls[here.index[0], 1] == pytest.approx(others)


def test_a_place_with_one_product_has_no_competitor():
    assert panel(Market(shops=5, products=1).frame(), ROLES).names == ("flag",)
    assert panel(two_shops(week=[1, 2, 3, 4]), Roles(["shop"], "week", "price", "sold")).controls.shape == (4, 0)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"price": [1.0, 0.0, 2.0, 3.0]}, "column price, data row 2: 0 is not a price above 0"),
        ({"sold": [1.0, 2.0, -3.0, 0.0]}, "column sold, data row 3: -3 is not a quantity of 0 or more"),
        ({"sku": ["a", "a", "a", "b"]}, "data row 2 repeats shop 1, sku a, week 5"),
        ({"price": [1.0, np.nan, 2.0, 3.0]}, "column price, data row 2: nan"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(told, message):
    with pytest.raises(ValueError, match=message):
        panel(two_shops(**told), Roles(["shop", "sku"], "week", "price", "sold"))


def test_a_group_that_changes_within_a_unit_is_refused():
    frame = Market(shops=2, weeks=3).frame()
    frame.loc[4, "tier"] = "another"
    with pytest.raises(ValueError, match="a unit has one group"):
        panel(frame, ROLES)


@pytest.mark.parametrize(
    ("times", "numbers"),
    [
        (pd.Series([3.0, 5.0, 9.0]), [0, 1, 3]),
        (pd.Series([202052.0, 202053.0, 202101.0]), [0, 1, 2]),
        (pd.Series([202011.0, 202012.0, 202101.0]), [0, 1, 2]),
        (pd.to_datetime(pd.Series(["2024-01-01", "2024-02-01", "2024-03-01"])), [0, 1, 2]),
        (pd.to_datetime(pd.Series(["2024-01-01", "2024-01-08", "2024-01-22", "2024-01-29"])), [0, 1, 3, 4]),
        (pd.to_datetime(pd.Series(["2024-01-01", "2024-01-02"])), [0, 1]),
    ],
)
def test_consecutive_periods_differ_by_one(times, numbers):
    found = periods(times)
    assert (found - found.min()).tolist() == numbers


def test_a_week_that_its_year_does_not_have_is_refused():
    weeks = pd.Series([202051.0, 202052.0, 202053.0, 202101.0], name="week")
    assert periods(weeks).tolist() == [0, 1, 2, 3]
    with pytest.raises(BadPanel, match="week 202153 is no week of its year"):
        periods(pd.Series([202152.0, 202153.0], name="week"))
