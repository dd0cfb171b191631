"""Klarna's settlement: the sign is that of the type, and the summary above the rows is a control, never a row."""

from pathlib import Path

import pytest

from tests.data.sources.landing import Read, read

ROWS = "type,capture_date,sale_date,order_id,capture_id,merchant_reference1,amount,posting_currency,refund_id,detailed_type"
SUMMARY = "payment_reference,payout_date,settlement_currency,merchant_settlement_type,total_settlement_amount\nP-1,2026-04-09,EUR,NET,{}\n\n"


def settlement(folder: Path, *rows: str, before: str = "") -> Read:
    file = folder / "settlement.csv"
    file.write_text(before + "\n".join([ROWS, *rows, ""]), encoding="utf-8")
    return read(file)


def row(kind: str, amount: str, number: str = "c-1", refund: str = "") -> str:
    return f"{kind},2026-04-02T07:45:00Z,2026-04-02T07:40:00Z,o-1,{number},K-1,{amount},EUR,{refund},"


SIGNS = [
    ("SALE", "payment", 10, 0),
    ("FEE", "fee", 0, -10),
    ("FEE_REFUND", "fee", 0, 10),
    ("RETURN", "refund", -10, 0),
    ("REVERSAL", "dispute", -10, 0),
    ("REVERSAL_MERCHANT_PROTECTION", "dispute_reversal", 10, 0),
    ("CREDIT", "adjustment", 10, 0),
    ("CHARGE", "adjustment", -10, 0),
    ("HOLDBACK", "transfer", -10, 0),
    ("RELEASE", "transfer", 10, 0),
]


@pytest.mark.parametrize(("kind", "txn_type", "gross", "fee"), SIGNS)
@pytest.mark.parametrize("printed", ["10.00", "-10.00"])
def test_the_type_gives_the_sign(tmp_path: Path, printed: str, kind: str, txn_type: str, gross: int, fee: int) -> None:
    one = settlement(tmp_path, row(kind, printed)).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee) == (txn_type, gross, fee)


def test_the_summary_names_the_payout_and_is_held_against_the_rows(tmp_path: Path) -> None:
    rows = (row("SALE", "420.00"), row("FEE", "12.60"), row("RETURN", "70.00"))
    right = settlement(tmp_path, *rows, before=SUMMARY.format("337.40"))
    assert right.seen == 3 and right.declared == {"settlement amount": (337.40, 337.40)}
    assert set(right.good.settlement_batch) == {"P-1"} and str(right.good.settled_at.iloc[0])[:10] == "2026-04-09"
    wrong = settlement(tmp_path, *rows, before=SUMMARY.format("200.00"))
    assert wrong.declared == {"settlement amount": (200.0, 337.40)}


def test_two_returns_of_a_capture_without_numbers_are_two(tmp_path: Path) -> None:
    found = settlement(tmp_path, row("RETURN", "-50.00"), row("RETURN", "-50.00")).good
    assert found.natural_key.nunique() == 2
