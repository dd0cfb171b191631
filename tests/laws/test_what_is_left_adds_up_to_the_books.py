"""Law: fees and commissions of orders, with those of no order, are what the month's books have, to the cent; and lines add up to their order."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.journal import parts
from analytics.period import Period
from analytics.sales_by import sales_by
from data.store import Store
from tests.analytics.shop import fixing, line, opened, order, txn
from tests.sample_shops import sample_shop

EVER = Period.year(2024)
SOLD = Period(pd.Timestamp("2024-05-01").date(), pd.Timestamp("2024-06-01").date())


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """Three orders by hand: one of two lines paid in euro, one paid in yuan, one of which no payment is loaded."""
    return opened(
        tmp_path / "store",
        orders=[
            order("it", "2024-05-03", channel="ecommerce", payment_wallet="alipay", tax=0.0),
            order("cn", "2024-05-04", market="CN", channel="wallet", payment_wallet="alipay", tax=0.0),
            order("till", "2024-05-04", channel="boutique", tax=0.0),
        ],
        order_lines=[
            line("it", 1, gross=300.0, net=300.0, unit_cost=100.0),
            line("it", 2, gross=100.0, net=100.0, unit_cost=50.0),
            line("cn", 1, gross=200.0, net=200.0, unit_cost=50.0),
            line("till", 1, gross=90.0, net=90.0, unit_cost=30.0),
        ],
        wallet_transactions=[
            txn("1", "2024-05-03", 400.0, "it", fee=-4.01),
            txn("1f", "2024-05-03", -1.0, "it", txn_type="fee"),
            txn("1r", "2024-06-05", -0.5, "it", txn_type="refund", fee=0.01),
            txn("2", "2024-05-04", 1600.0, "cn", fee=-8.0, currency="CNY"),
            txn("3", "2024-05-09", 50.0, None, fee=-0.5),
        ],
        fx_rates=[fixing("2024-05-03", "CNY", 8.0)],
    )


def test_three_orders_by_hand(shop: Store) -> None:
    lines = shop.query(
        "select order_id, line_no, charged_eur::double as charged, margin_after_fees_eur::double as after from sales"
    ).set_index(["order_id", "line_no"])
    assert lines.loc[("it", 1)].tolist() == [3.75, 196.25] and lines.loc[("it", 2)].tolist() == [1.25, 48.75]
    assert lines.loc[("cn", 1), "charged"] == 1.0
    assert lines.loc[("till", 1)].isna().all(), "nobody knows what a payment cost that is not loaded"
    table = sales_by(shop, period=SOLD, by="channel")
    told = table[table["period"] == "current"].set_index("slice")
    assert pd.isna(told.loc["boutique", "margin_after_fees_eur"]) and told.loc["boutique", "after_fees_coverage"] == 0
    assert float(told.loc["wallet", "charged_eur"]) == 1.0


def test_with_those_of_no_order_they_are_the_journals(shop: Store) -> None:
    booked = parts(shop, EVER)
    fees = -booked.loc[booked["kind"].isin(["fee", "commission"]), "amount_eur"].astype(float).sum()
    of_orders = shop.query("select sum(charged_eur)::double as eur from sales")["eur"][0]
    assert fees == pytest.approx(of_orders + 0.5, abs=0.005)


def test_a_sample_shops_lines_add_up_to_the_books(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In each currency of a wallet's books: fees of orders and of no order, at the rates of the journal."""
    store = Store.open(sample_shop(tmp_path_factory, 1_500))
    whole = Period(pd.Timestamp("2018-01-01").date(), pd.Timestamp("2027-01-01").date())
    booked = parts(store, whole)
    fees = -booked.loc[booked["kind"].isin(["fee", "commission"]), "amount_eur"].astype(float).sum()
    of_orders = store.query("select sum(charged_eur)::double as eur from sales")["eur"][0]
    others = store.query(
        """select -sum((fee + case when txn_type = 'fee' then gross else 0 end)::double
            / case when moved.currency = 'EUR' then 1 else per_eur end) as eur
        from wallet_transactions as moved
        left join fx_daily on fx_daily.currency = moved.currency and fx_daily.day = moved.occurred_on
        where moved.status <> 'failed' and txn_id not in (
            select txn_id from wallet_links where order_id in (select order_id from sales where charged_eur is not null)
        )"""
    )["eur"][0]
    assert of_orders > 0 and fees == pytest.approx(of_orders + others, abs=0.01 * len(booked))
    by_line = store.query(
        """select max(abs(of_lines.charged - order_charges.charged_eur))::double as gap
        from order_charges join (select order_id, sum(charged_eur) as charged from sales group by order_id) as of_lines
        using (order_id)"""
    )["gap"][0]
    assert by_line < 1e-6
