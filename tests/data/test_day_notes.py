"""Notes of a day: kept by the one writer, refused where a person shows, there after loads and renewals."""

import threading
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.day_notes import day_notes
from analytics.reach import reach
from data import day_notes as notes
from data.day_notes import UnfitNote
from data.load import load
from data.renewal import renew
from data.sample import build
from data.store import Busy, Home, NoStore, Store, restore, writing
from tests.analytics.shop import line, opened, order, product
from tests.data.loading import till
from tests.data.store import kept_shop

DAY = date(2020, 6, 1)
ROW = "MI01;{};31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    opened(tmp_path / "store", products=[product()], orders=[order("o", "2020-05-30")], order_lines=[line("o")]).close()
    return tmp_path / "store"


def texts(home: Path) -> list[str]:
    return [note.text for note in day_notes(Store.open(home))]


def test_a_note_is_there_in_the_next_version_with_its_day_market_and_channel(home: Path) -> None:
    number = notes.add(home, DAY, "  New window \n display ", "cn", "boutique")
    (note,) = day_notes(Store.open(home))
    assert (note.note_id, note.day, note.text) == (number, DAY, "New window display")
    assert (note.market, note.channel) == ("CN", "boutique")


def test_a_reader_of_the_version_before_goes_on_reading(home: Path) -> None:
    reader = Store.open(home)
    notes.add(home, DAY, "Water leak")
    assert day_notes(reader) == () and reader.query("select count(*) as n from orders")["n"][0] == 1
    assert Store.open(home).version == reader.version + 1


def test_it_survives_a_load_and_a_renewal(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([till(tmp_path, "1.csv", ROW.format(1))], home)
    notes.add(home, DAY, "New store manager")
    load([till(tmp_path, "2.csv", ROW.format(2))], home)
    assert texts(home) == ["New store manager"]
    with writing(home, kind="renewal") as writer:
        writer.execute("update meta set value = '' where key like 'mart:%'")
        writer.touched.add("orders")
    assert texts(home) == ["New store manager"] and not Store.open(home).is_old


def test_a_store_of_an_earlier_version_takes_one_once_it_is_renewed(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    assert renew(home)
    notes.add(home, DAY, "Reopened")
    assert texts(home) == ["Reopened"]


def test_a_removed_note_is_gone_from_the_file_too(home: Path) -> None:
    number = notes.add(home, DAY, "Zyxwvu unforgettable")
    notes.add(home, DAY, "Stays")
    notes.remove(home, number)
    assert texts(home) == ["Stays"]
    assert b"unforgettable" not in Store.open(home).path.read_bytes()
    with pytest.raises(UnfitNote, match="no note"):
        notes.remove(home, number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\u200b ", "empty"),
        ("x" * 201, "long"),
        ("ask maria.rossi@example.com", "person"),
        ("call 138 0013 8000 for the key", "person"),
        ("call +39 347 123 4567", "person"),
        ("card 4111 1111 1111 1111", "person"),
        ("Maria Rossi", "person"),
    ],
)
def test_what_may_not_be_kept_is_refused_and_nothing_changes(home: Path, text: str, code: str) -> None:
    before = Store.open(home).version
    with pytest.raises(UnfitNote) as refused:
        notes.add(home, DAY, text)
    assert refused.value.code == code and Store.open(home).version == before
    assert "rossi" not in str(refused.value).lower()


@pytest.mark.parametrize(
    "text", ["Via Montenapoleone 8: new window", "11.11 pre-sale from 24 Oct", "新店长到任", "-20% on shoes"]
)
def test_ordinary_words_of_a_shop_are_kept(home: Path, text: str) -> None:
    notes.add(home, DAY, text)
    assert texts(home) == [text]


@pytest.mark.parametrize(
    ("more", "code"),
    [({"market": "China"}, "market"), ({"market": "XQ"}, "market"), ({"channel": "kiosk"}, "channel"), ({"day": date(1, 1, 1)}, "day")],
)  # fmt: skip
def test_a_market_channel_or_day_that_is_none_is_named(home: Path, more: dict[str, object], code: str) -> None:
    with pytest.raises(UnfitNote) as refused:
        notes.add(home, **{"day": DAY, "text": "Water leak"} | more)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_where_there_is_no_store_none_is_begun(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        notes.add(tmp_path / "nothing", DAY, "Water leak")
    assert not (tmp_path / "nothing").exists()


def test_while_a_load_runs_it_says_so_in_time(home: Path) -> None:
    begun, done = threading.Event(), threading.Event()

    def held() -> None:
        with writing(home):
            begun.set()
            done.wait(20)

    thread = threading.Thread(target=held)
    thread.start()
    begun.wait(20)
    try:
        with pytest.raises(Busy):
            notes.add(home, DAY, "Water leak", wait=0.3)
    finally:
        done.set()
        thread.join()


def test_answers_of_models_are_kept_over_a_note_and_not_over_a_load(home: Path, tmp_path: Path) -> None:
    Store.open(home).results.put("model", ("key",), {"answer": 1})
    notes.add(home, DAY, "Water leak")
    assert Store.open(home).results.get("model", ("key",)) == {"answer": 1}
    load([till(tmp_path, "1.csv", ROW.format(1))], home)
    assert Store.open(home).results.get("model", ("key",)) is None


def test_a_note_says_nothing_of_how_far_the_data_reach(home: Path) -> None:
    with writing(home) as writer:
        writer.execute("update orders set ordered_on = current_date - 9 where order_id = 'o'")
        writer.insert("orders", pd.DataFrame([order("p", str(date.today()))]))
        writer.insert("order_lines", pd.DataFrame([line("p")]))
        writer.execute("update batches set finished_at = now()")
    with writing(home) as writer:  # as if it had been loaded today, and the note were of tomorrow
        writer.execute("update batches set kind = 'load'")
        writer.touched.add("orders")
    before = reach(Store.open(home))
    notes.add(home, DAY, "Water leak")
    with writing(home, kind="note") as writer:
        writer.execute("update batches set finished_at = now() + interval 3 days where kind = 'note'")
        writer.touched.add("day_notes")
    assert reach(Store.open(home)).complete_to == before.complete_to


def test_however_many_notes_follow_it_a_load_can_be_undone(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([till(tmp_path, "1.csv", ROW.format(1))], home)
    load([till(tmp_path, "2.csv", ROW.format(2))], home)
    for text in ("One", "Two", "Three"):
        notes.add(home, DAY, text)
    assert [file.name for file in Home(home).versions()] == ["store-1.duckdb", "store-4.duckdb", "store-5.duckdb"]
    restore(home, 1)
    assert Store.open(home).query("select count(*) as n from orders")["n"][0] == 1


def test_a_note_on_the_sample_shop_leaves_it_a_sample_shop_and_real_files_take_its_place(tmp_path: Path) -> None:
    home = tmp_path / "store"
    build(home, customers=20)
    notes.add(home, DAY, "Trying it out")
    assert Store.open(home).is_sample and texts(home) == ["Trying it out"]
    load([till(tmp_path, "1.csv", ROW.format(1))], home)
    assert not Store.open(home).is_sample and texts(home) == []


def test_a_sample_shop_built_anew_keeps_its_notes(tmp_path: Path) -> None:
    home = tmp_path / "store"
    build(home, customers=20)
    notes.add(home, DAY, "Trying it out", "CN")
    build(home, customers=30)
    (note,) = day_notes(Store.open(home))
    assert (note.text, note.day, note.market) == ("Trying it out", DAY, "CN")
