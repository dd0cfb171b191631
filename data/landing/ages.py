"""Which of two exports tells an order's newer state: the one whose content is younger, whatever was loaded first and however old its file is.

The date of an order's content is its latest instant (ordered, paid, cancelled, received, given back). Where that is the same on both
sides, the later end of what the file covers decides: the period it states, else the latest instant of its rows. An order that was put
together of parts, whose total no file stated, gives way to a file that tells it whole.
"""

from datetime import date

from data.landing import shops
from data.landing.batch import Batch

INSTANTS = ("ordered_at", "paid_at", "cancelled_at", "received_at", "refunded_at")


def compare(batch: Batch) -> None:
    """`ages`: one row an order of the file that is stored already; `is_newer` is null where no date tells, `is_dated` whether the order's own does."""
    told = [name for name in INSTANTS if name in batch.columns]
    latest = ", ".join(f"max({name})" for name in told)
    stored = ", ".join(
        "max(given_back.refunded_at)" if name == "refunded_at" else f"max(orders.{name})" for name in told
    )
    batch.make(
        "coming_ages",
        f"""select {shops.ORDER_ID} as order_id, greatest({latest}) as content_at
        from landing_order where problem is null group by 1""",
    )
    batch.make(
        "ages",
        f"""with given_back as (
            select order_id, max(refunded_at) as refunded_at from refunds
            where order_id in (select order_id from coming_ages) and txn_id is null group by order_id
        ),
        stored as (
            select orders.order_id, max(orders.file_id) as file_id, greatest({stored}) as content_at, max(source_files.last_on) as last_on,
                coalesce(bool_or(list_contains($pieces::varchar[], source_files.layout)), false) as is_pieced
            from orders left join given_back using (order_id) left join source_files using (file_id)
            where orders.order_id in (select order_id from coming_ages) group by orders.order_id
        ),
        covered as ({COVERED})
        select order_id, case
            when stored.file_id = $file_id or stored.is_pieced then true
            when coming_ages.content_at <> stored.content_at then coming_ages.content_at > stored.content_at
            when covered.last_on <> stored.last_on then covered.last_on > stored.last_on end as is_newer,
            coalesce(stored.file_id = $file_id or stored.is_pieced or coming_ages.content_at <> stored.content_at, false) as is_dated
        from coming_ages join stored using (order_id), covered""",
        pieces=list(batch.pieces),
    )


def covered(batch: Batch) -> tuple[date | None, date | None]:
    """First and last day of the file's orders, or of the period that it states; nothing where it holds neither."""
    if not batch.has("coming_ages"):
        return None, None
    ((first, last),) = batch.execute(f"select first_on, last_on from ({COVERED})")
    return first, last


COVERED = """select coalesce(max(file.first_on), min(content_at)::date) as first_on, coalesce(max(file.last_on), max(content_at)::date) as last_on
    from file left join coming_ages on true"""
