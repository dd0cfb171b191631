"""The customer's samples of western systems, loaded into a store: what is stored comes to what is expected of each."""

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Store

ROME = {"tz": "Europe/Rome", "currency": "EUR"}
PAYMENTS = {
    "paypal_activity_en.csv": {},
    "paypal_activity_it.csv": {},
    "paypal_statement_it.csv": {},
    "klarna_settlement.csv": {},
    "stripe_payments_unified.csv": {},
    "stripe_balance_history_2022.csv": {},
    "adyen_payments_accounting.csv": {},
    "shopify_payment_transactions_export_vat.csv": {},
    "woopayments_transactions.csv": {},
    "amazon_settlement_v2.txt": {},
    "zalando_sales_report_2023.csv": {},
    "square_transactions.csv": {"currency": "USD"},
    "sumup_transactions_en.csv": ROME,
    "cegid_y2_sale_payment_daily.csv": ROME,
}
EVIDENCE = "('payout', 'transfer', 'fx')"


def expected(shared: Path, name: str) -> dict[str, Any]:
    text = (shared / "formats" / "samples_more" / "west" / "EXPECTED.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["files"][name])


def stored(shared: Path, home: Path, name: str, said: dict[str, str]) -> Store:
    (report,) = load([shared / "formats" / "samples_more" / "west" / name], home, LoadOptions(**said))  # type: ignore[arg-type]
    assert report.ok and report.rows_rejected == 0, report.message
    assert report.rows_seen == expected(shared, name)["rows"]
    store = Store.open(home)
    ((delimiter, encoding),) = store.query("select delimiter, encoding from source_files").itertuples(index=False)
    assert delimiter == expected(shared, name)["delimiter"].replace("TAB", "\t")
    assert (encoding == "utf-8-sig") == expected(shared, name)["bom"]
    return store


@pytest.mark.parametrize("name", PAYMENTS)
def test_payments_come_to_what_is_expected(name: str, shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, name, PAYMENTS[name]).query(
        f"""select currency, txn_type, count(*) as n, sum(gross) as gross, sum(fee) as fee, sum(net) as net
        from wallet_transactions where txn_type not in {EVIDENCE} and status not in ('failed', 'pending') group by all"""
    )
    found: dict[str, dict[str, tuple[Decimal, ...]]] = defaultdict(dict)
    for row in rows.itertuples():
        sums = (round(Decimal(str(each)), 2) for each in (row.n, row.gross, row.fee, row.net))
        found[row.currency][row.txn_type] = tuple(sums)
    assert found == {
        currency: {
            kind: tuple(Decimal(str(sums[each])) for each in ("n", "gross", "fee", "net"))
            for kind, sums in kinds.items()
        }
        for currency, kinds in expected(shared, name)["by_currency_and_type"].items()
    }


ORDERS = {
    "square_items.csv": {"currency": "USD"},
    "lightspeed_x_sales_history.csv": ROME,
    "loyverse_receipts.csv": ROME,
    "magento_order_grid_en.csv": ROME,
    "loyverse_receipts_by_item.csv": ROME,
    "woo_analytics_orders.csv": ROME,
    "cegid_y2_sale_transaction_daily.csv": ROME,
}


@pytest.mark.parametrize("name", ORDERS)
def test_orders_come_to_what_is_expected(name: str, shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, name, ORDERS[name]).query(
        "select source_order_id, total from orders where status not in ('cancelled', 'unpaid')"
    )
    found = {str(row.source_order_id): round(Decimal(str(row.total)), 2) for row in rows.itertuples()}
    assert found == {number: Decimal(total) for number, total in expected(shared, name)["order_totals"].items()}
    assert sum(found.values()) == Decimal(expected(shared, name)["sum_of_order_totals"])


DAILY = "ecb_eurofxref_daily.csv"
RATES = ("banca_ditalia_daily_rates_en.csv", "ecb_sdmx_exr.csv")


@pytest.mark.parametrize("name", RATES)
def test_rates_are_those_expected(name: str, shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, name, {}).query("select quote, rate, rate_on from fx_rates")
    found = {(row.quote, Decimal(str(row.rate)), str(row.rate_on)[:10]) for row in rows.itertuples()}
    assert found == {(quote, Decimal(rate), day) for quote, rate, day in expected(shared, name)["rates"]}


def test_the_daily_file_of_the_ecb_has_a_rate_a_column(shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, DAILY, {}).query("select quote, rate, rate_on as day from fx_rates")
    ((said, _, day),) = expected(shared, DAILY)["rates"]
    assert said == f"{len(rows)} rates" and set(rows.day.astype(str).str[:10]) == {day}
    assert set(rows.quote) == {"USD", "JPY", "GBP", "CHF", "CNY"}


REFUSED = {
    "satispay_personal_refuse.csv": "consumer",
}
CUSTOMERS = {
    "shopify_customers_export.csv": [("IT", True), ("US", False), ("CN", False)],
    "klaviyo_profiles.csv": [("IT", True), ("US", False), ("CN", False)],
}


@pytest.mark.parametrize(("name", "told"), CUSTOMERS.items())
def test_customers_are_told_by_hashes_of_their_keys(
    name: str, told: list[tuple[str, bool]], shared: Path, tmp_path: Path
) -> None:
    facts = stored(shared, tmp_path, name, {}).query("select * from customer_facts order by row_no, id_type")
    rows = facts.drop_duplicates("row_no")
    assert len(rows) == expected(shared, name)["rows"] == len(expected(shared, name)["customers"])
    assert list(zip(rows["home_market"], rows["marketing_consent"], strict=True)) == told
    keys = facts.groupby("row_no")["id_type"].agg(set).tolist()
    number = "shop_customer" if name.startswith("shopify") else "customer_key"
    assert all(number in shown for shown in keys) and "email" in keys[0]
    assert facts["id_hash"].str.fullmatch("[0-9a-f]{32,64}").all()


def test_every_sample_is_looked_at(shared: Path) -> None:
    text = (shared / "formats" / "samples_more" / "west" / "EXPECTED.json").read_text(encoding="utf-8")
    assert set(json.loads(text)["files"]) == {*PAYMENTS, *ORDERS, *RATES, DAILY, *REFUSED, *CUSTOMERS}


@pytest.mark.parametrize(("name", "words"), REFUSED.items())
def test_what_has_no_place_here_is_refused_by_name(name: str, words: str, shared: Path, tmp_path: Path) -> None:
    (report,) = load([shared / "formats" / "samples_more" / "west" / name], tmp_path)
    assert expected(shared, name)["must_be_refused"]
    assert not report.ok and words in report.message and report.rows_loaded == 0


LOOKED_AT = {
    "rows",
    "by_currency_and_type",
    "order_totals",
    "sum_of_order_totals",
    "rates",
    "customers",
    "must_be_refused",
    "delimiter",
    "bom",
}
# What a store cannot be held against, and why.
LEFT = {
    "kind": "which table the rows are looked for in",
    "evidence": "how sure the dictionary is; ours stands in evidence.toml",
    "notes": "words for people",
    "columns": "the store keeps nothing of the columns that it does not read",
    "excluded": "its groups have names of their own; that they are left out shows in the counts of by_currency_and_type and order_totals",
}


def test_every_expectation_is_looked_at_or_left_with_a_reason(shared: Path) -> None:
    """Of `customers` the rows: numbers are kept as keyed hashes, and what a list says was spent is never read."""
    text = (shared / "formats" / "samples_more" / "west" / "EXPECTED.json").read_text(encoding="utf-8")
    assert {key for each in json.loads(text)["files"].values() for key in each} == LOOKED_AT | set(LEFT)
