"""Law: debits are credits to the cent, in every currency and in the shop's own; and a month's books are what its files say."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analytics.journal import COLUMNS, journal
from analytics.payouts import payout_position
from analytics.period import Period
from tests.analytics.shop import fixing, opened, order, refund, txn
from tests.laws.test_money_adds_up_to_the_bank import FIRST, cents, drawn
from tests.laws.twins.detail import Detail

NOUGHT = Decimal(0)


def total(table: pd.DataFrame, column: str) -> Decimal:
    return sum((value for value in table[column] if value is not None and not pd.isna(value)), NOUGHT)


def net(table: pd.DataFrame, role: str, ending: str = "") -> Decimal:
    rows = table[table["role"] == role]
    return total(rows, f"debit{ending}") - total(rows, f"credit{ending}")


def assert_balanced(table: pd.DataFrame) -> None:
    assert not table.empty and tuple(table.columns) == COLUMNS
    for _, rows in table.groupby("currency"):
        assert total(rows, "debit") == total(rows, "credit")
    for _, rows in table.groupby("entry"):
        assert total(rows, "debit_eur") == total(rows, "credit_eur")


@pytest.mark.parametrize("month", [(2019, 11), (2020, 4), (2024, 5), (2026, 6)])
def test_each_month_of_the_sample_shop_balances(detail: Detail, month: tuple[int, int]) -> None:
    assert_balanced(journal(detail.store, period=Period.month(*month)))


def test_the_wallet_account_moves_by_what_wallets_owe(detail: Detail) -> None:
    period = Period.month(2024, 5)
    table = journal(detail.store, period=period)
    before = payout_position(detail.store, on=period.since - timedelta(days=1)).set_index(["wallet", "currency"])
    after = payout_position(detail.store, on=period.until - timedelta(days=1)).set_index(["wallet", "currency"])
    for (wallet, currency), row in after.iterrows():
        own = table[(table["wallet"] == wallet) & (table["currency"] == currency)]
        assert net(own, "wallet") == cents(row["receivable"]) - cents(before.loc[(wallet, currency), "receivable"])
        assert net(own, "transit") == cents(row["on_the_way"]) - cents(before.loc[(wallet, currency), "on_the_way"])


@pytest.mark.parametrize("seed", range(3))
def test_a_shop_with_every_fault_balances_and_moves_by_what_is_owed(seed: int, tmp_path: Path) -> None:
    rates = [fixing((FIRST + timedelta(days=days)).isoformat(), "CNY", 7.5 + days / 100) for days in range(-4, 70)]
    store = opened(tmp_path, **drawn(seed), fx_rates=rates)
    period = Period(FIRST, FIRST + timedelta(days=60))
    table = journal(store, period=period)
    assert_balanced(table)
    for row in payout_position(store, on=period.until - timedelta(days=1)).to_dict("records"):
        own = table[(table["wallet"] == row["wallet"]) & (table["currency"] == row["currency"])]
        owed = cents(row["receivable"]) + cents(row["untold"]) - cents(row["differences"])
        exchanged = net(own, "conversion")
        assert net(own, "wallet") == owed and exchanged == -cents(row["converted"])


def test_sales_vat_and_returns_are_booked_as_orders_say(tmp_path: Path) -> None:
    store = opened(
        tmp_path,
        orders=[
            order("1", "2024-05-03", total=122.0, goods_gross=122.0, tax=22.0),
            order("2", "2024-05-04", total=50.0, goods_gross=50.0, tax=None),
            order("3", "2024-05-05", total=110.0, goods_gross=100.0, tax=10.0, tax_included=False),
        ],
        refunds=[refund("r", "1", -61.0, "2024-05-20")],
    )
    table = journal(store, period=Period.month(2024, 5))
    assert_balanced(table)
    assert (net(table, "revenue"), net(table, "revenue_vat_unknown")) == (Decimal(-200), Decimal(-50))
    assert (net(table, "returns"), net(table, "vat")) == (Decimal(50), Decimal(-32 + 11))
    assert net(table, "customers") == Decimal(122 + 50 + 110 - 61)


def test_what_yuan_gained_until_they_were_paid_out_is_a_difference_of_its_own(tmp_path: Path) -> None:
    paid = {
        "settlement_id": "p",
        "system": "alipay",
        "account_id": "a",
        "entry_type": "payout",
        "settlement_batch": "b",
    }
    store = opened(
        tmp_path,
        wallet_transactions=[
            txn("1", "2024-05-02", 800, None, currency="CNY", account_id="a", settlement_batch="b", fee=-8.0)
        ],
        settlements=[paid | {"occurred_on": pd.Timestamp("2024-05-09").date(), "amount": -792, "currency": "CNY"}],
        fx_rates=[fixing("2024-05-02", "CNY", 8.0), fixing("2024-05-09", "CNY", 7.2)],
    )
    table = journal(store, period=Period.month(2024, 5))
    assert_balanced(table)
    # 792 yuan were worth 99 euro, and 110 a week later
    assert net(table, "exchange_differences", "_eur") == Decimal(-11) and net(table, "exchange_differences") == NOUGHT
    assert net(table, "wallet", "_eur") == NOUGHT and net(table, "transit", "_eur") == Decimal(110)


def test_a_day_without_a_rate_leaves_no_amount_and_not_nought(tmp_path: Path) -> None:
    store = opened(tmp_path, wallet_transactions=[txn("1", "2024-05-02", 800, None, currency="CNY")])
    rows = journal(store, period=Period.month(2024, 5))
    assert rows["debit_eur"].isna().all() and total(rows, "debit") == Decimal(800)
