"""An e-mail address is one key of one person, whether an order or a payment shows it."""

from pathlib import Path

from data.load import load
from data.staging import LoadOptions
from data.store import Store

ORDERS = """Name,Email,Created at,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price,Financial Status
#1,Anna@Example.org,2026-05-02 10:00:00 +0200,100.00,EUR,1,Bag,100.00,paid
"""
PAYPAL = """Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,Transaction ID,Invoice Number
13/05/2026,10:00:00,CEST,A,Website Payment,Completed,EUR,100.00,-3.00,97.00,anna@example.org,PP1,#1
"""


def test_the_address_of_an_order_and_of_its_payment_is_one_key(tmp_path: Path) -> None:
    for name, text in (("orders.csv", ORDERS), ("paypal.csv", PAYPAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        load([tmp_path / name], tmp_path / "store", LoadOptions())
    store = Store.open(tmp_path / "store")
    keys = store.query("select distinct id_type, id_hash from identity_links where id_type = 'email'")
    paid = store.query("select payer_hash from wallet_transactions where order_id is not null")
    assert len(keys) == 1 and paid.payer_hash.tolist() == keys.id_hash.tolist()
