"""Amounts in another currency, or by other rates, than the marts hold them: applied once, to the tables a question reads.

A mart holds an order's amounts in euro at the rate of its day. From there each order is brought back to its own currency,
and from that to the one chosen, so that an order in the currency chosen keeps its amounts whatever the basis.
"""

from data.quoting import literal, name
from data.store.choice import Money

STATED = frozenset(
    {"journeys", "late_returns", "orders_mart", "sales"}
)  # tables whose rows say their order, its day and currency
CONSTANT = (
    "gmv_constant_eur",
    "net_constant_eur",
    "returns_constant_eur",
)  # amounts that rest on one rate for all years already
# by basis: what a unit of the order's own currency, and of the one chosen, is of a euro
RATES = {
    "daily": ("own.per_eur", "target.per_eur"),
    "month": ("own.month_per_eur", "target.month_per_eur"),
    "constant": ("own.constant_per_eur", "target.constant_per_eur"),
    "transaction": (
        "case when applied.currency = own.currency then applied.per_eur else own.per_eur end",
        "case when applied.currency = target.currency then applied.per_eur else target.per_eur end",
    ),
}
# what a row says of sums over its customer's rows, from amounts that are in the currency chosen by then
SUMMED = {
    "journeys": (
        """select * replace (
            cast(round(coalesce(sold_eur, 0), 0) as bigint) as sold_whole,
            cast(round(coalesce(returns_eur, 0), 0) as bigint) as returns_whole,
            cast(round(coalesce(net_eur, 0), 0) as bigint) as net_whole,
            cast(round(coalesce(margin_eur, 0), 0) as bigint) as margin_whole
        ) from ({rows}) as rows_stated""",
        """select * replace (
            cast(coalesce(sum(net_whole) over before, 0) as bigint) as net_before,
            cast(coalesce(sum(margin_whole) over before, 0) as bigint) as margin_before,
            cast(sum(case when week = first_week then net_whole else 0 end) over whole as bigint) as week_0,
            cast(sum(case when month = first_month then net_whole else 0 end) over whole as bigint) as month_0,
            cast(sum(case when quarter = first_quarter then net_whole else 0 end) over whole as bigint) as quarter_0
        ) from ({rows}) as rows_whole
        window
            whole as (partition by customer_no),
            before as (
                partition by customer_no order by ordered_on, order_id
                rows between unbounded preceding and 1 preceding
            )""",
    )
}


def stated(table: str, amounts: tuple[str, ...], money: Money) -> str:
    """The select of a table's rows with its amounts in the currency chosen; empty where a rate is missing.

    Args:
        amounts: its columns of amounts.
    """
    own, target = RATES[money.basis]
    replaced = ", ".join(f"{_converted(column)} as {name(column)}" for column in amounts)
    rows = (
        f"select * exclude (money_factor, money_constant) replace ({replaced}) from ("
        f"select facts.*, case when own.currency = target.currency then cast(own.per_eur as double)"
        f" else cast(own.per_eur as double) / ({own}) * ({target}) end as money_factor,"
        f" cast(target.constant_per_eur as double) as money_constant"
        f" from {name(table)} as facts"
        f" left join fx_bases as own on own.currency = facts.currency and own.day = facts.ordered_on"
        f" left join fx_bases as target on target.currency = {literal(money.currency)} and target.day = facts.ordered_on"
        f" left join applied_rates as applied on applied.order_id = facts.order_id) as facts"
    )
    for summed in SUMMED.get(table, ()):
        rows = summed.format(rows=rows)
    # a filter stands beside the select, so that it finds the columns by their own names
    return f"select * from ({rows}) as rows_summed" if table in SUMMED else rows


def _converted(column: str) -> str:
    factor = "money_constant" if column in CONSTANT else "money_factor"
    return f"cast(cast({name(column)} as double) * {factor} as decimal(18, 6))"
