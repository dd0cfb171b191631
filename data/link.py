"""What rows of different files say of each other, once all are loaded: wallet to order, copy to original, person to person."""

from data import calendar, identity
from data.landing import exposure
from data.store import Writer


def link(writer: Writer) -> None:
    """Joins wallet rows to orders, marks re-imported copies, recognises customers. Runs after every load, before the marts."""
    if writer.touched & {"orders", "wallet_transactions", "order_lines"}:
        _wallet_to_order(writer)
        _copies(writer)
        _calendar(writer)
    if writer.touched & {"orders", "identity_links", "wallet_transactions", "exposures", "identity_cuts"}:
        identity.resolve(writer)
        exposure.resolve(writer)


def _wallet_to_order(writer: Writer) -> None:
    """By the reference the shop gave the wallet, where it means one order only. Taobao prefixes its order number."""
    writer.execute(
        """create or replace temp table order_refs as
        with spoken as (
            select order_id, payment_ref as ref from orders union all
            select order_id, source_order_id from orders union all
            select order_id, order_name from orders union all
            select order_id, 'T200P' || source_order_id from orders
        ),
        own as (select distinct spoken.order_id, ref from spoken join orders using (order_id) where ref is not null and duplicate_of is null)
        select ref, min(order_id) as order_id from own group by ref having count(*) = 1"""
    )
    writer.execute(
        """update wallet_transactions set order_id = order_refs.order_id from order_refs
        where wallet_transactions.order_id is null and order_refs.ref = wallet_transactions.merchant_ref"""
    )
    writer.execute(
        """update wallet_transactions set order_id = parent.order_id
        from (select system, provider_txn_id, merchant_ref, min(order_id) as order_id from wallet_transactions
              where txn_type = 'payment' and order_id is not null group by all) parent
        where wallet_transactions.order_id is null and wallet_transactions.system = parent.system
            and (wallet_transactions.original_ref = parent.merchant_ref or wallet_transactions.original_ref = parent.provider_txn_id)"""
    )
    writer.execute(
        """insert or ignore into identity_links
        select distinct order_id, payer_id_type, payer_hash, payer_id_type not like '%masked', system, file_id from wallet_transactions
        where order_id is not null and payer_hash is not null"""
    )


def _copies(writer: Writer) -> None:
    """A marketplace order that another system re-imported counts once: in the marketplace, as soon as that is loaded too."""
    writer.execute(
        """update orders set duplicate_of = original.order_id
        from (select system, source_order_id, min(order_id) as order_id from orders group by all) original
        where orders.foreign_order_id is not null and orders.order_id <> original.order_id
            and orders.foreign_order_id in (original.system || '|' || original.source_order_id, original.source_order_id)
            and orders.system <> original.system"""
    )


def _calendar(writer: Writer) -> None:
    """The retail calendar of the years that orders cover, where a market's own days are not there yet."""
    first, last = writer.execute("select min(ordered_on), max(ordered_on) from orders where ordered_on is not null")[0]
    if first is None:
        return
    known = writer.execute("select min(day), max(day) from market_calendar")[0]
    if known[0] is None or first < known[0] or last > known[1]:
        calendar.fill(writer.execute, first, last)
        writer.touched.add("market_calendar")
