"""Orders against wallet transactions, counted by hand."""

from typing import Any

import pandas as pd
import pytest

from tests.analytics.shop import fixing, opened, order, refund, txn


def wallet_order(order_id: str, total: float = 100.0, **told: Any) -> dict[str, Any]:
    return order(order_id, "2020-03-10", total=total, payment_wallet="alipay", **told)


@pytest.fixture(scope="module")
def matches(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    orders = [
        wallet_order("exact", payment_ref="REF1"),
        wallet_order("short"),
        wallet_order("over"),
        wallet_order("unpaid by wallet"),
        order("outside the files", "2020-06-01", payment_wallet="alipay"),
        wallet_order("taobao", source_order_id="777"),
        wallet_order("named", order_name="#1001"),
        wallet_order("coupon"),
        wallet_order("refund both", refunded=-40),
        wallet_order("refund order only", refunded=-40),
        wallet_order("refund wallet only"),
        wallet_order("euro order", currency="CNY", total=780),
        wallet_order("two payments"),
        wallet_order("same name", order_name="A"),
        wallet_order("same name too", order_name="A"),
        order("card", "2020-03-10"),
        wallet_order("never paid", status="cancelled", paid_at=None),
        wallet_order("edited", total=60),
    ]
    moved = [
        txn("1", "2020-03-10", 100, "REF1", fee=-0.6, settled_at=pd.Timestamp("2020-03-12", tz="UTC")),
        txn("2", "2020-03-10", 99.99, "short"),
        txn("3", "2020-03-10", 100.01, "over"),
        txn("6", "2020-03-10", 100, "T200P777"),
        txn("7", "2020-03-10", 100, "1001"),
        txn("8", "2020-03-10", 95, "coupon", list_amount=100.0, buyer_paid=90.0, disc_platform=5.0, disc_merchant=5.0),
        txn("9", "2020-03-10", 100, "refund both"),
        txn("9r", "2020-03-12", -40, None, original_ref="P9"),
        txn("10", "2020-03-10", 100, "refund order only"),
        txn("11", "2020-03-10", 100, "refund wallet only"),
        txn("11r", "2020-03-13", -25, "refund wallet only"),
        txn("12", "2020-03-10", 99, "euro order", buyer_amount=780.0, buyer_currency="CNY"),
        txn("13a", "2020-03-10", 30, "two payments"),
        txn("13b", "2020-03-10", 70, "two payments"),
        txn("14", "2020-03-10", 100, "A"),
        txn("15", "2020-03-10", 12, "nobody's"),
        txn("15r", "2020-03-11", -12, "nobody's"),
        txn("16", "2020-03-11", 500, None, txn_type="payout"),
        txn("17", "2020-03-10", 100, "failed", status="failed"),
        txn("18", "2020-03-10", 100, "never paid"),
        txn("19", "2020-03-10", 100, "edited"),
        txn("19r", "2020-03-10", -40, "edited"),
    ]
    for row in moved:
        row["provider_txn_id"] = f"P{row['txn_id']}"
    shop = opened(
        tmp_path_factory.mktemp("store"),
        orders=orders,
        wallet_transactions=moved,
        fx_rates=[fixing("2020-03-10", "CNY", 7.8)],
        refunds=[refund("r", "refund order only", -40, "2020-03-20")],
    )
    return shop.query("select coalesce(order_id, 'ref ' || merchant_ref) as name, * from wallet_matches").set_index(
        "name"
    )


@pytest.mark.parametrize(
    ("name", "state", "difference"),
    [
        ("exact", "matched", 0),
        ("taobao", "matched", 0),
        ("named", "matched", 0),
        ("coupon", "matched", 0),
        ("two payments", "matched", 0),
        ("refund both", "matched", 0),
        ("edited", "matched", 0),
        ("short", "partial", -0.01),
        ("over", "mismatch", 0.01),
        ("refund order only", "mismatch", 40),
        ("refund wallet only", "mismatch", -25),
        ("never paid", "mismatch", 100),
        ("unpaid by wallet", "missing_payment", -100),
        ("same name", "missing_payment", -100),
        ("ref A", "missing_order", 100),
        ("ref nobody's", "missing_order", 0),
    ],
)
def test_to_the_cent(matches: pd.DataFrame, name: str, state: str, difference: float) -> None:
    assert matches.loc[name, "state"] == state
    assert matches.loc[name, "difference"] == pytest.approx(difference, abs=1e-9)


def test_an_order_in_the_buyers_currency_is_compared_in_it_and_its_rate_with_the_ecbs(matches: pd.DataFrame) -> None:
    row = matches.loc["euro order"]
    assert (row["state"], row["currency"], row["wallet_amount"]) == ("matched", "CNY", 780)
    assert row["fx_applied"] == pytest.approx(99 / 780)
    assert row["fx_mid"] == pytest.approx(1 / 7.8)


def test_orders_of_days_without_a_wallet_file_and_other_tenders_are_not_looked_for(matches: pd.DataFrame) -> None:
    assert {"outside the files", "card"}.isdisjoint(matches.index)


def test_payouts_and_failed_payments_are_no_references(matches: pd.DataFrame) -> None:
    assert len(matches) == 18
    assert not matches.index.str.contains("failed").any()


def test_each_transaction_is_counted_in_one_row(matches: pd.DataFrame) -> None:
    assert matches["payments"].sum() == 16
    assert matches["refunds"].sum() == 4


def test_the_settlement_day_and_the_fee_stand_beside_the_order(matches: pd.DataFrame) -> None:
    exact = matches.loc["exact"]
    assert exact["settled_on"] == pd.Timestamp("2020-03-12")
    assert exact["fee"] == -0.6


def test_an_order_number_used_again_years_later_is_another_order(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order("old", "2020-03-10", order_name="#1039", payment_wallet="alipay")],
        wallet_transactions=[txn("1", "2020-03-10", 5, "other"), txn("2", "2026-09-14", 100, "1039")],
    )
    found = shop.query("select order_id, merchant_ref, state from wallet_matches order by merchant_ref nulls last")
    assert found["state"].tolist() == ["missing_order", "missing_order", "missing_payment"]


def test_between_two_daily_files_a_payment_is_not_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order(day, day, payment_wallet="alipay") for day in ("2020-03-10", "2020-03-11", "2020-03-12")],
        wallet_transactions=[
            txn("1", "2020-03-10", 5, "other", file_id="tenth"),
            txn("2", "2020-03-12", 5, "another", file_id="twelfth"),
        ],
    )
    missing = shop.query("select order_id from wallet_matches where state = 'missing_payment' order by 1")
    assert missing["order_id"].tolist() == ["2020-03-10", "2020-03-12"]


def test_a_dispute_or_a_fee_alone_is_no_payment(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order("1", "2020-03-10")],
        wallet_transactions=[
            txn("a", "2020-03-12", -50, "1", txn_type="dispute"),
            txn("b", "2020-03-12", -3, None, txn_type="fee"),
        ],
    )
    assert shop.query("select * from wallet_matches").empty


def test_a_card_is_reconciled_and_no_wallet(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order("1", "2020-03-10"), order("2", "2020-03-10")],
        wallet_transactions=[txn("a", "2020-03-10", 100, "1", wallet="visa"), txn("b", "2020-03-10", 100, "2")],
    )
    paid = shop.query("select order_id, wallet, is_wallet, wallet_paid_eur from orders_mart order by 1")
    assert paid.values.tolist() == [["1", "visa", False, 0.0], ["2", "alipay", True, 100.0]]
    assert shop.query("select distinct state from wallet_matches")["state"].tolist() == ["matched"]
