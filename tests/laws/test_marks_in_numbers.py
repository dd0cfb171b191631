"""Law: a number whose marks do not fit what its file was said to use is refused, never read a hundred times too large.

Broken once: `12,50` was read as 1250, because commas were taken for thousands wherever they stood.
"""

from pathlib import Path

import pytest

from data import staging
from data.store import Writer
from data.store.engine import connect
from tests.data.loading import loaded, till


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12.50", 12.5),
        ("1,250", 1250.0),
        ("1,250.75", 1250.75),
        ("12,50", None),
        ("1.250,75", None),
        ("1,25", None),
        ("¥1,250", 1250.0),
        ("(3.50)", -3.5),
        ("1_000", None),
        ("12_5.00", None),
    ],
)
def test_a_comma_is_for_thousands_or_the_amount_is_unread(cell: str, amount: float | None) -> None:
    with connect(":memory:", read_only=False) as connection:
        writer = Writer(connection, 1, Path())
        staging.prepare(writer)
        found = writer.execute("select money($cell)::double", {"cell": cell})[0][0]
    assert found == amount


@pytest.mark.parametrize(
    ("price", "is_read"),
    [
        ("1.200,00", True),
        ("1200,00", True),
        ("1200", True),
        ("1,200.00", False),
        ("1200.00", False),
        ("12.00,5", False),
        ("1_200", False),
    ],
)
def test_a_mapping_with_decimal_commas_reads_those_only(tmp_path: Path, price: str, is_read: bool) -> None:
    store, (report,) = loaded(
        tmp_path, till(tmp_path, "a.csv", f"MI01;7;31/12/2025;23:30;BAG-1;Borsa;1;{price};0,00;C1;IT")
    )
    assert report.rows_loaded == is_read
    if is_read:
        assert float(store.query("select total from orders")["total"][0]) == 1200.0


@pytest.mark.parametrize(
    ("decimal", "totals", "read"),
    [
        (".", ["1.234", "10,50"], [None, None]),
        (".", ["1,234", "10,50", "12.00"], [None, None, 12.0]),
        (",", ["1.234", "10.50", "12,00"], [None, None, 12.0]),
        (".", ["1.234", "10.5"], [1.234, 10.5]),
        (",", ["1.234", "10,5"], [1234.0, 10.5]),
        (".", ["1,234", "2,500.10"], [1234.0, 2500.1]),
    ],
)
def test_where_a_file_uses_its_marks_both_ways_one_before_three_digits_is_refused(
    decimal: str, totals: list[str], read: list[float | None], tmp_path: Path
) -> None:
    """Broken once: 1.234 beside 10,50 was 1.234, as the mapping left out that the file writes decimal commas."""
    mapping, file = tmp_path / "m.yaml", tmp_path / "a.csv"
    mapping.write_text(
        "name: shop\nsystem: shop\ngrain: order\nconstants: {currency: EUR}\n"
        "columns: {order_ref: Id, ordered_at: {from: Day, zone: Europe/Rome}, total: {from: Total, decimal: '"
        f"{decimal}'}}}}\n",
        encoding="utf-8",
    )
    rows = "".join(f'{n},2026-03-04 10:00,"{total}"\n' for n, total in enumerate(totals))
    file.write_text(f"Id,Day,Total\n{rows}", encoding="utf-8")
    store, (report,) = loaded(tmp_path, file, options=staging.LoadOptions(mappings=(mapping,)))
    found = dict(store.query("select source_order_id, total::double from orders").itertuples(index=False))
    assert [found.get(str(n)) for n in range(len(totals))] == read
    assert report.rows_rejected == read.count(None)
