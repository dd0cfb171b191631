"""Orders in a currency without a rate are named at once, with what to load."""

from pathlib import Path

import pytest

from data.__main__ import main
from data.rates import advice, missing_rates
from data.store import Store
from tests.analytics.shop import fixing, line, opened, order
from tests.data.loading import till


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    return opened(
        tmp_path,
        orders=[
            order("1", "2020-03-10", total=70.0, currency="GBP"),
            order("2", "2020-05-02", total=30.0, currency="GBP"),
            order("3", "2020-03-10", total=700.0, currency="CNY"),
            order("4", "2020-03-10"),
            order("5", "2020-03-11", currency=None),
        ],
        order_lines=[line("1", gross=70), line("2", gross=30), line("3", gross=700), line("4"), line("5")],
        fx_rates=[fixing("2020-03-09", "CNY", 7.7)],
    )


def test_two_orders_in_pounds_are_missing_a_rate_and_the_one_in_yuan_is_not(shop: Store) -> None:
    missing = missing_rates(shop)
    assert missing[["currency", "orders", "amount"]].values.tolist() == [["GBP", 2, 100], ["", 1, 100]]
    assert str(missing["first_on"][0].date()) == "2020-03-10" and str(missing["last_on"][0].date()) == "2020-05-02"


def test_the_advice_names_currency_days_orders_and_the_file_to_load(shop: Store) -> None:
    pounds, nameless = advice(missing_rates(shop))
    assert pounds.startswith("no exchange rate for GBP from 2020-03-10 to 2020-05-02: 2 orders (GBP 100)")
    assert "eurofxref-hist.zip" in pounds and "--currency" in nameless


def test_a_load_says_which_rates_are_missing_and_is_silent_where_none_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = till(tmp_path, "a.csv", "MI01;7;31/12/2025;23:30;BAG-1;Borsa;1;70,00;0,00;C1;IT")
    assert main(["load", str(file), "--store", str(tmp_path / "euro")]) == 0
    assert "exchange rate" not in capsys.readouterr().err
    opened(tmp_path / "pounds", orders=[order("1", "2020-03-10", currency="GBP")], order_lines=[line("1")]).close()
    assert main(["load", str(file), "--store", str(tmp_path / "pounds")]) == 0
    assert "no exchange rate for GBP" in capsys.readouterr().err
