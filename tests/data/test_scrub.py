"""A store that an earlier version filled is cleaned by the next load."""

from pathlib import Path

import duckdb

from data.renewal import renew
from data.store import Home, Store, writing
from tests.data.loading import loaded, till
from tests.laws.test_personal_data_is_found_in_values import everything

KEPT = """
insert into source_files (file_id, batch_id, file_name, system, layout, rows_seen, rows_loaded, rows_duplicate, rows_rejected, message, loaded_at)
    values ('f', 1, 'orders of maria@old.example.csv', 'shopify', 'shopify_orders', 2, 1, 0, 1, '1 rejected: Total is "Maria Segreti"', now());
insert into rejected_rows values ('f', 2, 'Total is "Maria; "Segreti""; Paid at is "x"', '{"row_no": 2, "Total": "Maria Segreti", "Taxes": "1.00"}');
insert into orders (order_id, system, source_order_id, channel, status, source_status, currency, payment_method, payment_ref, tags, total, tz)
    values ('shopify||maria@old.example', 'shopify', 'maria@old.example', 'negozio', 'paid', 'Segreti', 'eur', 'bonifico Segreti',
        'maria@old.example', 'VIP Segreti', 5, 'UTC');
insert into order_lines (order_id, line_no, product_id, sku, title, qty, unit_price, gross, net)
    values ('shopify||maria@old.example', 1, 'BAG-1', 'BAG-1', 'Segreti +39 335 765 4321', 1, 5, 5, 5);
insert into wallet_transactions (txn_id, system, txn_type, status, occurred_at, occurred_on, tz, gross, net, currency, remark, merchant_ref)
    values ('t', 'alipay', 'payment', 'settled', now(), current_date, 'UTC', 5, 5, 'segreti', 'per Segreti', 'maria@old.example');
"""


def test_the_next_load_cleans_what_an_older_store_kept(tmp_path: Path) -> None:
    with writing(tmp_path / "store") as writer:
        writer.connection.execute(KEPT)
        writer.touched |= {"orders", "order_lines", "wallet_transactions", "source_files", "rejected_rows"}
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", "MI01;7;31/12/2025;23:30;BAG-1;Borsa;1;1,00;0,00;C1;IT"))
    (order,) = store.query("select * from orders where system = 'shopify'").to_dict("records")
    assert (
        order["order_id"] == f"shopify||{order['source_order_id']}" and order["payment_ref"] == order["source_order_id"]
    )
    assert (order["currency"], order["payment_method"], order["channel"], order["source_status"]) == (
        "EUR",
        "bank_transfer",
        "other",
        "other",
    )
    assert len(store.query("select * from orders join order_lines using (order_id) where title is null")) == 1
    assert store.query("select order_id from wallet_transactions")["order_id"].tolist() == [order["order_id"]]
    assert store.query("select payload::varchar as kept from rejected_rows")["kept"][0].count("1.00") == 1
    store.close()
    for old in sorted((tmp_path / "store").glob("store-*.duckdb"))[:-1]:
        old.unlink()
    assert [word for word in ("segreti", "old.example", "765 4321") if word in everything(tmp_path / "store")] == []


def test_a_store_is_cleaned_once(tmp_path: Path) -> None:
    row = "MI01;7;31/12/2025;23:30;BAG-1;Borsa;uno;1,00;0,00;C1;IT"
    loaded(tmp_path, till(tmp_path, "a.csv", row))
    loaded(tmp_path, till(tmp_path, "b.csv", row.replace(";7;", ";8;")))
    kept = Store.open(tmp_path / "store").query("select payload::varchar as kept from rejected_rows")["kept"]
    assert len(kept) == 2 and all('"Qta":"text (3 characters)"' in payload for payload in kept)


def test_renewing_a_store_of_an_earlier_version_cleans_it_too(tmp_path: Path) -> None:
    home = tmp_path / "store"
    with writing(home) as writer:
        writer.connection.execute(KEPT)
        writer.touched |= {"orders", "order_lines", "wallet_transactions", "source_files", "rejected_rows"}
    with duckdb.connect(str(Home(home).current())) as connection:
        connection.execute("update meta set value = 'other' where key = 'mart:daily'")
    (home / "store-1.sha256").unlink()  # as versions had none
    assert renew(home) and not renew(home)
    for old in sorted(home.glob("store-*.duckdb"))[:-1]:
        old.unlink()
    assert [word for word in ("segreti", "old.example", "765 4321") if word in everything(home)] == []
