"""The lines of orders: numbered, discounted to the cent, recognised by their content where no id names them."""

from data.landing import apart, shops
from data.landing.account import Landed, landed
from data.landing.batch import Batch

STORED = (
    "order_id", "line_no", "source_line_id", "product_id", "sku", "title", "brand", "category", "qty", "list_price", "unit_price", "gross",
    "line_discount", "order_discount_share", "net", "refunded_qty", "refunded", "unit_cost", "file_id", "row_no", "row_hash",
)  # fmt: skip

NAMED = ("sku", "title", "brand", "category", "season")


def number(batch: Batch) -> None:
    """`numbered`: one row a line of the orders in `coming`, what an order's discount is beyond its lines' shared out to the cent."""
    batch.make(
        "numbered",
        f"""with lines as ({_lines("coming.order_id")} join coming using (order_ref)),
        discounts as (
            select coming.order_id, discount_merchant + discount_platform + discount_unknown - coalesce(sum(line_discount), 0) as rest,
                sum(gross - line_discount) as worth
            from coming left join lines using (order_id)
            group by coming.order_id, discount_merchant, discount_platform, discount_unknown
        ),
        shared as (
            select order_id, line_no, rest, round(rest * (gross - line_discount) / nullif(worth, 0), 2)::decimal(18, 6) as share,
                line_no = max(line_no) over (partition by order_id) as is_last
            from lines join discounts using (order_id) where rest <> 0
        ),
        exact as (
            select order_id, line_no, case when is_last
                then rest - (sum(coalesce(share, 0)) over (partition by order_id) - coalesce(share, 0)) else coalesce(share, 0) end as share
            from shared
        )
        select lines.*, coalesce(share, 0)::decimal(18, 6) as order_discount_share,
            (gross - line_discount - coalesce(share, 0))::decimal(18, 6) as net, $file_id as file_id
        from lines left join exact using (order_id, line_no)""",
    )
    _products(batch)


def replace(batch: Batch) -> None:
    """Stores the lines of new orders and replaces those of changed ones; an order without lines in the file keeps what it has."""
    batch.execute(
        """delete from order_lines where order_id in (select order_id from coming where fate = 'updated')
        and order_id in (select order_id from numbered)"""
    )
    # A detail file may have come before its order: its lines stand until the order brings its own.
    batch.execute(
        """delete from order_lines where order_id in (select order_id from coming where fate = 'new')
        and order_id in (select order_id from numbered)"""
    )
    stored, taken = ", ".join(STORED), ", ".join(f"numbered.{_row_hash(name)}" for name in STORED)
    batch.execute(
        f"insert into order_lines ({stored}) select {taken} from numbered join coming using (order_id) where fate <> 'same'"
    )


def append(batch: Batch) -> Landed:
    """Adds the lines not stored yet to their orders, after those that are; the others are duplicates.

    Reads `orders_met` beside `numbered`: order_ref and fate of the orders whose header the file states.
    """
    _restated(batch)
    batch.make(
        "judged_lines",
        """select numbered.*, case when restated.row_no is not null then 'updated' when old.order_id is null then 'new' else 'same' end
            as line_fate
        from numbered left join restated using (row_no)
        left join (select distinct order_id, row_hash from order_lines where order_id in (select order_id from numbered)) old
            on old.order_id = numbered.order_id and old.row_hash = numbered.line_hash""",
    )
    stored = ", ".join(STORED)
    taken = ", ".join(_row_hash(name) for name in STORED).replace(
        "line_no,",
        "line_no + coalesce((select max(line_no) from order_lines old where old.order_id = new.order_id), 0),",
        1,
    )
    batch.execute(f"insert into order_lines ({stored}) select {taken} from judged_lines new where line_fate <> 'same'")
    return landed(
        batch.writer,
        # A row without a line (how a receipt was paid) says something of its order only, and fares as the order does.
        """select row_no, case when line_fate = 'same' and orders_met.fate = 'updated' then 'updated' else line_fate end as fate
        from judged_lines left join orders_met using (order_ref)
        union all
        select row_no, fate from orders_met join landing_order using (order_ref)
        where row_no not in (select row_no from judged_lines)""",
    )


def _restated(batch: Batch) -> None:
    """`restated`: rows that say again, in other words, the nth line of a product in an order; what they replace is removed."""
    batch.make(
        "restated",
        """with stored as (
            select order_id, line_no, row_hash, product_id, row_number() over (partition by order_id, product_id order by line_no) as nth
            from order_lines where order_id in (select order_id from numbered)
        ),
        stated as (
            select order_id, row_no, line_hash, product_id, row_number() over (partition by order_id, product_id order by line_no) as nth
            from numbered where coalesce(sku, source_line_id) is not null
        )
        select stated.row_no, stored.order_id, stored.line_no from stored join stated using (order_id, product_id, nth)
        where stored.row_hash <> stated.line_hash
            and stored.row_hash not in (select line_hash from numbered) and stated.line_hash not in (select row_hash from stored)""",
    )
    batch.execute(
        """delete from order_lines using restated
        where order_lines.order_id = restated.order_id and order_lines.line_no = restated.line_no"""
    )


def land(batch: Batch) -> Landed:
    """Lines whose order stands in another file: added, or replaced where the file restates a line by its id."""
    batch.make(
        "numbered",
        f"""with lines as ({_lines(shops.ORDER_ID)})
        select *, 0::decimal(18, 6) as order_discount_share, (gross - line_discount)::decimal(18, 6) as net, $file_id as file_id from lines""",
    )
    _products(batch)
    batch.make("orders_met", "select '' as order_ref, '' as fate where false")
    batch.execute(
        """delete from order_lines using numbered where order_lines.order_id = numbered.order_id
        and order_lines.source_line_id = numbered.source_line_id and order_lines.row_hash <> numbered.line_hash"""
    )
    counts = append(batch)
    apart.settle(batch, "select order_id from numbered")
    if counts.loaded:
        batch.touch("orders", "order_lines", "discounts", "products")
    return counts


def _lines(order_id: str) -> str:
    """Lines with their gross, and a hash of what they say: identical lines of one order are told apart by their count."""
    content = "order_ref, source_line_id, sku, source_product, title, qty, unit_price, line_discount, line_refunded"
    payload = ", ".join(
        f"coalesce({shops.REF if name == 'order_ref' else name}::varchar, '')" for name in content.split(", ")
    )
    return f"""select {order_id} as order_id, landing_order.row_no, landing_order.order_ref,
        row_number() over (partition by landing_order.order_ref order by landing_order.row_no, source_line_id)::integer as line_no,
        source_line_id, coalesce(sku, source_product, left(md5(title), 12)) as product_id, sku, title, brand, category, season, tier, qty,
        list_price, unit_price, (qty * unit_price::decimal(24, 6))::decimal(18, 6) as gross, coalesce(line_discount, 0)::decimal(18, 6) as line_discount,
        line_refunded_qty as refunded_qty, -abs(line_refunded)::decimal(18, 6) as refunded, unit_cost,
        md5(concat_ws('|', {payload}, row_number() over (partition by {payload} order by landing_order.row_no))) as line_hash
        from (select * from landing_order where qty is not null and unit_price is not null) landing_order"""


def _products(batch: Batch) -> None:
    """Products met for the first time, as the first line that says a thing of them does, whatever the engine reads first.

    Their tier is unknown until a mapping or a product file says it.
    """
    first = ", ".join(
        f"first({name} order by row_no, line_no) filter ({name} is not null) as {name}" for name in (*NAMED, "tier")
    )
    batch.execute(
        f"""insert or ignore into products (product_id, valid_from, {", ".join(NAMED)}, tier, tier_rule)
        with told as (
            select product_id, {first} from numbered
            where product_id is not null and product_id not in (select product_id from products) group by product_id
        )
        select product_id, date '1900-01-01', {", ".join(NAMED)}, coalesce(tier, 'unknown'),
            case when tier is null then 'not stated by the file' else 'stated by the file' end
        from told"""
    )


def _row_hash(name: str) -> str:
    return "line_hash" if name == "row_hash" else name
