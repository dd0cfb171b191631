"""Who is who across systems: persons are joined by unique keys only, every merge is explained by orders and can be undone."""

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data.errors import BadRequest
from data.store import Store, Writer

# A key seen with more other addresses, phones or cards than this is a shop's own or a family of resellers: it joins nobody.
MOST = 20


def resolve(writer: Writer) -> None:
    """Gives every order its customer: the connected orders of unique keys, named after the first key they showed.

    An order without keys keeps the customer it came with, if any.
    """
    writer.execute(_SHARED, {"most": MOST})
    edges = writer.frame(
        """select order_id, id_type || '|' || id_hash as key, coalesce(ordered_at, timestamptz '9999-01-01') as seen
        from identity_links join orders using (order_id)
        where is_unique and (id_type, id_hash) not in (select (id_type, id_hash) from shared_keys)
            and (id_type, id_hash) not in (select (id_type, id_hash) from identity_cuts)"""
    )
    persons = _components(edges)
    writer.connection.register("persons", persons)
    writer.execute(
        """update orders set customer_id = persons.customer_id from persons
        where persons.order_id = orders.order_id and orders.customer_id is distinct from persons.customer_id"""
    )
    # Undone merges: an order whose keys were all cut has no customer any more.
    writer.execute(
        """update orders set customer_id = null where customer_id is not null and order_id in (select order_id from identity_links)
        and order_id not in (select order_id from persons)"""
    )
    writer.connection.unregister("persons")
    _record(writer)
    writer.touched |= {"orders", "customers", "identities"}


_SHARED = """create or replace temp table shared_keys as
    select a.id_type, a.id_hash from identity_links a join identity_links b using (order_id)
    where a.is_unique and b.is_unique and a.id_type <> b.id_type
    group by a.id_type, a.id_hash, b.id_type having count(distinct b.id_hash) > $most"""


def _components(edges: pd.DataFrame) -> pd.DataFrame:
    """Orders and the customer each belongs to: (order_id, customer_id)."""
    if edges.empty:
        return pd.DataFrame({"order_id": pd.Series(dtype="object"), "customer_id": pd.Series(dtype="object")})
    orders, order_names = pd.factorize(edges["order_id"])
    keys, key_names = pd.factorize(edges["key"])
    size = len(order_names) + len(key_names)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (orders, keys + len(order_names))), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    named = edges.assign(label=label[orders]).sort_values(["seen", "key"], kind="stable").drop_duplicates("label")
    name = pd.Series(named["key"].str.rsplit("|", n=1).str[1].to_numpy(), index=named["label"].to_numpy())
    return pd.DataFrame({"order_id": order_names, "customer_id": name.reindex(label[: len(order_names)]).to_numpy()})


def _record(writer: Writer) -> None:
    writer.execute("delete from identities where (id_type, id_hash) in (select (id_type, id_hash) from identity_links)")
    writer.execute(
        """insert into identities
        select id_type, id_hash, min(identity_links.system), min(customer_id), bool_and(is_unique), min(ordered_at), max(ordered_at)
        from identity_links join orders using (order_id) where customer_id is not null and is_unique
        group by id_type, id_hash"""
    )
    writer.execute(
        """insert or ignore into customers (customer_id, created_from)
        select customer_id, min(system) from orders where customer_id is not null
        and customer_id not in (select customer_id from customers) group by customer_id"""
    )
    writer.execute(
        """delete from customers where customer_id not in (select customer_id from orders where customer_id is not null)
        and customer_id in (select customer_id from identities)"""
    )
    writer.execute(
        """update wallet_transactions set customer_id = orders.customer_id from orders
        where orders.order_id = wallet_transactions.order_id
        and wallet_transactions.customer_id is distinct from orders.customer_id"""
    )


def explain(store: Store, customer_id: str) -> pd.DataFrame:
    """Why these orders are one person: one row per (order, key), keys that joined several orders first.

    Returns:
        order_id, ordered_on, system, id_type, id_hash, orders_joined: how many of the customer's orders show this key.
    """
    return store.query(
        """select order_id, ordered_on, l.system, id_type, id_hash, count(*) over (partition by id_type, id_hash) as orders_joined
        from identity_links l join orders using (order_id) where customer_id = $customer_id and is_unique
        order by orders_joined desc, ordered_on""",
        {"customer_id": customer_id},
    )


def separate(writer: Writer, id_type: str, id_hash: str, reason: str) -> None:
    """Declares that a key joins nobody, and undoes the merges it made.

    Raises:
        BadRequest: no order shows this key.
    """
    known = writer.execute("select count(*) from identity_links where id_type = ? and id_hash = ?", [id_type, id_hash])
    if not known[0][0]:
        raise BadRequest(f"no order shows the {id_type} {id_hash}; `vetrina identity CUSTOMER` lists a customer's keys")
    writer.execute("insert or replace into identity_cuts values (?, ?, ?, now())", [id_type, id_hash, reason])
    writer.touched.add("identity_cuts")
    resolve(writer)
