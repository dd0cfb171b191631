"""Law: what wallets took in is what they paid out, what they still owe, and what nobody tells; what they paid out is at the bank or on its way.

For every day, wallet and currency, to the cent; whatever a provider's files get wrong.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from analytics.payouts import AGES, PLACES, SOURCES, payout_list, payout_position
from analytics.period import Period
from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.analytics.shop import opened, txn
from tests.laws.twins.detail import Detail

FIRST = date(2024, 1, 1)
NOUGHT = Decimal(0)


def payout(number: str, on: date, amount: Decimal, batch: str | None, currency: str, **told: Any) -> dict[str, Any]:
    """A payout as a provider's file states it: it leaves the account, so it is negative there."""
    row = {
        "settlement_id": number,
        "system": "alipay",
        "account_id": "a",
        "entry_type": "payout",
        "settlement_batch": batch,
    }
    return row | {"occurred_on": on, "amount": float(-amount), "currency": currency} | told


def booked(number: str, on: date, amount: Decimal, reference: str, currency: str, payer: str) -> dict[str, Any]:
    """An entry at the bank."""
    row = {"line_id": number, "system": "bank", "account_id": "b", "booked_on": on, "value_on": on, "payer": payer}
    return row | {"amount": float(amount), "currency": currency, "reference": reference}


def drawn(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Five weeks of two accounts paid out by the week; every way in which a payout can go wrong comes by chance."""
    chance, moved, paid, at_bank = Random(seed), [], [], []
    for account, wallet, currency, other in (("a", "alipay", "EUR", "CNY"), ("w", "wechat", "CNY", "EUR")):
        nets: dict[str, Decimal] = {}
        for n in range(40):
            on = FIRST + timedelta(days=chance.randrange(35))
            # a refund may come weeks after its payment, and be of a later batch
            gross = Decimal(chance.randrange(-4000, 20000)) / 100
            fee = -(abs(gross) * Decimal("0.013")).quantize(Decimal("0.01"))
            kind = "fee" if chance.random() < 0.05 else "dispute" if chance.random() < 0.05 else ""
            kind = kind or ("payment" if gross >= 0 else "refund")
            batch = f"{account}-batch-{on.isocalendar().week}" if chance.random() < 0.9 else None
            if batch:
                nets[batch] = nets.get(batch, NOUGHT) + gross + fee
            told = {
                "txn_type": kind,
                "fee": float(fee),
                "currency": currency,
                "settlement_batch": batch,
                "account_id": account,
            }
            moved.append(txn(f"{account}{n}", on.isoformat(), float(gross), None, wallet=wallet, system=wallet, **told))
        for batch, net in sorted(nets.items()):
            on = FIRST + timedelta(days=7 * int(batch.rpartition("-")[2]) + chance.randrange(3))
            fate = chance.choice(["agrees", "agrees", "missing", "twice", "off", "elsewhere", "in parts", "taken back"])
            sent = {
                "agrees": [(net, currency)],
                "missing": [],
                "twice": [(net, currency), (net, currency)],
                "off": [(net + Decimal("0.01"), currency)],
                "elsewhere": [((net * Decimal("0.13")).quantize(Decimal("0.01")), other)],
                "in parts": [(Decimal("1.11"), currency), (net - Decimal("1.11"), currency)],
                "taken back": [(net, currency), (-net, currency)],
            }[fate]
            for part, (amount, money) in enumerate(sent):
                day, number = on + timedelta(days=2 * part), f"{batch}-{part}"
                paid.append(payout(number, day, amount, batch, money, account_id=account, system=wallet))
                if chance.random() < 0.8:
                    short = chance.choice([NOUGHT, NOUGHT, Decimal("3.50")])
                    arrives = day + timedelta(days=chance.randrange(4))
                    at_bank.append(booked(f"line-{number}", arrives, amount - short, batch, money, wallet))
        paid.append(
            payout(
                f"{account}-lost",
                FIRST + timedelta(days=20),
                Decimal("77.77"),
                f"{account}-nobody",
                currency,
                account_id=account,
                system=wallet,
            )
        )
        if chance.random() < 0.5:
            paid.append(
                payout(
                    f"{account}-drawn",
                    FIRST + timedelta(days=25),
                    Decimal("50.05"),
                    None,
                    currency,
                    account_id=account,
                    system=wallet,
                )
            )
    days = [
        {"file_id": "f", "account_id": "b", "currency": "EUR", "first_on": FIRST, "last_on": FIRST + timedelta(days=30)}
    ]
    return {"wallet_transactions": moved, "settlements": paid, "bank_lines": at_bank, "bank_days": days}


def cents(value: Any) -> Decimal:
    return NOUGHT if pd.isna(value) else Decimal(str(value)).quantize(Decimal("0.000001"))


def assert_it_adds_up(store: Store, on: date) -> None:
    for row in payout_position(store, on=on).to_dict("records"):
        came = sum((cents(row[name]) for name in SOURCES), NOUGHT)
        assert came == sum((cents(row[name]) for name in PLACES), NOUGHT), (on, row)
        assert cents(row["receivable"]) == sum((cents(row[name]) for name in AGES), NOUGHT), (on, row)
        if row["is_at_bank"]:
            there = cents(row["in_bank"]) + cents(row["on_the_way"]) + cents(row["bank_unknown"])
            assert cents(row["paid_out"]) + cents(row["bank_differences"]) == there, (on, row)


@pytest.fixture(scope="module", params=range(4))
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, dict[str, Any]]:
    tables = drawn(request.param)
    return opened(tmp_path_factory.mktemp("store"), **tables), tables


def test_every_day_of_a_random_shop_adds_up(shop: tuple[Store, dict[str, Any]]) -> None:
    store, _ = shop
    for days in range(0, 50, 2):
        assert_it_adds_up(store, FIRST + timedelta(days=days))


def test_what_is_owed_is_what_the_files_say_line_by_line(shop: tuple[Store, dict[str, Any]]) -> None:
    store, tables = shop
    first = {
        row["settlement_batch"]: row["occurred_on"]
        for row in sorted(tables["settlements"], key=lambda r: r["occurred_on"], reverse=True)
    }
    for on in (FIRST + timedelta(days=days) for days in (10, 20, 34, 49)):
        table = payout_position(store, on=on).set_index(["wallet", "currency"])
        for wallet, currency in (("alipay", "EUR"), ("wechat", "CNY")):
            own = [row for row in tables["wallet_transactions"] if row["wallet"] == wallet]
            earned = sum((cents(row["net"]) for row in own if row["occurred_on"] <= on), NOUGHT)
            row = table.loc[(wallet, currency)]
            assert earned == sum((cents(row[name]) for name in ("paid", "refunded", "fees", "disputed")), NOUGHT)
            sent = [each for each in tables["settlements"] if (each["system"], each["currency"]) == (wallet, currency)]
            assert cents(row["paid_out"]) == sum(
                (-cents(each["amount"]) for each in sent if each["occurred_on"] <= on), NOUGHT
            )
            begins = min(each["occurred_on"] for each in tables["settlements"] if each["system"] == wallet)
            settled = [each["occurred_on"] for each in own if each["settlement_batch"] in first]
            begins = min([begins, *settled])
            open_now = NOUGHT
            for each in own:
                closed = first.get(each["settlement_batch"]) if each["settlement_batch"] else None
                if closed is None and each["occurred_on"] < begins:
                    continue
                open_now += cents(each["net"]) * ((each["occurred_on"] <= on) - (closed is not None and closed <= on))
            withdrawn = sum(
                (
                    -cents(each["amount"])
                    for each in sent
                    if (each["settlement_batch"] is None or is_taken_back(each, sent)) and each["occurred_on"] <= on
                ),
                NOUGHT,
            )
            assert cents(row["receivable"]) == open_now - withdrawn


def is_taken_back(entry: dict[str, Any], sent: list[dict[str, Any]]) -> bool:
    """Whether it brings back all that its batch paid out: that is owed again, and no difference."""
    own = [each for each in sent if each["settlement_batch"] == entry["settlement_batch"]]
    return entry["amount"] > 0 and len(own) > 1 and sum(each["amount"] for each in own) == 0 > own[0]["amount"]


def test_every_month_of_the_sample_shop_adds_up(detail: Detail) -> None:
    for on in pd.date_range("2018-01-31", "2026-11-30", freq="3ME"):
        assert_it_adds_up(detail.store, on.date())


def test_no_payout_file_is_not_a_payout_of_nought(tmp_path: Path) -> None:
    store = opened(tmp_path, wallet_transactions=[txn("1", "2024-01-02", 100, None)])
    (row,) = payout_position(store, on=date(2024, 2, 1)).to_dict("records")
    assert pd.isna(row["paid_out"]) and pd.isna(row["receivable"]) and pd.isna(row["in_bank"]) and row["untold"] == 100


HISTORY = (
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer,Transfer Date (UTC)"
)
REFUSED = (
    "txn_1,charge,ch_1,100.00,1.75,98.25,eur,2026-03-28 10:00:00,,Order 1,po_made001,2026-03-31 00:00:00",
    "txn_2,payout,po_made001,-98.25,0.00,-98.25,eur,2026-03-31 00:00:00,,STRIPE PAYOUT,,",
    "txn_3,payout_failure,po_made001,98.25,0.00,98.25,eur,2026-04-08 00:00:00,,STRIPE PAYOUT FAILURE,{batch},",
    "txn_4,charge,ch_3,200.00,3.00,197.00,eur,2026-04-20 13:00:00,,Order 3,po_made003,2026-04-22 00:00:00",
    "txn_5,payout,po_made003,-295.25,0.00,-295.25,eur,2026-04-22 00:00:00,,STRIPE PAYOUT,,",
)


@pytest.mark.parametrize("kind", ["payout_failure", "payout_cancel", "payout_reversal"])
def test_what_a_bank_refused_is_owed_until_it_is_paid_again(tmp_path: Path, kind: str) -> None:
    """Broken once: it was income from adjustments and on its way to the bank for good, or owed with a minus."""
    rows = [HISTORY, *REFUSED, ""]
    (tmp_path / "history.csv").write_text("\n".join(rows).format(batch="po_made003").replace("payout_failure", kind))
    load([tmp_path / "history.csv"], tmp_path / "store", LoadOptions(tz="Europe/Rome"))
    store = Store.open(tmp_path / "store")
    expected = {(4, 7): ("98.25", "0"), (4, 10): ("0", "98.25"), (4, 21): ("0", "295.25"), (4, 30): ("295.25", "0")}
    for (month, day), (out, owed) in expected.items():
        on = date(2026, month, day)
        assert_it_adds_up(store, on)
        (row,) = payout_position(store, on=on).to_dict("records")
        assert (cents(row["paid_out"]), cents(row["receivable"])) == (Decimal(out), Decimal(owed)), on
        assert (cents(row["adjusted"]), cents(row["differences"])) == (NOUGHT, NOUGHT)
    store.close()


def test_what_came_back_and_is_in_no_payout_yet_is_owed(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("\n".join([HISTORY, *REFUSED[:3], ""]).format(batch=""))
    load([tmp_path / "history.csv"], tmp_path / "store", LoadOptions(tz="Europe/Rome"))
    (row,) = payout_position(Store.open(tmp_path / "store"), on=date(2026, 4, 30)).to_dict("records")
    assert (cents(row["paid_out"]), cents(row["receivable"]), cents(row["adjusted"])) == (
        NOUGHT,
        Decimal("98.25"),
        NOUGHT,
    )


def test_what_stays_on_the_account_of_a_payout_is_held_and_not_paid_out(tmp_path: Path) -> None:
    rows = (
        REFUSED[0],
        "txn_2,payout_minimum_balance_hold,,-20.00,0.00,-20.00,eur,2026-03-31 00:00:00,,Hold,po_made001,2026-03-31 00:00:00",
        "txn_3,payout,po_made001,-78.25,0.00,-78.25,eur,2026-03-31 00:00:00,,STRIPE PAYOUT,,",
    )
    (tmp_path / "history.csv").write_text("\n".join([HISTORY, *rows, ""]))
    load([tmp_path / "history.csv"], tmp_path / "store", LoadOptions(tz="Europe/Rome"))
    (row,) = payout_position(Store.open(tmp_path / "store"), on=date(2026, 4, 30)).to_dict("records")
    assert (cents(row["paid_out"]), cents(row["held"]), cents(row["differences"])) == (
        Decimal("78.25"),
        Decimal(-20),
        NOUGHT,
    )


def test_a_batch_that_refunds_took_back_whole_misses_no_payout(tmp_path: Path) -> None:
    """Broken once: it stood as an overdue payout of nought, for good."""
    moved = [
        txn("1", "2024-01-02", 100, None, settlement_batch="nought", account_id="a"),
        txn("1r", "2024-01-03", -100, None, settlement_batch="nought", account_id="a"),
        txn("2", "2024-01-02", 30, None, settlement_batch="never", account_id="a"),
        txn("3", "2024-03-01", 1, None, account_id="a"),
        *(txn(f"p{n}", f"2024-01-0{n}", 10, None, settlement_batch=f"b{n}", account_id="a") for n in range(1, 9)),
    ]
    paid = [payout(f"p{n}", date(2024, 1, n + 1), Decimal(10), f"b{n}", "EUR") for n in range(1, 9)]
    store = opened(tmp_path, wallet_transactions=moved, settlements=paid)
    listed = payout_list(store, period=Period.year(2024))
    assert listed[["state", "payout"]].to_numpy().tolist() == [["no_payout_yet", "never"]]
