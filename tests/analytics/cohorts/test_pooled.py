"""All cohorts as one curve, by hand and by a second path."""

from dataclasses import replace

import pytest

from analytics.cohorts import cohorts
from analytics.cohorts.pooled import pooled
from tests.analytics.shop import line, opened, order, product


@pytest.fixture
def shop(tmp_path):
    """Two customers met in January, of whom one returns in February; two in February, both back in March."""
    days = {
        "ann": ["2025-01-05", "2025-02-05"],
        "bob": ["2025-01-06"],
        "cat": ["2025-02-07", "2025-03-07"],
        "dan": ["2025-02-08", "2025-03-08"],
        "eve": ["2025-06-01"],
    }
    orders = [order(f"{who}{i}", day, who) for who, bought in days.items() for i, day in enumerate(bought)]
    return opened(
        tmp_path,
        customers=[{"customer_id": who} for who in days],
        products=[product()],
        orders=orders,
        order_lines=[line(each["order_id"]) for each in orders],
    )


def test_three_of_four_customers_return_in_their_first_month(shop):
    curve = pooled(cohorts(shop, smallest=1)).set_index("k")
    assert curve.loc[0, "estimate"] == 1 and curve.loc[0, "low"] == 1
    assert curve.loc[1, "estimate"] == pytest.approx(3 / 4)
    assert (curve.loc[1, "customers"], curve.loc[1, "cohorts"]) == (4, 2)
    assert curve.loc[1, "low"] < 0.75 < curve.loc[1, "high"] < 1


def test_value_is_the_mean_over_all_customers_old_enough(shop):
    curve = pooled(cohorts(shop, smallest=1), "ltv").set_index("k")
    assert curve.loc[1, "estimate"] == pytest.approx((200 + 100 + 200 + 200) / 4)


def test_the_order_of_cohorts_changes_nothing(shop):
    found = cohorts(shop, smallest=1)
    turned = replace(found, table=found.table.iloc[::-1])
    assert pooled(found).equals(pooled(turned))
