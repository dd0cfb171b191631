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
    return Store.open(home)


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


@pytest.mark.parametrize("name", ["banca_ditalia_daily_rates_en.csv", "ecb_sdmx_exr.csv"])
def test_rates_are_those_expected(name: str, shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, name, {}).query("select quote, rate, rate_on from fx_rates")
    found = {(row.quote, Decimal(str(row.rate)), str(row.rate_on)[:10]) for row in rows.itertuples()}
    assert found == {(quote, Decimal(rate), day) for quote, rate, day in expected(shared, name)["rates"]}


def test_the_daily_file_of_the_ecb_has_a_rate_a_column(shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, "ecb_eurofxref_daily.csv", {}).query("select quote, rate from fx_rates")
    assert len(rows) == 5 and set(rows.quote) == {"USD", "JPY", "GBP", "CHF", "CNY"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("satispay_personal_refuse.csv", "consumer"),
        ("shopify_customers_export.csv", "list of customers"),
        ("klaviyo_profiles.csv", "list of profiles"),
    ],
)
def test_what_has_no_place_here_is_refused_by_name(name: str, words: str, shared: Path, tmp_path: Path) -> None:
    (report,) = load([shared / "formats" / "samples_more" / "west" / name], tmp_path)
    assert not report.ok and words in report.message and report.rows_loaded == 0
