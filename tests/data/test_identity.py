"""Who is who: joined by unique keys only, explained, and undone."""

from pathlib import Path

from data import identity, link
from data.load import load
from data.staging import LoadOptions
from data.store import Store, writing


def shop(home: Path, *links: tuple[str, str, str, bool]) -> Store:
    """A store whose orders show these keys: (order, id_type, key, is_unique)."""
    with writing(home) as writer:
        for at, order in enumerate(dict.fromkeys(link[0] for link in links)):
            writer.execute(
                """insert into orders (order_id, system, source_order_id, channel, status, ordered_at, ordered_on)
                values (?, 'x', ?, 'ecommerce', 'paid', timestamptz '2026-01-01 10:00:00+00' + ?::integer * interval 1 day, '2026-01-01')""",
                [order, order, at],
            )
        for order, kind, key, unique in links:
            writer.execute("insert into identity_links values (?, ?, ?, ?, 'x', null)", [order, kind, key, unique])
        writer.touched |= {"orders", "identity_links"}
        identity.resolve(writer)
    return Store.open(home)


def customers(store: Store) -> dict[str, str | None]:
    frame = store.query("select order_id, customer_id from orders")
    return {row.order_id: row.customer_id if isinstance(row.customer_id, str) else None for row in frame.itertuples()}


def test_a_phone_and_an_address_seen_together_are_one_person(tmp_path: Path) -> None:
    found = customers(
        shop(
            tmp_path,
            ("a", "email", "e1", True),
            ("b", "phone", "p1", True),
            ("c", "email", "e1", True),
            ("c", "phone", "p1", True),
        )
    )
    assert found == {"a": "e1", "b": "e1", "c": "e1"}


def test_a_masked_login_joins_nobody(tmp_path: Path) -> None:
    found = customers(
        shop(
            tmp_path,
            ("a", "alipay_login_masked", "m", False),
            ("b", "alipay_login_masked", "m", False),
            ("b", "email", "e", True),
        )
    )
    assert found == {"a": None, "b": "e"}


def test_the_same_words_as_another_kind_of_key_are_another_key(tmp_path: Path) -> None:
    found = customers(
        shop(tmp_path, ("a", "email", "same", True), ("b", "pos_card", "same", True), ("b", "email", "other", True))
    )
    assert found["a"] != found["b"]


def test_a_shops_own_phone_on_many_orders_joins_nobody(tmp_path: Path) -> None:
    links = [
        (f"o{at}", kind, key, True) for at in range(25) for kind, key in (("email", f"e{at}"), ("phone", "counter"))
    ]
    assert len(set(customers(shop(tmp_path, *links)).values())) == 25


def test_a_merge_is_explained_by_its_orders_and_can_be_undone(tmp_path: Path) -> None:
    store = shop(
        tmp_path,
        ("a", "email", "e1", True),
        ("a", "phone", "p", True),
        ("b", "email", "e2", True),
        ("b", "phone", "p", True),
    )
    assert len(set(customers(store).values())) == 1
    told = identity.explain(store, "e1")
    assert told.iloc[0][["id_type", "id_hash", "orders_joined"]].tolist() == ["phone", "p", 2]
    with writing(tmp_path) as writer:
        link.separate(writer, "phone", "p", "a couple shares it")
    assert customers(Store.open(tmp_path)) == {"a": "e1", "b": "e2"}


def test_a_customer_without_keys_keeps_the_id_it_came_with(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.execute(
            "insert into orders (order_id, system, source_order_id, channel, status, customer_id) values ('a', 'x', 'a', 'other', 'paid', 'c')"
        )
        writer.touched.add("orders")
        identity.resolve(writer)
    assert customers(Store.open(tmp_path)) == {"a": "c"}


def test_accounts_that_send_their_parcels_to_one_address_stay_apart(tmp_path: Path) -> None:
    """Daigou and forwarders: many parcels of a few accounts, one shipping address, one phone on the parcel."""
    head = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
    head += ",Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Shipping Phone,Billing Phone"
    rows = []
    for at in range(40):
        account, day = at % 4, 1 + at // 2
        told = f"#{2000 + at},account{account}@example.org,paid,2026-03-{day:02d} 10:00:00 +0100,EUR,100.00,0.00,18.03,100.00"
        told += f",2026-03-{day:02d} 10:00:00 +0100,1,Card case,100.00"
        rows.append(
            f"{told},Magazzino Est,Via dei Pacchi 7,Prato,'59100,IT,+390574000001,+39333000000{account}".replace(
                "'", ""
            )
        )
    (tmp_path / "orders.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    (report,) = load([tmp_path / "orders.csv"], tmp_path / "store", LoadOptions(tz="Europe/Rome"))
    assert (report.rows_loaded, report.rows_rejected) == (40, 0), report.message
    found = customers(Store.open(tmp_path / "store"))
    assert len(found) == 40 and None not in found.values()
    assert len(set(found.values())) == 4
