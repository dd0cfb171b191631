"""The lowest price of the 30 days before a markdown, by hand."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.assortment import lower_prices
from analytics.period import Period
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

YEAR = Period.year(2024)


def shop(home: Path, prices: dict[str, float], **told: object) -> Store:
    """A bag of list price 1,000 sold on each day at a price, in Italy."""
    orders = [
        order(day, day, total=price, goods_gross=1000.0, discount_merchant=1000.0 - price, **told)
        for day, price in prices.items()
    ]
    lines = [line(day, gross=1000.0, line_discount=1000.0 - price) for day, price in prices.items()]
    return opened(home, products=[product()], orders=orders, order_lines=lines)


def rows(found: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = ["starts_on", "price_eur", "lowest_eur", "to_check"]
    return [(str(row[0].date()), *row[1:]) for row in found.sort_values("starts_on")[columns].itertuples(index=False)]


def test_a_markdown_after_a_lower_price_is_to_check(tmp_path: Path) -> None:
    sold = {"2024-02-20": 1000.0, "2024-03-01": 800.0, "2024-03-10": 1000.0, "2024-03-20": 850.0}
    found = lower_prices(shop(tmp_path, sold), period=YEAR)
    assert rows(found) == [("2024-03-01", 800.0, 1000.0, False), ("2024-03-20", 850.0, 800.0, True)]
    first = found.iloc[0]
    assert first["depth"] == pytest.approx(0.15) and first["depth_on_lowest"] == pytest.approx(-0.0625)
    assert first["lowest_on"] == pd.Timestamp("2024-03-01")


def test_a_markdown_that_deepens_step_by_step_began_once(tmp_path: Path) -> None:
    sold = {"2024-03-01": 1000.0, "2024-03-10": 900.0, "2024-03-20": 800.0, "2024-04-10": 700.0}
    found = lower_prices(shop(tmp_path, sold), period=YEAR)
    assert rows(found) == [("2024-03-10", 900.0, 1000.0, False)]
    assert found["units"].tolist() == [3] and found["last_on"].tolist() == [pd.Timestamp("2024-04-10")]


@pytest.mark.parametrize(("day", "lowest"), [("2024-03-31", 800.0), ("2024-04-01", 1000.0)])
def test_thirty_days_are_counted(tmp_path: Path, day: str, lowest: float) -> None:
    found = lower_prices(shop(tmp_path, {"2024-03-01": 800.0, "2024-03-15": 1000.0, day: 900.0}), period=YEAR)
    assert found.loc[found["starts_on"] == day, "lowest_eur"].tolist() == [lowest]


def test_where_nothing_sold_in_those_days_nothing_is_to_check(tmp_path: Path) -> None:
    found = lower_prices(shop(tmp_path, {"2024-01-10": 800.0, "2024-03-20": 850.0}), period=YEAR)
    assert len(found) == 2 and found["lowest_eur"].isna().all() and not found["to_check"].any()


def test_a_price_before_the_period_counts(tmp_path: Path) -> None:
    sold = {"2024-03-01": 800.0, "2024-03-10": 1000.0, "2024-03-20": 850.0}
    found = lower_prices(shop(tmp_path, sold), period=Period(date(2024, 3, 15), date(2024, 4, 1)))
    assert rows(found) == [("2024-03-20", 850.0, 800.0, True)]


def test_a_run_that_began_before_the_period_is_none_of_it(tmp_path: Path) -> None:
    found = lower_prices(
        shop(tmp_path, {"2024-03-01": 800.0, "2024-03-20": 750.0}), period=Period(date(2024, 3, 15), date(2024, 4, 1))
    )
    assert found.empty


def test_vouchers_are_no_price_that_was_shown(tmp_path: Path) -> None:
    orders = [
        order("a", "2024-03-01", total=800.0, goods_gross=1000.0, discount_merchant=200.0),
        order("b", "2024-03-10", total=900.0, goods_gross=1000.0, discount_merchant=100.0),
    ]
    lines = [
        line("a", gross=1000.0, order_discount_share=200.0),
        line("b", gross=1000.0, line_discount=100.0),
    ]
    found = lower_prices(opened(tmp_path, products=[product()], orders=orders, order_lines=lines), period=YEAR)
    assert rows(found) == [("2024-03-10", 900.0, 1000.0, False)]


@pytest.mark.parametrize("told", [{"market": "CN"}, {"currency": "USD"}])
def test_sales_elsewhere_and_in_other_money_are_left_out(tmp_path: Path, told: dict[str, str]) -> None:
    orders = [
        order("a", "2024-03-01"),
        order("b", "2024-03-10", total=50.0, goods_gross=100.0, discount_merchant=50.0, **told),
    ]
    lines = [line("a"), line("b", line_discount=50.0)]
    shop = opened(tmp_path, products=[product()], orders=orders, order_lines=lines)
    assert lower_prices(shop, period=YEAR).empty


def test_before_the_rule_there_is_nothing(tmp_path: Path) -> None:
    found = lower_prices(
        shop(tmp_path, {"2023-03-01": 800.0, "2023-03-10": 1000.0, "2023-03-20": 850.0}), period=Period.year(2022)
    )
    assert found.empty and "to_check" in found


def test_a_lowest_price_is_that_of_all_buyers(tmp_path: Path) -> None:
    sold = {"2024-03-01": 800.0, "2024-03-10": 1000.0, "2024-03-20": 850.0}
    held = shop(tmp_path, sold)
    every, some = lower_prices(held, period=YEAR), lower_prices(held, Choice(market=("FR",)), period=YEAR)
    assert every.equals(some)


def test_a_price_of_another_country_or_channel_is_another_price(tmp_path: Path) -> None:
    stores = [
        {"store_id": name, "channel": "boutique", "name": name, "tz": "Europe/Rome", "country": country}
        for name, country in (("mi", "IT"), ("pr", "FR"))
    ]
    told = {
        "a": ("2024-03-01", 200.0, {"store_id": "pr"}),
        "b": ("2024-03-02", 300.0, {"channel": "ecommerce"}),
        "c": ("2024-03-05", 0.0, {"store_id": "mi"}),
        "d": ("2024-03-20", 100.0, {"store_id": "mi", "market": "CN"}),
    }
    orders = [
        order(name, day, total=1000.0 - cut, goods_gross=1000.0, discount_merchant=cut, **more)
        for name, (day, cut, more) in told.items()
    ]
    lines = [line(name, gross=1000.0, line_discount=cut) for name, (_day, cut, _more) in told.items()]
    shop = opened(tmp_path, stores=stores, products=[product()], orders=orders, order_lines=lines)
    found = lower_prices(shop, period=YEAR).set_index(["country", "channel"])
    milano = found.loc[("IT", "boutique")]
    assert (milano["lowest_eur"], bool(milano["to_check"])) == (1000.0, False) and not found["to_check"].any()
    assert set(found.index) == {("IT", "boutique"), ("FR", "boutique"), ("IT", "ecommerce")}
