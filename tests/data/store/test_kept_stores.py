"""Stores built before there were migrations: opened, loaded into, and asked, they say what they said then."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store, renew
from tests.data.store import kept_shop


@pytest.fixture(params=["shop", "sample"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(name: str, tmp_path: Path) -> Path:
    return kept_shop.unpacked(name, tmp_path / "store")


def test_a_kept_store_opens_with_all_its_rows_and_says_that_it_is_old(name: str, home: Path) -> None:
    store = Store.open(home)
    assert store.is_old and kept_shop.rows(store) == kept_shop.said(name)["rows"]


def test_a_kept_store_says_the_same_sums_before_it_is_renewed(name: str, home: Path) -> None:
    """Questions of today read tables that it lacks; a select over its own does not."""
    store, said = Store.open(home), kept_shop.said(name)
    parts = ["gross_eur", "discount_eur", "returns_eur", "net_eur"]
    sums = ", ".join(f"round(sum({part})::double, 2) as {part}" for part in parts)
    assert store.query(f"select {sums} from orders_mart").iloc[0].to_dict() == {
        part: said["sums"][part] for part in parts
    }
    markets = store.query("select market, round(sum(net_eur)::double, 2) as net from orders_mart group by market")
    assert dict(zip(markets["market"], markets["net"], strict=True)) == said["net_by_market"]


def test_a_kept_store_says_the_same_figures_after_it_was_renewed(name: str, home: Path) -> None:
    renew(home)
    assert kept_shop.figures(Store.open(home)) == kept_shop.said(name)


def test_only_the_sample_shop_calls_itself_one(name: str, home: Path) -> None:
    assert Store.open(home).is_sample == (name == "sample")


def test_a_kept_shop_takes_a_further_file_and_knows_its_files_and_customers_again(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    before = kept_shop.said("shop")
    (more,) = load(kept_shop.written(tmp_path, kept_shop.MORE), home)
    assert (more.rows_loaded, more.rows_rejected) == (2, 0)
    after = kept_shop.figures(Store.open(home))
    assert after["sums"]["orders"] == before["sums"]["orders"] + 2
    assert after["sums"]["net_eur"] == before["sums"]["net_eur"] + 1350.5
    assert after["sums"]["buyers"] == before["sums"]["buyers"] + 1  # one card is known, the other is new
    again = load(kept_shop.written(tmp_path, kept_shop.FILES), home)
    assert sum(report.rows_loaded for report in again) == 0
    assert kept_shop.figures(Store.open(home)) == after
