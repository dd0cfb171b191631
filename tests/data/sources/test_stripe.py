"""Stripe's itemised reports, whose columns the user chooses."""

from pathlib import Path

from data.staging import LoadOptions
from tests.data.sources.landing import Read, read

COLUMNS = (
    "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,source_id,description,"
    "customer_facing_amount,customer_facing_currency,automatic_payout_id,automatic_payout_effective_at_utc,charge_id,payment_intent_id"
)


def line(**told: str) -> str:
    cells = {
        "balance_transaction_id": "txn_1",
        "created_utc": "2024-05-20 22:30:00",
        "available_on_utc": "2024-05-22 00:00:00",
        "currency": "eur",
        "gross": "600.00",
        "fee": "8.70",
        "net": "591.30",
        "reporting_category": "charge",
        "source_id": "ch_1",
        "description": "Order #1041",
        "customer_facing_amount": "4700.00",
        "customer_facing_currency": "cny",
        "automatic_payout_id": "po_1",
        "automatic_payout_effective_at_utc": "2024-05-24 00:00:00",
        "charge_id": "ch_1",
        "payment_intent_id": "pi_1",
    }
    return ",".join((cells | told).values())


def report(folder: Path, *rows: str, columns: str = COLUMNS, options: LoadOptions | None = None) -> Read:
    file = folder / "itemized_payout_reconciliation.csv"
    file.write_text("\n".join([columns, *rows, ""]))
    return read(file, options)


def test_a_charge_is_a_payment_less_its_fee(tmp_path: Path) -> None:
    one = report(tmp_path, line()).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee, one.currency, one.status) == ("payment", 600, -8.7, "EUR", "settled")
    assert (one.merchant_ref, one.settlement_batch, one.natural_key) == ("1041", "po_1", "txn_1")
    assert (one.buyer_amount, one.buyer_currency) == (4700, "CNY")
    assert (one.occurred_at.isoformat(), one.settled_at.isoformat()) == (
        "2024-05-20T22:30:00+00:00",
        "2024-05-24T00:00:00+00:00",
    )


MEANINGS = [
    ("refund", "-20.00", "0.00", "-20.00", "refund", -20, 0),
    ("refund", "-20.00", "-0.30", "-19.70", "refund", -20, 0.3),
    ("dispute", "-50.00", "15.00", "-65.00", "dispute", -50, -15),
    ("dispute_reversal", "50.00", "-15.00", "65.00", "dispute_reversal", 50, 15),
    ("payout", "-900.50", "0.00", "-900.50", "payout", -900.5, 0),
    ("fee", "-2.00", "0.00", "-2.00", "fee", 0, -2),
    ("network_cost", "0.00", "1.10", "-1.10", "fee", 0, -1.1),
    ("transfer", "-10.00", "0.00", "-10.00", "transfer", -10, 0),
    ("currency_conversion", "7.00", "0.00", "7.00", "fx", 7, 0),
    ("other_adjustment", "-3.00", "0.00", "-3.00", "adjustment", -3, 0),
]


def test_every_reporting_category_has_its_meaning(tmp_path: Path) -> None:
    rows = [line(reporting_category=kind, gross=gross, fee=fee, net=net) for kind, gross, fee, net, *_ in MEANINGS]
    found = report(tmp_path, *rows).good
    assert [(one.txn_type, one.gross, round(one.fee, 2)) for one in found.itertuples()] == [
        (txn_type, gross, fee) for *_, txn_type, gross, fee in MEANINGS
    ]


def test_the_payout_takes_out_what_the_rest_brought_in(tmp_path: Path) -> None:
    rows = (
        line(),
        line(balance_transaction_id="txn_2", reporting_category="payout", gross="-591.30", fee="0.00", net="-591.30"),
    )
    found = report(tmp_path, *rows).good
    assert round((found.gross + found.fee).sum(), 2) == 0


def test_a_net_that_is_not_gross_less_fee_is_rejected(tmp_path: Path) -> None:
    assert "is not gross" in report(tmp_path, line(net="600.00")).rows.problem.iloc[0]


def test_columns_left_out_by_the_user_are_missed_by_nobody(tmp_path: Path) -> None:
    columns = "balance_transaction_id,net,gross,currency,created_utc,reporting_category,fee"
    one = report(tmp_path, "txn_1,591.30,600.00,usd,2024-05-20 22:30:00,charge,8.70", columns=columns).good.iloc[0]
    assert (one.gross, one.fee, one.currency, one.status) == (600, -8.7, "USD", "succeeded")


def test_local_times_are_read_in_the_zone_of_the_report(tmp_path: Path) -> None:
    columns = "balance_transaction_id,created,currency,gross,fee,net,reporting_category"
    row = "txn_1,2024-05-21 00:30:00,eur,600.00,8.70,591.30,charge"
    zoned = report(tmp_path, row, columns=columns, options=LoadOptions(tz="Europe/Rome"))
    assert (zoned.layout, zoned.good.iloc[0].occurred_at.isoformat()) == (
        "stripe_itemised_local",
        "2024-05-20T22:30:00+00:00",
    )
    assert report(tmp_path, row, columns=columns).good.iloc[0].occurred_at.isoformat() == "2024-05-21T00:30:00+00:00"


def test_the_order_number_in_the_metadata_comes_before_the_description(tmp_path: Path) -> None:
    one = report(tmp_path, line() + ",V-77", columns=COLUMNS + ",payment_metadata[order_id]").good.iloc[0]
    assert one.merchant_ref == "V-77"


def test_the_dashboards_balance_history_is_the_same_ledger(tmp_path: Path) -> None:
    columns = (
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Customer Facing Amount,"
        "Customer Facing Currency,Transfer,Transfer Date (UTC)"
    )
    row = (
        "txn_1,charge,ch_1,600.00,8.70,591.30,eur,2024-05-20 22:30,2024-05-22 00:00,Order #1041,600.00,eur,po_1,"
        "2024-05-24 00:00"
    )
    one = report(tmp_path, row, columns=columns).good.iloc[0]
    assert (one.natural_key, one.gross, one.fee, one.merchant_ref, one.settlement_batch) == (
        "txn_1",
        600,
        -8.7,
        "1041",
        "po_1",
    )


def test_the_sample_gives_the_expected_totals(shared: Path) -> None:
    (file,) = (shared / "formats" / "samples" / "stripe").iterdir()
    found = read(file).good
    sums = found.groupby("txn_type")[["gross", "fee"]].sum().round(2)
    assert sums.gross.to_dict() == {"payment": 1000, "refund": -20, "dispute": -50}
    assert sums.fee.to_dict() == {"payment": -14.5, "refund": 0, "dispute": -15}
