from pathlib import Path

import pytest

from commands.table import BadTable, read

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
