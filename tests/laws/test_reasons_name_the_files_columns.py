"""Law: a reason names the column as the file has it, and a file that tells an older state says so.

Broken once: `Data di acquisto` was rejected as `Purchase Date`; an older export of orders was 'loaded'.
"""

from pathlib import Path

from data.load import load
from data.staging import LoadOptions
from tests.data.loading import loaded

SHOPIFY = "Name,Financial Status,Total,Refunded Amount,Currency,Created at,Paid at,Lineitem quantity,Lineitem name,Lineitem price,Id\n"


def test_a_header_in_other_letters_is_named_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        SHOPIFY.replace("Paid at", "PAID AT") + "#1,paid,10.00,0,EUR,2026-03-04 10:00:00 +0100,soon,1,Bag,10.00,11\n",
        encoding="utf-8",
    )
    _, (report,) = loaded(tmp_path, file)
    assert "PAID AT: text where a date belongs" in report.message and "Paid at" not in report.message


def test_an_older_export_says_that_it_tells_an_older_state(tmp_path: Path) -> None:
    newer, older = tmp_path / "newer.csv", tmp_path / "older.csv"
    row = "#1,{},10.00,{},EUR,2026-03-04 10:00:00 +0100,2026-03-04 10:00:00 +0100,1,Bag,10.00,11\n"
    newer.write_text(SHOPIFY + row.format("refunded", "10.00"), encoding="utf-8")
    older.write_text(SHOPIFY + row.format("paid", "0.00"), encoding="utf-8")
    load([newer], tmp_path / "store")
    (report,) = load([older], tmp_path / "store", LoadOptions())
    assert report.rows_duplicate == 1
    assert "1 order tells an older state than what is loaded, and changes nothing" in report.message
