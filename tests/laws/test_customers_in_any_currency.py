"""Law: what customers are worth, cohort by cohort, is stated in any currency as sales are: order by order, at the rate of its own day."""

import numpy as np
import pandas as pd
import pytest

from analytics.cohorts import cohorts
from analytics.kpis import kpis
from analytics.lifetime.gamma_gamma import Spends, gamma_gamma
from analytics.purchase_histories import repeat_values
from analytics.reach import reach
from analytics.segments import concentration, rfm
from data.store import BASES, EVERYTHING, Choice, Money, Store
from tests.analytics.shop import fixing, line, opened, order
from tests.laws import stores
from tests.laws.test_an_order_keeps_its_own_amounts import YEAR

AMOUNTS = ["ltv", "ltv_low", "ltv_high", "margin_ltv", "margin_ltv_low", "margin_ltv_high"]
SHARES = ["retention", "rolling_retention", "orders_per_customer", "nrr", "refund_rate"]
EVERY_BASIS = pytest.mark.parametrize("basis", BASES)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.sample(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ann, of 100 euro on a day of 8 yuan and 100 euro on a day of 10; Bob, of 800 yuan on the day of 8."""
    return opened(
        tmp_path_factory.mktemp("twice"),
        orders=[
            order("1", "2020-01-10", "ann", 100.0),
            order("2", "2020-02-10", "ann", 100.0),
            order("3", "2020-01-10", "bob", 800.0, currency="CNY"),
            order("9", "2020-06-10", "eve", 1.0),
        ],
        order_lines=[line("1", gross=100.0), line("2", gross=100.0), line("3", gross=800.0), line("9", gross=1.0)],
        fx_rates=[
            fixing("2020-01-10", "CNY", 8.0),
            fixing("2020-02-10", "CNY", 10.0),
            fixing("2020-06-10", "CNY", 10.0),
        ],
    )


@pytest.mark.parametrize(
    ("money", "worth"),
    [
        (None, [100.0, 150.0]),
        (Money("CNY"), [800.0, 1300.0]),
        (Money("CNY", "month"), [800.0, 1300.0]),
        (Money("CNY", "constant"), [(28 / 3 * 100 + 800) / 2, (28 / 3 * 200 + 800) / 2]),  # the mean of 8, 10 and 10
    ],
    ids=str,
)
def test_two_customers_of_a_january_by_hand(twice: Store, money: Money | None, worth: list[float]) -> None:
    table = cohorts(twice, Choice(money=money), smallest=1).table
    january = table[(table["cohort"] == pd.Timestamp("2020-01-01")) & (table["k"] <= 1)]
    assert january["ltv"].tolist() == pytest.approx(worth)


@pytest.mark.parametrize("choice", [{}, {"market": ("CN",), "tier": ("luxury", "premium")}], ids=["shop", "luxury"])
@pytest.mark.parametrize(("grain", "by"), [("month", "all"), ("quarter", "channel"), ("week", "depth")])
def test_euro_at_the_days_rates_is_what_the_marts_hold(shop: Store, choice: dict, grain: str, by: str) -> None:
    held, told = (
        cohorts(shop, Choice(**choice, money=money), grain=grain, by=by).table for money in (None, Money("EUR"))
    )
    pd.testing.assert_frame_equal(told, held, check_exact=False, rtol=1e-6, atol=1e-6)


@EVERY_BASIS
def test_what_cohorts_spent_is_what_the_card_says(shop: Store, basis: str) -> None:
    choice = Choice(money=Money("CNY", basis))
    spent = concentration(shop, choice, period=YEAR)
    card = kpis(shop, choice, period=YEAR).loc["current"]
    assert 0 < spent.net_eur <= card["net_eur"] * 1.2
    segments = rfm(shop, choice, until=reach(shop).until).segments()
    total = shop.answer("known", "select sum(net_eur) as net from orders_mart where customer_id is not null", choice)[
        "net"
    ][0]
    assert float(segments["net_eur"].sum()) == pytest.approx(float(total), rel=1e-3)


def test_at_one_rate_for_all_years_amounts_are_so_many_times_larger_and_shares_the_same(shop: Store) -> None:
    euro, yuan = (cohorts(shop, Choice(money=Money(code, "constant"))).table for code in ("EUR", "CNY"))
    assert np.allclose(
        yuan[AMOUNTS].astype(float), euro[AMOUNTS].astype(float) * _rate(shop), rtol=2e-3, atol=25, equal_nan=True
    )  # whole euro, times eight
    assert np.allclose(yuan[SHARES].astype(float), euro[SHARES].astype(float), rtol=2e-3, atol=2e-3, equal_nan=True)


def test_so_is_what_their_next_purchase_is_worth(shop: Store) -> None:
    until = reach(shop).until
    euro, yuan = (
        _spends(repeat_values(shop, Choice(money=Money(code, "constant")), until=until)) for code in ("EUR", "CNY")
    )
    once, often = np.array([1.0, 5.0]), np.array([100.0, 1000.0])
    worth = gamma_gamma(euro).expected(once, often)
    assert gamma_gamma(yuan).expected(once, often * _rate(shop)) == pytest.approx(worth * _rate(shop), rel=1e-3)


def _spends(rows: pd.DataFrame) -> Spends:
    return Spends(*(rows[name].to_numpy(dtype=float) for name in ("frequency", "value", "customers")))


def _rate(shop: Store) -> float:
    """Yuan for one euro, in all years."""
    return float(shop.query("select per_eur from fx_constant where currency = 'CNY'")["per_eur"][0])


def test_who_comes_back_has_no_currency(shop: Store) -> None:
    counts = ["size", "retention", "rolling_retention", "orders_per_customer"]
    held, told = (cohorts(shop, each).table[counts] for each in (EVERYTHING, Choice(money=Money("CNY", "month"))))
    pd.testing.assert_frame_equal(held, told)
