"""Refunds that come in a file of their own, keyed to their orders: beside what an order's own row says of its refunds, in the same table."""

from data.landing import ages, conflicts, shops
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("order_ref", "refunded_at", "amount")
STORED = (
    "refund_id", "order_id", "line_no", "txn_id", "refunded_at", "refunded_on", "at_is_known", "amount", "currency", "reason", "file_id",
)  # fmt: skip
_DIFFERS = """(stored.amount <> coming.amount or stored.refunded_at <> coming.refunded_at
    or coalesce(stored.currency <> coming.currency, false))"""


def land(batch: Batch) -> Landed:
    """Adds new refunds and restates known ones by the younger content; the rest are duplicates.

    A refund keeps its `txn_id`, so that its order, told anew, leaves it where it is.
    """
    batch.make(
        "coming",
        f"""select coming.*, case
            when stored.refund_id is null then 'new'
            when not {_DIFFERS} and (stored.currency is not null or coming.currency is null) then 'same'
            when {_DIFFERS} and not {_IS_NEWER} then 'same' else 'updated' end as fate
        from (
            select * from refunds_coming where row_no in (select row_no from landing_refund)
            qualify row_number() over (partition by refund_id order by row_no) = 1
        ) coming left join ({_STORED}) stored using (refund_id), ({ages.COVERED}) covered""",
    )
    stored = ", ".join(STORED)
    batch.execute(f"insert or replace into refunds ({stored}) select {stored} from coming where fate <> 'same'")
    shops.adopt(batch)
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("refunds")
    return counts


def refuse(batch: Batch) -> None:
    """Marks rows that give nothing back, and those of one number that tell two things where no date says which is newer.

    Raises:
        CannotLoad: neither the file nor the user says whose shop's they are, and the store has several.
    """
    shops.name(batch)
    batch.execute(
        """update landing_refund set problem = case when amount = 0 then 'amount is nought'
            else 'amount is above nought, where money given back is below it; if the file writes it so, map the amount with sign: "-"' end
        where problem is null and amount >= 0"""
    )
    conflicts.refunds(batch)
    _coming(batch)
    batch.execute(
        f"""update landing_refund set problem = 'its number is loaded already with another day or amount (from ' || conflict.file_name
            || '), and neither file says which is newer'
        from (
            select coming.row_no, stored.file_name
            from refunds_coming coming join ({_STORED}) stored using (refund_id), ({ages.COVERED}) covered
            where {_DIFFERS} and {_IS_NEWER} is null
        ) conflict
        where landing_refund.row_no = conflict.row_no"""
    )


def _coming(batch: Batch) -> None:
    """`refunds_coming`: the rows as they would be stored. One without a number is known by what it says, equal ones by their count.

    Rows below a header that stands again, as where exports are joined end to end, are counted anew.
    """
    batch.make(
        "refunds_coming",
        f"""with borders as (select unnest($headings::bigint[]) as line),
        told as (
            select row_no, {shops.ORDER_ID} as order_id, refund_id as number, source_line_id, refunded_at, coalesce(refund.tz, file.tz, 'UTC') as tz,
                amount, coalesce(refund.currency, file.currency) as currency,
                (select count(*) from borders where line < row_no) as part
            from landing_refund refund, file where problem is null
        ),
        worded as (
            select *, concat_ws('|', timezone(tz, refunded_at)::varchar, amount, coalesce(source_line_id, '')) as words from told
        ),
        keyed as (
            select *, case when number is not null then concat_ws('|', 'number', number, source_line_id)
                else concat_ws('|', 'content', md5(words), row_number() over (partition by order_id, words, part, number order by row_no))
                end as txn_id
            from worded
        )
        select row_no, concat_ws('|', order_id, txn_id) as refund_id, order_id, null::integer as line_no, txn_id, refunded_at,
            day_in(refunded_at, tz) as refunded_on, true as at_is_known, amount, currency, null::varchar as reason, $file_id as file_id
        from keyed""",
        headings=list(batch.headings),
    )
    batch.make("coming_ages", "select refund_id, refunded_at as content_at from refunds_coming")


_STORED = """select refunds.*, source_files.last_on, coalesce(source_files.file_name, 'an earlier file') as file_name
    from refunds left join source_files using (file_id)
    where refunds.refund_id in (select refund_id from refunds_coming)"""
_IS_NEWER = """(case when stored.file_id = coming.file_id then true
    when coming.refunded_at <> stored.refunded_at then coming.refunded_at > stored.refunded_at
    when covered.last_on <> stored.last_on then covered.last_on > stored.last_on end)"""

LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
