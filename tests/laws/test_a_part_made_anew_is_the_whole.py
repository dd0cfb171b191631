"""Law: marts made anew in part are those made whole, to the last digit, whatever a load changed.

Batches drawn at random: new orders with their lines, discounts, refunds and payments; refunds that come late; rows restated;
persons joined, parted and erased; tiers, rates, offers, boutiques and exposures that are other than before.
"""

import shutil
from pathlib import Path

import pytest

from data.sample import build
from data.store import Store, Writer, marts, parts, writing
from data.store.engine import connect

# Each: the tables that change, and how; `{some}` draws one row in so many by a key.
NEW = "'n{seed}' || "
CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "new orders": (
        ("orders", "order_lines", "discounts", "refunds", "wallet_transactions"),
        (
            f"""insert into order_lines select * replace ({NEW}order_id as order_id) from order_lines where {{some:order_id:30}}""",
            f"""insert into discounts select * replace ({NEW}order_id as order_id, {NEW}discount_id as discount_id)
            from discounts where {{some:order_id:30}}""",
            f"""insert into refunds select * replace ({NEW}order_id as order_id, {NEW}refund_id as refund_id)
            from refunds where {{some:order_id:30}}""",
            f"""insert into wallet_transactions select * replace (
                {NEW}order_id as order_id, {NEW}txn_id as txn_id, {NEW}merchant_ref as merchant_ref)
            from wallet_transactions where {{some:order_id:30}}""",
            f"""insert into orders select * replace ({NEW}order_id as order_id, {NEW}source_order_id as source_order_id,
                (ordered_on - 20)::date as ordered_on) from orders where {{some:order_id:30}}""",
        ),
    ),
    "money without its order": (
        ("wallet_transactions",),
        (
            f"""insert into wallet_transactions select * replace ({NEW}txn_id as txn_id, null as order_id, 'lost' || txn_id as merchant_ref,
                {NEW}coalesce(file_id, '') as file_id) from wallet_transactions where {{some:txn_id:60}}""",
            "delete from wallet_transactions where {some:provider_txn_id:70}",
            # what it should have paid on days that no file tells of any more is not missing any more
            """delete from wallet_transactions where wallet = (select min(wallet) from wallet_transactions)
                and occurred_on > (select max(occurred_on) - 300 from wallet_transactions)""",
        ),
    ),
    "charges that come later": (
        ("wallet_transactions",),
        (
            # a fee of its own, and one given back with a refund, months after their order
            """insert into wallet_transactions select * replace ('fee{seed}' || txn_id as txn_id, 'fee{seed}' || txn_id as provider_txn_id,
                'fee' as txn_type, -1.25 as gross, 0 as fee, -1.25 as net, occurred_on + 70 as occurred_on)
            from wallet_transactions where txn_type = 'payment' and {some:txn_id:25}""",
            """insert into wallet_transactions select * replace ('back{seed}' || txn_id as txn_id, 'back{seed}' || txn_id as provider_txn_id,
                'refund' as txn_type, -gross / 4 as gross, -fee / 4 as fee, -net / 4 as net, order_id as order_id, merchant_ref as original_ref,
                null as merchant_ref, occurred_on + 40 as occurred_on)
            from wallet_transactions where txn_type = 'payment' and {some:txn_id:35}""",
            "update wallet_transactions set fee = fee * 2, net = net + fee where txn_type = 'payment' and {some:txn_id:45}",
            "update wallet_transactions set status = 'failed' where txn_type = 'payment' and {some:txn_id:75}",
            "update wallet_transactions set currency = 'XAF' where {some:txn_id:85}",  # no rate is known of it
        ),
    ),
    "late refunds": (
        ("refunds",),
        (
            f"""insert into refunds select {NEW}order_id, order_id, null, null, null, ordered_on + 45, true, -total / 3, currency, null, null
            from orders where total > 0 and {{some:order_id:40}}""",
            "delete from refunds where {some:refund_id:20}",
        ),
    ),
    "rows restated": (
        ("orders", "order_lines"),
        (
            "update orders set total = total + 7, goods_gross = goods_gross + 7 where {some:order_id:50}",
            "update orders set status = 'cancelled', paid_at = null where {some:order_id:90}",
            "update orders set ordered_on = ordered_on - 400 where {some:order_id:150}",
            "update orders set payment_ref = 'same' where {some:order_id:120}",
            """update orders set payment_wallet = (select min(wallet) from wallet_transactions)
                where payment_wallet is null and {some:order_id:6}""",
            "update order_lines set gross = gross * 2, net = net * 2 where {some:order_id:60}",
            "delete from order_lines where {some:order_id:80}",
        ),
    ),
    "persons joined": (
        ("orders", "customers"),
        (
            """update orders set customer_id = (select min(customer_id) from customers)
            where customer_id in (select customer_id from customers where {some:customer_id:25})""",
            "update customers set home_market = 'KR', loyalty_tier = 'gold' where {some:customer_id:30}",
        ),
    ),
    "persons parted": (
        ("orders", "customers"),
        (
            f"""insert into customers (customer_id, created_from) select distinct {NEW}customer_id, 'till' from orders
            where customer_id is not null and {{some:order_id:60}}""",
            f"update orders set customer_id = {NEW}customer_id where customer_id is not null and {{some:order_id:60}}",
        ),
    ),
    "persons erased": (
        ("orders", "order_lines", "customers", "exposures"),
        (
            "delete from order_lines where order_id in (select order_id from orders where {some:customer_id:35})",
            "delete from orders where {some:customer_id:35}",
            "delete from exposures where {some:customer_id:35}",
            "delete from customers where {some:customer_id:35}",
        ),
    ),
    "what is said of things": (
        ("products", "fx_rates", "promotions", "stores", "exposures"),
        (
            "update products set tier = case tier when 'core' then 'premium' else 'core' end where {some:product_id:40}",
            "update fx_rates set rate = rate * 1.01 where {some:rate_on:90} and year(rate_on) <> 2025",
            "update promotions set market = 'JP', campaign_id = 'other', ends_on = ends_on + 3 where {some:promotion_id:8}",
            "update stores set country = 'FR' where {some:store_id:5}",
            "update exposures set opened_at = assigned_at where {some:exposure_id:30}",
        ),
    ),
}
BATCHES = {
    1: ("new orders", "charges that come later", "late refunds", "rows restated", "persons joined"),
    2: (
        "charges that come later",
        "persons parted",
        "money without its order",
        "persons erased",
        "what is said of things",
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    build(folder, customers=120, seed=5)
    return folder


def drawn(sql: str, seed: int) -> str:
    """The statement with its draws written out."""
    for piece in sql.split("{some:")[1:]:
        key, one_in = piece.split("}", 1)[0].split(":")
        sql = sql.replace(f"{{some:{key}:{one_in}}}", f"hash({key} || '{seed}') % {one_in} = 0")
    return sql.replace("{seed}", str(seed))


def change(writer: Writer, seed: int, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        tables, statements = CHANGES[kind]
        for sql in statements:
            writer.execute(drawn(sql, seed))
        writer.touched |= set(tables)


def differing(home: Path, work: Path) -> dict[str, int]:
    """Of each mart, how many rows it has and should not have, or the other way round."""
    published = Store.open(home).path
    with connect(
        shutil.copy(published, work / "whole.duckdb"), read_only=False, beside={"part": published}
    ) as connection:
        marts.refresh(connection, set(), is_whole=True)
        found = {}
        for mart in marts.selects():
            # The number of a customer says nothing: it stays as it was given, where a whole mart counts anew.
            own = "* exclude (customer_no)" if mart in {"customers_mart", "first_orders", "journeys"} else "*"
            sides = f"select {own} from part.main.{mart}", f"select {own} from {mart}"
            sql = " union all ".join(f"(({a}) except all ({b}))" for a, b in (sides, sides[::-1]))
            found[mart] = connection.execute(f"select count(*) from ({sql})").fetchall()[0][0]
        # It is the same one in these marts, and of one customer.
        for mart in ("first_orders", "journeys"):
            sql = f"""select count(*) from part.main.{mart} as numbered full join part.main.customers_mart using (customer_no)
                where numbered.customer_id is distinct from customers_mart.customer_id"""
            found[f"numbers of {mart}"] = connection.execute(sql).fetchall()[0][0]
    return {mart: rows for mart, rows in found.items() if rows}


@pytest.mark.parametrize("seed", BATCHES)
def test_a_batch_leaves_the_marts_that_the_whole_would_be(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(parts, "MOST", 100.0)  # in a small shop nearly all is touched, and would be made whole
    with writing(home, kind="identity") as writer:
        change(writer, seed, BATCHES[seed])
    assert differing(home, tmp_path) == {}


def test_a_customers_number_is_given_once(home: Path) -> None:
    numbers = "select customer_id, customer_no from customers_mart"
    before = Store.open(home).query(numbers).set_index("customer_id")["customer_no"]
    with writing(home, kind="identity") as writer:
        writer.execute(
            """insert into orders select * replace ('first' as order_id, 'first' as source_order_id, 'aaa' as customer_id,
            date '2018-01-01' as ordered_on) from orders order by total desc limit 1"""
        )
        writer.touched.add("orders")
    after = Store.open(home).query(numbers).set_index("customer_id")["customer_no"]
    assert after.is_unique
    assert after["aaa"] == before.max() + 1
    assert after.drop("aaa").equals(before.reindex(after.index).drop("aaa").astype(after.dtype))


def test_a_writer_can_have_every_mart_made_whole(home: Path) -> None:
    with writing(home, kind="identity") as writer:
        writer.touched.add("orders")
        writer.is_whole = True
    numbers = Store.open(home).query("select customer_no from customers_mart order by first_on, customer_id")[
        "customer_no"
    ]
    assert numbers.tolist() == list(range(1, len(numbers) + 1))


def test_a_mart_says_of_the_tables_it_reads_only(home: Path) -> None:
    texts = marts.selects()
    for mart, how in parts.parted().items():
        assert set(how.reads) <= marts.reads(texts[mart])
