"""Law: whatever currency and rates amounts are stated by, an order in that currency keeps the amounts it was made in, every other
is converted once, at the rate of its own day, and what cannot be stated so is refused by name.
"""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.bridge import bridge
from analytics.kpis import kpis
from analytics.measures import answered
from analytics.period import Period
from analytics.sales_by import sales_by
from data.store import BASES, EVERYTHING, Choice, Money, Store
from sheets import overview
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import fixing, line, opened, order, txn
from tests.laws import stores

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
EVERY_BASIS = pytest.mark.parametrize("basis", BASES)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.sample(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three orders of a May: 800 yuan on a day of 8, 100 euro on a day of 10, 90 yuan of goods for 10 euro at the wallet's own rate."""
    return opened(
        tmp_path_factory.mktemp("three"),
        orders=[
            order("1", "2020-05-05", "ann", 800.0, currency="CNY"),
            order("2", "2020-05-10", "bob", 100.0),
            order("3", "2020-05-10", "eve", 10.0, channel="wallet", payment_wallet="alipay"),
        ],
        order_lines=[line("1", gross=800.0), line("2", gross=100.0), line("3", gross=10.0)],
        wallet_transactions=[
            txn("t", "2020-05-10", 10.0, "3", buyer_amount=90.0, buyer_currency="CNY", fx_rate=1 / 9, fx_pair="EUR/CNY")
        ],
        fx_rates=[fixing("2020-05-05", "CNY", 8.0), fixing("2020-05-10", "CNY", 10.0)],
    )


@pytest.mark.parametrize(
    ("money", "net"),
    [
        (None, 210.0),
        (Money("EUR"), 210.0),
        (Money("CNY"), 800.0 + 1000.0 + 100.0),  # each at its own day's rate
        (Money("CNY", "transaction"), 800.0 + 1000.0 + 90.0),  # what the wallet took is 90 yuan
        (Money("CNY", "month"), 800.0 + 900.0 + 90.0),  # the mean of 8 and 10
        (Money("EUR", "month"), 800.0 / 9 + 110.0),
        (Money("EUR", "constant"), 800.0 / 9 + 110.0),  # no full year with orders: the mean of all
        (Money("EUR", "transaction"), 210.0),
    ],
    ids=str,
)
def test_by_hand(three: Store, money: Money | None, net: float) -> None:
    card = kpis(three, Choice(money=money), period=Period.year(2020)).loc["current"]
    assert card["net_eur"] == pytest.approx(net)
    assert card["aov_eur"] == pytest.approx(net / 3)


@EVERY_BASIS
def test_orders_in_the_currency_keep_their_amounts(shop: Store, basis: str) -> None:
    choice, window = Choice(money=Money("CNY", basis)), {"since": YEAR.since, "until": YEAR.until}
    where = "currency = 'CNY' and ordered_on >= $since and ordered_on < $until"
    own = shop.query(
        f"select sum(goods - discount + credit + refund) as net from paid_orders where {where} and per_eur is not null",
        window,
    )
    told = shop.answer("own", f"select sum(net_eur) as net from sales where {where}", choice, **window)
    assert float(told["net"][0]) == pytest.approx(float(own["net"][0]), abs=0.005)


def test_euro_at_the_days_rates_is_what_the_marts_hold(shop: Store) -> None:
    held, told = kpis(shop, period=YEAR), kpis(shop, Choice(money=Money("EUR")), period=YEAR)
    assert set(held.columns) - set(told.columns) == {"returns_rd_eur"}  # which the roll-up alone has
    columns = [name for name in told.columns if name not in ("since", "until", "is_covered")]
    assert np.allclose(told[columns].astype(float), held[columns].astype(float), rtol=1e-9, atol=1e-4, equal_nan=True)


@EVERY_BASIS
def test_orders_persons_and_pieces_have_no_currency(shop: Store, basis: str) -> None:
    counts = ["orders", "buyers", "new_customers", "units"]
    held, told = (kpis(shop, each, period=YEAR)[counts] for each in (EVERYTHING, Choice(money=Money("CNY", basis))))
    pd.testing.assert_frame_equal(held, told)


@EVERY_BASIS
def test_slices_and_the_bridge_add_up_in_any_currency(shop: Store, basis: str) -> None:
    choice = Choice(money=Money("CNY", basis), channel=("ecommerce", "boutique"))
    card = kpis(shop, choice, period=YEAR)["net_eur"]
    for by in ("market", "channel", "tier", "brand"):
        table = sales_by(shop, choice, period=YEAR, by=by)
        assert table.groupby("period")["net_eur"].sum().loc[card.index].to_numpy() == pytest.approx(card.to_numpy())
    made = bridge(shop, choice, period=YEAR, against=YEAR.last_year)
    assert (made.before, made.after) == pytest.approx((card["last_year"], card["current"]))
    assert made.before + sum(made.parts.values()) == pytest.approx(made.after)
    if basis == "constant":
        assert made.parts["exchange_rate"] == pytest.approx(0.0, abs=1.0)


def test_a_missing_rate_is_no_amount(three: Store) -> None:
    card = kpis(three, Choice(money=Money("JPY")), period=Period.year(2020)).loc["current"]
    assert card["orders_without_rate"] == card["orders"] == 3
    assert np.isnan(card["net_eur"])


def test_what_holds_no_order_is_refused_by_name(shop: Store) -> None:
    with pytest.raises(ValueError, match="amounts are not stated in CNY; ask in the currency of the shop"):
        shop.answer("roll-up", "select sum(net_eur) from daily", Choice(money=Money("CNY")))
    assert "returns_rd_eur" not in answered(Choice(money=Money("CNY")))


@pytest.mark.parametrize("given", [("yuan", "daily"), ("cny", "daily"), ("CNY", "spot")])
def test_no_currency_or_basis_is_refused(given: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="is no"):
        Money(*given)


def test_filters_and_currency_go_together(three: Store) -> None:
    choice = Choice(channel=("wallet",), money=Money("CNY", "transaction"))
    assert kpis(three, choice, period=Period.year(2020)).loc["current", "net_eur"] == pytest.approx(90.0)


@pytest.fixture(scope="module")
def may(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Orders of 100 euro on 1 to 19 May; the last yuan fixing, 7.8, is of 29 April and is carried to the 4th."""
    days = [f"2020-05-{day:02d}" for day in range(1, 20)]
    return opened(
        tmp_path_factory.mktemp("may"),
        orders=[order(day, day, day) for day in days],
        order_lines=[line(day) for day in days],
        fx_rates=[fixing("2020-04-29", "CNY", 7.8)],
    )


@pytest.mark.parametrize(
    ("basis", "lost", "net"),
    [("daily", 15, 4 * 780.0), ("month", 15, 4 * 780.0), ("constant", 0, 19 * 780.0), ("transaction", 15, 4 * 780.0)],
)
def test_what_no_rate_reaches_is_counted_and_one_rate_for_all_years_reaches_all(
    may: Store, basis: str, lost: int, net: float
) -> None:
    card = kpis(may, Choice(money=Money("CNY", basis)), period=Period.year(2020)).loc["current"]
    assert (card["orders"], card["orders_without_rate"], card["net_eur"]) == (19, lost, pytest.approx(net))


def test_what_no_rate_reaches_is_said(may: Store) -> None:
    reading = Reading.of(may)
    chosen = Chosen(Choice(money=Money("CNY")), Period.year(2020))
    note = overview.headline(reading, chosen, past(reading, chosen)).note
    assert "15 of 19 orders have no exchange rate to Chinese yuan and count in no amount." in note
