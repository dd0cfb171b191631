"""Law: who was forgotten is in no table of any version and in no file of the store, comes back with no load, and takes no cent along."""

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from commands.vetrina import main
from data import link, rotation
from data.access import record
from data.erasure import Receipt, forget
from data.errors import BadRequest, UnusableKey
from data.key import fingerprint, key_of, place
from data.load import load
from data.staging import LoadOptions
from data.store import Home, Store, writing
from tests.data.loading import till

ROME = LoadOptions(tz="Europe/Rome")
MARIA, UGO, PHONE = "maria@x.example", "ugo@x.example", "+39 335 765 4321"
ORDERS = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Refunded Amount,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Payment Method,Payment Reference,Vendor,Location,Id,Phone\n"
)
PAYMENTS = (
    "id,Created (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Fee,Status,"
    "Customer Email,Description,Card Brand,Mode\n"
)
SENT = "customer_key,key_type,promotion,arm,p_treated,assigned_at\n"
KEPT = "select id_hash from identity_links union select customer_id from customers union select payer_hash from wallet_transactions"


def order(at: int, email: str, phone: str = "", refunded: str = "0.00") -> str:
    when = f"2026-01-{at:02} 10:00:00 +0100"
    cells = f"{when},EUR,100.00,0.00,0.00,100.00,,0.00,{when},{refunded},1,Bag,100.00,SKU-1,A B,card,ref-{at},Brand,Milano,90{at},{phone}"
    return f"#{at},{email},paid,{cells}\n"


def payment(at: int, email: str, said: str) -> str:
    return f"ch_{at},2026-01-{at:02} 09:00:00,100.00,0.00,eur,true,100.00,0.00,eur,2.00,Paid,{email},{said},Visa,Live\n"


def files(folder: Path) -> list[Path]:
    """Two orders of Maria, the first with her phone, and two of Ugo; what each paid, Maria once more without an order; what each was sent."""
    texts = {
        "orders.csv": ORDERS
        + order(1, MARIA, PHONE)
        + order(2, MARIA, refunded="40.00")
        + order(3, UGO)
        + order(4, UGO),
        "payments.csv": PAYMENTS
        + payment(1, MARIA, "Order #1")
        + payment(3, UGO, "Order #3")
        + payment(9, MARIA, "Gift"),
        "sent.csv": SENT + f"{MARIA},email,WINTER,treated,0.5,2026-01-01\n{UGO},email,WINTER,holdout,0.5,2026-01-01\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions, and an answer kept for the first."""
    folder = tmp_path_factory.mktemp("begun")
    load(files(folder), folder / "store", ROME)
    Store.open(folder / "store").results.put("lifetime", 1, {"customer": of_maria(folder / "store")[0]})
    load([till(folder, "till.csv", "MI01;1;31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT")], folder / "store")
    return folder / "store"


@pytest.fixture
def home(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "store")


@pytest.fixture(scope="module")
def erased(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Receipt]:
    """The store without Maria."""
    home = shutil.copytree(begun, tmp_path_factory.mktemp("erased") / "store")
    return home, forget(home, [MARIA], "olga")


@pytest.fixture
def without(erased: tuple[Path, Receipt], tmp_path: Path) -> Path:
    return shutil.copytree(erased[0], tmp_path / "without")


def rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    store = Store.open(home)
    try:
        return list(store.query(sql).itertuples(index=False, name=None))
    finally:
        store.close()


def hashes(home: Path) -> list[str]:
    return sorted(str(row[0]) for row in rows(home, f"select * from ({KEPT}) where id_hash is not null"))


def of_maria(home: Path) -> list[str]:
    return sorted(
        {
            str(value)
            for row in rows(
                home,
                """select id_hash, customer_id from identity_links join orders using (order_id)
                where customer_id = (select customer_id from orders where source_order_id = '1' or order_name = '#1')""",
            )
            for value in row
        }
    )


def found(home: Path, needles: Sequence[str]) -> list[str]:
    """Files and tables of all versions in which one of the texts stands: cells as they are read, files as they lie on the disk."""
    places = [
        str(file.relative_to(home))
        for file in home.rglob("*")
        if file.is_file() and any(needle.encode() in file.read_bytes() for needle in needles)
    ]
    for file in Home(home).versions():
        store = Store(file)
        for table in store.query("select table_name from information_schema.tables")["table_name"]:
            text = "\n".join(store.query(f'select to_json(t)::varchar as row from "{table}" t')["row"])
            places += [f"{file.name}:{table}" for needle in needles if needle in text]
        store.close()
    return places


MONEY = {
    "sales": "select order_id, line_no, round(net_eur, 6) from sales order by all",
    "daily": "select day, market, channel, sum(orders)::int, sum(net_eur), sum(units) from daily group by all order by all",
    "wallet": "select txn_id, merchant_ref, gross, fee, net, currency from wallet_transactions order by all",
    "orders": "select order_id, total, refunded, coalesce(market, '') as market, status from orders order by all",
    "refunds": "select order_id, amount from refunds order by all",
}


def money(home: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(home, sql) for name, sql in MONEY.items()}


def test_nothing_that_names_the_person_is_left_in_any_version_or_file(
    begun: Path, erased: tuple[Path, Receipt]
) -> None:
    names, (home, receipt) = of_maria(begun), erased
    assert len(names) == 2 and len(found(begun, names)) > 5
    assert found(home, names) == []
    assert [file.name for file in Home(home).versions()] == ["store-3.duckdb"] and receipt.versions == (1, 2)
    assert receipt.removed == {"customers": 1, "exposures": 1, "identities": 2, "identity_links": 3}
    assert receipt.anonymous == {"orders": 2, "wallet_transactions": 2}
    assert not [place for place in names if place in json.dumps(receipt.__dict__, default=str)]
    assert rows(home, "select count(*) from orders where customer_id is null") == [(2,)]
    assert rows(home, "select count(distinct customer_id) from orders") == [(2,)]  # Ugo and the till's C1


def test_every_amount_stays_where_it_was(begun: Path, erased: tuple[Path, Receipt]) -> None:
    before = money(begun)
    assert all(before.values())
    assert money(erased[0]) == before


def test_no_load_brings_the_person_back(begun: Path, without: Path, tmp_path: Path) -> None:
    """The same files; the same rows in other bytes, as in the export of the next day; a payment before its order; another address of hers."""
    names, home = of_maria(begun), without
    before = money(home)
    assert all(report.rows_loaded == 0 for report in load(files(tmp_path), home, ROME))
    texts = {
        "payments-7.csv": PAYMENTS + payment(7, MARIA, "Order #7"),
        "orders-2.csv": ORDERS
        + order(2, MARIA, PHONE, "40.00")
        + order(5, MARIA)
        + order(6, UGO)
        + order(7, "", PHONE),
        "again.csv": ORDERS + order(1, "maria.second@x.example"),
        "payments-2.csv": PAYMENTS
        + payment(9, MARIA, "Gift")
        + payment(5, MARIA, "Order #5")
        + payment(6, UGO, "Order #6"),
        "sent-2.csv": SENT
        + f"{UGO},email,WINTER,holdout,0.5,2026-01-01\n{MARIA},email,WINTER,treated,0.5,2026-01-01\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, *others = [tmp_path / name for name in texts]
    load([first], home, ROME)
    load(others, home, ROME)
    assert found(home, names) == []
    after = money(home)
    assert set(before["orders"]) < set(after["orders"]) and len(after["orders"]) == len(before["orders"]) + 3
    customers = dict(rows(home, "select order_name, customer_id from orders where order_name is not null"))
    assert {name for name, who in customers.items() if isinstance(who, str)} == {"#3", "#4", "#6"} and len(
        customers
    ) == 7
    assert rows(home, "select count(*) from identity_links join orders using (order_id) where order_name = '#1'") == [
        (0,)
    ]
    assert rows(home, "select arm, count(*) from exposures group by all") == [("holdout", 1)]


def test_the_store_begun_anew_behind_a_sample_shop_remembers(without: Path, tmp_path: Path) -> None:
    home = without
    with writing(home, kind="sample", replace=True) as writer:
        writer.touched.add("identity_cuts")
    load(files(tmp_path), home, ROME)
    assert rows(home, "select count(*) from orders where customer_id is null") == [(2,)]
    assert rows(home, "select count(*) from identity_links") == [(2,)]


def test_a_removal_that_was_cut_is_ended_by_the_next_who_holds_the_store(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = of_maria(home)
    with monkeypatch.context() as killed:
        killed.setattr(Home, "_switch", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            forget(home, [MARIA], "olga")
    with Home(home).lock():
        pass
    assert found(home, names) == [] and Home(home).version() == 3
    assert not (home / "alone").exists()


def test_a_person_whom_only_another_version_knows_is_forgotten_there(home: Path) -> None:
    """As after a restore of a version from before the person came."""
    names = of_maria(home)
    with writing(home) as writer:
        for table in ("identity_links", "identities", "customers", "exposures", "wallet_transactions", "orders"):
            writer.execute(f"delete from {table}")
        writer.touched.add("identity_cuts")
    assert rows(home, "select count(*) from identity_links") == [(0,)] and found(home, names)
    forget(home, [MARIA], "olga")
    assert found(home, names) == []


def test_an_id_that_means_nobody_changes_nothing_for_the_others_either(home: Path) -> None:
    with pytest.raises(BadRequest, match="id 2: nobody in this store"):
        forget(home, [UGO, "nobody@x.example"], "olga")
    assert Home(home).version() == 2 and rows(home, "select count(*) from customers") == [(3,)]


def test_a_key_that_was_cut_means_nobody_in_particular(home: Path) -> None:
    ((shared,),) = rows(home, "select id_hash from identity_links where id_type = 'phone'")
    with writing(home, kind="identity") as writer:
        link.separate(writer, "phone", str(shared), "a family's")
    with pytest.raises(BadRequest, match="declared to join nobody"):
        forget(home, [PHONE], "olga")


def test_the_command_reads_ids_from_standard_input_and_notes_it_down(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record.note_down(home, "anna", "manager", "exported", "customers.csv", 0)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{MARIA}\n\n"))
    assert main(["forget", "--id", "-", "--store", str(home)]) == 0
    told = capsys.readouterr().out
    assert "1 person is forgotten" in told and "customers.csv" in told and "maria" not in told
    assert [(deed.did, deed.role) for deed in record.deeds(home)][-1] == ("forgot", "operator")
    monkeypatch.setattr("sys.stdin", io.StringIO(MARIA))
    assert main(["forget", "--id", "-", "--store", str(home)]) == 2
    assert "maria" not in capsys.readouterr().err


# The key rotated ----------------------------------------------------------------------------------------------------------


def partition(home: Path) -> set[frozenset[object]]:
    """Which orders are one person's."""
    orders: dict[object, set[object]] = {}
    for customer, name in rows(home, "select customer_id, order_id from orders where customer_id is not null"):
        orders.setdefault(customer, set()).add(name)
    return {frozenset(group) for group in orders.values()}


def test_a_rotated_key_leaves_everybody_who_they_were_and_no_hash_of_before(home: Path, tmp_path: Path) -> None:
    """Also a list of customers that was taken along before is read, within the window."""
    before, persons, amounts = hashes(home), partition(home), money(home)
    ((ugo,),) = rows(home, "select customer_id from orders where order_name = '#3'")
    state = rotation.rotate(home, "olga")
    assert state.until is not None and found(home, before) == []
    assert (partition(home), money(home)) == (persons, amounts)
    (tmp_path / "more.csv").write_text(ORDERS + order(12, MARIA), encoding="utf-8")
    (tmp_path / "list.csv").write_text(SENT + f"{ugo},customer_id,SPRING,treated,0.5,2026-02-01\n", encoding="utf-8")
    reports = load([*files(tmp_path), tmp_path / "more.csv", tmp_path / "list.csv"], home, ROME)
    assert [report.rows_loaded for report in reports] == [0, 0, 0, 1, 1]
    assert len(partition(home)) == len(persons)
    assert sent(home) == rows(home, "select customer_id from orders where order_name = '#3'")


def sent(home: Path) -> list[tuple[object, ...]]:
    return rows(home, "select customer_id from exposures where promotion_id like '%SPRING'")


def test_who_was_forgotten_stays_so_after_a_rotation(begun: Path, without: Path, tmp_path: Path) -> None:
    """And after its window a pseudonym of before means nobody."""
    ((ugo,),) = rows(begun, "select customer_id from orders where order_name = '#3'")
    home = without
    rotation.rotate(home, "olga")
    with writing(home, kind="rotation") as writer:
        writer.execute("update meta set value = '2020-01-01' where key = 'key:until'")
        writer.touched.add("identity_cuts")
    (tmp_path / "more.csv").write_text(ORDERS + order(12, MARIA) + order(13, "", PHONE), encoding="utf-8")
    (tmp_path / "list.csv").write_text(SENT + f"{ugo},customer_id,SPRING,treated,0.5,2026-02-01\n", encoding="utf-8")
    load([tmp_path / "more.csv", tmp_path / "list.csv"], home, ROME)
    assert rows(home, "select count(*) from orders where order_name in ('#12', '#13') and customer_id is null") == [
        (2,)
    ]
    assert sent(home) == [(ugo,)]


def test_a_rotation_that_was_cut_goes_on_with_the_part_that_is_in_the_keys_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr("data.store.marts.refresh", lambda *_, **_named: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate(home, "olga")
    ((store_id,),) = rows(home, "select value from meta where key = 'store'")
    written = place(str(store_id)).read_bytes()
    with writing(home) as writer:
        assert fingerprint(key_of(writer)) == rows(home, "select value from meta where key = 'key'")[0][0]
        assert written.startswith(key_of(writer)) and written != key_of(writer)
    rotation.rotate(home, "olga")
    assert place(str(store_id)).read_bytes() == written and len(partition(home)) == 3


def test_a_key_in_the_environment_is_not_rotated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((store_id,),) = rows(home, "select value from meta where key = 'store'")
    monkeypatch.setenv("VETRINA_KEY", place(str(store_id)).read_text())
    with pytest.raises(UnusableKey, match="VETRINA_KEY_FILE"):
        rotation.rotate(home, "olga")
