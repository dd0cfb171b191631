"""Law: a column name that stands twice in a header never lets one of two amounts count without a word.

Broken once: of `Total` and `Total` the first counted, whatever the second said; beside `total` the column `Total` that the mapping names was empty.
"""

from pathlib import Path

import pytest

from data.staging import LoadOptions
from tests.data.loading import loaded

MAPPING = (
    "name: shop\nsystem: shop\ngrain: order\nconstants: {currency: EUR}\n"
    "columns: {order_ref: Id, ordered_at: {from: Day, zone: Europe/Rome}, total: Total}\n"
)


def _read(tmp_path: Path, text: str) -> tuple[dict[str, float], int, str]:
    mapping, file = tmp_path / "m.yaml", tmp_path / "a.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,)))
    found = store.query("select source_order_id, total::double from orders").itertuples(index=False)
    assert report.rows_seen == report.rows_loaded + report.rows_duplicate + report.rows_rejected
    return {str(ref): float(total) for ref, total in found}, report.rows_rejected, report.message


@pytest.mark.parametrize("second", ["Total", " Total ", '"Total"', "`Total`"])
def test_rows_in_which_the_two_differ_are_rejected_by_name(second: str, tmp_path: Path) -> None:
    orders, rejected, message = _read(
        tmp_path,
        f"Id,Day,Total,{second}\n1,2026-03-04 10:00,100.00,100.00\n2,2026-03-04 11:00,120.00,98.36\n3,2026-03-04 11:00,50.00,\n",
    )
    assert (orders, rejected) == ({"1": 100.0, "3": 50.0}, 1)
    assert "Total: columns 3 and 4 both have this name and differ" in message


def test_an_empty_first_column_does_not_hide_the_second(tmp_path: Path) -> None:
    orders, rejected, message = _read(tmp_path, "Id,Day,Total,Total\n1,2026-03-04 10:00,,100.00\n")
    assert (orders, rejected) == ({}, 1)
    assert "columns 3 and 4" in message


def test_a_second_column_that_nobody_reads_is_fine(tmp_path: Path) -> None:
    orders, rejected, _ = _read(tmp_path, "Id,Note,Day,Total,Note\n1,a,2026-03-04 10:00,100.00,b\n")
    assert (orders, rejected) == ({"1": 100.0}, 0)


@pytest.mark.parametrize("header", ["Id,Day,Total,total", "Id,Day,total,Total"])
def test_the_column_as_the_mapping_spells_it_is_read_wherever_it_stands(header: str, tmp_path: Path) -> None:
    cells = "100.00,98.36" if header.endswith("total") else "98.36,100.00"
    orders, rejected, _ = _read(tmp_path, f"{header}\n1,2026-03-04 10:00,{cells}\n")
    assert (orders, rejected) == ({"1": 100.0}, 0)


def test_below_a_second_header_too(tmp_path: Path) -> None:
    orders, rejected, message = _read(
        tmp_path,
        "Id,Day,Total\n1,2026-03-04 10:00,100.00\nId,Total,Day,Total\n2,120.00,2026-03-04 11:00,98.36\n",
    )
    assert (orders, rejected) == ({"1": 100.0}, 1)
    assert "both have this name" in message


def test_a_large_file_too(tmp_path: Path) -> None:
    rows = "".join(f"{n},2026-03-04 10:00,100.00,{99 if n == 7 else 100}.00\n" for n in range(180_000))
    orders, rejected, _ = _read(tmp_path, f"Id,Day,Total,Total\n{rows}")
    assert (len(orders), rejected, "7" in orders) == (179_999, 1, False)


def test_a_shipped_layout_too(tmp_path: Path) -> None:
    file = tmp_path / "shopify.csv"
    file.write_text(
        "Name,Financial Status,Total,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id,TOTAL,Subtotal,subtotal,SUBTOTAL,Total\n"
        "#1,paid,100.00,EUR,2026-03-04 10:00:00 +0100,1,Bag,100.00,11,9,100.00,1,1,100.00\n"
        "#2,paid,100.00,EUR,2026-03-04 10:00:00 +0100,1,Bag,100.00,12,9,100.00,1,1,82.00\n",
        encoding="utf-8",
    )
    store, (report,) = loaded(tmp_path, file)
    assert (report.rows_loaded, report.rows_rejected) == (1, 1)
    assert store.query("select order_name from orders")["order_name"].tolist() == ["#1"]
