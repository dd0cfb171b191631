"""Files dropped on the page are read, told, and loaded only when the reader says so."""

import time
from datetime import date
from pathlib import Path

import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Home, Store, writing
from tests.data.sources.golden.pairs import FOLDER
from ui import local

CSV = "text/csv"
ORDERS = (FOLDER / "shopify/in.csv").read_bytes()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    with writing(tmp_path / "store"):
        pass
    return tmp_path / "store"


def left(home: Path) -> list[Path]:
    return list((home.parent / "tmp").rglob("*.csv"))


def settled(app):
    """The page once nothing is done in the background."""
    for _attempt in range(400):
        app.run()
        if not app.get("progress"):
            assert not app.exception
            return app
        time.sleep(0.4)  # seldom: each look takes the background's turn
    raise AssertionError("still at it")


def dropped(app, *files: tuple[str, bytes]):
    app.file_uploader[0].set_value([(name, content, CSV) for name, content in files])
    return settled(app)


def texts(elements) -> str:
    return "\n".join(str(element.value) for element in elements)


def test_what_is_dropped_is_told_and_not_loaded(opening, home):
    app = dropped(opening("upload", home), ("orders.csv", ORDERS), ("notes.csv", b"a,b\n1,2\n"))
    tables = app.dataframe
    assert tables[0].value["loaded"].tolist() == [2, 0]
    assert tables[1].value["sku"].tolist() == ["SILK-1", "SILK-2"]
    assert [metric.value for metric in app.metric] == ["1", "1", "0", "0"]
    assert "notes.csv: no layout claims it" in texts(app.warning).replace("\u2060", "")
    assert Home(home).version() == 1
    assert left(home)


def test_load_now_publishes_a_version_and_leaves_no_file(opening, home):
    app = dropped(opening("upload", home), ("orders.csv", ORDERS))
    app.button(key="upload_load").click()
    settled(app)
    assert "Version 2 is published" in texts(app.success) and "/health" in texts(app.success)
    store = Store.open(home)
    assert store.query("select file_name from source_files")["file_name"].tolist() == ["orders.csv"]
    store.close()
    assert left(home) == []
    assert "button" not in [button.key for button in app.button if button.key == "upload_load"]
    app = dropped(app, ("orders.csv", ORDERS))
    assert "Nothing in these files is new" in texts(app.info)
    assert not [button for button in app.button if button.key == "upload_load"]


def test_what_a_file_leaves_open_is_asked_and_heeded(opening, home):
    app = dropped(opening("upload", home), ("till.csv", (FOLDER / "lightspeed/in_cli.csv").read_bytes()))
    assert app.dataframe[0].value["loaded"].tolist() == [6]
    app.selectbox(key="upload_currency_0").select("KRW")
    settled(app)
    assert "would be stated in KRW" in texts(app.info)
    app.selectbox(key="upload_tz_0").select("Asia/Shanghai")
    settled(app)
    app.button(key="upload_load").click()
    settled(app)
    store = Store.open(home)
    assert store.query("select distinct currency, tz from orders").values.tolist() == [["KRW", "Asia/Shanghai"]]
    store.close()


def test_whose_orders_they_are_is_asked_where_shops_are_kept_apart(opening, home):
    first = FOLDER / "shopify/in.csv"
    load([first], home, LoadOptions(shop="Milano"))
    other = ORDERS.replace(b"2026-03-01 10:00:00", b"2026-03-01 18:00:00")
    app = dropped(opening("upload", home), ("rome.csv", other))
    assert "kept by shop here (Milano)" in texts(app.warning).replace("\u2060", "")
    app.text_input(key="upload_shop_0").set_value("Roma")
    settled(app)
    app.button(key="upload_load").click()
    settled(app)
    store = Store.open(home)
    assert store.query("select shop, count(*) as n from orders group by shop order by shop").values.tolist() == [
        ["Milano", 1],
        ["Roma", 1],
    ]
    store.close()


def test_which_list_is_the_newer_one_is_asked_only_where_two_of_one_day_differ(opening, home):
    head = "day,location,sku,units_on_hand,unit_cost,currency\n"
    first, other = (f"{head}2026-01-31,Milano,A1,{units},,\n".encode() for units in (5, 4))
    app = dropped(opening("upload", home), ("stock.csv", first))
    assert not app.date_input
    app.button(key="upload_load").click()
    settled(app)
    app = dropped(app, ("again.csv", other))
    assert app.dataframe[0].value["rejected"].tolist() == [1]
    app.date_input(key="upload_as_of_1").set_value(date(2026, 2, 1))
    settled(app)
    assert app.dataframe[0].value["loaded"].tolist() == [1]
    app.button(key="upload_load").click()
    settled(app)
    store = Store.open(home)
    assert store.query("select units::integer as units, told_on::varchar as day from stock_counts").values.tolist() == [
        [4, "2026-02-01"]
    ]
    store.close()


def test_orders_without_a_rate_are_told_with_what_to_do(opening, home):
    till = (FOLDER / "lightspeed/in_cli.csv").read_bytes()
    app = dropped(opening("upload", home), ("orders.csv", ORDERS), ("till.csv", till))
    app.selectbox(key="upload_currency_0").select("KRW")
    settled(app)
    assert "KRW: 1 order without an exchange rate" in texts(app.warning).replace("\u2060", "")
    assert "eurofxref-hist.zip" in texts(app.warning)


def test_files_taken_away_are_removed(opening, home):
    app = dropped(opening("upload", home), ("orders.csv", ORDERS))
    app.file_uploader[0].set_value(None)
    settled(app)
    assert left(home) == [] and not app.metric


def test_over_the_sample_shop_it_says_before_that_the_sample_gives_way(opening, sample):
    app = dropped(opening("upload", sample), ("orders.csv", ORDERS))
    assert "The sample shop gives way" in texts(app.warning)
    app.file_uploader[0].set_value(None)
    settled(app)


@pytest.mark.parametrize(
    "sent",
    [
        {"host": "vetrina.example.com"},
        {"host": "192.168.1.7:8501"},
        {},
        {"host": "localhost:8501", "x-forwarded-for": "10.0.0.1"},
        {"host": "localhost:8501", "forwarded": "for=10.0.0.1"},
        {"host": "127.0.0.1", "x-real-ip": "10.0.0.1"},
    ],
)
def test_who_sits_elsewhere_is_offered_no_upload(opening, home, monkeypatch, sent):
    app = opening("upload", home)
    assert app.file_uploader
    monkeypatch.setattr(local, "headers", lambda: sent)
    app.run()
    assert not app.file_uploader and "vetrina load FILES" in texts(app.info)
