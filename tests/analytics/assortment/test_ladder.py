"""The markdown ladder: bands by how far below list price a line sold; rows add up to net sales."""

from datetime import date
from pathlib import Path

import pytest

from analytics.assortment import BANDS, markdown_ladder
from analytics.kpis import kpis
from analytics.period import Period
from tests.analytics.shop import line, opened, order, product, refund

YEAR = Period.year(2024)


@pytest.fixture
def shop(tmp_path: Path):
    """A bag at full price, one 10 % off and given back in part, one 30.5 % off, one given for nothing, and a credit note."""
    cuts = {"a": 0.0, "b": 10.0, "c": 30.5, "d": 0.5}
    orders = [
        order(name, "2024-03-01", total=100.0 - cut, goods_gross=100.0, discount_merchant=cut)
        for name, cut in cuts.items()
    ]
    orders += [order("gift", "2024-03-02", total=0.0), order("back", "2024-03-03", total=-40.0, goods_gross=None)]
    lines = [line(name, line_discount=cut) for name, cut in cuts.items()]
    lines += [line("gift", gross=0.0), line("back", gross=-40.0, qty=-1, list_price=40.0, unit_price=40.0)]
    return opened(
        tmp_path,
        products=[product(brand="Merlani", unit_cost_eur=50.0)],
        orders=orders,
        order_lines=lines,
        refunds=[refund("r", "b", -20.0, "2024-03-05")],
    )


def test_a_line_is_in_the_band_of_its_own_discount(shop) -> None:
    table = markdown_ladder(shop, period=YEAR).set_index("band")
    assert table["net_eur"].to_dict() == {"full": 199.5, "to_10": 70.0, "to_50": 69.5, "none": -40.0}
    assert [band for band in BANDS if band in table.index] == table.index.tolist()
    assert table["units"].to_dict() == {"full": 2, "to_10": 1, "to_50": 1, "none": 1}


@pytest.mark.parametrize("by", [None, "brand", "category", "season"])
def test_rows_add_up_to_the_card(shop, by) -> None:
    card = kpis(shop, period=YEAR).loc["current"]
    table = markdown_ladder(shop, period=YEAR, by=by)
    assert table["net_eur"].sum() == pytest.approx(card["net_eur"])
    assert table["net_share"].sum() == pytest.approx(1)
    assert table["units"].sum() == card["units"]
    assert table["margin_eur"].sum() == pytest.approx(card["margin_eur"])


def test_a_margin_is_of_the_lines_whose_cost_is_known(tmp_path: Path) -> None:
    orders = [order("a", "2024-03-01"), order("b", "2024-03-01")]
    lines = [line("a", product_id="bag"), line("b", product_id="belt")]
    products = [product("bag", unit_cost_eur=40.0), product("belt")]
    shop = opened(tmp_path, products=products, orders=orders, order_lines=lines)
    row = markdown_ladder(shop, period=YEAR).iloc[0]
    assert (row["net_eur"], row["margin_eur"], row["margin_rate"]) == (200.0, 60.0, 0.6)


def test_without_any_cost_there_is_no_margin(tmp_path: Path) -> None:
    shop = opened(tmp_path, products=[product()], orders=[order("a", "2024-03-01")], order_lines=[line("a")])
    assert markdown_ladder(shop, period=YEAR)[["margin_eur", "margin_rate"]].isna().all(axis=None)


def test_nothing_sold_has_no_row(shop) -> None:
    assert markdown_ladder(shop, period=Period(date(2023, 1, 1), date(2023, 2, 1))).empty
