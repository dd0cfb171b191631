"""Payouts against their transactions and the bank, counted by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.payouts import payout_list, payout_position
from analytics.period import Period
from data.store import Store
from tests.analytics.shop import fixing, opened, txn

YEAR = Period.year(2024)


def moved(number: str, day: str, gross: float, batch: str | None, **told: Any) -> dict[str, Any]:
    return txn(number, day, gross, None, settlement_batch=batch, account_id="a", **told)


def payout(batch: str | None, day: str, amount: float, currency: str = "EUR", **told: Any) -> dict[str, Any]:
    row = {"settlement_id": f"{batch} {day} {amount}", "system": "alipay", "account_id": "a", "entry_type": "payout"}
    row |= {"settlement_batch": batch, "occurred_on": date.fromisoformat(day), "amount": -amount, "currency": currency}
    return row | told


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return opened(
        tmp_path_factory.mktemp("store"),
        wallet_transactions=[
            moved("1", "2024-01-02", 100, "even", fee=-1.0),
            moved("1r", "2024-01-03", -40, "even"),
            moved("2", "2024-01-03", 50, "short", fee=-0.5),
            moved("3", "2024-01-04", 20, "twice"),
            moved("4", "2024-01-04", 30, "never"),
            moved("5", "2024-01-05", 10, "abroad"),
            moved("6", "2024-01-05", 8, "parts"),
            moved("1rr", "2024-02-20", -5, None),  # given back long after its payment was paid out
        ],
        settlements=[
            payout("even", "2024-01-08", 59),
            payout("short", "2024-01-08", 49.49),
            payout("twice", "2024-01-08", 20),
            payout("twice", "2024-01-09", 20),
            payout("abroad", "2024-01-09", 77, "CNY"),
            payout("parts", "2024-01-08", 3),
            payout("parts", "2024-01-10", 5),
            payout("lost", "2024-01-11", 12),
        ],
        fx_rates=[fixing("2024-02-28", "CNY", 7.8)],
        bank_lines=[
            {"line_id": "l", "system": "bank", "booked_on": date(2024, 1, 10), "amount": 59, "currency": "EUR", "payer": "alipay"},
            {"line_id": "m", "system": "bank", "booked_on": date(2024, 1, 10), "amount": 48, "currency": "EUR", "payer": "alipay", "reference": "x short-1"},
            {"line_id": "n", "system": "bank", "booked_on": date(2024, 1, 20), "amount": 1, "currency": "EUR", "payer": "alipay"},
        ],
        bank_days=[{"file_id": "f", "account_id": "b", "currency": "EUR", "first_on": date(2024, 1, 1), "last_on": date(2024, 1, 31)}],
    )  # fmt: skip


def test_each_payout_says_how_it_stands_to_its_batch(shop: Store) -> None:
    rows = shop.query(
        "select settlement_batch, amount::double, difference::double, state from payouts order by paid_on, payout_id"
    )
    assert list(rows.itertuples(index=False, name=None)) == [
        ("even", 59, 0, "agrees"),
        ("parts", 3, -5, "in_parts"),
        ("short", 49.49, -0.01, "differs"),
        ("twice", 20, 0, "agrees"),
        ("abroad", 77, 0, "other_currency"),
        ("twice", 20, 20, "twice"),
        ("parts", 5, 5, "in_parts"),
        ("lost", 12, 12, "no_transactions"),
    ]


def test_where_the_money_is_at_the_end_of_february(shop: Store) -> None:
    table = payout_position(shop, on=date(2024, 2, 28)).set_index("currency")
    euro = table.loc["EUR"].astype(object)
    assert (euro["paid"], euro["refunded"], euro["fees"], euro["converted"]) == (218, -45, -1.5, -10)
    assert (euro["paid_out"], euro["differences"]) == (168.49, 31.99)
    # the batch without a payout and the late refund; the first is older than the six days within which the others were paid
    assert (euro["receivable"], euro["days_8_14"], euro["days_15"], euro["overdue"]) == (25, -5, 30, 25)
    assert euro["receivable_eur"] == 25
    yuan = table.loc["CNY"].astype(object)
    assert (yuan["converted"], yuan["paid_out"], yuan["receivable"]) == (77, 77, 0)


def test_what_is_at_the_bank_and_what_is_not(shop: Store) -> None:
    euro = payout_position(shop, on=date(2024, 2, 28)).set_index("currency").loc["EUR"].astype(object)
    assert (euro["in_bank"], euro["bank_differences"], euro["on_the_way"], euro["bank_unknown"]) == (59, 0, 109.49, 0)
    assert pd.isna(payout_position(shop, on=date(2024, 2, 28)).set_index("currency").loc["CNY", "in_bank"])


def test_all_that_does_not_agree_is_named_largest_first(shop: Store) -> None:
    table = payout_list(shop, period=YEAR)
    rows = list(table[["state", "payout", "difference"]].astype(object).itertuples(index=False, name=None))
    assert [row for row in rows if row[0] in {"differs", "twice", "no_transactions", "no_payout_yet"}] == [
        ("no_payout_yet", "never", -30),
        ("twice", "twice", 20),
        ("no_transactions", "lost", 12),
        ("differs", "short", -0.01),
    ]
    assert [row[2] for row in rows if row[0] == "no_payout"] == [48, 1]


def test_a_balance_that_a_bill_states_is_where_the_account_begins(tmp_path: Path) -> None:
    def entry(number: str, day: str, kind: str, amount: float, balance: float) -> dict[str, Any]:
        at = pd.Timestamp(day, tz="UTC")
        row = {"settlement_id": number, "system": "alipay_cn", "account_id": "c", "entry_type": kind, "occurred_at": at}
        return row | {"occurred_on": at.date(), "amount": amount, "balance": balance, "currency": "CNY"}

    bill = [
        entry("1", "2024-01-02", "payment", 50, 150),
        entry("2", "2024-01-03", "payout", -120, 30),
        entry("3", "2024-01-20", "payment", 5, 35),
    ]
    store = opened(
        tmp_path,
        settlements=bill,
        wallet_transactions=[txn("t", "2024-01-02", 50, None, system="alipay_cn", account_id="c", currency="CNY")],
    )
    (row,) = payout_position(store, on=date(2024, 1, 21)).to_dict("records")
    assert (row["opening"], row["paid"], row["paid_out"], row["receivable"]) == (100, 55, 120, 35)
    # the oldest money went first
    assert (row["days_0_3"], row["days_15"]) == (5, 30)
