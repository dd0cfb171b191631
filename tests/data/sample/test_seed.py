"""The seed alone decides what the shop is."""

from datetime import date

import pytest

from data.sample import Plan
from tests.data.sample.conftest import Shop, made

TABLES = (
    "orders",
    "order_lines",
    "refunds",
    "exposures",
    "wallet_transactions",
    "products",
    "fx_rates",
    "customers",
    "discounts",
)


def checksums(shop: Shop) -> dict[str, tuple[int, int]]:
    return {
        table: shop.frame(f"select count(*) as n, bit_xor(hash({table}::varchar)) as sum from {table}").iloc[0].tolist()
        for table in TABLES
    }


@pytest.fixture(scope="module")
def first() -> Shop:
    return made(Plan(customers=300, seed=5))


def test_equal_seeds_give_equal_shops_on_any_number_of_threads(first: Shop) -> None:
    again = made(Plan(customers=300, seed=5), threads=1)
    assert checksums(first) == checksums(again)
    assert first.planted == again.planted


def test_another_seed_gives_another_shop_of_about_the_same_size(first: Shop) -> None:
    other = made(Plan(customers=300, seed=6))
    assert not set(first.frame("select customer_id from customers")["customer_id"]) & set(
        other.frame("select customer_id from customers")["customer_id"]
    )
    sizes = [shop.one("select count(*) from orders") for shop in (first, other)]
    assert 0.6 < sizes[0] / sizes[1] < 1.7


def test_a_shop_of_one_customer_can_be_made() -> None:
    assert made(Plan(customers=1, seed=1)).one("select count(*) from orders") >= 0


def test_a_shop_grows_with_its_customers(shop: Shop, plain_shop: Shop) -> None:
    assert 2 < shop.one("select count(*) from orders") / shop.plan.customers < 3.5
    assert shop.frame("select min(ordered_on) as first, max(ordered_on) as last from orders").iloc[0][
        "last"
    ].date() == date(2026, 11, 22)


def test_a_plan_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="customers is 0; give 1 to 1,000,000"):
        Plan(customers=0)
    with pytest.raises(ValueError, match="two Mondays"):
        Plan(until=date(2026, 11, 24))
