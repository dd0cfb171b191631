"""Law: generated rows and a shop's own rows never stand in one version, and neither takes the other's place unasked.

Broken once: a file loaded into the folder of the sample shop was added to 65,000 invented orders, and `data sample` put
the sample shop over a shop's own files.
"""

from pathlib import Path

import pytest

from data.__main__ import main
from data.load import load
from data.sample import build
from data.store import RealFiles, Store, restore
from tests.data.loading import till

ROW = "MI01;{};31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT"


def kinds(home: Path) -> list[str]:
    return Store.open(home).query("select kind from batches order by batch_id")["kind"].tolist()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build(tmp_path / "store", customers=20)
    return tmp_path / "store"


def test_the_first_real_load_on_a_sample_shop_starts_a_fresh_store_and_says_so(home: Path, tmp_path: Path) -> None:
    assert Store.open(home).is_sample
    reports = load([till(tmp_path, "1.csv", ROW.format(1)), till(tmp_path, "2.csv", ROW.format(2))], home)
    assert "the sample shop gave way to your own files" in reports[0].message and reports[1].message == "loaded"
    store = Store.open(home)
    assert (store.version, store.is_sample, kinds(home)) == (2, False, ["load"])
    assert len(store.query("select * from orders")) == 2
    assert restore(home, 1) == 1 and Store.open(home).is_sample
    assert restore(home, 2) == 2
    (report,) = load([till(tmp_path, "3.csv", ROW.format(3))], home)
    assert report.message == "loaded" and kinds(home) == ["load", "load"]
    assert [file.name for file in sorted(home.glob("store-*.duckdb"))] == ["store-2.duckdb", "store-3.duckdb"]


def test_a_file_that_cannot_be_loaded_leaves_the_sample_shop_in_its_place(home: Path, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("a,b\n1,2\n")
    (report,) = load([tmp_path / "none.csv"], home)
    assert not report.ok
    assert (Store.open(home).version, Store.open(home).is_sample) == (1, True)


def test_the_sample_shop_takes_no_real_shops_place_unless_told_and_then_the_shop_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "store"
    load([till(tmp_path, "1.csv", ROW.format(1))], home)
    with pytest.raises(RealFiles):
        build(home, customers=20)
    assert main(["sample", "--store", str(home), "--customers", "20"]) == 2
    assert "holds a shop's own files (version 1)" in capsys.readouterr().err
    for _ in range(3):
        assert main(["sample", "--store", str(home), "--customers", "20", "--replace"]) == 0
    assert [file.name for file in sorted(home.glob("store-*.duckdb"))] == [
        "store-1.duckdb",
        "store-3.duckdb",
        "store-4.duckdb",
    ]
    assert main(["restore", "--store", str(home), "--version", "1"]) == 0
    assert kinds(home) == ["load"]


def test_a_sample_shop_over_nothing_or_over_a_sample_shop_needs_no_word(home: Path) -> None:
    build(home, customers=20, seed=2)
    assert (Store.open(home).version, kinds(home)) == (2, ["sample"])
