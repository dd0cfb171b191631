"""How deep discounts go: counted by hand, and shares that add up."""

from pathlib import Path

import pytest

from data.store import Choice, Store
from sheets.promotions.depths import SMALLEST, depths
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen
from words.messages import speaking


@pytest.fixture
def shop(tmp_path: Path) -> Reading:
    """Forty orders in Italy, ten of them at 20% off and two at 70% off; ten in France."""
    off = [20.0] * 10 + [70.0] * 2 + [0.0] * 28
    orders = [order(f"i{i}", "2025-03-14", total=100.0 - each) for i, each in enumerate(off)]
    orders += [order(f"f{i}", "2025-03-14", market="FR") for i in range(10)]
    lines = [line(f"i{i}", line_discount=each) for i, each in enumerate(off)] + [line(f"f{i}") for i in range(10)]
    store: Store = opened(
        tmp_path, customers=[{"customer_id": "ann"}], products=[product()], orders=orders, order_lines=lines
    )
    return Reading.of(store)


def test_orders_are_counted_by_depth_and_a_market_with_few_is_left_out(shop: Reading) -> None:
    part = depths(shop, chosen(shop))
    assert list(part.named("percent").values()) == ["Italy"], f"France has fewer than {SMALLEST} orders"
    assert dict(zip(part.drawn["band"], part.drawn["IT"], strict=True)) == {
        "Full price": 0.7,
        "15–20%": 0.25,
        "> 55%": 0.05,
    }
    assert part.captions == ("Share of 40 orders of the period by size of discount. At full price: Italy 70.0%.",)


def test_the_export_has_the_markets_that_are_not_drawn(shop: Reading) -> None:
    assert set(depths(shop, chosen(shop)).table["market"]) == {"IT", "FR"}


def test_too_few_orders_are_not_drawn(shop: Reading) -> None:
    part = depths(shop, chosen(shop, Choice(market=("FR",))))
    assert part.drawn.empty and len(part.table) and part.empty.startswith("Too few orders")


def test_a_period_without_orders_has_no_depths(small: Reading) -> None:
    part = depths(small, chosen(small, Choice(market=("XX",))))
    assert part.drawn.empty and part.empty.startswith("Too few orders")


def test_the_shares_of_a_market_add_up_to_all_of_its_orders(small: Reading) -> None:
    part = depths(small, chosen(small))
    assert list(part.named("percent")) == ["CN", "IT"]
    assert part.drawn[["CN", "IT"]].sum().tolist() == pytest.approx([1.0, 1.0])


def test_bands_are_written_as_the_reader_writes_numbers(shop: Reading) -> None:
    with speaking("zh"):
        assert depths(shop, chosen(shop)).drawn["band"].tolist()[0] == "正价"
