"""The shop as a store: published, with its answers beside it, and the marts agree with what was planted."""

import json
from pathlib import Path

import pytest

from data.sample import build
from data.store import Store

CUSTOMERS = 700


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    steps: list[str] = []
    assert build(folder, customers=CUSTOMERS, seed=3, progress=steps.append) == 1
    assert len(steps) > 15 and len(set(steps)) == len(steps)
    return folder


def test_the_store_opens_and_every_sale_has_euros(home: Path) -> None:
    sales = (
        Store.open(home).query("select count(*) as n, count(net_eur) as known, sum(net_eur) as net from sales").iloc[0]
    )
    assert sales["n"] == sales["known"] > CUSTOMERS
    assert sales["net"] > 0


def test_the_answers_lie_beside_the_store(home: Path) -> None:
    planted = json.loads((home / "planted.json").read_text(encoding="utf-8"))
    assert planted["plan"]["customers"] == CUSTOMERS and planted["plan"]["seed"] == 3
    assert {"loyalty", "offers", "needs", "shocks", "weeks", "elasticity", "books"} <= planted.keys()


def test_the_marts_count_the_orders_and_the_wallet_errors_that_were_planted(home: Path) -> None:
    books = json.loads((home / "planted.json").read_text(encoding="utf-8"))["books"]
    store = Store.open(home)
    assert store.query("select count(*) as n from orders_mart")["n"][0] == books["real_orders"]
    states = store.query("select state, count(*) as n from wallet_matches group by state").set_index("state")["n"]
    for state in ("missing_payment", "mismatch", "partial"):
        assert states[state] == books[state], state
    assert states["missing_order"] == books["missing_order"] + books["refund_by_no_order"]


def test_calendar_and_stores_are_filled(home: Path) -> None:
    store = Store.open(home)
    kinds = store.query("select distinct kind from market_calendar where market = 'IT'")["kind"]
    assert {"lockdown", "reopening", "sale_season", "shopping_festival", "promotion_ban"} <= set(kinds)
    assert set(store.query("select distinct channel from stores")["channel"]) == {
        "boutique", "ecommerce", "wallet", "marketplace", "phygital_lab"
    }  # fmt: skip


def test_building_again_replaces_the_shop_and_a_shop_without_effects_says_so(home: Path, tmp_path: Path) -> None:
    assert build(tmp_path, customers=60, seed=1) == 1
    assert build(tmp_path, customers=60, seed=1, planted=False) == 2
    planted = json.loads((tmp_path / "planted.json").read_text(encoding="utf-8"))
    assert planted["shocks"] == [] and planted["books"]["missing_order"] == 0
    assert len(Store.open(tmp_path).query("select * from batches")) == 1
