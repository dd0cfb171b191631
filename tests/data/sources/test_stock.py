"""Counts of stock and goods received: each row is loaded, a duplicate, or rejected by its cell; the newest telling of a key counts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.guess import guess
from data.intake import Report
from data.load import load
from data.mapping import BadMapping, layout
from data.rehearsal import rehearse
from data.staging import LoadOptions
from data.store import Store
from data.templates import template

STOCK = "day,location,sku,units_on_hand,unit_cost,currency"
RECEIPTS = "day,location,sku,units_received,unit_cost,currency,season,receipt_ref"


def written(folder: Path, *lines: str, name: str = "stock.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_text("\n".join([*lines, ""]), encoding=encoding)
    return file


def held(home: Path, table: str = "stock_counts") -> list[tuple[object, ...]]:
    said = f"select strftime(day, '%Y-%m-%d'), store_key, sku, units::double from {table} order by all"
    return list(Store.open(home).query(said).itertuples(index=False, name=None))


def reasons(home: Path) -> list[tuple[int, str]]:
    rows = Store.open(home).query("select row_no, reason from rejected_rows order by row_no")
    return list(rows.itertuples(index=False, name=None))


def conserved(report: Report) -> bool:
    rows = report.rows_seen == report.rows_loaded + report.rows_duplicate + report.rows_rejected
    return rows and all(part.adds_up and part.currency == "pieces" for part in report.money)


@pytest.mark.parametrize(("name", "header"), [("stock", STOCK), ("receipts", RECEIPTS)])
def test_each_template_is_the_header_of_its_layout(tmp_path: Path, name: str, header: str) -> None:
    assert template(name).strip() == header
    row = "2026-01-31,Milano,A1,2,10,EUR" + (",FW25,D1" if name == "receipts" else "")
    (report,) = load([written(tmp_path, header, row)], tmp_path / "store")
    assert (report.layout, report.rows_loaded, report.rows_rejected) == (name, 1, 0)
    assert "2 pieces in 1 place, 2026-01-31 to 2026-01-31" in report.message


def test_what_no_count_can_be_is_rejected_by_its_cell(tmp_path: Path) -> None:
    file = written(
        tmp_path, STOCK,
        "2026-01-31,Milano,A1,5,100.00,EUR", "2026-01-31,Milano,A1,5,100.00,EUR",
        "2026-01-31,Milano,A2,-2,,", "2026-01-31,Milano,A3,1.5,,", "2026-01-31,Milano,A4,2,,", "2026-01-31,Milano,A4,3,,",
        "2090-01-31,Milano,A5,3,,", "2026-01-31,Milano,A6,8033640000123,,", "2026-01-31,,A7,1,,", "2026-01-31,Milano,A8,1,-10,EUR",
        "2026-01-31,Milano,A9,1,10,", "2026-02-30,Milano,A10,1,,", "2026-01-31,Milano,A11,5000000,,", "2026-01-31,Milano,A12,1,10,EURO",
    )  # fmt: skip
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (14, 1, 1, 12)
    assert conserved(report)
    assert held(tmp_path / "store") == [("2026-01-31", "Milano", "A1", 5.0)]
    cells = {row: reason.partition(":")[0] for row, reason in reasons(tmp_path / "store")}
    told = {4: "units", 5: "units", 8: "day", 9: "units_on_hand", 10: "location is empty", 11: "unit_cost"}
    assert told.items() <= cells.items()
    said = dict(reasons(tmp_path / "store"))
    assert "row 7 too" in said[6] and "row 6 too" in said[7]
    assert said[12].startswith("currency: a cost is of a currency")
    assert "day" in said[13] and "1,000,000 pieces" in said[14] and "currency" in said[15]


def test_goods_that_leave_are_received_below_nought_and_two_deliveries_have_numbers(tmp_path: Path) -> None:
    home = tmp_path / "store"
    bare = written(tmp_path, RECEIPTS, "2026-01-31,Milano,A1,5,,,,", "2026-01-31,Milano,A1,2,,,,", name="bare.csv")
    (report,) = load([bare], home)
    assert report.rows_rejected == 2 and "give the number of each delivery as receipt_ref" in reasons(home)[0][1]
    numbered = written(
        tmp_path, RECEIPTS, "2026-01-31,Milano,A1,5,,,,D1", "2026-01-31,Milano,A1,2,,,,D2", "2026-02-01,Milano,A1,-3,,,,",
        name="numbered.csv",
    )  # fmt: skip
    (report,) = load([numbered], home)
    assert report.rows_loaded == 3 and conserved(report)
    assert report.money[0].loaded == Decimal(4)
    assert [row[3] for row in held(home, "goods_receipts")] == [2.0, 5.0, -3.0]


@pytest.mark.parametrize("first", ["old", "new"])
def test_the_file_that_reaches_further_decides_whatever_is_loaded_first(tmp_path: Path, first: str) -> None:
    old = written(tmp_path, STOCK, "2026-01-31,Milano,A1,5,,", name="old.csv")
    new = written(tmp_path, STOCK, "2026-01-31,Milano,A1,4,,", "2026-02-28,Milano,A1,3,,", name="new.csv")
    files = [old, new] if first == "old" else [new, old]
    reports = [load([file], tmp_path / "store")[0] for file in files]
    assert held(tmp_path / "store") == [("2026-01-31", "Milano", "A1", 4.0), ("2026-02-28", "Milano", "A1", 3.0)]
    assert all(map(conserved, reports))
    last = reports[-1]
    assert (last.rows_updated, last.rows_duplicate) == ((1, 0) if first == "old" else (0, 1))
    assert first == "old" or "1 row tells an older state than what is loaded, and changes nothing" in last.message


def test_of_two_files_that_reach_equally_far_the_second_is_refused_by_row_until_a_day_is_said(tmp_path: Path) -> None:
    home = tmp_path / "store"
    one = written(tmp_path, STOCK, "2026-01-31,Milano,A1,5,,", "2026-01-31,Milano,A2,1,,", name="one.csv")
    other = written(tmp_path, STOCK, "2026-01-31,Milano,A1,4,,", "2026-01-31,Milano,A2,1,,", name="other.csv")
    load([one], home)
    (report,) = load([other], home)
    assert (report.rows_duplicate, report.rows_rejected) == (1, 1)
    assert "one.csv, row 2" in reasons(home)[0][1] and "--as-of DAY" in reasons(home)[0][1]
    (report,) = load([other], home, LoadOptions(as_of=date(2026, 2, 1)))
    assert (report.rows_updated, report.rows_duplicate) == (1, 1)
    assert held(home)[0] == ("2026-01-31", "Milano", "A1", 4.0)
    (again,) = load([one], home)
    assert (again.rows_loaded, again.rows_rejected) == (0, 0) and held(home)[0][3] == 4.0


def test_a_later_file_that_states_no_cost_keeps_the_one_known(tmp_path: Path) -> None:
    load([written(tmp_path, STOCK, "2026-01-31,Milano,A1,5,99.50,EUR", name="one.csv")], tmp_path / "store")
    load([written(tmp_path, STOCK, "2026-01-31,Milano,A1,6,,", "2026-02-28,Milano,A1,1,,")], tmp_path / "store")
    kept = Store.open(tmp_path / "store").query(
        "select units::double u, unit_cost::double c, currency from stock_counts order by day"
    )
    assert kept.iloc[0].tolist() == [6.0, 99.5, "EUR"]


def test_a_file_in_chinese_letters_of_gb18030(tmp_path: Path) -> None:
    file = written(tmp_path, "盘点日期,门店,货号,库存数量", "2026-01-31,上海南京西路,包-001,3", encoding="gb18030")
    (report,) = load([file], tmp_path / "store")
    assert report.rows_loaded == 1 and held(tmp_path / "store") == [("2026-01-31", "上海南京西路", "包-001", 3.0)]


def test_days_that_may_be_either_way_round_are_refused_until_they_are_said(tmp_path: Path) -> None:
    file = written(tmp_path, STOCK, "03/04/2026,Milano,A1,3,,")
    (report,) = load([file], tmp_path / "store")
    assert report.rows_rejected == 1 and "--day-first" in reasons(tmp_path / "store")[0][1]
    (report,) = load([file], tmp_path / "store", LoadOptions(day_first=True))
    assert held(tmp_path / "store")[0][0] == "2026-04-03"


def test_a_file_of_no_rows_and_one_of_the_other_kind(tmp_path: Path) -> None:
    (empty,) = load([written(tmp_path, STOCK, name="empty.csv")], tmp_path / "store")
    assert (empty.rows_seen, empty.rows_loaded) == (0, 0)
    mapping = tmp_path / "my.yaml"
    mapping.write_text(
        "name: my\nsystem: my\ngrain: stock\ncolumns:\n  day: day\n  store_key: location\n  sku: sku\n  units: units_on_hand\n",
        encoding="utf-8",
    )
    receipts = written(tmp_path, RECEIPTS, "2026-01-31,Milano,A1,5,,,,", name="receipts.csv")
    (report,) = load([receipts], tmp_path / "store", LoadOptions(mappings=(mapping,)))
    assert report.layout == "receipts" and held(tmp_path / "store") == []


def test_a_mapping_says_what_the_template_says(tmp_path: Path) -> None:
    mapping = tmp_path / "erp.yaml"
    text = (
        "name: erp_stock\nsystem: erp\ngrain: stock\ncolumns:\n"
        "  day: {from: Datum, format: '%d.%m.%Y'}\n  store_key: {from: Lager, values: {MI01: Milano}}\n  sku: Artikel\n"
        "  units: Bestand\n  unit_cost: {from: EK, decimal: ','}\nconstants: {currency: EUR}\n"
    )
    mapping.write_text(text, encoding="utf-8")
    file = written(tmp_path, "Datum;Lager;Artikel;Bestand;EK", "31.01.2026;MI01;A1;4;1.250,50")
    tried = rehearse([file], tmp_path / "store", LoadOptions(mappings=(mapping,))).tables[0]
    assert tried.content.rows["units"].tolist() == [4] and not (tmp_path / "store").exists()
    (report,) = load([file], tmp_path / "store", LoadOptions(mappings=(mapping,)))
    assert report.rows_loaded == 1 and held(tmp_path / "store") == [("2026-01-31", "Milano", "A1", 4.0)]
    mapping.write_text(text.replace("  units: Bestand\n", ""), encoding="utf-8")
    with pytest.raises(BadMapping, match="stock rows need day, store_key, sku, units; units is not mapped"):
        layout(mapping)


@pytest.mark.parametrize(
    ("text", "grain", "units"),
    [
        ("Data inventario;Negozio;Cod. articolo;Giacenza\n31/01/2026;Milano;B1;12\n28/02/2026;Milano;B1;7\n", "stock", 19),
        ("Data carico;Magazzino;Articolo;Q.tà ricevuta;DDT\n31/01/2026;Milano;B1;1;D1\n28/02/2026;Milano;B2;12;D2\n", "receipt", 13),
        ("入库日期,仓库,货号,入库数量\n2026-01-31,上海,B1,4\n", "receipt", 4),
        ("Date,Location,SKU,On Hand,Cost Price\n2026-01-31,Milan,B1,3,10.50\n", "stock", 3),
    ],
)  # fmt: skip
def test_a_mapping_is_guessed_and_loads_as_it_stands(tmp_path: Path, text: str, grain: str, units: int) -> None:
    file, mapping = tmp_path / "export.csv", tmp_path / "guessed.yaml"
    file.write_text(text, encoding="utf-8")
    made = guess([file])
    assert f"grain: {grain}" in made.text and not made.open, made.text
    mapping.write_text(made.text, encoding="utf-8")
    (report,) = load([file], tmp_path / "store", LoadOptions(currency="EUR", mappings=(mapping,)))
    assert report.rows_rejected == 0 and report.money[0].loaded == units, report.message


def test_a_place_in_other_letters_is_the_same_place(tmp_path: Path) -> None:
    file = written(tmp_path, STOCK, "2026-01-31,Milano,A1,3,,", "2026-01-31,MILANO,A1,4,,")
    (report,) = load([file], tmp_path / "store")
    assert report.rows_rejected == 2 and conserved(report) and held(tmp_path / "store") == []
