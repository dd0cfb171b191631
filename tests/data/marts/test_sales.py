"""Orders and lines counted by hand: what is sold, discounted, given back, and in which euro."""

from datetime import date

import pandas as pd
import pytest

from data.store import Store
from tests.analytics.shop import fixing, line, opened, order, product, refund


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    orders = [
        order("funded", "2020-03-02", "ann", 70, goods_gross=100, discount_merchant=20, discount_platform=10),
        order("by line", "2020-03-03", "bob", 90),
        order("by order", "2020-03-04", "cho", 100, shipping=10, goods_gross=90),
        order("header only", "2020-03-05", None, 55, shipping=5, goods_gross=50),
        order("twice told", "2020-03-06", "dan", 80, refunded=-30),
        order("yuan", "2020-03-07", "eve", 778, currency="CNY"),
        order("no rate", "2020-03-20", "eve", 778, currency="CNY"),
        order("till return", "2020-03-09", "bob", -40, goods_gross=-40),
        order("exchange", "2020-03-10", "fay", 30),
        order("tax on top", "2020-03-11", "gus", 108, goods_gross=100, tax=8, tax_included=False, refunded=-54),
        order("called refunded", "2020-03-12", "hal", 60, status="refunded"),
        order("test", "2020-03-02", is_test=True),
        order("again", "2020-03-02", duplicate_of="funded"),
        order("unpaid", "2020-03-02", status="unpaid", paid_at=None),
        order("dropped", "2020-03-02", status="cancelled", paid_at=None),
        order("nowhere in time", "2020-03-02", ordered_on=None, ordered_at=None),
    ]
    lines = [
        line("funded", 1, 60, line_discount=10),
        line("funded", 2, 40, product_id="scarf"),
        line("by line", 1, 50),
        line("by line", 2, 40),
        *(line("by order", number, 30) for number in (1, 2, 3)),
        line("twice told", 1, 80),
        line("yuan", 1, 778),
        line("no rate", 1, 778),
        line("till return", 1, -40, -1),
        line("exchange", 1, -70, -1),
        line("exchange", 2, 100),
        line("tax on top", 1, 100, unit_cost=40.0),
        line("called refunded", 1, 60),
        line("lost", 1, 999),
    ]
    refunds = [
        refund("r1", "by line", -20, "2020-03-15", line_no=2),
        refund("r2", "by order", -100, "2020-04-01"),
        refund("r3", "twice told", -30, None),
        refund("r4", "twice told", -20, "2020-03-16"),
    ]
    products = [
        product("bag", "premium", until="2020-03-03"),
        product("bag", "luxury", since="2020-03-03"),
        product("scarf", "core"),
    ]
    return opened(
        tmp_path_factory.mktemp("store"), orders=orders, order_lines=lines, refunds=refunds, products=products,
        fx_rates=[fixing("2020-03-05", "CNY", 7.78), fixing("2020-03-06", "CNY", 7.5)],
    )  # fmt: skip


@pytest.fixture(scope="module")
def sales(shop: Store) -> pd.DataFrame:
    return shop.query("select * from sales").set_index(["order_id", "line_no"])


@pytest.fixture(scope="module")
def orders(shop: Store) -> pd.DataFrame:
    return shop.query("select * from orders_mart").set_index("order_id")


def test_tests_reimports_unpaid_and_cancelled_orders_are_not_sold(orders: pd.DataFrame) -> None:
    assert {"test", "again", "unpaid", "dropped", "nowhere in time", "lost"}.isdisjoint(orders.index)
    assert len(orders) == 11


def test_a_discount_is_split_by_who_pays_and_shared_by_the_lines(sales: pd.DataFrame) -> None:
    funded = sales.loc["funded"]
    # 10 of the 30 are the first line's own, 20 are shared by what is left: 50 and 40
    assert funded["discount_eur"].tolist() == pytest.approx([10 + 20 * 50 / 90, 20 * 40 / 90], abs=1e-6)
    assert funded["discount_merchant_eur"].sum() == pytest.approx(20, abs=1e-9)
    assert funded["discount_platform_eur"].sum() == pytest.approx(10, abs=1e-9)
    assert funded["net_eur"].sum() == pytest.approx(70, abs=1e-9)
    assert funded["platform_receipts_eur"].sum() == pytest.approx(10, abs=1e-9)


def test_a_refund_of_a_line_lowers_that_line_alone(sales: pd.DataFrame) -> None:
    assert sales.loc["by line", "returns_eur"].tolist() == [0, -20]
    assert sales.loc[("by line", 2), "returned_on"] == pd.Timestamp("2020-03-15")
    assert pd.isna(sales.loc[("by line", 1), "returned_on"])


def test_a_refund_of_goods_and_shipping_gives_back_no_more_goods_than_were_paid(orders: pd.DataFrame) -> None:
    assert orders.loc["by order", "returns_eur"] == -90
    assert orders.loc["by order", "net_eur"] == 0
    assert orders.loc["by order", "gmv_eur"] == 100


def test_a_running_total_and_a_dated_event_of_one_refund_count_once(shop: Store, orders: pd.DataFrame) -> None:
    assert orders.loc["twice told", "returns_eur"] == -30
    events = shop.query("select refunded_on, returns_eur from refund_events where order_id = 'twice told' order by 1")
    assert events["returns_eur"].tolist() == [-20, -10]
    assert events["refunded_on"].isna().tolist() == [False, True]


def test_an_order_without_lines_is_one_line_of_unknown_tier_and_no_units(sales: pd.DataFrame) -> None:
    only = sales.loc["header only"]
    assert only["net_eur"].tolist() == [50]
    assert only["tier"].tolist() == ["unknown"]
    assert only["units"].isna().all()


def test_a_tier_is_that_of_the_day_the_order_was_placed(sales: pd.DataFrame) -> None:
    assert sales.loc[("funded", 1), "tier"] == "premium"
    assert sales.loc[("by line", 1), "tier"] == "luxury"


def test_an_order_has_the_tier_of_its_dearest_line(orders: pd.DataFrame) -> None:
    assert orders.loc["funded", "tier"] == "premium"


def test_a_saturday_takes_fridays_rate_and_five_days_later_there_is_none(orders: pd.DataFrame) -> None:
    assert orders.loc["yuan", "gross_eur"] == pytest.approx(778 / 7.5, abs=1e-6)
    assert orders.loc["yuan", "rate_is_carried"]
    assert pd.isna(orders.loc["no rate", "net_eur"])


def test_constant_currency_values_every_year_at_one_rate(orders: pd.DataFrame) -> None:
    assert orders.loc["no rate", "net_constant_eur"] == pytest.approx(778 / 7.64, abs=1e-6)


def test_a_credit_note_is_a_return_and_no_sale(orders: pd.DataFrame) -> None:
    credit = orders.loc["till return"]
    assert (credit["gross_eur"], credit["returns_eur"], credit["net_eur"]) == (0, -40, -40)
    assert not credit["is_sale"]


def test_an_exchange_is_a_sale_and_a_return(orders: pd.DataFrame) -> None:
    exchange = orders.loc["exchange"]
    assert (exchange["gross_eur"], exchange["returns_eur"], exchange["units"]) == (100, -70, 1)
    assert exchange["is_sale"]


def test_tax_on_top_is_no_part_of_the_goods_given_back(sales: pd.DataFrame) -> None:
    taxed = sales.loc[("tax on top", 1)]
    assert taxed["returns_eur"] == -50
    assert taxed["net_ex_vat_eur"] == 50
    assert taxed["margin_eur"] == 50 - 40 / 2  # half came back into stock


def test_an_order_called_refunded_without_an_amount_gave_all_back(orders: pd.DataFrame) -> None:
    assert orders.loc["called refunded", "net_eur"] == 0
    assert pd.isna(orders.loc["called refunded", "order_number"])


def test_lines_add_up_to_their_order_to_the_last_digit(shop: Store) -> None:
    off = shop.query(
        "select order_id from paid_orders join sales using (order_id) where sales.currency = 'EUR' group by order_id "
        "having sum(net_eur) <> any_value(net) or sum(discount_eur) <> any_value(discount) "
        "or sum(returns_eur) <> any_value(refund + credit)"
    )
    assert off.empty


def test_daily_adds_up_to_sales(shop: Store) -> None:
    parts = shop.query(
        "select sum(net_eur) net, sum(gmv_eur) gmv, sum(orders) orders, sum(new_customers) met from daily"
    )
    whole = shop.query(
        "select sum(net_eur) net, sum(gmv_eur) gmv, count(*) filter (is_sale) orders, count(*) filter (is_new) met "
        "from orders_mart"
    )
    pd.testing.assert_frame_equal(parts, whole, check_dtype=False)


def test_refund_events_add_up_to_the_returns_of_each_order(shop: Store) -> None:
    off = shop.query(
        "select order_id from orders_mart join refund_events using (order_id) group by order_id "
        "having sum(refund_events.returns_eur) <> any_value(orders_mart.returns_eur)"
    )
    assert off.empty


def test_a_product_in_two_tiers_on_one_day_does_not_double_a_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order("1", "2020-05-05")],
        order_lines=[line("1")],
        products=[product("bag", "core"), product("bag", "luxury", since="2020-01-01", until="2021-01-01")],
    )
    assert shop.query("select tier, net_eur from sales").values.tolist() == [["luxury", 100.0]]


def test_a_refund_without_a_date_takes_it_from_the_wallet(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from tests.analytics.shop import txn

    shop = opened(
        tmp_path,
        orders=[order("1", "2020-05-05", refunded=-60)],
        order_lines=[line("1")],
        wallet_transactions=[txn("a", "2020-05-05", 100, "1"), txn("b", "2020-05-20", -50, "1")],
    )
    days = shop.query("select refunded_on, amount, dated_by from refund_days order by 1")
    assert days["amount"].tolist() == [-50, -10]
    assert days["dated_by"].tolist() == ["wallet", "nobody"]
    assert days["refunded_on"][0].date() == date(2020, 5, 20)


def test_the_assortment_adds_up_to_sales(shop: Store) -> None:
    parts = shop.query("select sum(net_eur) net, sum(units) units, sum(lines) lines from assortment_month")
    whole = shop.query("select sum(net_eur) net, sum(units) units, count(*) filter (is_sold) lines from sales")
    pd.testing.assert_frame_equal(parts, whole, check_dtype=False)
