"""Law: a file, a member or a row that cannot be loaded is one sentence; all else of the batch loads.

Broken once: one date of 1970, one barcode in the quantity's column, one row of three cells at the end of a large file, or a
zip damaged in the middle, and the whole command ended in a traceback with nothing loaded.
"""

import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from data import intake
from data.errors import Unclaimed
from data.faults import LOG
from data.files import header
from data.landing import order
from data.landing.account import Landed
from data.landing.batch import Batch
from data.sources import layouts
from data.staging import LoadOptions
from tests.conftest import ROOT
from tests.data.loading import TILL, loaded, till

GOOD = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"
GRID = '"ID","Purchase Date","Grand Total (Base)","Status"\n'
SPOKEN = 'no "Anna Rossi" at +39 333 1234567, anna@example.com'
ROME = LoadOptions("Europe/Rome", "EUR")


@pytest.mark.parametrize("day", ["1970-01-01", "20-06-05", "12/11/20", "9999-12-31", "infinity", "0001-01-01"])
def test_a_day_of_no_shop_rejects_its_own_row(day: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f'{GRID}1,"{day} 00:00:00",100.00,complete\n2,"2020-06-05 10:00:00",50.00,complete\n')
    store, (report,) = loaded(tmp_path, file, options=ROME)
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (2, 1, 1)
    assert float(store.query("select sum(total) as total from orders")["total"][0]) == 50


@pytest.mark.parametrize(
    "row",
    [
        "MI01;8;31/12/2025;23:30;B1;Borsa;80012345;12.900,00;0,00;C1;IT",
        "MI01;8;31/12/2025;23:30;B1;Borsa;999999999;999.999.999.999,00;0,00;C1;IT",
        "MI01;8;31/12/2025;23:30;;Buono sconto;;10,00;0,00;C1;IT",
        "MI01;8;31/12/2025;23:30;B1;Borsa;1;;0,00;C1;IT",
        "MI01;8;31/12/0020;23:30;B1;Borsa;1;10,00;0,00;C1;IT",
        "MI01;8;31/12/2025;23:30;B1;Borsa;1;10,00;99999999999999999999;C1;IT",
    ],
)
def test_a_row_the_store_cannot_hold_is_rejected_alone(row: str, tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", GOOD, row))
    assert (report.ok, report.rows_loaded, report.rows_rejected) == (True, 1, 1)
    ((reason, _count),) = report.reasons
    assert "cannot hold" not in reason, "the reason names what is wrong with the row"
    assert float(store.query("select sum(total) as total from orders")["total"][0]) == 10


def test_a_row_that_says_how_a_receipt_was_paid_is_counted(tmp_path: Path) -> None:
    paid = "MI01;7;31/12/2025;23:30;;Carta;;;;C1;IT"
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", GOOD, paid))
    assert (report.rows_loaded, report.rows_rejected) == (2, 0)
    assert len(store.query("from order_lines")) == 1


def test_a_row_that_breaks_a_statement_nobody_foresaw_is_found_and_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def narrow(batch: Batch) -> Landed:
        batch.execute("select (qty * 1000)::tinyint from landing_order where order_ref like '%-13'")
        return order.land(batch)

    monkeypatch.setitem(intake.LANDERS, "order", replace(order.LANDER, land=narrow))
    rows = [GOOD.replace(";7;", f";{number};") for number in range(1, 30)]
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", *rows))
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (29, 28, 1)
    assert store.query("select row_no from rejected_rows")["row_no"].tolist() == [14]


def test_halving_finds_the_rows_that_do_not_hold() -> None:
    bad = {3, 77, 78}
    assert sorted(intake.culprits(range(100), lambda part: not bad & set(part), 5)) == sorted(bad)
    assert intake.culprits(range(100), lambda part: False, 5) == []


def test_a_large_file_whose_last_row_is_short_loads_but_for_that_row(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = (f'{number},"2024-03-10 11:00:00",100.00,complete,{"n" * 950}\n' for number in range(5000))
    file.write_text(GRID.rstrip("\n") + ',"Notes"\n' + "".join(rows) + "9999\n")
    _, (report,) = loaded(tmp_path, file, options=ROME)
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (5001, 5000, 1)


def test_a_member_damaged_in_the_middle_is_said_and_the_others_load(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bad.csv", TILL + "".join(GOOD.replace(";7;", f";{n};") + "\n" for n in range(500)))
        archive.writestr("good.csv", TILL + GOOD + "\n")
    content = bytearray(path.read_bytes())
    content[200:300] = b"\xff" * 100
    path.write_bytes(content)
    _, (bad, good) = loaded(tmp_path, path)
    assert not bad.ok and bad.member == "bad.csv" and "damaged" in bad.message
    assert (good.ok, good.rows_loaded) == (True, 1)


@pytest.mark.parametrize(("encoding", "word"), [("gb18030", "手袋 小牛皮"), ("cp1252", "Città così")])
def test_a_mark_of_utf8_before_other_bytes_is_no_obstacle(encoding: str, word: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbf" + (TILL + GOOD.replace("Borsa", word) + "\n").encode(encoding))
    store, (report,) = loaded(tmp_path, file)
    assert report.encoding == encoding
    assert store.query("select title from order_lines")["title"].tolist() == [word]


@pytest.mark.parametrize("content", [b"PAR1 cut short", b"PAR1", b"\xff\xfe\x00", b"PK\x05\x06" + b"\0" * 18])
def test_damaged_bytes_are_a_sentence_and_the_file_beside_them_loads(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    _, reports = loaded(tmp_path, file, till(tmp_path, "b.csv", GOOD))
    assert [report.ok for report in reports] == [False, True]
    assert reports[0].message and "Traceback" not in reports[0].message
    assert not (tmp_path / "store" / LOG).exists()


def test_a_line_of_a_million_separators_is_refused_at_once(tmp_path: Path) -> None:
    wide = tmp_path / "wide.csv"
    wide.write_text("," * 1_000_000)
    started = time.monotonic()
    with pytest.raises(Unclaimed):
        header.find(wide, layouts())
    assert time.monotonic() - started < 20


def test_an_error_nobody_foresaw_is_logged_without_a_customers_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_batch: Batch) -> Landed:
        raise LookupError(SPOKEN)

    monkeypatch.setitem(intake.LANDERS, "order", replace(order.LANDER, land=broken))
    _, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", GOOD))
    log = tmp_path / "store" / LOG
    assert not report.ok and "LookupError" in report.message and str(log) in report.message
    assert "in broken" in log.read_text() and log.stat().st_mode & 0o777 == 0o600
    assert not [word for word in ("Anna", "333", "anna@") if word in log.read_text() + report.message]


LIMITED = """
import resource, signal, sys
from data.load import load
from data.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
for report in load(sys.argv[2:], sys.argv[1]):
    print(report.ok, report.message)
"""


def test_a_file_the_disk_has_no_room_for_is_a_sentence_and_the_next_one_loads(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as sink:
        sink.write((TILL + GOOD + "\n").encode())
        sink.truncate(80 << 20)
    files = [str(large), str(till(tmp_path, "b.csv", GOOD))]
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "store"), *files]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == [
        "False large.csv: the disk is full, or the file grew beyond its limit; free some space and try again",
        "True loaded",
    ]


def test_the_damaged_files_beside_the_project_leave_a_good_one_alone(shared: Path, tmp_path: Path) -> None:
    _, reports = loaded(tmp_path, shared / "cases/damaged", till(tmp_path, "b.csv", GOOD), options=ROME)
    assert (reports[-1].ok, reports[-1].rows_loaded) == (True, 1)
    assert not (tmp_path / "store" / LOG).exists()
