"""What a store on Spark refuses, each in a sentence, and what of SQL it is not asked. None of it needs a cluster."""

from pathlib import Path

import pytest

from commands.vetrina import main
from data.errors import NotOnSpark
from data.store import Home, Store, writing
from data.store.spark.__main__ import files, refused, shape
from data.store.spark.shape import Shape
from data.store.spark.spoken import spoken
from data.store.writer import renew


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VETRINA_SPARK_PATH", str(tmp_path))
    (tmp_path / "store-1.json").write_text("{}")
    (tmp_path / "current").write_text("store-1.json")
    return tmp_path


@pytest.mark.parametrize("home", ["sc://127.0.0.1:1", "folder"])
def test_nothing_is_loaded_or_changed_there(home: str, folder: Path) -> None:
    place = str(folder) if home == "folder" else home
    with (
        pytest.raises(NotOnSpark, match="files are loaded, persons joined and notes pinned in the store"),
        writing(place),
    ):
        pass
    with pytest.raises(NotOnSpark):
        renew(place)
    assert sorted(file.name for file in folder.iterdir()) == ["current", "store-1.json"]


def test_the_command_says_so(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("a,b\n1,2\n")
    assert main(["load", str(orders), "--store", "sc://127.0.0.1:1"]) == 2
    assert "is on Spark, where a store is read only" in capsys.readouterr().err
    orders.unlink()


def test_a_folder_of_parquet_alone_is_told_from_a_store(folder: Path) -> None:
    with pytest.raises(NotOnSpark, match="open it with VETRINA_STORE=sc://host:port"):
        Store.open(folder)


def test_an_address_alone_asks_for_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VETRINA_SPARK_PATH", raising=False)
    with pytest.raises(NotOnSpark, match="VETRINA_SPARK_PATH"):
        Home("sc://127.0.0.1:15002")


@pytest.fixture(scope="module")
def tables() -> Shape:
    return shape()


def test_every_select_can_be_said(tables: Shape) -> None:
    assert refused(files()) == []


# Each answers otherwise on Spark under the same spelling, or not at all.
REFUSED = {
    "day + to_days(3)": "to_days",
    "any_value(market)": "any_value",
    "mode(market)": "mode",
    "arg_max(market, day)": "of equals either may come",
    "unnest(range(3))": "unnest() in an expression",
    "date_diff('month', day, day)": "counts the boundaries",
    "7 // 2": "floor(a / b)",
    "jaro_similarity(market, event)": "jaro_similarity",
    "list_aggregate([1], 'sum')": "list_aggregate",
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_differs_is_refused_by_name(said: str, tables: Shape) -> None:
    with pytest.raises(NotOnSpark) as error:
        spoken(f"select {said} as answer from market_calendar", tables)
    assert REFUSED[said] in str(error.value)


# What is spelled alike and answered otherwise is said so that it is not.
SAID = {
    "net / 3": "CAST(order_lines.net AS DOUBLE) / CAST(3 AS DOUBLE)",
    "avg(net)": "CAST(SUM(order_lines.net) AS DOUBLE) / CAST(NULLIF(COUNT(order_lines.net), 0) AS DOUBLE)",
    "cast(net as integer)": "ROUND(order_lines.net, 0)",
    "cast(cast(net as double) as integer)": "RINT(",
    "round(cast(net as double), 2)": "ROUND((CAST(order_lines.net AS DOUBLE)) * CAST('1e2' AS DOUBLE), 0)",
    "extract(isodow from day)": "WEEKDAY(",
    "arg_max(sku, (net, line_no))": "STRUCT(order_lines.net IS NULL, order_lines.net, order_lines.line_no IS NULL",
}


@pytest.mark.parametrize("written", SAID)
def test_what_differs_is_said_otherwise(written: str, tables: Shape) -> None:
    table = "market_calendar" if "day" in written else "order_lines"
    assert SAID[written].lower() in spoken(f"select {written} as answer from {table}", tables).lower()
