"""What products are, cost and belong to, from a day on."""

from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("product_id", "valid_from")
STATED = ("title", "brand", "category", "season", "tier", "list_price_eur", "unit_cost_eur")


def land(batch: Batch) -> Landed:
    """Adds versions of products; what a row leaves out stays as the version had it. Amounts become euro at their day's rate."""
    adds = " or ".join(f"(new.{name} is not null and new.{name} is distinct from old.{name})" for name in STATED)
    batch.make(
        "coming",
        f"""with priced as (
            select landing_product.*, {_euro("list_price")} as list_price_eur, {_euro("unit_cost")} as unit_cost_eur
            from landing_product left join {_RATES} rates on rates.row_no = landing_product.row_no
        ),
        new as (
            select * from priced
            qualify row_number() over (partition by product_id, valid_from order by row_no desc) = 1
        )
        select new.*, case when old.product_id is null then 'new' when {adds} then 'updated' else 'same' end as fate
        from new left join products old on old.product_id = new.product_id and old.valid_from = new.valid_from""",
    )
    names = ", ".join(STATED)
    kept = ", ".join(f"coalesce(coming.{name}, old.{name}) as {name}" for name in STATED if name != "tier")
    batch.execute(
        f"""insert or replace into products (product_id, valid_from, sku, {names.replace("tier, ", "")}, tier, tier_rule)
        select coming.product_id, coming.valid_from, coming.product_id, {kept}, coalesce(coming.tier, old.tier, 'unknown'),
            case when coming.tier is not null then 'stated by the product list' else old.tier_rule end
        from coming left join products old on old.product_id = coming.product_id and old.valid_from = coming.valid_from
        where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("products")
    return counts


# The European Central Bank's rate of the day the version begins, at most five days old; of the last day known where it begins before all rates.
_RATES = """(
    select row_no, arg_max(rate, rate_on) as rate
    from landing_product join fx_rates on base = 'EUR' and quote = landing_product.currency and source = 'ecb'
    where rate_on between valid_from - 5 and valid_from or valid_from = date '1900-01-01'
    group by row_no
)"""


def _euro(name: str) -> str:
    return f"cast(case when currency = 'EUR' then {name} else {name} / rate end as decimal(18, 6))"


LANDER = Lander(required=REQUIRED, land=land)
