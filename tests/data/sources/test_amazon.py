"""Amazon's settlement V2: the first row states the payout and alone the currency; amounts may be written with a comma."""

from pathlib import Path

from data.load import load
from data.store import Store

HEADER = (
    "settlement-id,settlement-start-date,settlement-end-date,deposit-date,total-amount,currency,transaction-type,order-id,adjustment-id,"
    "amount-type,amount-description,amount,posted-date,posted-date-time"
)


def settlement(folder: Path, total: str, *rows: str, number: str = "1") -> Path:
    file = folder / f"{number}.txt"
    first = f"{number},2026-05-01 00:00:00 UTC,2026-05-15 00:00:00 UTC,2026-05-17 00:00:00 UTC,{total},EUR,,,,,,,,"
    text = "\n".join([HEADER, first, *(f"{number},,,,,,{row},2026-05-07,2026-05-07 10:00:00 UTC" for row in rows), ""])
    file.write_text(text.replace(",", "\t").replace("~", ","), encoding="utf-8")
    return file


SALE = (
    "Order,A-1,,ItemPrice,Principal,1.180~00",
    "Order,A-1,,ItemFees,Commission,-180~00",
    "Order,A-1,,Promotion,Shipping,-7~50",
)


def test_the_rows_of_a_settlement_come_to_its_payout(tmp_path: Path) -> None:
    (report,) = load([settlement(tmp_path, "992~50", *SALE)], tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (4, 0)
    sums = Store.open(tmp_path / "store").query(
        """select sum(net)::double as rest, sum(gross) filter (txn_type = 'payment')::double as paid,
        min(currency) as currency from wallet_transactions"""
    )
    assert sums.values.tolist() == [[0.0, 1172.50, "EUR"]]


def test_a_total_that_its_rows_do_not_make_is_named(tmp_path: Path) -> None:
    (report,) = load([settlement(tmp_path, "999~99", *SALE)], tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (3, 1)
    assert "total-amount is not the sum of the rows" in report.message


def test_a_settlement_loaded_twice_or_beside_another_counts_once(tmp_path: Path) -> None:
    one, two = settlement(tmp_path, "992~50", *SALE), settlement(tmp_path, "992~50", *SALE, number="2")
    load([one, two], tmp_path / "store")
    # saved once more by a program that ends lines its own way: other bytes, the same settlement
    one.write_text(one.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    (report,) = load([one], tmp_path / "store")
    assert (report.rows_loaded, report.rows_duplicate) == (0, 4)
    assert len(Store.open(tmp_path / "store").query("select * from wallet_transactions")) == 8


def test_reserves_and_fees_are_no_sales(tmp_path: Path) -> None:
    rows = (
        *SALE,
        "ServiceFee,,,Cost of Advertising,TransactionTotalAmount,-20~00",
        "other-transaction,,,other-transaction,Current Reserve Amount,-100~00",
        "other-transaction,,,other-transaction,Something new,1~00",
    )
    load([settlement(tmp_path, "873~50", *rows)], tmp_path / "store")
    kinds = Store.open(tmp_path / "store").query("select txn_type, row_no from wallet_transactions order by row_no")
    assert list(kinds.txn_type) == ["payout", "payment", "fee", "payment", "fee", "transfer", "adjustment"]
