"""Orders and their lines, discounts by funder, refunds, and the keys by which persons are recognised."""

from collections.abc import Sequence

from data.landing import apart, order_keys, order_lines
from data.landing.account import Landed, landed
from data.store import Writer

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


def land(writer: Writer, system: str, file_id: str, columns: Sequence[str], whole: bool) -> Landed:
    """Adds a file's orders and lines.

    Args:
        columns: the landing columns that the layout fills.
        whole: every row of an order stands in the file: a changed order replaces the stored one. Otherwise lines are added to what is
            there, each recognised by its own content, and the order's totals follow from its lines.
    """
    if not _states_header(writer, columns):
        return order_lines.land(writer, system, file_id)
    _headers(writer, system, file_id, [name for name in HEADER if name in columns])
    order_keys.stores(writer, system)
    order_lines.number(writer, system, file_id)
    _judge(writer, whole)
    _store(writer)
    if whole:
        order_lines.replace(writer)
        counts = landed(
            writer, "select landing_order.row_no, coming.fate from landing_order join coming using (order_ref)"
        )
    else:
        writer.execute("create or replace temp table orders_met as select order_ref, fate from coming")
        counts = order_lines.append(writer)
        _total(writer, columns)
    order_keys.persons(writer, system, file_id)
    order_keys.discounts(writer, system, file_id)
    order_keys.refunds(writer, file_id)
    if whole:
        apart.settle(
            writer,
            "select order_id from coming where fate <> 'same' and order_id not in (select order_id from numbered)",
        )
    if counts.loaded:
        writer.touched |= {
            "orders",
            "order_lines",
            "discounts",
            "refunds",
            "identity_links",
            "products",
            "stores",
            "promotions",
        }
    return counts


def _states_header(writer: Writer, columns: Sequence[str]) -> bool:
    if "ordered_at" not in columns:
        return False
    return bool(writer.execute("select count(ordered_at) > 0 from landing_order")[0][0])


def refuse(writer: Writer, columns: Sequence[str]) -> None:
    """Marks rows that are half a line, and the rows of orders that no row dates, in a file that has such a column."""
    has_header = _states_header(writer, columns)
    _refuse_half_lines(writer, has_header)
    if not has_header:
        return
    writer.execute(
        """update landing_order set problem = nullif(concat_ws('; ',
            case when not dated then 'no order date' end,
            case when not known then 'status is unknown here' end), '')
        from (select order_ref as ref, bool_or(ordered_at is not null) as dated,
                  bool_and(status is null or status in ('unpaid', 'authorised', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'unknown')) as known
              from landing_order where problem is null group by order_ref) judged
        where problem is null and order_ref = ref and not (dated and known)"""
    )
    # A broken row that carried its order's header takes the order's other rows with it: they would stand without a date.
    writer.execute(
        """update landing_order set problem = 'another row of this order is rejected and carried its date'
        where problem is null and order_ref not in (select order_ref from landing_order where problem is null and ordered_at is not null)"""
    )


def _refuse_half_lines(writer: Writer, has_header: bool) -> None:
    """A price without a quantity, or the other way round, is worth nothing that can be known."""
    neither = "" if has_header else "or (qty is null and unit_price is null)"
    writer.execute(
        f"""update landing_order set problem =
            concat_ws(' and ', case when qty is null then 'no qty' end, case when unit_price is null then 'no unit price' end)
        where problem is null and ((qty is null) <> (unit_price is null) {neither})"""
    )


def _headers(writer: Writer, system: str, file_id: str, given: list[str]) -> None:
    """`coming`: one row an order, each header value the first that any of its rows states."""
    # A column that the layout never fills keeps its type and costs nothing.
    first = ", ".join(
        f"{f'arg_min({name}, row_no)' if name in given else f'any_value({name})'} as {name}" for name in HEADER
    )
    writer.execute(
        f"""create or replace temp table coming as
        with headers as (
            select order_ref, min(row_no) as row_no, {first} from landing_order group by order_ref
        ),
        lines as (
            select order_ref, sum((qty * unit_price::decimal(24, 6))::decimal(18, 6)) as goods, sum(line_discount) as discounted,
                sum(line_refunded) as returned
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
                    coalesce(h.discount_merchant, lines.discounted, 0)::decimal(18, 6) as discount_merchant,
                    coalesce(h.discount_platform, 0)::decimal(18, 6) as discount_platform,
                    coalesce(h.discount_unknown, 0)::decimal(18, 6) as discount_unknown,
                    coalesce(h.discount_shipping, 0)::decimal(18, 6) as discount_shipping,
                    coalesce(h.shipping, 0)::decimal(18, 6) as shipping,
                    (-abs(coalesce(h.refunded, lines.returned, 0)))::decimal(18, 6) as refunded,
                    coalesce(h.is_test, false) as is_test)
            from headers h left join lines using (order_ref), file
        )
        select * replace (coalesce(total, goods_gross - discount_merchant - discount_platform - discount_unknown + shipping
                - discount_shipping + case when tax_included then 0 else coalesce(tax, 0) end)::decimal(18, 6) as total),
            concat_ws('|', $system, coalesce(shop, ''), order_ref) as order_id, $system as system, order_ref as source_order_id,
            day_in(ordered_at, tz) as ordered_on, $file_id as file_id, null::varchar as store_id, null::varchar as row_hash,
            null::varchar as fate
        from priced""",
        {"system": system, "file_id": file_id},
    )


def _judge(writer: Writer, whole: bool) -> None:
    """Whether each order is new, changed or the same as stored; a part of an order never changes the stored header."""
    payload = ", ".join(
        f"coalesce({name}::varchar, '')" for name in STORED if name not in {"file_id", "row_no", "row_hash"}
    )
    writer.execute(f"update coming set row_hash = md5(concat_ws('|', {payload}))")
    if whole:
        writer.execute(
            """update coming set row_hash = md5(row_hash || lines.hash)
            from (select order_id, string_agg(line_hash, '' order by line_no) as hash from numbered group by order_id) lines
            where lines.order_id = coming.order_id"""
        )
    changed = "'updated'" if whole else "'same'"
    writer.execute(
        f"""update coming set fate = judged.fate from (
            select coming.order_id, case when old.order_id is null then 'new' when old.row_hash = coming.row_hash then 'same' else {changed} end
                as fate
            from coming left join orders old on old.order_id = coming.order_id) judged
        where judged.order_id = coming.order_id"""
    )


def _store(writer: Writer) -> None:
    stored = ", ".join(STORED)
    writer.execute(f"insert into orders ({stored}) select {stored} from coming where fate = 'new'")
    changes = ", ".join(f"{name} = coming.{name}" for name in STORED if name != "order_id")
    writer.execute(
        f"update orders set {changes} from coming where fate = 'updated' and orders.order_id = coming.order_id"
    )


def _total(writer: Writer, columns: Sequence[str]) -> None:
    """An order whose file states no totals is worth its lines, those of earlier files included."""
    if "total" in columns:
        return
    writer.execute(
        """update orders set goods_gross = lines.gross, discount_merchant = lines.discount,
            total = lines.net + orders.shipping - orders.discount_shipping
                + case when orders.tax_included then 0 else coalesce(orders.tax, 0) end
        from (select order_id, sum(gross) as gross, sum(line_discount + order_discount_share) as discount, sum(net) as net
              from order_lines where order_id in (select order_id from coming) group by order_id) lines
        where orders.order_id = lines.order_id"""
    )
