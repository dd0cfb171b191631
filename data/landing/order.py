"""Orders and their lines, discounts by funder, refunds, and the keys by which persons are recognised."""

from data.landing import ages, apart, conflicts, copies, order_keys, order_lines, shops
from data.landing.account import Landed, landed
from data.landing.batch import Batch, Lander

REQUIRED = ("order_ref",)
HEADER = (
    "order_name", "shop", "channel", "platform", "store_key", "store_name", "market", "ordered_at", "paid_at", "cancelled_at", "received_at",
    "tz", "status", "source_status", "currency", "goods_gross", "discount_merchant", "discount_platform", "discount_unknown",
    "discount_shipping", "shipping", "tax", "tax_included", "total", "refunded", "refunded_at", "refund_reason", "payment_method",
    "payment_ref", "payment_wallet", "discount_code", "tax_free", "foreign_order_id", "is_test", "tags", "email", "phone", "alipay_user_id",
    "wechat_openid", "platform_buyer_id", "masked_login", "shop_customer", "pos_card", "customer_key",
)  # fmt: skip
STORED = (
    "order_id", "system", "shop", "source_order_id", "order_name", "channel", "platform", "store_id", "market", "ordered_at", "ordered_on",
    "paid_at", "cancelled_at", "received_at", "tz", "status", "source_status", "currency", "goods_gross", "discount_merchant",
    "discount_platform", "discount_unknown", "discount_shipping", "shipping", "tax", "tax_included", "total", "refunded", "payment_method",
    "payment_ref", "payment_wallet", "discount_code", "tax_free", "foreign_order_id", "is_test", "tags", "file_id", "row_no", "row_hash",
)  # fmt: skip


def land(batch: Batch) -> Landed:
    """Adds a file's orders and lines.

    Where orders are whole, a changed one replaces the stored one. Otherwise lines are added to what is there, each recognised by its own
    content, and the order's totals follow from its lines.
    """
    counts = _land(batch) if _states_header(batch) else order_lines.land(batch)
    shops.adopt(batch)
    return counts


def _land(batch: Batch) -> Landed:
    if batch.whole_orders:
        copies.set_aside(batch)
    _headers(batch)
    order_keys.stores(batch)
    order_lines.number(batch)
    _judge(batch)
    _note_older(batch)
    _store(batch)
    counts = _landed_whole(batch) if batch.whole_orders else _landed_in_part(batch)
    order_keys.persons(batch)
    order_keys.discounts(batch)
    order_keys.refunds(batch)
    if batch.whole_orders:
        apart.settle(
            batch,
            "select order_id from coming where fate <> 'same' and order_id not in (select order_id from numbered)",
        )
    if counts.loaded:
        batch.touch(
            "orders", "order_lines", "discounts", "refunds", "identity_links", "products", "stores", "promotions"
        )
    return counts


def _landed_whole(batch: Batch) -> Landed:
    order_lines.replace(batch)
    rows = """select landing_order.row_no, coming.fate from landing_order join coming using (order_ref)
        union all select row_no, 'same' from copies"""
    return landed(batch.writer, rows)


def _landed_in_part(batch: Batch) -> Landed:
    batch.make("orders_met", "select order_ref, fate from coming")
    counts = order_lines.append(batch)
    _total(batch)
    _name_currency(batch)
    return counts


def _name_currency(batch: Batch) -> None:
    """Orders stored without a currency have the one that is said now, with all that hangs on them; nothing else of them changes."""
    for table in ("orders", "discounts", "refunds"):
        batch.execute(
            f"""update {table} set currency = coming.currency from coming
            where coming.fate = 'updated' and {table}.order_id = coming.order_id and {table}.currency is null"""
        )
    batch.execute("update coming set fate = 'same' where fate = 'updated'")


def _states_header(batch: Batch) -> bool:
    if "ordered_at" not in batch.columns:
        return False
    return bool(batch.execute("select count(ordered_at) > 0 from landing_order")[0][0])


def refuse(batch: Batch) -> None:
    """Marks rows that are half a line, and the rows of orders that no row dates, in a file that has such a column.

    Raises:
        CannotLoad: neither the file nor the user says whose shop's they are, and the store has several.
    """
    shops.name(batch)
    # A return is written with a minus on the pieces, on the price or on both; both together are no sale.
    batch.execute("update landing_order set unit_price = -unit_price where qty < 0 and unit_price < 0")
    has_header = _states_header(batch)
    _refuse_half_lines(batch, has_header)
    if not has_header:
        return
    batch.execute(
        """update landing_order set problem = nullif(concat_ws('; ',
            case when not dated then 'no order date' end,
            case when not known then 'status is unknown here' end), '')
        from (select order_ref as ref, bool_or(ordered_at is not null) as dated,
                  bool_and(status is null or status in ('unpaid', 'authorised', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'unknown')) as known
              from landing_order where problem is null group by order_ref) judged
        where problem is null and order_ref = ref and not (dated and known)"""
    )
    if batch.whole_orders and "total" in batch.columns:
        _refuse_without_total(batch)
    if batch.whole_orders:
        ages.compare(batch)
    conflicts.orders(batch)
    # A broken row that carried its order's header takes the order's other rows with it: they would stand without a date.
    batch.execute(
        """update landing_order set problem = 'another row of this order is rejected and carried its date'
        where problem is null and order_ref not in (select order_ref from landing_order where problem is null and ordered_at is not null)"""
    )


def _refuse_without_total(batch: Batch) -> None:
    """What an order came to is never worked out where its file has a column for it and leaves it empty."""
    batch.execute(
        """update landing_order set problem = 'no order total' where problem is null
        and order_ref in (select order_ref from landing_order where problem is null group by order_ref having count(total) = 0)"""
    )


def _refuse_half_lines(batch: Batch, has_header: bool) -> None:
    """A price without a quantity, or the other way round, is worth nothing that can be known."""
    neither = "" if has_header else "or (qty is null and unit_price is null)"
    batch.execute(
        f"""update landing_order set problem =
            concat_ws(' and ', case when qty is null then 'no qty' end, case when unit_price is null then 'no unit price' end)
        where problem is null and ((qty is null) <> (unit_price is null) {neither})"""
    )


def _first(batch: Batch, name: str) -> str:
    """A header value of the order, as SQL: the first that a row states; of how it was paid, all of them."""
    if name not in batch.columns:
        return f"max({name})"
    if name == "payment_method":
        return f"string_agg(distinct {name}, ' + ' order by {name})"
    return f"arg_min({name}, row_no)"


def _headers(batch: Batch) -> None:
    """`coming`: one row an order, each header value the first that any of its rows states."""
    # A column that the layout never fills keeps its type and costs nothing.
    first = ", ".join(f"{_first(batch, name)} as {name}" for name in HEADER)
    batch.make(
        "coming",
        f"""with headers as (
            select order_ref, min(row_no) as row_no, {first} from landing_order group by order_ref
        ),
        lines as (
            select order_ref, sum((qty * unit_price::decimal(24, 6))::decimal(18, 6)) as goods, sum(line_discount) as discounted,
                sum(line_refunded) as returned, sum(line_shipping) as shipped, sum(line_tax) as taxed
            from landing_order where qty is not null group by order_ref
        ),
        priced as (
            select h.* replace (
                    coalesce(h.currency, file.currency) as currency,
                    nullif(trim(h.market), '') as market,
                    coalesce(h.status, 'unknown') as status,
                    coalesce(h.channel, 'other') as channel,
                    coalesce(h.tz, file.tz, 'UTC') as tz,
                    coalesce(h.goods_gross, lines.goods, h.total, 0)::decimal(18, 6) as goods_gross,
                    abs(coalesce(h.discount_merchant, lines.discounted, 0))::decimal(18, 6) as discount_merchant,
                    abs(coalesce(h.discount_platform, 0))::decimal(18, 6) as discount_platform,
                    abs(coalesce(h.discount_unknown, 0))::decimal(18, 6) as discount_unknown,
                    abs(coalesce(h.discount_shipping, 0))::decimal(18, 6) as discount_shipping,
                    coalesce(h.shipping, lines.shipped, 0)::decimal(18, 6) as shipping,
                    coalesce(h.tax, lines.taxed)::decimal(18, 6) as tax,
                    (-abs(coalesce(h.refunded, lines.returned, 0)))::decimal(18, 6) as refunded,
                    coalesce(h.is_test, false) as is_test)
            from headers h left join lines using (order_ref), file
        )
        select * replace (coalesce(total, goods_gross - discount_merchant - discount_platform - discount_unknown + shipping
                - discount_shipping + case when tax_included then 0 else coalesce(tax, 0) end)::decimal(18, 6) as total),
            {shops.ORDER_ID} as order_id, $system as system, {shops.REF} as source_order_id,
            day_in(ordered_at, tz) as ordered_on, $file_id as file_id, null::varchar as store_id, null::varchar as row_hash,
            null::varchar as fate
        from priced""",
    )


def _judge(batch: Batch) -> None:
    """Whether each order is new, changed or the same as stored; a part of an order changes nothing of the stored header but a missing currency."""
    payload = ", ".join(
        f"coalesce({name}::varchar, '')" for name in STORED if name not in {"file_id", "row_no", "row_hash"}
    )
    batch.execute(f"update coming set row_hash = md5(concat_ws('|', {payload}))")
    if batch.whole_orders:
        batch.execute(
            """update coming set row_hash = md5(row_hash || lines.hash)
            from (select order_id, string_agg(line_hash, '' order by line_no) as hash from numbered group by order_id) lines
            where lines.order_id = coming.order_id"""
        )
    named = "case when old.currency is null and coming.currency is not null then 'updated' else 'same' end"
    fate = f"case when {_is_older(batch)} then 'same' else 'updated' end" if batch.whole_orders else named
    aged = "left join ages on ages.order_id = coming.order_id" if batch.whole_orders else ""
    batch.execute(
        f"""update coming set fate = judged.fate from (
            select coming.order_id,
                case when old.order_id is null then 'new' when old.row_hash = coming.row_hash then 'same' else {fate} end as fate
            from coming left join orders old on old.order_id = coming.order_id {aged}) judged
        where judged.order_id = coming.order_id"""
    )


def _is_older(batch: Batch) -> str:
    """Whether an export's state of an order is older than the stored one. An older one never takes back a newer one.

    Where no date of the order's own tells, money given back stays given back, whichever of the two was loaded first, and what was paid was
    paid; so it does beside an export that has no refunds.
    """
    gives_back = (
        "old.file_id <> coming.file_id and old.total = coming.total and abs(coming.refunded) > abs(old.refunded)"
    )
    retreats = f"""old.file_id <> coming.file_id and old.total = coming.total and (abs(coming.refunded) < abs(old.refunded)
        or coming.refunded = old.refunded and coming.status in {copies.OPEN} and old.status not in {copies.OPEN} and old.status <> 'unknown')"""
    states_refunds = bool({"refunded", "line_refunded"} & set(batch.columns))
    is_told = f"coalesce(ages.is_newer and ages.is_dated, false) and {states_refunds}"
    return f"""(not coalesce(ages.is_newer, true) and not (not coalesce(ages.is_dated, false) and {gives_back})
        or {retreats} and not ({is_told}))"""


def _note_older(batch: Batch) -> None:
    """Says how many orders the file tells as they were before: they are no repeats, and change nothing all the same."""
    if not batch.whole_orders:
        return
    ((count,),) = batch.execute(
        """select count(*) from coming join orders old using (order_id)
        where coming.fate = 'same' and old.row_hash <> coming.row_hash and old.file_id <> coming.file_id"""
    )
    if count:
        says, changes = ("order tells", "changes") if count == 1 else ("orders tell", "change")
        batch.notes.append(f"{count} {says} an older state than what is loaded, and {changes} nothing")


def _store(batch: Batch) -> None:
    stored = ", ".join(STORED)
    batch.execute(f"insert into orders ({stored}) select {stored} from coming where fate = 'new'")
    if not batch.whole_orders:
        return
    changes = ", ".join(f"{name} = coming.{name}" for name in STORED if name != "order_id")
    batch.execute(
        f"update orders set {changes} from coming where fate = 'updated' and orders.order_id = coming.order_id"
    )


def _total(batch: Batch) -> None:
    """An order whose file states no totals is worth its lines, those of earlier files included."""
    if "total" in batch.columns:
        return
    batch.execute(
        """update orders set goods_gross = lines.gross, discount_merchant = lines.discount,
            total = lines.net + orders.shipping - orders.discount_shipping
                + case when orders.tax_included then 0 else coalesce(orders.tax, 0) end
        from (select order_id, sum(gross) as gross, sum(line_discount + order_discount_share) as discount, sum(net) as net
              from order_lines where order_id in (select order_id from coming) group by order_id) lines
        where orders.order_id = lines.order_id"""
    )


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
