"""Stores open on both sides: four boutiques one can count."""

from datetime import date

import pytest

from analytics.compare import Basis, StoreSpan, comparable, comparison, region_of, store_spans
from analytics.period import Period
from analytics.reach import reach
from analytics.results import CannotTell
from data.store import Store
from tests.analytics.shop import line, opened, order, product

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
SOLD = {
    "milano": ("2023-01-01", "2024-03-10", "2025-03-10", "2025-06-30"),
    "small": ("2023-01-20", "2024-08-01", "2025-06-10"),  # its silence at both ends is shorter than four weeks
    "young": ("2024-03-15", "2025-03-10", "2025-06-30"),  # opened within the earlier days
    "closed": ("2023-01-01", "2024-03-10", "2025-03-20"),  # closed within the period
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    days = [(store, day) for store, each in SOLD.items() for day in each]
    orders = [order(f"{store}{day}", day, store_id=store) for store, day in days]
    return opened(
        tmp_path_factory.mktemp("store"),
        orders=[*orders, order("web", "2025-03-10", channel="ecommerce")],
        order_lines=[line(each["order_id"]) for each in orders] + [line("web")],
        products=[product()],
        stores=[
            {"store_id": store, "channel": "boutique", "region": region, "country": country, "tz": "Europe/Rome"}
            for store, region, country in (
                ("milano", "Lombardia", "IT"),
                ("small", "Sicilia", "IT"),
                ("young", "", "CN"),
            )
        ],
    )


def test_a_store_spans_from_its_first_to_its_last_sale(shop: Store) -> None:
    found = {span.store_id: span for span in store_spans(shop)}
    assert set(found) == set(SOLD)
    assert found["young"] == StoreSpan("young", "", "CN", date(2024, 3, 15), date(2025, 6, 30))
    assert found["closed"] == StoreSpan("closed", "", "", date(2023, 1, 1), date(2025, 3, 20))


def test_who_opened_or_closed_on_the_way_is_not_compared(shop: Store) -> None:
    held = comparison(reach(shop), MARCH, Basis.of("last_year"))
    assert comparable(shop, held) == ("milano", "small")


def test_of_the_chosen_stores_those_open_throughout_are_left(shop: Store) -> None:
    held = comparison(reach(shop), MARCH, Basis.of("last_year"))
    assert comparable(shop, held, ("small", "young")) == ("small",)
    with pytest.raises(CannotTell, match="no_store_throughout"):
        comparable(shop, held, ("young",))


def test_a_later_comparison_holds_the_young_one_too(shop: Store) -> None:
    held = comparison(reach(shop), MARCH, Basis.of("previous"))
    assert comparable(shop, held) == ("milano", "small", "young")


def test_the_region_is_that_of_the_chosen_stores_where_they_share_one(shop: Store) -> None:
    spans = store_spans(shop)
    assert region_of(spans, ["small"]) == "Sicilia"
    assert region_of(spans, ["milano", "small"]) == region_of(spans, ["young"]) == region_of(spans, []) == ""
