"""Which markets are drawn beside each other, and what is said of the others."""

import pytest

from data.store import Choice
from sheets.choice import Chosen, bounds, stretch
from sheets.reading import Reading
from sheets.sides import others, sides
from tests.analytics.shop import line, opened, order, product

ORDERS = {"FR": 1, "IT": 3, "CN": 2}


@pytest.fixture
def reading(tmp_path) -> Reading:
    """A shop that sells in three markets."""
    places = [(f"{market}{i}", market) for market, many in ORDERS.items() for i in range(many)]
    store = opened(
        tmp_path / "store",
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order(name, "2026-03-14", "ann", market=market) for name, market in places],
        order_lines=[line(name) for name, _market in places],
    )
    return Reading.of(store)


def chosen(reading: Reading, *markets: str) -> Chosen:
    return Chosen(Choice(market=markets), stretch("all", *bounds(reading)))


def test_without_a_choice_china_and_italy_stand_beside_each_other_and_the_others_are_counted(reading):
    assert sides(reading, chosen(reading)) == ["CN", "IT"]
    assert others(reading, chosen(reading)).startswith("Side by side: China, Italy, of 3 markets.")


def test_the_markets_chosen_are_those_shown_and_nothing_is_left_to_say(reading):
    for markets in (["FR", "IT"], ["FR"]):
        assert sides(reading, chosen(reading, *markets)) == markets
        assert others(reading, chosen(reading, *markets)) == ""


def test_a_market_that_the_shop_does_not_have_is_not_shown(reading):
    assert sides(reading, chosen(reading, "US", "FR")) == ["FR"]
