"""Daigou of the sample shop: few persons with many parcels; everybody else is the shop that there would be without them."""

from dataclasses import replace

import pandas as pd
import pytest

from data.sample.plan import Plan, Resellers
from tests.data.sample.conftest import Shop, made


def test_few_persons_buy_often_in_two_categories_at_discounts(shop: Shop) -> None:
    told = pd.DataFrame(shop.planted["daigou"])
    assert len(told) == 6 and told["customer_id"].is_unique and told["address"].tolist() == [0] * 3 + [1] * 3
    lines = shop.frame("select order_lines.*, customer_id, ordered_on from order_lines join orders using (order_id)")
    own = lines[lines["customer_id"].isin(told["customer_id"])]
    assert set(own["category"]) == {"bags", "small leather goods"}
    found = own.groupby("customer_id")["order_id"].nunique().reindex(told["customer_id"])
    assert found.tolist() == told["orders"].tolist() and found.min() >= 30
    assert 1 - own["net"].sum() / own["gross"].sum() > 0.15
    parcels = own.groupby(["customer_id", "ordered_on"])["order_id"].nunique()
    assert len(parcels) == told["runs"].sum() and parcels.between(2, 4).mean() > 0.95
    assert told["orders"].sum() / shop.planted["books"]["real_orders"] < 0.05


def test_each_is_a_person_with_one_key(shop: Shop) -> None:
    keys = shop.frame("select customer_id, count(*) as n from identities group by customer_id").set_index(
        "customer_id"
    )["n"]
    assert (keys[[one["customer_id"] for one in shop.planted["daigou"]]] == 1).all()


def test_the_largest_shop_has_room_for_their_numbers(shop: Shop) -> None:
    """Broken once: a shop of 100,000 could not be built, as the number of a run was of four bytes."""
    types = shop.frame("select typeof(person_no) as person, typeof(run_no) as run from sample_parcels limit 1").iloc[0]
    assert types.tolist() == ["BIGINT", "BIGINT"]


@pytest.fixture(scope="module")
def both() -> tuple[Shop, Shop]:
    """The same seed with daigou and without."""
    plan = Plan(customers=3_000, seed=21)
    return made(plan), made(replace(plan, resellers=Resellers(customers_each=0)))


@pytest.mark.parametrize("table", ["orders", "order_lines", "refunds", "discounts", "exposures", "customers"])
def test_all_others_are_the_shop_without_them(both: tuple[Shop, Shop], table: str) -> None:
    rows = [set(one.connection.execute(f"select hash({table}::varchar) from {table}").fetchall()) for one in both]
    assert rows[1] and rows[1] <= rows[0]


def test_what_is_planted_without_them_is_planted_with_them(both: tuple[Shop, Shop]) -> None:
    shop, without = both
    assert len(shop.planted["daigou"]) == 1 and without.planted["daigou"] == []
    for part in ("offers", "needs", "elasticity", "launch", "trade"):
        assert shop.planted[part] == without.planted[part], part
    for wallets in ("missing_payment", "missing_order", "mismatch", "partial", "wallet_orders", "marketplace_orders"):
        assert shop.planted["books"][wallets] == without.planted["books"][wallets], wallets
