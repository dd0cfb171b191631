"""The group joins Alipay on a day; the answer key says whom that brought."""

import json
from pathlib import Path

import pytest

from analytics.launch.customers import launch_customers
from data.sample import Plan, build
from data.store import Store
from tests.data.sample.conftest import Shop

JOINED = Plan().launch.joined_on


def test_there_is_no_wallet_order_before_and_many_after(shop: Shop) -> None:
    before = "ordered_on < date '2020-05-20'"
    assert shop.one(f"select count(*) from orders where channel = 'wallet' and {before}") == 0
    assert shop.one(f"select count(*) from orders where payment_wallet like 'alipay%' and {before}") == 0
    assert shop.one("select min(ordered_on) from orders where channel = 'wallet'") <= JOINED.replace(month=6)
    assert shop.one("select count(*) from orders where channel = 'wallet'") > 500


def test_the_planted_share_of_those_met_there_came_because_of_it(shop: Shop) -> None:
    """Of people whose own way leads to the wallet: the share drawn, and nobody of them before."""
    met = shop.frame("""
        select people.is_brought, people.met_day from sample_people as people
        join sample_origin as origin on origin.origin_no = people.origin_no where origin.channel = 'wallet' and not is_guest
    """)
    joined = (JOINED - shop.plan.since).days
    assert met["met_day"].min() >= joined
    assert 0.2 < met["is_brought"].mean() <= shop.plan.launch.new_share
    assert shop.one(f"select count(*) from sample_people where is_brought and met_day < {joined}") == 0


def test_with_nothing_planted_the_wallet_brings_nobody(plain_shop: Shop) -> None:
    told = plain_shop.planted["launch"]
    assert told["new_share"] == 0
    assert all(row["brought"] == row["extra_orders"] == 0 for row in told["after"])


def test_new_and_moved_customers_are_counted_as_planted(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The product's own count of who bought in the new channel is the answer key's."""
    folder: Path = tmp_path_factory.mktemp("launch")
    build(folder, customers=2_000, seed=78)
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))["launch"]
    store = Store.open(folder)
    for row in planted["after"]:
        until = JOINED.fromordinal(JOINED.toordinal() + 7 * row["weeks"])
        told = launch_customers(store, channel="wallet", since=JOINED, until=until).query("tier == 'all'")
        by_origin = told.groupby("origin")["customers"].sum()
        assert {name: int(by_origin.get(name, 0)) for name in ("new", "moved", "returned")} == {
            name: row[name] for name in ("new", "moved", "returned")
        }
        assert row["customers"] == row["new"] + row["moved"] + row["returned"]
        assert told["orders"].sum() <= row["orders"]
    store.close()


def test_a_parcel_from_abroad_keeps_within_the_limits(shop: Shop) -> None:
    parcels = shop.frame("""
        select customer_id, year(ordered_on) as year, cast(total as double) * rate as cny
        from orders asof join (select rate_on, rate from fx_rates where quote = 'CNY') as mid on ordered_on >= rate_on
        where channel = 'wallet' and market = 'CN' and currency = 'EUR'
    """)
    assert len(parcels) > 50
    assert parcels["cny"].max() <= 5_000
    assert parcels.groupby(["customer_id", "year"])["cny"].sum().max() <= 26_000


def test_the_lab_is_one_in_jesi_and_opens_in_december_2019(shop: Shop) -> None:
    labs = shop.frame("select city, opened_on from stores where channel = 'phygital_lab'")
    assert labs["city"].tolist() == ["Jesi"]
    assert shop.one("select min(ordered_on) from orders where channel = 'phygital_lab'").isoformat() >= "2019-12-01"
