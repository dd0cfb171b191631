"""One key, two contents: rows that cannot both be true are rejected, each naming the other, and none is taken for a repeat.

An id that a spreadsheet rounded, two shops that count from one, a row pasted twice and changed: "duplicate" means equal.
"""

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


def orders(batch: Batch) -> None:
    """Marks rows of one order number that differ in the order's time or total, and numbers that another day's order bears already."""
    if batch.whole_orders:
        _refuse_within(batch, "concat_ws('|', shop, order_ref)", "total::varchar", "ordered_at::varchar")
    else:
        _refuse_receipts(batch)
    batch.execute(
        f"""update landing_order set problem = 'its number is loaded already for an order of another day (row ' || stored.row_no
            || ' of its file); if two shops count from one, load each into a store of its own'
        from orders stored where problem is null and stored.file_id <> $file_id
        and stored.order_id = concat_ws('|', $system, coalesce(landing_order.shop, ''), order_ref)
        and abs(epoch(stored.ordered_at) - epoch(landing_order.ordered_at)) > {FURTHEST}"""
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
        """update landing_order set problem = 'its receipt number is loaded already for another boutique (row ' || stored.row_no
            || ' of its file); join the shop to the number in the mapping'
        from (
            select order_id, row_no, list(source_key order by source_key) as boutique from orders join store_aliases alias using (store_id)
            where alias.system = $system and file_id <> $file_id
            and order_id in (select concat_ws('|', $system, coalesce(shop, ''), order_ref) from landing_order)
            group by order_id, row_no
        ) stored
        where problem is null and stored.order_id = concat_ws('|', $system, coalesce(landing_order.shop, ''), order_ref)
        and not list_contains(boutique, landing_order.store_key)"""
    )


def _refuse_within(batch: Batch, key: str, *contents: str) -> None:
    differs = " or ".join(f"count(distinct {content}) > 1" for content in contents)
    batch.execute(
        f"""update {batch.table} set problem = 'its number stands on row ' || case when row_no = first_no then last_no else first_no end
            || ' too, with another time or amount'
        from (select {key} as key, min(row_no) as first_no, max(row_no) as last_no from {batch.table} where problem is null
              group by 1 having {differs}) conflict
        where problem is null and {key} = conflict.key"""
    )
