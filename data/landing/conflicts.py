"""One key, two contents: rows that cannot both be true are rejected, each naming the other, and none is taken for a repeat.

An id that a spreadsheet rounded, two shops that count from one, a row pasted twice and changed: "duplicate" means equal.
"""

from collections.abc import Sequence

from data.landing import shops
from data.landing.batch import Batch

# Instants of one order read under two zones lie no further apart than the earth has hours; another order's may.
FURTHEST = 26 * 3600
_IS_PENDING = "coalesce(landing_wallet.status, '') = 'pending'"


def payments(batch: Batch) -> None:
    """Marks events of one number that differ in time or amount, in the file or against what is stored.

    A payment and its refund under one number are such too. What is pending may still come to another amount at another time.
    """
    _refuse_within(batch, "concat_ws('|', natural_key, status)", "occurred_at::varchar")
    _refuse_within(batch, f"concat_ws('|', natural_key, {_IS_PENDING})", "gross::varchar")
    batch.execute(
        f"""update landing_wallet set problem = 'its number is loaded already with another amount (row ' || stored.row_no || ' of its file)'
        from wallet_transactions stored where problem is null and stored.txn_id = md5($system || '|' || natural_key)
        and (stored.status = 'pending') = ({_IS_PENDING}) and stored.currency = landing_wallet.currency and abs(stored.gross - landing_wallet.gross) > 0.005"""
    )


def entries(batch: Batch) -> None:
    """Marks entries of one number that differ in time or amount, and numbers that an entry of another day and amount bears already."""
    _refuse_within(batch, "natural_key", "amount::varchar", "occurred_at::varchar")
    batch.execute(
        f"""update landing_settlement set problem = 'its number is loaded already for an entry of another day and amount (row '
            || stored.row_no || ' of its file)'
        from settlements stored where problem is null and stored.settlement_id = md5($system || '|' || natural_key)
        and stored.currency = landing_settlement.currency and abs(stored.amount - landing_settlement.amount) > 0.005
        and abs(epoch(stored.occurred_at) - epoch(landing_settlement.occurred_at)) > {FURTHEST}"""
    )


def refunds(batch: Batch) -> None:
    """Marks rows of one refund that differ in day, amount or currency in the file; one without a number is another refund."""
    key = "case when refund_id is not null then concat_ws('|', shop, order_ref, refund_id, coalesce(source_line_id, '')) end"
    _refuse_within(batch, key, "amount::varchar", "refunded_at::varchar", "currency")


def rates(batch: Batch) -> None:
    """Marks rates of one day, pair and source that differ in the file: which of them was fixed cannot be told."""
    _refuse_within(
        batch,
        "concat_ws('|', rate_on, base, quote, source)",
        "rate::varchar",
        is_a="its day and currencies stand",
        with_another="rate",
    )


def levels(batch: Batch) -> None:
    """Marks periods of one series and market that a file tells twice with another value."""
    key = "concat_ws('|', series, market, starts_on)"
    _refuse_within(batch, key, "value::varchar", is_a="its period stands", with_another="value")


def goods(batch: Batch, key: Sequence[str], stated: Sequence[str], hint: str) -> None:
    """Marks rows of one day, place (in any letters) and article that differ in their pieces, cost or season in the file."""
    _refuse_within(
        batch,
        f"concat_ws('|', {', '.join('lower(store_key)' if name == 'store_key' else name for name in key)})",
        *(f"{name}::varchar" for name in (*stated, "unit_cost", "currency")),
        is_a="its day, place and article stand",
        with_another=f"number or cost{hint}",
    )


def gift_cards(batch: Batch) -> None:
    """Marks entries of one number and shop that differ in day, kind or amount in the file."""
    _refuse_within(
        batch,
        "concat_ws('|', store_key, entry_ref)",
        *("day::varchar", "movement", "amount::varchar", "currency"),
        with_another="day, kind or amount",
    )


def orders(batch: Batch) -> None:
    """Marks rows of one order number that differ in the order's time or total, and numbers that another day's order bears already."""
    if batch.whole_orders:
        _refuse_within(batch, "concat_ws('|', shop, order_ref)", "total::varchar", "ordered_at::varchar")
        _refuse_undated(batch)
    else:
        _refuse_receipts(batch)
    batch.execute(
        f"""update landing_order set problem = 'its number is loaded already for an order of another day (row ' || stored.row_no
            || ' of its file); if two shops count from one, say whose it is by --shop NAME'
        from orders stored where problem is null and stored.file_id <> $file_id
        and stored.order_id = {_landed_id()}
        and abs(epoch(stored.ordered_at) - epoch(landing_order.ordered_at)) > {FURTHEST}"""
    )


def _refuse_undated(batch: Batch) -> None:
    """Marks rows of orders that another file tells with another total, where no date says which of the two is newer.

    A total that is net of what was given back is held against none.
    """
    batch.execute(
        f"""update landing_order set problem = 'its number is loaded already with another total (row ' || stored.row_no
            || ' of its file), and neither file says which is newer'
        from (
            select order_ref as ref, min(orders.row_no) as row_no
            from (
                select order_ref, shop, max(total) as total from landing_order
                where problem is null and tags is distinct from 'net_of_refunds' group by order_ref, shop
            ) coming
            join ages on ages.order_id = {shops.ORDER_ID} and ages.is_newer is null
            join orders on orders.order_id = ages.order_id and orders.file_id <> $file_id and abs(orders.total - coming.total) > 0.005
            group by order_ref
        ) stored
        where problem is null and order_ref = stored.ref"""
    )


def _refuse_receipts(batch: Batch) -> None:
    """Marks lines of one receipt number that two days or two boutiques bear: tills count anew, and a sum of two receipts is none."""
    batch.execute(
        f"""update landing_order set problem = 'its receipt number stands on row ' || case when row_no = first_no then last_no else first_no end
            || ' too, for another day or boutique; join shop and day to the number in the mapping'
        from (select concat_ws('|', shop, order_ref) as key, min(row_no) as first_no, max(row_no) as last_no from landing_order
              where problem is null group by 1 having count(distinct store_key) > 1
              or max(epoch(ordered_at)) - min(epoch(ordered_at)) > {FURTHEST}) conflict
        where problem is null and concat_ws('|', shop, order_ref) = conflict.key"""
    )
    batch.execute(
        f"""update landing_order set problem = 'its receipt number is loaded already for another boutique (row ' || stored.row_no
            || ' of its file); join the shop to the number in the mapping'
        from (
            select order_id, row_no, list(source_key order by source_key) as boutique from orders join store_aliases alias using (store_id)
            where alias.system = $system and file_id <> $file_id
            and order_id in (select {shops.ORDER_ID} from landing_order)
            group by order_id, row_no
        ) stored
        where problem is null and stored.order_id = {_landed_id()}
        and not list_contains(boutique, landing_order.store_key)"""
    )


def _landed_id() -> str:
    return shops.ORDER_ID.replace("(shop", "(landing_order.shop")


def _refuse_within(
    batch: Batch, key: str, *contents: str, is_a: str = "its number stands", with_another: str = "time or amount"
) -> None:
    differs = " or ".join(f"count(distinct {content}) > 1" for content in contents)
    batch.execute(
        f"""update {batch.table} set problem = '{is_a} on row ' || case when row_no = first_no then last_no else first_no end
            || ' too, with another {with_another}'
        from (select {key} as key, min(row_no) as first_no, max(row_no) as last_no from {batch.table} where problem is null
              group by 1 having {differs}) conflict
        where problem is null and {key} = conflict.key"""
    )
