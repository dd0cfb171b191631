"""Law: 1.234 is never read where nothing tells whether it is a thousand or one and a bit.

Broken once: a column of 1.234 and 2.500 euro without a sign was 3.734 euro, as its mapping left out that the file writes decimal commas.
"""

from pathlib import Path

import pytest

from data.staging import LoadOptions
from tests.data.loading import loaded

COLUMNS = "order_ref: Id, ordered_at: {{from: Day, zone: Europe/Rome}}, total: {total}, tax: {tax}"


def _totals(
    tmp_path: Path, rows: list[str], constants: str = "currency: EUR", total: str = "Total", tax: str = "Tax"
) -> tuple[list[float | None], str]:
    mapping, file = tmp_path / "m.yaml", tmp_path / "a.csv"
    mapping.write_text(
        f"name: shop\nsystem: shop\ngrain: order\nconstants: {{{constants}}}\n"
        f"columns: {{{COLUMNS.format(total=total, tax=tax)}}}\n",
        encoding="utf-8",
    )
    text = "".join(f"{n};2026-03-04 10:00;{row}\n" for n, row in enumerate(rows))
    file.write_text(f"Id;Day;Total;Tax\n{text}", encoding="utf-8")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,)))
    assert report.rows_seen == report.rows_loaded + report.rows_rejected
    found = dict(store.query("select source_order_id, total::double from orders").itertuples(index=False))
    return [found.get(str(n)) for n in range(len(rows))], report.message


@pytest.mark.parametrize("rows", [["1.234;", "2.500;"], ["1.234;0", "950;12"], ["-1.234;", "999;"], ["100;1.234"]])
def test_amounts_that_may_be_either_are_rejected(rows: list[str], tmp_path: Path) -> None:
    totals, message = _totals(tmp_path, rows)
    assert totals == [None if ".2" in row or ".5" in row else float(row.split(";")[0]) for row in rows]
    assert "its point may stand before thousands or decimals" in message
    assert "decimal: ','" in message


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (["1.234;", "10.5;"], [1.234, 10.5]),
        (["1.234;0.270", "2.500;0.450"], [1.234, 2.5]),
        (["1.234;", "1234.567;"], [1.234, 1234.567]),
        (["1.234;0.22", "2.500;"], [1.234, 2.5]),
        (["1,234;", "2,500;"], [1234.0, 2500.0]),
    ],
)
def test_where_another_amount_tells_it_is_read(rows: list[str], read: list[float], tmp_path: Path) -> None:
    assert _totals(tmp_path, rows)[0] == read


@pytest.mark.parametrize(("mark", "read"), [(".", [1.234, 2.5]), (",", [1234.0, 2500.0])])
def test_what_the_mapping_says_holds(mark: str, read: list[float], tmp_path: Path) -> None:
    total = f"{{from: Total, decimal: '{mark}'}}"
    assert _totals(tmp_path, ["1.234;", "2.500;"], total=total)[0] == read


@pytest.mark.parametrize("currency", ["KWD", "BHD", "TND", "OMR", "JOD"])
def test_a_currency_of_three_decimals_has_three(currency: str, tmp_path: Path) -> None:
    assert _totals(tmp_path, ["1.234;", "2.500;"], constants=f"currency: {currency}")[0] == [1.234, 2.5]


@pytest.mark.parametrize(("currency", "loads"), [("EUR", 0), ("KWD", 2)])
def test_in_a_shipped_layout_too(currency: str, loads: int, tmp_path: Path) -> None:
    file = tmp_path / "shopify.csv"
    row = "#{n},paid,{total},{currency},2026-03-04 10:00:00 +0100,1,Bag,{total},1{n}\n"
    file.write_text(
        "Name,Financial Status,Total,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id\n"
        + "".join(row.format(n=n, total=total, currency=currency) for n, total in enumerate(["1.234", "2.500"])),
        encoding="utf-8",
    )
    _, (report,) = loaded(tmp_path, file)
    assert (report.rows_loaded, report.rows_rejected) == (loads, 2 - loads)
    assert ("Total: its point" in report.message) == (not loads)
