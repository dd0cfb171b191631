"""Two shops that both count from one: a shop's name is part of the key of its orders.

The first shop named for a system adopts the orders that were loaded before without one: their keys stay as they are, and it goes on
under them. Once a shop is named, a file that names none is refused, as its numbers could be any shop's.
"""

from dataclasses import dataclass

from data.errors import CannotLoad
from data.landing.batch import Batch
from data.store import Writer

# Within a file the number of an order is led by its shop where rows of several stand in it; REF is the number alone.
_LEAD = "chr(31)"
REF = f"split_part(order_ref, {_LEAD}, -1)"
ORDER_ID = f"concat_ws('|', $system, coalesce(shop, ''), {REF})"

# Lines and refunds whose orders no file has brought.
_WAITING = """select order_id from order_lines where order_id not in (select order_id from orders)
    union all select order_id from refunds where order_id not in (select order_id from orders)"""
# Keys of the orders of no shop, or of the one that adopted them; their lines may have come first.
_UNNAMED = "order_id = concat_ws('|', $system, '', source_order_id)"


@dataclass(frozen=True)
class Shops:
    """The shops of a system in a store.

    Attributes:
        named: their names, those of lines and refunds that wait for their orders too.
        first: the one that goes on under the keys of orders without a shop; None where none does.
        unnamed: orders, or lines and refunds waiting for theirs, that are of no shop yet.
    """

    named: tuple[str, ...]
    first: str | None
    unnamed: int

    @classmethod
    def of(cls, writer: Writer, system: str) -> "Shops":
        """Those known now."""
        said = {"system": system}
        rows = writer.execute(
            f"""select shop, bool_or(goes_on) from (
                select shop, {_UNNAMED} as goes_on from orders where system = $system and shop is not null
                union all
                select distinct split_part(order_id, '|', 2), false from ({_WAITING})
                where starts_with(order_id, $system || '|') and not starts_with(order_id, $system || '||')
            ) group by shop order by shop""",
            said,
        )
        ((orders, lines),) = writer.execute(
            f"""select (select count(*) from orders where system = $system and shop is null),
                (select count(distinct order_id) from ({_WAITING}) where starts_with(order_id, $system || '||'))""",
            said,
        )
        first = next((str(shop) for shop, goes_on in rows if goes_on), None)
        return cls(tuple(str(shop) for shop, _goes_on in rows), first, int(orders) + int(lines))


def name(batch: Batch) -> None:
    """Writes into the landing rows of orders, or of their refunds, the shop that is part of their key; null for the one that goes on without.

    Raises:
        CannotLoad: the store knows this system's orders by shop, and neither the file nor the user names one.
    """
    batch.execute(f"update {batch.table} set shop = coalesce(nullif(trim(shop), ''), $shop)", shop=batch.shop)
    if batch.table == "landing_order":
        _carry(batch)
    rows = batch.execute(
        f"select shop from {batch.table} where shop is not null group by shop order by min(row_no), shop"
    )
    coming, known = [str(shop) for (shop,) in rows], Shops.of(batch.writer, batch.system)
    if known.named and not coming and batch.execute(f"select count(*) from {batch.table}")[0][0]:
        raise CannotLoad(
            f"orders of {batch.system} are kept by shop here ({', '.join(known.named)}), and this file names none; "
            "say whose they are by --shop NAME"
        )
    first = known.first or (coming[0] if coming and known.unnamed and not known.named else None)
    if first and not known.first:
        told = (
            f"1 order of {batch.system} that was"
            if known.unnamed == 1
            else f"{known.unnamed} orders of {batch.system} that were"
        )
        batch.notes.append(f"{told} loaded before without a shop: of {first} from now on")
    batch.make("first_shop", "select $first::varchar as shop where $first is not null", first=first)
    if coming:
        batch.execute(
            f"""update {batch.table} set problem = 'names no shop, where orders are kept by shop; say whose it is by --shop NAME'
            where problem is null and shop is null"""
        )
    batch.execute(f"update {batch.table} set shop = null from first_shop where {batch.table}.shop = first_shop.shop")
    if len(coming) > 1:
        batch.execute(f"update {batch.table} set order_ref = shop || {_LEAD} || order_ref where shop is not null")


def _carry(batch: Batch) -> None:
    """Gives the rows of an order that leave its shop empty the one that its other rows name, where that is one."""
    batch.execute(
        """update landing_order set shop = told.name from (
            select order_ref as ref, min(shop) as name from landing_order where shop is not null
            group by order_ref having count(distinct shop) = 1) told
        where shop is null and ordered_at is null and order_ref = told.ref"""
    )


def adopt(batch: Batch) -> None:
    """Writes the name of the shop that goes on under keys without one into its orders."""
    adopted = batch.execute(
        f"""update orders set shop = first_shop.shop from first_shop
        where system = $system and orders.shop is null and {_UNNAMED}"""
    )
    if adopted and adopted[0][0]:
        batch.touch("orders")
