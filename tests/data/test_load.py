"""Loading: every row accounted for, nothing twice, nothing half-done."""

import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from data.files.unpack import Unreadable
from data.load import load
from data.store import Store
from tests.data.loading import TILL, loaded, till

TWO_ROWS = (
    "MI01;7;31/12/2025;23:30;BAG-1;Borsa;1;1.200,00;0,00;C1;IT",
    "MI01;7;31/12/2025;23:30;SCF-2;Foulard;2;150,50;1,00;C1;IT",
)


def test_a_receipt_of_two_lines_is_worth_their_sum_less_its_discounts(tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", *TWO_ROWS))
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (2, 2, 0, 0)
    (order,) = store.query("select * from orders").to_dict("records")
    assert order["order_id"] == "pos||MI01-31/12/2025-7"
    assert (float(order["goods_gross"]), float(order["discount_merchant"]), float(order["total"])) == (
        1501.0,
        1.0,
        1500.0,
    )
    assert str(order["ordered_on"].date()) == "2025-12-31"
    assert order["ordered_at"].isoformat() == "2025-12-31T22:30:00+00:00"


def test_a_market_left_blank_is_none(tmp_path: Path) -> None:
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", TWO_ROWS[0].replace(";IT", "; ")))
    assert store.query("select count(*) as n from orders where market is null")["n"][0] == 1
    assert store.query("select market from orders_mart")["market"][0] == "unknown"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    file = till(tmp_path, "a.csv", *TWO_ROWS)
    first, _ = loaded(tmp_path, file)
    again, (report,) = loaded(tmp_path, file)
    assert again.version == first.version
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate) == (2, 0, 2)


def test_an_overlapping_file_adds_only_what_is_new(tmp_path: Path) -> None:
    later = "MI01;8;02/01/2026;10:00;BAG-1;Borsa;1;1.200,00;0,00;C1;IT"
    loaded(tmp_path, till(tmp_path, "a.csv", *TWO_ROWS))
    store, (report,) = loaded(tmp_path, till(tmp_path, "b.csv", *TWO_ROWS, later))
    assert (report.rows_loaded, report.rows_duplicate) == (1, 2)
    assert len(store.query("select * from orders")) == 2
    assert len(store.query("select * from order_lines")) == 3


def test_two_identical_lines_of_one_receipt_are_two_lines(tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", TWO_ROWS[0], TWO_ROWS[0]))
    assert report.rows_loaded == 2
    assert len(store.query("select * from order_lines")) == 2


def test_a_bad_row_is_rejected_with_what_was_found_and_the_rest_is_loaded(tmp_path: Path) -> None:
    bad = "MI01;9;31/02/2026;10:00;BAG-1;Borsa;uno;1.200,00;0,00;C1;IT"
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", *TWO_ROWS, bad))
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (3, 2, 1)
    (row,) = store.query("select * from rejected_rows").to_dict("records")
    assert (
        "Data + Ora: a date that does not exist" in row["reason"]
        and "Qta: text where an amount belongs" in row["reason"]
    )
    assert row["row_no"] == 4 and "31/02/2026" in row["payload"]


def test_a_number_in_another_countrys_marks_is_rejected_not_read_a_hundred_times_too_large(tmp_path: Path) -> None:
    _, (report,) = loaded(
        tmp_path, till(tmp_path, "a.csv", "MI01;7;31/12/2025;23:30;BAG-1;Borsa;1;1,200.50;0,00;C1;IT")
    )
    assert report.rows_rejected == 1


def test_a_row_too_long_is_rejected_and_counted(tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", *TWO_ROWS, TWO_ROWS[0] + ";x;y"))
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (3, 2, 1)
    assert "13 cells where the header has 11" in store.query("select reason from rejected_rows")["reason"][0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((TILL + TWO_ROWS[0].replace("Borsa", "Città in pelle, così") + "\n").encode(encoding))
    store, (report,) = loaded(tmp_path, file)
    assert report.encoding == encoding
    assert store.query("select title from order_lines")["title"][0] == "Città in pelle, così"


def test_chinese_text_in_gbk_is_read_as_chinese(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((TILL + TWO_ROWS[0].replace("Borsa", "手袋 小牛皮") + "\n").encode("gbk"))
    store, (report,) = loaded(tmp_path, file)
    assert report.encoding == "gb18030"
    assert store.query("select title from order_lines")["title"][0] == "手袋 小牛皮"


def test_a_zip_with_a_gbk_name_is_one_report_a_member(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("receipts.csv")
        archive.writestr(info, TILL + TWO_ROWS[0] + "\n")
        archive.writestr("README.md", "no data")
    _, (report,) = loaded(tmp_path, tmp_path / "a.zip")
    assert (report.member, report.rows_loaded) == ("receipts.csv", 1)


def test_a_file_of_no_layout_is_refused_with_the_nearest_one_and_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Negozio;Scontrino;Data;Ora;Articolo;Qta\nMI01;1;01/01/2026;10:00;X;1\n")
    (report,) = load([file], tmp_path / "store")
    assert not report.ok and report.rows_seen == 0
    assert "boutique_pos" in report.message and "Prezzo" in report.message


def test_bytes_that_are_no_table_are_refused_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "a.csv.gz"
    file.write_bytes(gzip.compress(TILL.encode()))
    (report,) = load([file], tmp_path / "store")
    assert not report.ok and "not text" in report.message


@pytest.mark.parametrize(
    ("content", "said", "ok"),
    [
        (b"", "is empty", False),
        (b"PK\x03\x04cut", "cut short", False),
        (b"\x89PNG\r\n\x1a\n\0\0", "not text", False),
        (TILL.encode(), "no rows", True),
    ],
)
def test_a_file_with_nothing_to_load_says_why(tmp_path: Path, content: bytes, said: str, ok: bool) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    (report,) = load([file], tmp_path / "store")
    assert said in report.message and report.ok == ok


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="does not exist"):
        load([tmp_path / "none.csv"], tmp_path / "store")


def test_the_calendar_of_the_years_with_orders_comes_with_them(tmp_path: Path) -> None:
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", TWO_ROWS[0].replace("31/12/2025", "01/01/2020"), TWO_ROWS[1]))
    days = store.query(
        "select count(*) as n from market_calendar where market = 'IT' and kind = 'lockdown' and day = date '2020-03-20'"
    )
    assert days["n"][0] == 1


def test_the_calendar_reaches_the_last_day_and_later_orders_of_its_year_leave_it_as_it_is(tmp_path: Path) -> None:
    whole = "select * from market_calendar order by all"
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", TWO_ROWS[0].replace("31/12/2025", "11/11/2025")))
    first = store.query(whole)
    assert "11.11" in " ".join(first[first["day"] == "2025-11-11"]["event"])
    later, _ = loaded(tmp_path, till(tmp_path, "b.csv", TWO_ROWS[0]))
    assert later.version > store.version
    pd.testing.assert_frame_equal(later.query(whole), first)


def test_online_retail_gives_its_published_totals(shared: Path, tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, shared / "data/online_retail/online_retail_i.parquet")
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (541_909, 541_909, 0)
    found = store.query(
        """select count(*) as lines, count(distinct order_id) as invoices, sum(gross)::varchar as worth,
        (select count(*) from customers) as customers from order_lines"""
    )
    assert found.to_dict("records") == [
        {"lines": 541_909, "invoices": 25_900, "worth": "9747747.934000", "customers": 4_372}
    ]
    net = store.query(
        "select sum(net_eur)::varchar as net, count(*) filter (where net_eur is null) as dashes from sales"
    )
    assert (store.currency, *net.iloc[0]) == ("GBP", "9747747.934000", 0)  # a shop of pounds opens without any rate


def test_the_central_banks_rates_are_read_whole_and_as_a_spreadsheet_saves_them(shared: Path, tmp_path: Path) -> None:
    original = shared / "data/fx/eurofxref-hist.csv"
    store, _ = loaded(tmp_path, original)
    day = store.query(
        "select quote, rate::varchar as rate from fx_rates where rate_on = date '2020-03-31' and quote in ('CNY', 'HKD', 'USD') order by quote"
    )
    assert [float(rate) for rate in day["rate"]] == [7.7784, 8.4945, 1.0956]
    resaved = tmp_path / "resaved.csv"
    resaved.write_text(
        "Date,USD,JPY,GBP,CHF,CNY,\n3/31/2020,1.0956,118.9,0.88643,1.0585,7.7784,\n", encoding="utf-8-sig"
    )
    _, (report,) = loaded(tmp_path, resaved)
    assert (report.rows_seen, report.rows_duplicate) == (1, 1)


def test_the_counts_of_every_file_add_up(shared: Path, tmp_path: Path) -> None:
    _, reports = loaded(tmp_path, shared / "formats/samples")
    assert all(r.rows_seen == r.rows_loaded + r.rows_duplicate + r.rows_rejected for r in reports)
    assert sum(r.ok for r in reports) >= 26
    assert isinstance(Store.open(tmp_path / "store").version, int)
