"""Workbooks of three kinds, their cells as a csv would hold them."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.errors import Unreadable
from data.files import unpack
from data.staging import LoadOptions
from tests.data.files.books import ods, ods_row, xls
from tests.data.loading import loaded

HEAD, ROW = ["order", "total"], ["A1", 10.5]
LONG = 1234567890123456  # sixteen digits, as an order number has
CSV = "order,total\nA1,10.5\n"


def read(file: Path, scratch: Path) -> list[str]:
    scratch.mkdir()
    return [
        piece.message if isinstance(piece, unpack.Damaged) else piece.path.read_text(encoding="utf-8")
        for piece in unpack.pieces(file, scratch)
    ]


def xlsx(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_the_same_table_reads_the_same_from_xls_ods_and_xlsx(tmp_path: Path) -> None:
    books = (
        xls(tmp_path / "a.xls", [HEAD, ROW]),
        ods(tmp_path / "a.ods", ods_row(*HEAD) + ods_row(*ROW)),
        xlsx(tmp_path / "a.xlsx", HEAD, ROW),
    )
    for number, book in enumerate(books):
        assert read(book, tmp_path / str(number)) == [CSV], book.name


def test_a_workbook_inside_a_zip_is_read_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(xls(tmp_path / "a.xls", [HEAD, ROW]), "a.xls")
        archive.write(ods(tmp_path / "a.ods", ods_row(*HEAD) + ods_row(*ROW)), "a.ods")
    assert read(tmp_path / "a.zip", tmp_path / "scratch") == [CSV, CSV]


def test_a_number_of_sixteen_digits_keeps_them_all(tmp_path: Path) -> None:
    assert read(xlsx(tmp_path / "a.xlsx", ["id"], [LONG]), tmp_path / "1") == [f"id\n{LONG}\n"]
    assert read(ods(tmp_path / "a.ods", ods_row("id") + ods_row(LONG)), tmp_path / "2") == [f"id\n{LONG}\n"]
    assert read(xls(tmp_path / "a.xls", [["id"], [float(LONG)]]), tmp_path / "3") == [f"id\n{LONG}\n"]


def test_a_number_that_its_file_has_rounded_stays_visibly_so(tmp_path: Path) -> None:
    assert read(xls(tmp_path / "a.xls", [["id"], [1.2345678901234568e18]]), tmp_path / "1") == [
        "id\n1.2345678901234568e+18\n"
    ]


def test_a_formula_that_was_never_computed_is_no_empty_cell(tmp_path: Path) -> None:
    assert read(xlsx(tmp_path / "a.xlsx", HEAD, ["A1", "=5*2"], ["A2", 7]), tmp_path / "1") == [
        "order,total\nA1,#NEVER COMPUTED\nA2,7\n"
    ]
    cell = '<table:table-row><table:table-cell table:formula="of:=5*2"/></table:table-row>'
    with pytest.raises(Unreadable, match="formulas that were never computed"):
        read(ods(tmp_path / "a.ods", ods_row("total") + cell), tmp_path / "2")


def test_a_row_that_needs_a_formula_without_a_result_is_rejected_and_the_others_load(tmp_path: Path) -> None:
    head = ["ID", "Purchase Date", "Grand Total (Base)", "Status", "Note"]
    day = "2024-03-01 10:00:00"
    book = xlsx(
        tmp_path / "a.xlsx",
        head,
        ["1", day, 10, "complete", "=1+1"],
        ["2", day, "=5*2", "complete"],
        ["3", day, 7, "=A1"],
    )
    store, (report,) = loaded(tmp_path, book, options=LoadOptions(tz="Europe/Rome", currency="EUR"))
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (3, 1, 2)
    assert "Grand Total (Base): a formula that was never computed" in report.message
    assert "Status: a formula that was never computed" in report.message
    assert store.query("select source_order_id, total::double from orders").values.tolist() == [["1", 10.0]]


def test_a_formula_with_its_result_is_read_as_the_result(tmp_path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=5*2" office:value-type="float" office:value="10"/>'
    row = f"<table:table-row>{cell}</table:table-row>"
    assert read(ods(tmp_path / "a.ods", ods_row("total") + row), tmp_path / "1") == ["total\n10\n"]


def test_a_damaged_xls_says_what_to_do(tmp_path: Path) -> None:
    whole = xls(tmp_path / "a.xls", [HEAD, ROW]).read_bytes()
    (tmp_path / "cut.xls").write_bytes(whole[:700])
    with pytest.raises(Unreadable, match=r"cut.xls cannot be read as a workbook .* save it again as .xlsx or .csv"):
        read(tmp_path / "cut.xls", tmp_path / "1")


SHEET = """<?xml version="1.0" encoding="GBK"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="账务"><Table>
<Row><Cell><Data ss:Type="String">订单</Data></Cell><Cell><Data ss:Type="String">金额</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">10.5</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="空"><Table/></Worksheet></Workbook>"""


def test_the_xml_that_portals_call_xls_is_a_workbook_with_gaps(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(SHEET.encode("gb18030"))
    assert read(tmp_path / "a.xls", tmp_path / "one") == ["订单,金额\n\n,10.5\n", ""]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.xls", "a.xls")
    assert read(tmp_path / "a.zip", tmp_path / "zipped") == ["订单,金额\n\n,10.5\n", ""]


def test_such_xml_cut_short_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(SHEET.encode("gb18030")[:-60])
    with pytest.raises(Unreadable, match="cannot be read as a workbook"):
        read(tmp_path / "a.xls", tmp_path / "one")
