"""Whose orders a batch can have given to somebody else: those whose keys came, went or join otherwise than before, with all orders of the persons near them.

What changed is found by holding keys and orders against the version that the batch is built on. Persons are connected orders, so that an order
outside shows no key that joins it to one inside, neither before nor now: its person is as it was.
"""

import hashlib
from pathlib import Path

from data.store import Writer
from data.store.parts import BEFORE, Changes

RULES = "identity"  # in `meta`: by which rules persons were recognised; by others all are recognised anew once
ORDERS = "(select order_id from met_orders)"
MUCH = 0.4  # of all orders: with more of them met, all are looked at sooner
_OF_ORDER, _OF_KEY = "hash(order_id, ordered_at, customer_id)", "hash(order_id, id_type, id_hash, is_unique, system)"
_KEYS = "(select (id_type, id_hash) from met_keys)"


def shared(place: str = "", of: str = "") -> str:
    """A select of the keys that stand beside more than $most others of a kind.

    Args:
        place: of which version the keys are, as a prefix; this one's without.
        of: a select of the keys that are asked about, where not all are.
    """
    asked = f"and (a.id_type, a.id_hash) in {of}" if of else ""
    return f"""select a.id_type, a.id_hash from {place}identity_links a join {place}identity_links b using (order_id)
        where a.is_unique and b.is_unique and a.id_type <> b.id_type {asked}
        group by a.id_type, a.id_hash, b.id_type having count(distinct b.id_hash) > $most"""


def find(writer: Writer, most: int) -> bool:
    """`met_orders`, one row an order; False where all orders are to be looked at.

    Args:
        most: beside how many others a key still joins.
    """
    if not _is_comparable(writer):
        return False
    _moved(writer)
    _met_keys(writer)
    _turned(writer, most)
    _met_keys(writer)
    writer.execute(
        f"""create or replace temp table met_orders as
        with near as (
            select order_id from moved
            union
            select order_id from identity_links where is_unique and (id_type, id_hash) in {_KEYS}
                and (id_type, id_hash) not in (select (id_type, id_hash) from ({shared(of=_KEYS)}))
                and (id_type, id_hash) not in (select (id_type, id_hash) from identity_cuts)
        ),
        persons as (
            select customer_id from orders where order_id in (select order_id from near)
            union
            select customer_id from {BEFORE}.main.orders where order_id in (select order_id from near)
        )
        select order_id from near
        union
        select order_id from orders where customer_id in (select customer_id from persons where customer_id is not null)""",
        {"most": most},
    )
    (found, whole) = writer.execute("select (select count(*) from met_orders), (select count(*) from orders)")[0]
    return bool(found <= MUCH * whole)


def keys() -> str:
    """A select of the keys of which anything can be other than before: those of the orders met, and what the moved ones showed."""
    return f"""(select (id_type, id_hash) from identity_links
        where order_id in {ORDERS} or (id_type, id_hash) in {_KEYS})"""


def remember(writer: Writer) -> None:
    """Notes by which rules persons are recognised now."""
    writer.execute("insert or replace into meta values (?, ?)", [RULES, _rules()])


def _is_comparable(writer: Writer) -> bool:
    """Whether there is a version before whose persons were recognised by today's rules."""
    if not Changes(writer.connection).is_told:
        return False
    held = "select count(*) from duckdb_tables() where database_name = ? and table_name in ('meta', 'identity_cuts')"
    if writer.execute(held, [BEFORE])[0][0] < 2:
        return False
    known = writer.execute(f"select value from {BEFORE}.main.meta where key = ?", [RULES])
    return known == [(_rules(),)]


def _moved(writer: Writer) -> None:
    """`moved`: orders that came, went or changed in what persons rest on."""
    pairs = (("orders", _OF_ORDER), ("identity_links", _OF_KEY))
    sides = [
        f"select order_id from {one}{table} where {content} not in (select {content} from {other}{table})"
        for table, content in pairs
        for one, other in (("main.", f"{BEFORE}.main."), (f"{BEFORE}.main.", "main."))
    ]
    writer.execute(f"create or replace temp table moved as {' union '.join(sides)}")


def _met_keys(writer: Writer) -> None:
    """`met_keys`: what the moved orders show, before or now."""
    sides = [
        f"select id_type, id_hash from {place}identity_links where order_id in (select order_id from moved)"
        for place in ("main.", f"{BEFORE}.main.")
    ]
    writer.execute(f"create or replace temp table met_keys as {' union '.join(sides)}")


def _turned(writer: Writer, most: int) -> None:
    """To `moved`, the orders that show a key which joins now and did not before, or the other way round."""
    now, then = shared("main.", _KEYS), shared(f"{BEFORE}.main.", _KEYS)
    cuts, cuts_then = (f"select id_type, id_hash from {place}identity_cuts" for place in ("main.", f"{BEFORE}.main."))
    sides = [
        f"(({a}) except ({b}))"
        for one, other in ((now, then), (cuts, cuts_then))
        for a, b in ((one, other), (other, one))
    ]
    writer.execute(
        f"""insert into moved select distinct order_id from identity_links
        where (id_type, id_hash) in (select (id_type, id_hash) from ({" union ".join(sides)}))
            and order_id not in (select order_id from moved)""",
        {"most": most},
    )


def _rules() -> str:
    """What tells these rules from others."""
    files = (Path(__file__), Path(__file__).with_name("identity.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
