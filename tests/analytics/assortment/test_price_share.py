"""Full price through a period beside the days before."""

from datetime import date
from pathlib import Path

import pytest

from analytics.assortment import price_share
from analytics.compare import Basis, comparison
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from tests.analytics.shop import line, opened, order, product

QUARTER = Period(date(2024, 4, 1), date(2024, 7, 1))


@pytest.fixture
def shop(tmp_path: Path):
    sold = {
        "2023-04-10": 0,
        "2023-04-11": 50,
        "2023-05-01": 20,
        "2024-04-10": 0,
        "2024-04-20": 25,
        "2024-06-30": 0,
        "2024-07-09": 0,
    }
    orders = [
        order(day, day, total=100.0 - cut, goods_gross=100.0, discount_merchant=float(cut)) for day, cut in sold.items()
    ]
    return opened(
        tmp_path,
        products=[product()],
        orders=orders,
        order_lines=[line(day, line_discount=float(cut)) for day, cut in sold.items()],
    )


def test_a_month_beside_the_month_it_is_held_against(shop) -> None:
    held = comparison(reach(shop), QUARTER, Basis.of("last_year"))
    table = price_share(shop, period=QUARTER, grain="month", against=held)
    assert table["sold_full_price_eur"].tolist() == [100, 0, 100] and table["sold_marked_down_eur"].tolist() == [
        75,
        0,
        0,
    ]
    assert table["full_price_share"].iloc[0] == pytest.approx(100 / 175) and table["full_price_share"].isna()[1]
    # April of 2023 is not wholly in the data, which begin on the tenth
    before = table["full_price_share_before"]
    assert before.isna()[0] and before[1] == 0.0


def test_the_steps_add_up_to_the_card(shop) -> None:
    table = price_share(shop, period=QUARTER, grain="week")
    full, marked = table["sold_full_price_eur"].sum(), table["sold_marked_down_eur"].sum()
    assert full / (full + marked) == pytest.approx(kpis(shop, period=QUARTER).loc["current", "full_price_share"])
    assert table["full_price_share_before"].isna().all()
