"""Whom an id of the shop's own systems means: looked for by the same keyed hash that loading makes of it."""

from dataclasses import dataclass

from data import identity
from data.errors import BadRequest
from data.landing.order_keys import ACROSS, INSIDE
from data.store import Writer

CUSTOMER = "customer_id"


@dataclass(frozen=True)
class Person:
    """One customer of the store.

    Attributes:
        customers: ids of the customer; none where only keys show the person.
        keys: type and hash of every key that is this person's alone.
    """

    customers: frozenset[str]
    keys: frozenset[tuple[str, str]]


def person(writer: Writer, said: str, id_type: str | None = None) -> Person | None:
    """The one whom an id means; None where the store knows nobody by it.

    Args:
        said: a wallet id, customer id, e-mail, phone or card, as the shop writes it, or a pseudonym of the store.
        id_type: of which kind it is; None tries all.

    Raises:
        BadRequest: it means several, or a key that joins nobody.
    """
    _tried(writer, said.strip())
    wanted = "" if id_type is None else "where id_type = $id_type"
    found = writer.execute(
        f"select distinct id_type, id_hash, customer_id from met {wanted}", {"id_type": id_type} if id_type else None
    )
    if not found:
        return None
    customers = {str(row[2]) for row in found if row[2] is not None}
    if len(customers) > 1:
        kinds = ", ".join(sorted({str(row[0]) for row in found}))
        raise BadRequest(
            f"this id means {len(customers)} customers, as {kinds}; say of which kind it is with --type, or give another id of the person"
        )
    named = {(str(kind), str(hashed)) for kind, hashed, _ in found if kind != CUSTOMER}
    _refuse_shared(writer, named)
    return Person(frozenset(customers), frozenset(_listed(writer, named | _keys(writer, customers), customers)))


def _tried(writer: Writer, said: str) -> None:
    """`met`: keys of the store that the id may be, each with the customer it is of."""
    across = " union all ".join(f"select '{kind}' as id_type, '{kind}|' as domain" for kind in ACROSS)
    inside = ", ".join(f"'{kind}'" for kind in INSIDE)
    identity.find_shared(writer)
    writer.execute(_KNOWN)
    writer.execute(
        f"""create or replace temp table tried_keys as
        with spellings as (
            select distinct unnest([$said, words($said), lower(words($said)), phone_digits($said),
                nullif(regexp_replace(regexp_replace(words($said), '[^0-9*]', '', 'g'), '^00', ''), '')]) as spelling
        ),
        systems as (select distinct system from known_keys union select distinct system from orders),
        kinds as (select unnest([{inside}]) as id_type),
        domains as (
            {across}
            union all select id_type, id_type || '|' || system || '|' from kinds cross join systems
            union all select id_type, id_type || '|' || system || '|' || shop || '|'
            from kinds cross join (select distinct system, shop from orders where shop is not null)
        )
        select distinct id_type, pseudonym(domain || spelling) as id_hash from domains cross join spellings where spelling is not null""",
        {"said": said},
    )
    writer.execute(
        f"""create or replace temp table met as
        select distinct known_keys.id_type, known_keys.id_hash, known_keys.customer_id from known_keys join tried_keys using (id_type, id_hash)
        union
        select '{CUSTOMER}', customer_id, customer_id
        from (select customer_id from customers union select customer_id from orders union select customer_id from exposures)
        where customer_id = $said
            or (customer_id = rekeyed($said) and exists (select * from meta where key = 'key:until' and value >= strftime(now(), '%Y-%m-%d')))""",
        {"said": said},
    )


def _refuse_shared(writer: Writer, keys: set[tuple[str, str]]) -> None:
    """A key of a household, a shop or a reseller tells of nobody in particular."""
    for kind, hashed in keys:
        ((count,),) = writer.execute(
            "select count(distinct customer_id) from known_keys where id_type = ? and id_hash = ?", [kind, hashed]
        )
        joins = writer.execute("select count(*) from joining_keys where id_type = ? and id_hash = ?", [kind, hashed])[
            0
        ][0]
        if count > 1 or (not joins and writer.execute(_IS_LINKED, [kind, hashed])[0][0]):
            raise BadRequest(
                f"this {kind} stands on orders of several customers, or was declared to join nobody; give another id of the person"
            )


def _keys(writer: Writer, customers: set[str]) -> set[tuple[str, str]]:
    """The keys that made these orders one customer."""
    if not customers:
        return set()
    rows = writer.execute(
        """select distinct id_type, id_hash from known_keys where list_contains($customers, customer_id)
        and ((id_type, id_hash) in (select (id_type, id_hash) from joining_keys) or not on_order)""",
        {"customers": sorted(customers)},
    )
    return {(str(kind), str(hashed)) for kind, hashed in rows}


def _listed(writer: Writer, keys: set[tuple[str, str]], customers: set[str]) -> set[tuple[str, str]]:
    """With those that a row of a shop's own list shows beside them, but for what orders of somebody else show."""
    writer.execute("create or replace temp table own_keys (id_type varchar, id_hash varchar)")
    if keys:
        writer.connection.executemany("insert into own_keys values (?, ?)", sorted(keys))
    rows = writer.execute(_BESIDE, {"customers": sorted(customers)})
    return keys | {(str(kind), str(hashed)) for kind, hashed in rows}


_BESIDE = """select distinct id_type, id_hash from customer_facts
    where (file_id, row_no) in (select (file_id, row_no) from customer_facts join own_keys using (id_type, id_hash))
        and (id_type, id_hash) not in (
            select (id_type, id_hash) from known_keys where customer_id is not null and not list_contains($customers::varchar[], customer_id))"""
_IS_LINKED = "select exists (select * from identity_links where id_type = ? and id_hash = ?)"
# `joining_keys` as data/identity.py takes them; `known_keys`: every key of one person and where it was seen.
_KNOWN = """create or replace temp table joining_keys as
        select distinct id_type, id_hash from identity_links
        where is_unique and (id_type, id_hash) not in (select (id_type, id_hash) from shared_keys)
            and (id_type, id_hash) not in (select (id_type, id_hash) from identity_cuts);
    create or replace temp table known_keys as
        select id_type, id_hash, identity_links.system, customer_id, true as on_order
        from identity_links join orders using (order_id) where is_unique
        union
        select id_type, id_hash, system, customer_id, false from identities
        where (id_type, id_hash) not in (select (id_type, id_hash) from identity_links)
        union
        select payer_id_type, payer_hash, system, customer_id, false from wallet_transactions
        where payer_hash is not null and payer_id_type not like '%masked'
            and (payer_id_type, payer_hash) not in (select (id_type, id_hash) from identity_links)
        union
        select id_type, id_hash, system, customer_id, false from exposures
        where id_hash is not null and id_type <> 'customer_id'
            and (id_type, id_hash) not in (select (id_type, id_hash) from identity_links)
        union
        select id_type, id_hash, system, null, false from customer_facts
        where (id_type, id_hash) not in (select (id_type, id_hash) from identity_links)"""
