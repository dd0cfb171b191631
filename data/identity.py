"""Who is who across systems: persons are joined by unique keys only, every merge is explained by orders and can be undone."""

import numpy as np
import pandas as pd

from data import met
from data.errors import BadRequest
from data.late import late
from data.store import Store, Writer

coo_array = late("scipy.sparse", "coo_array")
connected_components = late("scipy.sparse.csgraph", "connected_components")

# A key seen with more other addresses, phones or cards than this is a shop's own or a family of resellers: it joins nobody.
MOST = 20


def resolve(writer: Writer, *, is_whole: bool = False) -> None:
    """Gives every order its customer: the connected orders of unique keys, named after the first key they showed.

    An order without keys keeps the customer it came with, if any. Only orders that this batch can have given to somebody else are
    looked at, as data/met.py finds them; all others have the customer that they would be given.

    Args:
        is_whole: looks at all orders, whatever this batch changed.
    """
    within = "" if is_whole or not met.find(writer, MOST) else f"and order_id in {met.ORDERS}"
    find_shared(writer, of=met.keys() if within else "")
    edges = writer.frame(
        f"""select order_id, id_type || '|' || id_hash as key, coalesce(ordered_at, timestamptz '9999-01-01') as seen
        from identity_links join orders using (order_id)
        where is_unique and (id_type, id_hash) not in (select (id_type, id_hash) from shared_keys)
            and (id_type, id_hash) not in (select (id_type, id_hash) from identity_cuts) {within}"""
    )
    persons = _components(edges)
    writer.connection.register("persons", persons)
    writer.execute(
        """update orders set customer_id = persons.customer_id from persons
        where persons.order_id = orders.order_id and orders.customer_id is distinct from persons.customer_id"""
    )
    # Undone merges: an order whose keys were all cut has no customer any more.
    writer.execute(
        f"""update orders set customer_id = null where customer_id is not null and order_id in (select order_id from identity_links)
        and order_id not in (select order_id from persons) {within}"""
    )
    writer.connection.unregister("persons")
    _record(writer, within)
    met.remember(writer)
    writer.touched |= {"orders", "customers", "identities"}


def find_shared(writer: Writer, of: str = "") -> None:
    """`shared_keys`: those that stand beside too many other keys to be one person's.

    Args:
        of: a select of the keys that are asked about, where not all are.
    """
    writer.execute(f"create or replace temp table shared_keys as {met.shared(of=of)}", {"most": MOST})


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


def _record(writer: Writer, within: str) -> None:
    """What is known of each key that an order shows."""
    keys = met.keys() if within else "(select (id_type, id_hash) from identity_links)"
    writer.execute(f"delete from identities where (id_type, id_hash) in {keys}")
    writer.execute(
        f"""insert into identities
        select id_type, id_hash, min(identity_links.system), min(customer_id), bool_and(is_unique), min(ordered_at), max(ordered_at)
        from identity_links join orders using (order_id) where customer_id is not null and is_unique
            {f"and (id_type, id_hash) in {keys}" if within else ""}
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


def cut(writer: Writer, id_type: str, id_hash: str, reason: str) -> None:
    """Declares that a key joins nobody; `data.link.separate` undoes the merges it made.

    Raises:
        BadRequest: no order shows this key.
    """
    known = writer.execute("select count(*) from identity_links where id_type = ? and id_hash = ?", [id_type, id_hash])
    if not known[0][0]:
        raise BadRequest(f"no order shows the {id_type} {id_hash}; `vetrina identity CUSTOMER` lists a customer's keys")
    writer.execute("insert or replace into identity_cuts values (?, ?, ?, now())", [id_type, id_hash, reason])
    writer.touched.add("identity_cuts")
