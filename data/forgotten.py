"""Who was forgotten stays so: what a later load brings of such a person is kept as nobody's.

The list names keys of persons, orders and wallet events, each closed with the installation's key, so that nobody without
it reads whose they were. Orders and payments are loaded all the same, without a person: the money of the shop is as it was.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from functools import partial

from data.store import Writer

NONCE = 16  # bytes
KEY, ORDER, EVENT = "key", "order", "event"
Entry = tuple[str, str, str]  # kind, type of the key (empty for the others), hash or id


def prepare(writer: Writer, key: bytes) -> None:
    """The list, opened, as the temporary table `forgotten_now`."""
    writer.seal = partial(sealed, key=key)
    writer.execute("create or replace temp table forgotten_now (kind varchar, id_type varchar, id varchar)")
    _remember(writer, [_entry(opened(text, key)) for (text,) in writer.execute("select sealed from forgotten")])


def add(writer: Writer, entries: Iterable[Entry]) -> None:
    """Puts those that are not on it yet on the list."""
    if writer.seal is None:
        raise ValueError("the list is not open; call prepare first")
    known = set(writer.execute("select kind, id_type, id from forgotten_now"))
    new = sorted(set(entries) - known)
    if new:
        closed = [[writer.seal("|".join(entry))] for entry in new]
        writer.connection.executemany("insert into forgotten values (?)", closed)
        _remember(writer, new)
        writer.touched.add("forgotten")


def close_anew(writer: Writer, key: bytes) -> None:
    """The whole list closed with another key."""
    writer.seal = partial(sealed, key=key)
    entries = writer.execute("select distinct kind, id_type, id from forgotten_now")
    writer.execute("delete from forgotten")
    if entries:
        writer.connection.executemany(
            "insert into forgotten values (?)", [[writer.seal("|".join(entry))] for entry in entries]
        )
        writer.touched.add("forgotten")


def hold(writer: Writer) -> None:
    """Takes off what was loaded whatever says that it is of somebody forgotten. After links were made, before persons are recognised."""
    listed = "select count(*) from duckdb_tables() where table_name = 'forgotten_now'"
    if not writer.execute(listed)[0][0] or not writer.execute("select count(*) from forgotten_now")[0][0]:
        return
    writer.execute(_HELD_ORDERS)
    writer.execute(_HELD_EVENTS)
    release(writer)
    writer.execute(_HELD_EXPOSURES)
    _unplaced(writer)
    if writer.execute(_HELD_FACTS)[0][0]:
        writer.touched.add("customer_facts")
    if writer.execute("delete from exposures where exposure_id in (select exposure_id from held_exposures)")[0][0]:
        writer.touched.add("exposures")


def release(writer: Writer) -> None:
    """Makes the orders in `held_orders` and the events in `held_events` nobody's, and lists them."""
    orders = [(ORDER, "", str(row[0])) for row in writer.execute("select order_id from held_orders")]
    events = [(EVENT, "", str(row[0])) for row in writer.execute("select txn_id from held_events")]
    add(writer, orders + events)
    for table, sql in _RELEASES.items():
        if writer.execute(sql)[0][0]:
            writer.touched.add(table)


def _unplaced(writer: Writer) -> None:
    """Exposures whose key may be of any system: those where it is a forgotten one in one of them."""
    if writer.execute("select count(*) from duckdb_tables() where table_name = 'unplaced_keys'")[0][0]:
        writer.execute(
            f"""insert into held_exposures
            select exposure_id from unplaced_keys cross join (select distinct system from orders)
            where (id_type, pseudonym(id_type || '|' || system || '|' || said)) in {_KEYS}"""
        )


def sealed(text: str, key: bytes) -> str:
    """The text, closed; another each time."""
    nonce = secrets.token_bytes(NONCE)
    return (nonce + _mixed(text.encode(), nonce, key)).hex()


def opened(closed: str, key: bytes) -> str:
    """A text that `sealed` closed with this key; nonsense with another."""
    raw = bytes.fromhex(closed)
    return _mixed(raw[NONCE:], raw[:NONCE], key).decode(errors="replace")


def _mixed(text: bytes, nonce: bytes, key: bytes) -> bytes:
    """With a stream that only the key gives; doing it twice undoes it."""
    size = hashlib.sha256().digest_size
    stream = b"".join(
        hmac.digest(key, b"forgotten|%b|%d" % (nonce, at), "sha256") for at in range(-(-len(text) // size))
    )
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))


def _entry(text: str) -> Entry:
    kind, id_type, what = [*text.split("|", 2), "", ""][:3]
    return kind, id_type, what


def _remember(writer: Writer, entries: list[Entry]) -> None:
    if entries:
        writer.connection.executemany("insert into forgotten_now values (?, ?, ?)", [list(entry) for entry in entries])


_KEYS = "(select (id_type, id) from forgotten_now where kind = 'key')"
_ORDERS = "(select id from forgotten_now where kind = 'order')"
_HELD_ORDERS = f"""create or replace temp table held_orders as
    select order_id from identity_links where (id_type, id_hash) in {_KEYS} or order_id in {_ORDERS}
    union
    select order_id from wallet_transactions
    where order_id is not null and ((payer_id_type, payer_hash) in {_KEYS} or payer_hash is not null and order_id in {_ORDERS})"""
_HELD_EVENTS = f"""create or replace temp table held_events as
    select txn_id from wallet_transactions
    where payer_hash is not null and ((payer_id_type, payer_hash) in {_KEYS} or order_id in (select order_id from held_orders)
        or order_id in {_ORDERS} or txn_id in (select id from forgotten_now where kind = 'event'))"""
_HELD_EXPOSURES = f"""create or replace temp table held_exposures as
    select exposure_id from exposures where (id_type, id_hash) in {_KEYS}"""
# By all keys that the row showed, but for those that orders of somebody else show: what these say, a refusal above all, is theirs.
_HELD_FACTS = f"""delete from customer_facts where (id_type, id_hash) in {_KEYS}
    or (file_id, row_no) in (select (file_id, row_no) from customer_facts where (id_type, id_hash) in {_KEYS})
        and (id_type, id_hash) not in (select (id_type, id_hash) from identity_links)"""
_RELEASES = {
    "identity_links": "delete from identity_links where order_id in (select order_id from held_orders)",
    "orders": """update orders set customer_id = null
        where customer_id is not null and order_id in (select order_id from held_orders)""",
    "wallet_transactions": """update wallet_transactions set payer_id_type = null, payer_hash = null, customer_id = null
        where (payer_hash is not null or customer_id is not null)
            and (txn_id in (select txn_id from held_events) or order_id in (select order_id from held_orders))""",
}
