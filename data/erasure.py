"""One person taken out of the store: every row that says whose it is, in every version; the shop's money stays to the cent.

Orders, lines, refunds, discounts and payments stay and are nobody's from then on. What only tells of the person goes: keys,
the customer's row, who was sent a promotion. All other versions go, with the answers that models gave on them, and what
is loaded of the person later comes as nobody's (data/forgotten.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data import forgotten, link, privacy, staging
from data.access import record
from data.access.record import Deed
from data.errors import BadRequest, StoreError
from data.key import key_of
from data.persons import CUSTOMER, Person, person
from data.quoting import name
from data.store import Home, Store, Writer, scratch, whole, writing

KIND = "erasure"
COLUMNS = ("customer_id", "id_hash", "payer_hash")  # in which a person's pseudonyms stand, in tables and marts alike
STAYS = ("orders", "wallet_transactions")  # rows of money, which stay and are nobody's


@dataclass(frozen=True)
class Receipt:
    """What was found and what became of it; no id and no pseudonym.

    Attributes:
        at: when, UTC, as ISO text.
        persons: how many.
        removed: rows that went, by table.
        anonymous: rows that stay with their amounts and are nobody's now, by table.
        rebuilt: rows of tables that are worked out from these and were built anew, by table.
        versions: numbers of the versions of the store that went, with the answers kept for them.
        version: the number of the one that is published now.
        uploads: folders with files of browsers that were left behind and went; `uploads_open`: those of programs that still run.
        exports: what left the dashboard since the first of these rows was loaded, to be looked through by hand.
    """

    at: str
    persons: int
    removed: dict[str, int]
    anonymous: dict[str, int]
    rebuilt: dict[str, int]
    versions: tuple[int, ...]
    version: int
    uploads: int
    uploads_open: int
    exports: tuple[Deed, ...]


def forget(home: str | Path | None, ids: Sequence[str], who: str, id_type: str | None = None) -> Receipt:
    """Erases the persons whom the ids mean, and notes in the record that it was done.

    Args:
        ids: wallet ids, customer ids, e-mails, phones, cards as the shop writes them, or customer ids of the store.
        who: who does it, for the record.
        id_type: of which kind the ids are; None tries all.

    Raises:
        BadRequest: an id means nobody here, or several; nothing was changed.
        NoStore, Busy, UnusableKey: the store cannot be written.
        StoreError: something of the person is left.
    """
    place = Home(home)
    place.current()
    before = [whole.number(file) for file in place.versions()]
    with writing(home, kind=KIND, note="") as writer:
        _prepare(writer)
        people = [_person(writer, said, id_type, number) for number, said in enumerate(ids, start=1)]
        _gather(writer, people)
        since = _since(writer)
        counts = _counts(writer)
        with writer.transaction():
            _erase(writer)
            link.recognise(writer, is_whole=True)
        hashes = sorted(str(row[0]) for row in writer.execute("select id from gone"))
        derived = {str(row[0])[5:] for row in writer.execute("select key from meta where key like 'mart:%'")}
        writer.is_cleaned = writer.stands_alone = writer.is_whole = True
    _refuse_left(place, hashes)
    gone, used = scratch.leftovers()
    canonical = {table: count for table, count in counts.items() if table not in derived}
    receipt = Receipt(
        datetime.now(UTC).isoformat(timespec="seconds"),
        len(people),
        {table: count for table, count in canonical.items() if table not in STAYS},
        {table: count for table, count in canonical.items() if table in STAYS},
        {table: count for table, count in counts.items() if table in derived},
        tuple(before),
        place.version(),
        gone,
        used,
        tuple(deed for deed in record.deeds(place.folder) if deed.did == "exported" and deed.at >= since),
    )
    record.note_down(place.folder, who, "operator", "forgot", f"{len(people)} ({sum(canonical.values())})")
    return receipt


def _prepare(writer: Writer) -> None:
    key = key_of(writer)
    staging.prepare(writer)
    privacy.prepare(writer, key)
    forgotten.prepare(writer, key)


def _person(writer: Writer, said: str, id_type: str | None, number: int) -> Person:
    """The one whom the id means, also where only another version of the store knows it.

    Raises:
        BadRequest: nobody, or several; the sentence has the id's number, not the id.
    """
    try:
        found = person(writer, said, id_type)
    except BadRequest as error:
        raise BadRequest(f"id {number}: {error}") from error
    if found or (found := _elsewhere(writer)):
        return found
    raise BadRequest(
        f"id {number}: nobody in this store is known by it, or was forgotten already; write it as the shop's system does "
        "(a phone with its prefix), or give the customer id that `vetrina identity` takes"
    )


def _elsewhere(writer: Writer) -> Person | None:
    """Keys that an older or abandoned version of the store knows and the published one does not."""
    tried = [(str(kind), str(hashed)) for kind, hashed in writer.execute("select id_type, id_hash from tried_keys")]
    known = {
        key
        for file in Home(writer.home).versions()
        for key in whole.known_keys(file, [hashed for _, hashed in tried])
        if key in tried
    }
    return Person(frozenset(), frozenset(known)) if known else None


def _gather(writer: Writer, people: Sequence[Person]) -> None:
    """`gone`: pseudonyms by type; `held_orders` and `held_events`: whose rows stay without them; copies of an order go with it."""
    rows = {(CUSTOMER, customer) for each in people for customer in each.customers} | {
        key for each in people for key in each.keys
    }
    writer.execute("create or replace temp table gone (id_type varchar, id varchar)")
    writer.connection.executemany("insert into gone values (?, ?)", sorted(rows))
    writer.execute(
        """create or replace temp table held_orders as
        with own as (
            select order_id from orders where customer_id in (select id from gone where id_type = 'customer_id')
            union select order_id from identity_links where (id_type, id_hash) in (select (id_type, id) from gone)
        )
        select order_id from own
        union select copied.order_id from orders copied join own on copied.duplicate_of = own.order_id
        union select copied.duplicate_of from orders copied join own using (order_id) where copied.duplicate_of is not null"""
    )
    writer.execute(
        """create or replace temp table held_events as
        select txn_id from wallet_transactions where customer_id in (select id from gone where id_type = 'customer_id')
            or (payer_id_type, payer_hash) in (select (id_type, id) from gone) or order_id in (select order_id from held_orders)"""
    )


def _counts(writer: Writer) -> dict[str, int]:
    """Rows that say they are of these persons, by table; the links of their orders to masked keys among them."""
    places: dict[str, list[str]] = {}
    for table, column in writer.execute(
        """select table_name, column_name from information_schema.columns
        where table_catalog = current_database() and table_schema = 'main' and list_contains($columns, column_name)
        order by table_name, column_name""",
        {"columns": list(COLUMNS)},
    ):
        places.setdefault(str(table), []).append(f"{name(str(column))} in (select id from gone)")
    extra = {"identity_links": "order_id in (select order_id from held_orders)"}
    counts = {
        table: int(
            writer.execute(
                f"select count(*) from {name(table)} where {' or '.join([*tests, *filter(None, [extra.get(table)])])}"
            )[0][0]
        )
        for table, tests in places.items()
    }
    return {table: count for table, count in counts.items() if count}


def _since(writer: Writer) -> str:
    """When the first file with a row of theirs was loaded, as the record writes times; empty where no file is known."""
    rows = writer.execute(
        """select strftime(min(loaded_at), '%Y-%m-%dT%H:%M:%S') from source_files where file_id in (
            select file_id from orders where order_id in (select order_id from held_orders) union
            select file_id from wallet_transactions where txn_id in (select txn_id from held_events) union
            select file_id from customer_facts where (id_type, id_hash) in (select (id_type, id) from gone) union
            select file_id from exposures where customer_id in (select id from gone) or id_hash in (select id from gone))"""
    )
    return str(rows[0][0] or "")


def _erase(writer: Writer) -> None:
    """Off every table; and on the list of those who stay forgotten."""
    keys = writer.execute("select id_type, id from gone")
    forgotten.add(writer, [(forgotten.KEY, str(kind), str(hashed)) for kind, hashed in keys])
    # An order without a market is of its customer's: so it stays when nobody is left to ask.
    writer.execute(
        """update orders set market = customers.home_market from customers
        where customers.customer_id = orders.customer_id and orders.market is null and order_id in (select order_id from held_orders)"""
    )
    forgotten.release(writer)
    for table, test in _GONE.items():
        writer.execute(f"delete from {table} where {test}")
    writer.touched |= {*_GONE, *STAYS, "identity_links"}


_GONE = {
    "identities": "id_hash in (select id from gone) or customer_id in (select id from gone)",
    "customer_facts": "(id_type, id_hash) in (select (id_type, id) from gone)",
    "identity_cuts": "(id_type, id_hash) in (select (id_type, id) from gone)",
    "customers": "customer_id in (select id from gone)",
    "exposures": "customer_id in (select id from gone) or (id_type, id_hash) in (select (id_type, id) from gone)",
}


def _refuse_left(place: Home, hashes: Sequence[str]) -> None:
    """Looks through every text of the version that is published now.

    Raises:
        StoreError: a pseudonym is left.
    """
    store = Store.open(place.folder)
    try:
        for table, columns in _texts(store).items():
            tests = " or ".join(f"list_contains($hashes, {name(column)})" for column in columns)
            if store.query(f"select count(*) as n from {name(table)} where {tests}", {"hashes": list(hashes)})["n"][0]:
                raise StoreError(f"the table {table} still names the person; do not rely on this erasure")
    finally:
        store.close()


def _texts(store: Store) -> dict[str, list[str]]:
    columns = store.query(
        "select table_name, column_name from information_schema.columns where data_type = 'VARCHAR' and table_schema = 'main'"
    )
    return {str(table): list(group) for table, group in columns.groupby("table_name")["column_name"]}
