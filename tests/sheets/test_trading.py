"""Channels and boutiques side by side: rows add up to the card, changes are told with their doubt."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.period import Period
from data.errors import BadRequest
from data.store import EVERYTHING, Choice
from sheets import overview, trading
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.doubt import shops
from tests.analytics.shop import line, opened, order, product

YEAR = Chosen(EVERYTHING, Period(date(2023, 1, 9), date(2023, 12, 31)))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A shop of six markets and four channels that sells four fifths more than a year before, and names no boutique."""
    return Reading.of(shops.opened(tmp_path_factory.mktemp("grown"), shops.orders(shops.Making(growth=0.8), 1)))


@pytest.mark.parametrize("by", ["channel", "market", "category"])
def test_the_rows_add_up_to_the_card(reading: Reading, by: str) -> None:
    held = past(reading, YEAR)
    card = overview.headline(reading, YEAR, held).drawn.loc["current", "net_eur"]
    part = trading.cut(reading, held, by)
    assert part.table["net_eur"].sum() == pytest.approx(card)
    assert part.table["sold_share"].sum() == pytest.approx(1)


def test_a_row_has_its_change_and_the_interval_of_it(reading: Reading) -> None:
    held = past(reading, YEAR)
    part = trading.cut(reading, held, "channel")
    assert part.drawn["name"].tolist() and set(part.columns) <= set(part.drawn)
    for row in part.drawn.to_dict("records"):
        assert row["change_low"] < row["change"] < row["change_high"]
        assert row["told"].startswith("[") and ("no clear change" in row["told"]) is not row["is_clear"]


def test_few_orders_have_no_change_and_a_caption_says_so(reading: Reading) -> None:
    held = past(reading, Chosen(EVERYTHING, Period(date(2023, 3, 6), date(2023, 3, 13))))
    part = trading.cut(reading, held, "market")
    few = part.drawn["change"].isna()
    assert few.any() and set(part.drawn.loc[few, "told"]) == {""}
    assert part.captions == ("No change is told of fewer than 30 orders on either side, nor of amounts below nought.",)


def test_a_shop_that_names_no_boutique_is_told_so(reading: Reading) -> None:
    part = trading.cut(reading, past(reading, YEAR), "store_id")
    assert part.drawn.empty and part.empty == "No order of this selection names a boutique."


def test_a_boutique_has_its_name(tmp_path: Path) -> None:
    stores = [{"store_id": "mi1", "channel": "boutique", "name": "Milano Brera", "tz": "Europe/Rome"}]
    rows = [order("a", "2023-06-01", store_id="mi1"), order("b", "2023-06-02", total=20.0)]
    lines = [line(each["order_id"], gross=each["total"]) for each in rows]
    shop = opened(tmp_path, stores=stores, products=[product()], orders=rows, order_lines=lines)
    part = trading.cut(Reading.of(shop), past(Reading.of(shop), YEAR), "store_id")
    assert dict(zip(part.drawn["name"], part.drawn["net_eur"], strict=True)) == {"Milano Brera": 100.0, "Unknown": 20.0}


def test_where_nothing_is_compared_there_is_no_change(reading: Reading) -> None:
    alone = Chosen(EVERYTHING, Period(shops.FIRST, date(2022, 6, 1)))
    part = trading.cut(reading, past(reading, alone), "channel")
    assert "change" not in part.columns and part.captions == ()


def test_on_paper_it_is_refused_where_nothing_was_ordered(reading: Reading) -> None:
    with pytest.raises(BadRequest, match="No orders in this selection"):
        trading.paper(reading, Chosen(Choice(market=("GB",)), YEAR.period))


def test_a_slice_without_a_name_keeps_its_change(reading: Reading) -> None:
    sold = pd.DataFrame({"period": ["current"], "slice": [None], "across": ["all"], "net_eur": [1.0]})
    moved = pd.DataFrame(
        {"tier": [None], "change": [0.1], "change_low": [0.0], "change_high": [0.2], "is_clear": [False]}
    )
    assert trading.joined(sold, moved, "tier")["change"].tolist() == [0.1]


def test_what_sold_only_before_stands_below_with_nought(tmp_path: Path) -> None:
    stores = [
        {"store_id": code, "channel": "boutique", "name": name, "tz": "Europe/Rome"}
        for code, name in (("mi1", "Milano Brera"), ("ro1", "Roma Condotti"))
    ]
    rows = [
        order("first", "2021-06-01", store_id="mi1"),
        order("then", "2022-06-01", store_id="ro1"),
        order("now", "2023-06-01", store_id="mi1"),
        order("last", "2023-12-31", store_id="mi1"),
    ]
    shop = opened(
        tmp_path,
        stores=stores,
        products=[product()],
        orders=rows,
        order_lines=[line(each["order_id"]) for each in rows],
    )
    part = trading.cut(Reading.of(shop), past(Reading.of(shop), YEAR), "store_id")
    assert dict(zip(part.drawn["name"], part.drawn["net_eur"], strict=True)) == {
        "Milano Brera": 100.0,
        "Roma Condotti": 0.0,
    }


def test_orders_that_hold_several_brands_are_said_to_count_in_each(reading: Reading) -> None:
    held = past(reading, YEAR)
    assert any("Orders need not" in caption for caption in trading.cut(reading, held, "category").captions)
    assert not any("Orders need not" in caption for caption in trading.cut(reading, held, "channel").captions)
