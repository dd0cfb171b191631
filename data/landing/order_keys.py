"""What orders name besides themselves: stores, persons, promotions; discounts by funder and refunds as rows of their own."""

from data.landing.batch import Batch
from data.quoting import literal

# Keys that mean the same person in every system, and keys that mean one only inside the system that gave them.
ACROSS = ("email", "phone", "alipay_user_id")
INSIDE = ("wechat_openid", "platform_buyer_id", "shop_customer", "pos_card", "customer_key")
NUMBERED = (
    "shop_customer",
    "customer_key",
)  # those that each shop of a system counts anew, where the user tells shops apart


def stores(batch: Batch) -> None:
    """Gives orders their store by the name the system has for it; a name met first becomes a store of its own."""
    batch.make(
        "named_stores",
        """select order_id, coalesce(store_key, store_name) as source_key, coalesce(store_name, store_key) as name, channel, tz, currency
        from coming where coalesce(store_key, store_name) is not null""",
    )
    batch.execute(
        """insert or ignore into store_aliases
        select distinct $system, source_key, $system || '|' || source_key from named_stores"""
    )
    batch.execute(
        """insert or ignore into stores (store_id, channel, name, tz, currency)
        select alias.store_id, min(named.channel), min(named.name), min(named.tz), min(named.currency)
        from named_stores named join store_aliases alias on alias.system = $system and alias.source_key = named.source_key
        group by alias.store_id"""
    )
    batch.execute(
        """update coming set store_id = alias.store_id from named_stores named
        join store_aliases alias on alias.system = $system and alias.source_key = named.source_key
        where coming.order_id = named.order_id"""
    )


def persons(batch: Batch) -> None:
    """The keyed hashes of the keys an order shows. A masked one is kept as evidence and joins nobody."""
    masked = _masked(batch.system)
    of_masked = f"select order_id, '{masked}', words(masked_login), {literal(f'{masked}|{batch.system}|')} from coming"
    batch.execute(
        f"""insert or ignore into identity_links
        with keys as (select * from ({spoken(batch, "order_id")} union all {of_masked}) where said is not null and said <> ''),
        hashed as (select id_type, said, domain, pseudonym(domain || said) as id_hash from (select distinct id_type, said, domain from keys))
        select distinct order_id, id_type, id_hash, id_type not like '%masked' and said not like '%*%' as is_unique, $system, $file_id
        from keys join hashed using (id_type, said, domain)"""
    )


def spoken(batch: Batch, row: str) -> str:
    """The keys that the rows of `coming` show, as SQL: the row's own `row`, id_type, said, and the domain within which it means one person."""
    across = [
        f"select {row}, '{name}' as id_type, {_plain(name)} as said, '{name}|' as domain from coming" for name in ACROSS
    ]
    inside = [f"select {row}, '{name}', words({name}), {_domain(batch, name)} from coming" for name in INSIDE]
    return " union all ".join(across + inside)


def _domain(batch: Batch, name: str) -> str:
    """Within what a key means one person: a system, or a shop of it that has keys of its own."""
    inside = literal(f"{name}|{batch.system}|")
    if batch.shop is None or name not in NUMBERED:
        return inside
    return f"{inside} || case when shop = {literal(batch.shop)} then shop || '|' else '' end"


def _plain(name: str) -> str:
    """One spelling for each key: lower-case addresses, phone digits without the leading zeros of a dialled prefix."""
    if name == "email":
        return "lower(words(email))"
    if name == "phone":
        digits = "regexp_replace(regexp_replace(words(phone), '[^0-9*]', '', 'g'), '^00', '')"
        return f"case when length({digits}) >= 7 then {digits} end"
    return f"words({name})"


def _masked(system: str) -> str:
    return "taobao_nick_masked" if system in {"tmall", "taobao"} else "alipay_login_masked"


def discounts(batch: Batch) -> None:
    """One row an order and funder; a code becomes a promotion of the merchant."""
    batch.execute(
        """insert or ignore into promotions (promotion_id, system, source_key, kind, name, code, funder)
        select distinct $system || '|' || upper(code), $system, upper(code), 'code', code, upper(code), 'merchant'
        from (select unnest(string_split(discount_code, ',')) as code from coming where words(discount_code) is not null)
        where words(code) is not null"""
    )
    batch.execute(
        "delete from discounts where order_id in (select order_id from coming where fate <> 'same') and txn_id is null"
    )
    batch.execute(
        """insert or replace into discounts
        with funded as (
            select order_id, 'merchant' as funder, 'code' as instrument, discount_merchant as amount from coming union all
            select order_id, 'platform', 'coupon', discount_platform from coming union all
            select order_id, 'unknown', null, discount_unknown from coming union all
            select order_id, 'merchant', 'free_shipping', discount_shipping from coming
        )
        select concat_ws('|', order_id, funder, instrument), order_id, null, null,
            case when funder = 'merchant' and words(discount_code) is not null then $system || '|' || upper(words(split_part(discount_code, ',', 1))) end,
            case when instrument = 'code' and words(discount_code) is null then 'instant_discount' else instrument end, funder,
            discount_code, amount, currency, $file_id
        from funded join coming using (order_id) where amount > 0 and fate <> 'same'"""
    )


def refunds(batch: Batch) -> None:
    """An order's refunds: by line where lines state them, else one row; without a date they are known to lack one."""
    batch.execute(
        "delete from refunds where order_id in (select order_id from coming where fate <> 'same') and txn_id is null"
    )
    batch.execute(
        """insert or replace into refunds
        with by_line as (
            select order_id, line_no, refunded as amount from numbered where refunded < 0
        ),
        rest as (
            select coming.order_id, null::integer as line_no, coming.refunded - coalesce(sum(by_line.amount), 0) as amount
            from coming left join by_line using (order_id) group by coming.order_id, coming.refunded
        )
        select concat_ws('|', order_id, coalesce(line_no, 0)), order_id, line_no, null, refunded_at, day_in(refunded_at, tz),
            refunded_at is not null, amount, currency, refund_reason, $file_id
        from (select * from by_line union all select * from rest where amount < 0) each_one join coming using (order_id)
        where fate <> 'same'"""
    )
