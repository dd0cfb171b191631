"""Workbooks of three kinds, their cells as a csv would hold them."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.errors import Unreadable
from data.files import unpack
from tests.data.files.books import ods, ods_row, xls

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
    (message,) = read(xlsx(tmp_path / "a.xlsx", HEAD, ["A1", "=5*2"]), tmp_path / "1")
    assert "formulas that were never computed" in message and "save it again" in message
    cell = '<table:table-row><table:table-cell table:formula="of:=5*2"/></table:table-row>'
    with pytest.raises(Unreadable, match="formulas that were never computed"):
        read(ods(tmp_path / "a.ods", ods_row("total") + cell), tmp_path / "2")


def test_a_formula_with_its_result_is_read_as_the_result(tmp_path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=5*2" office:value-type="float" office:value="10"/>'
    row = f"<table:table-row>{cell}</table:table-row>"
    assert read(ods(tmp_path / "a.ods", ods_row("total") + row), tmp_path / "1") == ["total\n10\n"]


def test_a_damaged_xls_says_what_to_do(tmp_path: Path) -> None:
    whole = xls(tmp_path / "a.xls", [HEAD, ROW]).read_bytes()
    (tmp_path / "cut.xls").write_bytes(whole[:700])
    with pytest.raises(Unreadable, match=r"cut.xls cannot be read as a workbook .* save it again as .xlsx or .csv"):
        read(tmp_path / "cut.xls", tmp_path / "1")
