import math
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from commands.table import BadTable, dates, numbers, read

CELLS = [["customer id", "date", "note"], ["007", "2020-03-09", "a b"], ["8", "2020-03-10", ""]]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_may_be_separated_by_any_usual_mark(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "log.csv"
    file.write_text("\n".join(mark.join(row) for row in CELLS), encoding="utf-8")
    frame = read(file, ["customer id", "date"])
    assert frame["customer id"].tolist() == ["007", "8"]
    assert frame["date"].tolist() == ["2020-03-09", "2020-03-10"]


def test_words_of_a_header_are_not_columns(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("date of the first order,id\n2020-03-09,1\n", encoding="utf-8")
    assert read(file, ["id"]).columns.tolist() == ["date of the first order", "id"]


def test_what_a_file_has_is_told_by_its_own_mark(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("State;Year\nUtah;1970\n", encoding="utf-8")
    with pytest.raises(BadTable, match="no column Date; it has State, Year"):
        read(file, ["Date"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_may_be_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "log.csv"
    file.write_text("cliente,città\nanna,Forlì\nbea,Cantù\n", encoding=encoding)
    assert read(file, ["cliente", "città"])["città"].tolist() == ["Forlì", "Cantù"]


def test_a_chinese_export_is_read_as_the_loader_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("客户,城市\n王芳,上海\n李娜,北京\n", encoding="gb18030")
    assert read(file, ["客户"])["城市"].tolist() == ["上海", "北京"]


def test_a_workbook_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(BadTable, match="is a workbook or an archive; save its table as"):
        read(file, ["date"])


def test_a_row_wider_than_the_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("c,d\nA,2024-01-05\nB,2024-01-07,7,8\n", encoding="utf-8")
    with pytest.raises(BadTable, match="data row 2: 4 cells where the header has 2"):
        read(file, ["c", "d"])


def test_separators_at_a_rows_end_are_no_cells(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("c,d\nA,2024-01-05,,\nB,2024-01-07\nC\n", encoding="utf-8")
    frame = read(file, ["c", "d"])
    assert frame.columns.tolist() == ["c", "d"]
    assert frame["c"].tolist() == ["A", "B", "C"]
    assert frame["d"].isna().tolist() == [False, False, True]


def test_lines_above_and_breaks_within_a_header_shift_no_row(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text('\n\n"c\n(id)",d\n\nA,"x\ny",\nB,z\n', encoding="utf-8")
    frame = read(file, ["d"])
    assert frame.columns.tolist() == ["c\n(id)", "d"]
    assert frame["d"].tolist() == ["x\ny", "z"]


def test_of_equal_names_none_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("c,d,d ,e\nA,2024-01-05,2024-02-02,1\n", encoding="utf-8")
    assert read(file, ["c"]).columns.tolist() == ["c", "d (1)", "d (2)", "e"]
    with pytest.raises(BadTable, match="has more than one column d; give each a name of its own"):
        read(file, ["c", "d"])


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["10,50", "1.050,00", "7"], [10.5, 1050, 7]),
        (["-10,5", "", "1.050"], [-10.5, None, 1050]),
        (["1 050,25", "3"], [1050.25, 3]),
        (["1,234.56", "12"], [1234.56, 12]),
        (["1,050", "12.5"], [1050, 12.5]),
        (["1'050.00", "3.5"], [1050, 3.5]),
        (["1e3", "2.50"], [1000, 2.5]),
    ],
)
def test_a_column_tells_where_its_decimals_begin(cells: list[str], amounts: list[float | None]) -> None:
    found = numbers(pd.DataFrame({"v": cells}), "v")
    assert [None if math.isnan(value) else value for value in found] == amounts


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["1,050", "2,300"], "'1,050' may have thousands or decimals behind its comma"),
        (["10,50", "10.50"], "data row 1: '10,50' is not a number"),
        (["1.5", "1,2,3"], "data row 2: '1,2,3' is not a number"),
    ],
)
def test_what_can_be_read_two_ways_is_not_guessed(cells: list[str], message: str) -> None:
    with pytest.raises(BadTable, match=message):
        numbers(pd.DataFrame({"v": cells}), "v")


def test_how_a_point_was_read_is_said_where_it_may_mark_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    assert numbers(pd.DataFrame({"v": ["1.050", "12.300"]}), "v").tolist() == [1.05, 12.3]
    assert "column v: 1.050 is read as 1.05; if its point marks thousands, leave it out" in capsys.readouterr().err


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-01T00:30:00+08:00",
        "2024-02-01 00:30:00 +0800",
        "2024-02-01T00:30+08",
        "2024-02-01 23:30:00.250-05:00",
        "2024-02-01T23:59:59Z",
        "2024-02-01 00:30",
        "20240201T003000+0800",
        "2024-02-01",
        "20240201",
    ],
)
def test_a_day_is_the_one_written_whatever_its_offset(written: str) -> None:
    found = dates(pd.DataFrame({"d": [written, "2024-02-10"]}), "d")
    assert found.dt.strftime("%Y-%m-%d").tolist() == ["2024-02-01", "2024-02-10"]


def test_a_column_of_instants_keeps_its_own_clock() -> None:
    instants = pd.Series(pd.to_datetime(["2024-01-31T16:30Z"])).dt.tz_convert("Asia/Shanghai")
    assert dates(pd.DataFrame({"d": instants}), "d").iloc[0] == pd.Timestamp("2024-02-01 00:30")
