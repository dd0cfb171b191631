"""What rows of different files say of each other, once all are loaded: wallet to order, copy to original, person to person."""

from data import calendar, forgotten, identity
from data.landing import customer, exposure
from data.store import Writer

# A number comes again after years: money moves from a little before its order to a good year after, as in data/marts/wallet_links.sql.
_IN_ITS_TIME = """wallet_transactions.occurred_on between coalesce(orders.ordered_on, wallet_transactions.occurred_on) - 3
    and coalesce(orders.ordered_on, wallet_transactions.occurred_on) + 400"""


def link(writer: Writer) -> None:
    """Joins wallet rows to orders, marks re-imported copies, recognises customers. Runs after every load, before the marts."""
    if writer.touched & {"orders", "wallet_transactions", "order_lines"}:
        _copies(writer)
        _wallet_to_order(writer)
        _calendar(writer)
    forgotten.hold(writer)
    if writer.touched & {"orders", "identity_links", "wallet_transactions", "exposures", "identity_cuts"}:
        recognise(writer)
    elif writer.touched & {"customers", "customer_facts", "identities"}:
        customer.resolve(writer)


def recognise(writer: Writer, *, is_whole: bool = False) -> None:
    """Who is who, and with it what is known of each: a customer who bears another id than before is told of anew.

    Args:
        is_whole: recognises all anew, whatever this batch changed.
    """
    identity.resolve(writer, is_whole=is_whole)
    exposure.resolve(writer)
    customer.resolve(writer)


def separate(writer: Writer, id_type: str, id_hash: str, reason: str) -> None:
    """Declares that a key joins nobody, and undoes the merges it made.

    Raises:
        BadRequest: no order shows this key.
    """
    identity.cut(writer, id_type, id_hash, reason)
    recognise(writer)


def _wallet_to_order(writer: Writer) -> None:
    """By the reference the shop gave the wallet, where it means one order only, in its time. Taobao prefixes its order number."""
    writer.execute(
        """create or replace temp table order_refs as
        with wanted as (select distinct merchant_ref as ref from wallet_transactions where merchant_ref is not null),
        numbered as (select order_id, payment_ref, source_order_id, order_name from orders where duplicate_of is null),
        spoken as (
            select order_id, payment_ref as ref from numbered where payment_ref in (select ref from wanted) union
            select order_id, source_order_id from numbered where source_order_id in (select ref from wanted) union
            select order_id, order_name from numbered where order_name in (select ref from wanted) union
            select order_id, 'T200P' || source_order_id from numbered
            where source_order_id in (select substr(ref, 6) from wanted where starts_with(ref, 'T200P'))
        )
        select ref, min(order_id) as order_id, count(*) as bearers from spoken group by ref"""
    )
    _unlink(writer)
    writer.execute(
        f"""update wallet_transactions set order_id = order_refs.order_id from order_refs join orders using (order_id)
        where wallet_transactions.order_id is null and order_refs.ref = wallet_transactions.merchant_ref and bearers = 1
            and {_IN_ITS_TIME}"""
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


def _unlink(writer: Writer) -> None:
    """Takes back what was joined by a number that another order bears since, with the person that it lent its order."""
    writer.execute(
        """create or replace temp table unlinked as
        with doubtful as (
            select system, provider_txn_id, merchant_ref, txn_id from wallet_transactions join order_refs on ref = merchant_ref
            where wallet_transactions.order_id is not null and bearers > 1 and file_id is not null
        )
        select txn_id from doubtful
        union
        select told.txn_id from wallet_transactions told join doubtful
            on told.system = doubtful.system and told.original_ref in (doubtful.provider_txn_id, doubtful.merchant_ref)
        where told.order_id is not null"""
    )
    writer.execute(
        """delete from identity_links where (order_id, id_type, id_hash, system) in (
            select (order_id, payer_id_type, payer_hash, system) from wallet_transactions where txn_id in (select txn_id from unlinked))"""
    )
    writer.execute("update wallet_transactions set order_id = null where txn_id in (select txn_id from unlinked)")


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
    """The retail calendar of the years that orders cover, whole years, where a market's own days are not there yet."""
    first, last = writer.execute("select min(year(ordered_on)), max(year(ordered_on)) from orders")[0]
    if first is None:
        return
    since, until = writer.execute("select min(day), max(day) from market_calendar")[0]
    if since is None or since > calendar.span(first)[0] or until < calendar.span(last)[1]:
        calendar.fill(writer.execute, first, last)
        writer.touched.add("market_calendar")
