"""Law: customers recognised for the orders that a batch touched are those that recognising all of them would give.

Batches drawn at random over a small shop: orders that come, go and change their time; keys that come, go, and turn from unique to shared by many;
keys that a person of the shop parts, and takes back; customers taken off orders.
"""

import random
from pathlib import Path

import pytest

from data import identity, met
from data.store import Store, Writer, writing

KINDS = ("email", "phone", "pos_card")
ORDER = """insert into orders (order_id, system, source_order_id, channel, status, ordered_at, ordered_on, customer_id)
    values (?, 'x', ?, 'ecommerce', 'paid', timestamptz '2026-01-01 10:00:00+00' + ?::integer * interval 1 day, '2026-01-01', ?)"""
SEEN = (
    "select order_id, customer_id from orders",
    "select * from identities",
    "select customer_id, created_from from customers",
)
MOST = 3  # a shop's own phone is soon met


@pytest.fixture(autouse=True)
def few_keys_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "MOST", MOST)
    monkeypatch.setattr(met, "MUCH", 100.0)  # in a small shop nearly all is met, and would be looked at whole


def come(writer: Writer, drawn: random.Random, count: int) -> None:
    for _ in range(count):
        order = f"o{drawn.randrange(10**9)}"
        writer.execute(ORDER, [order, order, drawn.randrange(400), "given" if drawn.random() < 0.1 else None])
        link(writer, drawn, order)


def link(writer: Writer, drawn: random.Random, order: str) -> None:
    for kind in drawn.sample(KINDS, drawn.choice((0, 1, 1, 2, 3))):
        is_unique = drawn.random() < 0.9
        key = "counter" if drawn.random() < 0.08 else f"{kind}{drawn.randrange(60)}"
        said = [order, kind, key, is_unique, drawn.choice("xy")]
        writer.execute("insert or ignore into identity_links values (?, ?, ?, ?, ?, null)", said)


def change(writer: Writer, drawn: random.Random) -> None:
    """A batch: a few things of each kind."""
    orders = [str(order) for (order,) in writer.execute("select order_id from orders order by 1")]
    keys = writer.execute("select distinct id_type, id_hash from identity_links order by 1, 2")
    come(writer, drawn, drawn.randrange(4))
    for order in drawn.sample(orders, 2):
        writer.execute("update orders set ordered_at = ordered_at - interval 90 day where order_id = ?", [order])
    for order in drawn.sample(orders, drawn.randrange(3)):
        link(writer, drawn, order)
    for order in drawn.sample(orders, drawn.randrange(3)):
        writer.execute("delete from identity_links where order_id = ?", [order])
    for order in drawn.sample(orders, drawn.randrange(2)):
        writer.execute("delete from identity_links where order_id = ?", [order])
        writer.execute("delete from orders where order_id = ?", [order])
    for order in drawn.sample(orders, drawn.randrange(2)):
        writer.execute("update orders set customer_id = null where order_id = ?", [order])
    for kind, key in drawn.sample(keys, drawn.randrange(2)):
        writer.execute("insert or replace into identity_cuts values (?, ?, 'drawn', now())", [kind, key])
    if drawn.random() < 0.3:
        writer.execute("delete from identity_cuts where id_hash in (select min(id_hash) from identity_cuts)")
    for kind, key in drawn.sample(keys, drawn.randrange(2)):
        writer.execute(
            "update identity_links set is_unique = not is_unique where id_type = ? and id_hash = ?", [kind, key]
        )
    writer.touched |= {"orders", "identity_links", "identity_cuts"}


def state(writer: Writer) -> list[list[tuple[object, ...]]]:
    return [sorted(writer.execute(sql), key=repr) for sql in SEEN]


@pytest.mark.parametrize("seed", range(4))
def test_a_batch_gives_every_order_the_customer_that_the_whole_would(tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)
    with writing(tmp_path) as writer:
        come(writer, drawn, 120)
        writer.touched |= {"orders", "identity_links"}
        identity.resolve(writer)
    parted = 0
    for _ in range(8):
        with writing(tmp_path) as writer:
            change(writer, drawn)
            with writer.trial():
                identity.resolve(writer, is_whole=True)
                whole = state(writer)
            identity.resolve(writer)
            (looked_at,) = writer.execute("select count(*) from met_orders")[0]
            (orders,) = writer.execute("select count(*) from orders")[0]
            parted += looked_at < orders
            assert state(writer) == whole
    assert parted  # else nothing was tried


def test_a_store_recognised_by_other_rules_is_looked_at_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = random.Random(9)
    with writing(tmp_path) as writer:
        come(writer, drawn, 60)
        writer.touched |= {"orders", "identity_links"}
        identity.resolve(writer)
        writer.execute("update meta set value = 'older' where key = ?", [met.RULES])
    monkeypatch.setattr(identity, "MOST", 1)
    with writing(tmp_path) as writer:
        writer.touched.add("orders")
        with writer.trial():
            identity.resolve(writer, is_whole=True)
            whole = state(writer)
        identity.resolve(writer)
        assert state(writer) == whole
    assert Store.open(tmp_path).query("select value from meta where key = 'identity'")["value"][0] != "older"
