"""Law: a shop of one currency without any exchange rate states that currency; every other shop states euro, and what has no rate is named.

Broken once: a shop of pounds showed a banner and a page of dashes until somebody found a file of the European Central Bank.
"""

from pathlib import Path

import pandas as pd
import pytest

from analytics.bridge import bridge
from analytics.kpis import kpis
from analytics.period import Period
from data.__main__ import main
from data.rates import missing_rates
from data.store import Store, writing
from tests.analytics.shop import fixing, line, opened, order, product, refund

YEAR = Period.year(2020)
BOUGHT = {"1": ("2020-03-10", 70.0, "GBP"), "2": ("2020-05-02", 30.0, "GBP")}


def _shop(home: Path, *fixings: dict[str, object], **more: tuple[str, float, str | None]) -> Store:
    bought = {**BOUGHT, **more}
    return opened(
        home,
        orders=[order(name, day, total=total, currency=code) for name, (day, total, code) in bought.items()],
        order_lines=[line(name, gross=total) for name, (_, total, _) in bought.items()],
        refunds=[refund("r", "1", -20, "2020-03-20", currency="GBP")],
        products=[product(unit_cost_eur=10.0, list_price_eur=100.0)],
        fx_rates=fixings,
    )


def test_a_shop_of_pounds_without_a_rate_states_pounds(tmp_path: Path) -> None:
    shop = _shop(tmp_path)
    card = kpis(shop, period=YEAR).loc["current"]
    assert shop.currency == "GBP" and missing_rates(shop).empty
    assert card[["gross_eur", "net_eur", "net_constant_eur", "gmv_eur"]].tolist() == [100, 80, 80, 100]
    assert bridge(shop, period=YEAR, against=YEAR.last_year).after == 80


def test_costs_in_euro_are_not_taken_from_sales_in_pounds(tmp_path: Path) -> None:
    assert pd.isna(kpis(_shop(tmp_path), period=YEAR).loc["current", "margin_eur"])


@pytest.mark.parametrize("other", ["USD", "EUR"])
def test_a_shop_of_two_currencies_states_euro_and_names_what_has_no_rate(tmp_path: Path, other: str) -> None:
    shop = _shop(tmp_path, more=("2020-06-01", 10.0, other))
    assert shop.currency == "EUR"
    assert set(missing_rates(shop)["currency"]) == {"GBP", other} - {"EUR"}


def test_orders_that_name_no_currency_stay_out_of_every_total(tmp_path: Path) -> None:
    shop = _shop(tmp_path, nameless=("2020-06-01", 10.0, None))
    assert (shop.currency, missing_rates(shop)["currency"].tolist()) == ("GBP", [""])
    assert kpis(shop, period=YEAR).loc["current", "net_eur"] == 80


def test_a_rate_for_the_day_of_an_order_makes_it_a_shop_of_euro(tmp_path: Path) -> None:
    shop = _shop(tmp_path, fixing("2020-03-09", "GBP", 0.5))
    assert shop.currency == "EUR" and missing_rates(shop)["orders"].tolist() == [1]
    assert kpis(shop, period=YEAR).loc["current", "net_eur"] == 100


@pytest.mark.parametrize("rate", [fixing("2019-03-09", "GBP", 0.5), fixing("2020-03-09", "USD", 1.1)])
def test_a_rate_that_reaches_no_order_changes_nothing(tmp_path: Path, rate: dict[str, object]) -> None:
    shop = _shop(tmp_path, rate)
    assert (shop.currency, kpis(shop, period=YEAR).loc["current", "net_eur"]) == ("GBP", 80)


def test_rates_that_come_later_make_it_a_shop_of_euro_and_the_load_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "store"
    _shop(home).close()
    file = tmp_path / "rates.csv"
    file.write_text(
        "Date,USD,JPY,GBP,CHF,CNY,\n2020-03-10,1.1,120,0.5,1.1,7.8,\n2020-05-01,1.1,120,0.5,1.1,7.8,\n",
        encoding="utf-8",
    )
    assert main(["load", str(file), "--store", str(home)]) == 0
    assert "amounts are stated in EUR from this version on; the version before stated GBP" in capsys.readouterr().err
    shop = Store.open(home)
    assert (shop.currency, kpis(shop, period=YEAR).loc["current", "net_eur"]) == ("EUR", 160)


def test_orders_in_euro_that_come_later_make_it_a_shop_of_euro(tmp_path: Path) -> None:
    _shop(tmp_path).close()
    with writing(tmp_path) as writer:
        writer.insert("orders", pd.DataFrame([order("9", "2020-07-01")]))
    assert Store.open(tmp_path).currency == "EUR"


def test_an_empty_shop_and_a_shop_of_euro_state_euro(tmp_path: Path) -> None:
    assert opened(tmp_path / "empty").currency == "EUR"
    assert opened(tmp_path / "euro", orders=[order("1", "2020-03-10")], order_lines=[line("1")]).currency == "EUR"
