"""A rehearsal tells what a load then does, to the cent, and leaves the store as it was, byte for byte."""

import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from data.load import load
from data.rehearsal import Rehearsal, rehearse
from data.sample import build
from data.staging import LoadOptions
from data.store import Home, Store
from tests.data.sources.golden.pairs import FOLDER

OPTIONS = LoadOptions(tz="Europe/Rome", currency="EUR", home_tz="Europe/Rome")
BASE = ("shopify/in.csv", "paypal/in_statement_en.csv")
# Orders, wallets, settlements, rates, products, spend; some rejected, some refused, some already there.
GIVEN = (
    ("klarna/in.csv",),
    ("zalando/in.csv", "ecb/in_sdmx.csv", "bancaditalia/in.csv"),
    ("woocommerce/in.csv", "woocommerce/in_analytics.csv", "magento/in.csv"),
    ("lightspeed/in_cli.csv", "square/in_items.csv", "square/in_transactions.csv"),
    ("products/in.csv", "google_ads/in.csv", "holdout/in.csv", "market_series/in.csv"),
    ("shopify/in.csv", "shopify/in_payments.csv", "stripe/in.csv", "amazon/in.csv"),
    ("satispay/in.csv", "alipay_global/in.csv", "wechat/in.csv"),
)
MONEY = {
    "orders": "select currency, sum(total) from orders group by currency",
    "refunds": "select currency, sum(refunded) from orders group by currency",
    "wallet": "select currency, sum(gross) from wallet_transactions group by currency",
    "fees": "select currency, sum(fee) from wallet_transactions group by currency",
    "settlements": "select currency, sum(amount) from settlements group by currency",
    "spend": "select currency, sum(spend) from campaign_spend group by currency",
}


def golden(names: tuple[str, ...]) -> list[Path]:
    return [FOLDER / name for name in names]


def files(home: Path) -> dict[str, str]:
    """Every file below a folder by its bytes; the lock says only who wrote last."""
    return {
        str(file.relative_to(home)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(home.rglob("*"))
        if file.is_file() and file.name != "lock"
    }


def money(home: Path) -> Counter[tuple[str, str]]:
    """What stands in the store, by kind and currency."""
    sums: Counter[tuple[str, str]] = Counter()
    if Home(home).version():
        store = Store.open(home)
        for kind, sql in MONEY.items():
            for currency, amount in store._connection.execute(sql).fetchall():
                sums[kind, currency or ""] += amount or Decimal(0)
        store.close()
    return sums


def foretold(rehearsal: Rehearsal) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for table in rehearsal.tables:
        kinds = {"order": "orders", "refund": "refunds", "spend": "spend"}
        for row in table.content.totals.itertuples(index=False):
            if table.landing == "wallet":
                sums["wallet", row.currency] += row.amount
                sums["fees", row.currency] += row.fee
            elif table.landing == "settlement":
                sums["settlements", row.currency] += row.amount
            elif row.kind in kinds:
                sums[kinds[row.kind], row.currency] += row.amount
    return sums


def counts(home: Path) -> dict[str, int]:
    if not Home(home).version():
        return dict.fromkeys(("orders", "customers", "wallet_transactions"), 0)
    store = Store.open(home)
    found = {name: int(store.query(f"select count(*) as n from {name}")["n"][0]) for name in counts(Path("nowhere"))}
    store.close()
    return found


@pytest.mark.parametrize("given", GIVEN, ids=lambda names: names[0])
@pytest.mark.parametrize("has_store", [True, False])
def test_a_load_does_what_was_foretold_and_the_rehearsal_nothing(
    tmp_path: Path, given: tuple[str, ...], has_store: bool
) -> None:
    home = tmp_path / "store"
    if has_store:
        load(golden(BASE), home, OPTIONS)
    files_before, counts_before, money_before = files(tmp_path), counts(home), money(home)

    rehearsal = rehearse(golden(given), home, OPTIONS)

    assert files(tmp_path) == files_before
    assert home.exists() == has_store
    version = Home(home).version()
    assert rehearsal.version == version
    reports = load(golden(given), home, OPTIONS)
    assert [table.report for table in rehearsal.tables] == reports
    assert rehearsal.publishes == (Home(home).version() > version)
    told = {"orders": rehearsal.orders, "customers": rehearsal.customers, "wallet_transactions": rehearsal.wallet}
    assert {name: change.before for name, change in told.items()} == counts_before
    assert {name: change.after for name, change in told.items()} == counts(home)
    assert rehearsal.orders_changed == 0
    came = Counter(money(home))
    came.subtract(money_before)
    assert {key: value for key, value in came.items() if value} == {
        key: value for key, value in foretold(rehearsal).items() if value
    }


def test_a_changed_order_is_foretold_as_one_and_a_line_more_of_a_known_file_as_that_line(tmp_path: Path) -> None:
    home, file = tmp_path / "store", tmp_path / "orders.csv"
    text = (FOLDER / "shopify/in.csv").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    load([file], home, OPTIONS)
    younger = text.replace("290.00", "300.00").replace("paid,2026-03-01 10:00", "paid,2026-03-01 12:00")
    file.write_text(younger, encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    rehearsal = rehearse([file], home, OPTIONS)
    assert (rehearsal.orders.more, rehearsal.orders_changed) == (0, 1)
    assert load([file], home, OPTIONS) == [table.report for table in rehearsal.tables]
    again = rehearse([file], home, OPTIONS)
    assert not again.publishes and again.orders_changed == 0
    assert again.tables[0].content.rows.empty and again.tables[0].content.totals.empty


def test_over_a_sample_shop_it_says_that_the_sample_gives_way_and_makes_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "keys"))
    build(tmp_path / "store", customers=60)
    before = files(tmp_path)
    rehearsal = rehearse(golden(BASE), tmp_path / "store", OPTIONS)
    assert rehearsal.replaces_sample and rehearsal.orders.before == 0
    assert files(tmp_path) == before
    load(golden(BASE), tmp_path / "store", OPTIONS)
    assert counts(tmp_path / "store")["orders"] == rehearsal.orders.after


def test_missing_rates_are_those_that_the_load_then_misses(tmp_path: Path) -> None:
    from data.rates import missing_rates

    home = tmp_path / "store"
    load(golden(BASE), home, OPTIONS)
    said = LoadOptions(tz="Europe/Rome", currency="KRW", home_tz="Europe/Rome")
    rehearsal = rehearse(golden(("lightspeed/in_cli.csv",)), home, said)
    load(golden(("lightspeed/in_cli.csv",)), home, said)
    store = Store.open(home)
    assert rehearsal.missing_rates["currency"].tolist() == ["KRW"]
    pd.testing.assert_frame_equal(rehearsal.missing_rates, missing_rates(store), check_dtype=False)
    store.close()
