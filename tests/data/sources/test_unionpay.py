"""UnionPay's daily file: records of fixed widths, in fen, with times that have no year."""

from pathlib import Path

from data.files import fixed_width
from data.load import load
from tests.data.sources.chinese import money, stored
from tests.data.sources.golden.pairs import FOLDER

NAME = "in_INN26010188ZM_777290000000009.csv"


def test_fen_become_yuan_and_december_stays_in_its_year(tmp_path: Path) -> None:
    store = stored(tmp_path, f"unionpay/{NAME}")
    assert money(store) == {"payment": (1, 500, -3), "refund": (1, -100, 0.6)}
    days = store.query("select occurred_on::varchar as day, merchant_ref from wallet_transactions order by occurred_at")
    assert [day[:10] for day in days.day] == ["2025-12-31", "2026-01-01"] and set(days.merchant_ref) == {"MI-1"}


def test_a_file_whose_name_has_no_day_is_rejected_row_by_row(tmp_path: Path) -> None:
    other = tmp_path / "renamed.txt"
    other.write_bytes((FOLDER / "unionpay" / NAME).read_bytes())
    (report,) = load([other], tmp_path / "store")
    assert report.rows_rejected == 2 and "no year" in report.message


def test_fields_are_cut_by_bytes_before_they_are_decoded(tmp_path: Path) -> None:
    first = (FOLDER / "unionpay" / NAME).read_bytes().splitlines()[0]
    named = first.replace(b"MI-1".ljust(8), "上海店".encode("gb18030") + b"  ")
    (tmp_path / "INN260101").write_bytes(named + b"\nno record at all\n")
    cut = fixed_width.as_csv(tmp_path / "INN260101", tmp_path)
    assert cut is not None
    header, row, other = cut.read_text(encoding="utf-8").splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["unionpay order"] == "上海店"
    assert other == "no record at all"


def test_text_that_begins_like_a_record_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("S22 is a code\n" + "x" * 700 + "\n", encoding="utf-8")
    assert fixed_width.as_csv(tmp_path / "a.csv", tmp_path) is None
