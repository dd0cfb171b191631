"""How much hangs on a few customers: 6,000 euro of three, two thirds of them spent by one."""

from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.customers.weight import few, glance, tops, weight
from sheets.reading import Reading
from tests.analytics.shop import refund
from tests.sheets.customers.conftest import ORDERS, of_orders
from words.messages import speaking


def test_the_cards_say_who_bought_and_what_the_biggest_make(reading: Reading, chosen: Chosen) -> None:
    buyers, top = glance(reading, chosen, weight(reading, chosen))
    assert (buyers.name, buyers.value, buyers.told) == ("Buyers", "3", "")
    # two hundredths of three customers are 0.06 of the first, who spent two thirds
    assert (top.name, top.value, top.told) == ("Net sales of the top 2%", "4.0%", "Buyers who kept something: 3")


def test_buyers_who_gave_all_back_are_buyers_and_kept_nothing(tmp_path: Path, chosen: Chosen) -> None:
    orders = [row | {"refunded": -1000.0} if row["order_id"] == "lately" else row for row in ORDERS]
    reading = of_orders(tmp_path, orders, refunds=[refund("r", "lately", -1000.0, "2025-12-22")])
    buyers, top = glance(reading, chosen, weight(reading, chosen))
    assert (buyers.value, top.told) == ("3", "Buyers who kept something: 2")


def test_the_curve_stands_beside_the_line_of_all_alike(reading: Reading, chosen: Chosen) -> None:
    part = few(weight(reading, chosen))
    assert part.drawn["net_share"].tolist() == pytest.approx([0, 4 / 6, 5 / 6, 1])
    assert part.drawn["equal"].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert part.named("percent") == {"net_share": "Share of net sales", "equal": "If all spent the same"}
    assert "equal" not in part.table


def test_the_caption_says_the_same_as_the_curve(reading: Reading, chosen: Chosen) -> None:
    caption = few(weight(reading, chosen)).captions[0]
    assert "the top 2% account for 4.0% of net sales, the top 10% for 20.0%, the top 20% for 40.0%" in caption
    assert caption.endswith("Gini 0.33.")
    with speaking("it"):
        assert few(weight(reading, chosen)).captions[0].endswith("0,33.")


def test_on_paper_the_curve_is_read_at_a_few_shares(reading: Reading, chosen: Chosen) -> None:
    part = tops(weight(reading, chosen), (0.02, 0.5, 1.0))
    assert part.drawn["net_share"].tolist() == pytest.approx([0.04, 0.75, 1.0])
    assert set(part.columns) == set(part.drawn.columns)


def test_where_nobody_bought_there_are_no_spenders(reading: Reading) -> None:
    assert weight(reading, Chosen(EVERYTHING, Period.year(2020))).spenders == 0
