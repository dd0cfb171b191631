"""Law: what a store keeps is its owner's to read and nobody else's, whatever the umask, in a store made before too."""

import os
from pathlib import Path

import pytest

from data.load import load
from data.store import Store, renew, writing
from tests.data.loading import till
from tests.data.store import kept_shop

ROW = "MI01;1;31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT"


def open_to_others(folder: Path) -> list[str]:
    paths = [folder, *folder.rglob("*")]
    return [path.name for path in paths if path.stat().st_mode & 0o077]


@pytest.fixture(autouse=True)
def careless_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def test_every_file_of_a_new_store_is_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "a" / "store"
    load([till(tmp_path, "1.csv", ROW)], home)
    Store.open(home).results.put("rebound", 1, {"share": 0.25})
    assert open_to_others(home) == []


def test_what_is_half_made_is_its_owners_too(tmp_path: Path) -> None:
    with writing(tmp_path / "store") as writer:
        (writer.scratch / "rows.csv").write_text("a customer's row")
        writer.execute("create table customers_in_the_log as select 1")
        assert "building.duckdb.wal" in {path.name for path in writer.home.iterdir()}
        assert open_to_others(writer.home) == []


def test_a_store_made_before_is_closed_to_others_by_the_next_load(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    (home / "results" / "1").mkdir(parents=True)
    (home / "results" / "1" / "rebound.json").write_text("{}")
    (home / "planted.json").write_text("{}")
    assert len(open_to_others(home)) > 5
    renew(home)
    assert open_to_others(home) == []
