"""What a reader with bounded rights sees of each table. A table that is listed nowhere and has no column of a bound is refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlglot import exp

from data.errors import OutOfReach
from data.quoting import name as quoted

MAY_SEE = "may_see_"
# Whole for all: they tell of no sale, no person and no file of the shop's own; `benchmarks` is what offices and associations publish.
OPEN = frozenset(
    {
        *("batches", "benchmarks", "channels", "fx_bases", "fx_constant", "fx_daily", "fx_rates", "market_calendar"),
        *("products", "shop_currency", "shop_span", "stores", "wallets", "marketplaces"),
    }
)
# Rows that may be of all markets or channels (an empty one says so) are seen by all, those of one by who may see it. No boutique is named there:
# who may see boutiques sees the rows of the markets and channels that these sold in.
SHARED: dict[str, frozenset[str]] = {
    "campaigns": frozenset({"market"}),
    "day_notes": frozenset({"market", "channel"}),
    "promotions": frozenset({"market", "channel"}),
}
# Loaded as they are, without a market of their own that counts: seen through the mart that says where each order belongs.
THROUGH = {"orders": "orders_mart"}
SOLD_IN = "daily"  # says in which markets and channels a boutique sold
# A row is of a customer's first order by its columns of a right, and of a later one by the same with this before them: both must be within.
LATER = {"journeys": "later_"}


def _exposures() -> str:
    """Exposures, with what their customers bought before, in and after the window within the rights."""
    before = "own.ordered_on < windows.assigned_on"
    year = f"{before} and own.ordered_on >= windows.assigned_on - 365"
    inside = "own.ordered_on >= windows.assigned_on and own.ordered_on < windows.window_end"
    after = "own.ordered_on >= windows.window_end and own.ordered_on < windows.window_end + 30"
    sums = {
        "orders_before": (before, "1"),
        "net_before_eur": (before, "own.net_eur"),
        "orders_year_before": (year, "1"),
        "net_year_before_eur": (year, "own.net_eur"),
        "orders_on_discount_before": (f"{before} and own.depth > 0.01", "1"),
        "orders_in": (inside, "1"),
        "units_in": (inside, "own.units"),
        "net_in_eur": (inside, "own.net_eur"),
        "margin_in_eur": (inside, "own.margin_eur"),
        "discount_in_eur": (inside, "own.discount_eur"),
        "discount_merchant_in_eur": (inside, "own.discount_merchant_eur"),
        "orders_with_promotion_in": (f"{inside} and own.promotion_id = windows.promotion_id", "1"),
        "orders_after": (after, "1"),
        "net_after_eur": (after, "own.net_eur"),
        "margin_after_eur": (after, "own.margin_eur"),
    }
    counted = ", ".join(
        f"sum(case when {when} then {what} else 0 end) as {name}" for name, (when, what) in sums.items()
    )
    replaced = ", ".join(f"coalesce(outcomes.{name}, 0) as {name}" for name in sums)
    return (
        f"select seen.* replace ({replaced}, date_diff('day', outcomes.last_before, seen.assigned_on) as days_since_last)"
        f" from seen left join (select windows.exposure_id, {counted},"
        f" max(case when {before} then own.ordered_on end) as last_before"
        " from seen as windows join own on own.customer_id = windows.customer_id"
        " where own.is_sale and own.ordered_on < windows.window_end + 30 group by windows.exposure_id"
        ") as outcomes on outcomes.exposure_id = seen.exposure_id"
    )


# What of a row sums up the customer's other orders: counted anew over those that are seen, or left out. `seen` are the table's rows within the
# rights, `own` the orders within them.
RECOUNTED = {
    "customers_mart": """select
        seen.* exclude (
            last_on, last_channel, last_market, last_tier, orders, days, channels, units, orders_on_discount, gross_eur, discount_eur,
            net_eur, margin_eur, refunds_eur
        ),
        lasts.last_on
    from seen
    join (
        select customer_id, max(ordered_on) as last_on from own where order_number is not null group by customer_id
    ) as lasts on lasts.customer_id = seen.customer_id""",
    "exposures_mart": _exposures(),
    "journeys": """select * replace (
        max(case when order_number is not null then ordered_on end) over whole as last_on,
        max(case when order_number is not null then week end) over whole as last_week,
        max(case when order_number is not null then month end) over whole as last_month,
        max(case when order_number is not null then quarter end) over whole as last_quarter,
        cast(coalesce(sum(net_whole) over before, 0) as bigint) as net_before,
        cast(coalesce(sum(margin_whole) over before, 0) as bigint) as margin_before,
        cast(sum(case when week = first_week then net_whole else 0 end) over whole as bigint) as week_0,
        cast(sum(case when month = first_month then net_whole else 0 end) over whole as bigint) as month_0,
        cast(sum(case when quarter = first_quarter then net_whole else 0 end) over whole as bigint) as quarter_0
    )
    from seen
    window
        whole as (partition by customer_no),
        before as (
            partition by customer_no order by ordered_on, order_id rows between unbounded preceding and 1 preceding
        )""",
}
# Sums over customers' later orders wherever they were, which no right can take apart again; the rows are in `journeys`.
SUMMED = frozenset({"cohort_month"})


@dataclass(frozen=True)
class Bound:
    """One condition on a table's rows: a column is one of some values.

    Attributes:
        prefix: of the placeholders that hold the values.
        count: of the values.
        is_shared: whether rows that leave the column empty are seen too.
        through: the table that has the column, where the rows are found in it by another one.
        by: that other one.
        called: what the placeholders are called by, where not by the column.
    """

    prefix: str
    column: str
    count: int
    is_shared: bool = False
    through: str = ""
    by: str = "order_id"
    called: str = ""

    def written(self) -> exp.Condition:
        """As SQL."""
        # Built from nodes: sqlglot reads the text 'in ($a,$b)' as a dollar-quoted string.
        names = (f"{self.prefix}{self.called or self.column}_{i}" for i in range(self.count))
        values = [exp.Placeholder(this=name, kind="$") for name in names]
        seen: exp.Condition = exp.column(self.column).isin(*values)
        if self.through:
            found = exp.select(self.by).from_(quoted(self.through)).where(seen)
            seen = exp.In(this=exp.column(self.by), query=found.subquery())
        if self.is_shared:
            named = exp.column(self.by if self.through else self.column)
            empty = exp.func("coalesce", named, exp.Literal.string("")).eq(exp.Literal.string(""))
            seen = exp.or_(seen, empty)
        return seen


def refuse_out_of_reach(
    question: str,
    tables: Collection[str],
    strays: tuple[str, ...],
    bounds: Mapping[str, tuple[str, ...]],
    columns: Mapping[str, frozenset[str]],
) -> None:
    """Refuses a question that reads anything the reader's rights cannot narrow.

    Args:
        tables: that it reads.
        strays: what it reads that is no table.
        columns: those of each mart.

    Raises:
        OutOfReach: there is such a thing.
    """
    if strays:
        raise OutOfReach(f"the question {question} reads {strays[0]}, which no rights can narrow", next(iter(bounds)))
    for table in sorted(set(tables) - OPEN - SHARED.keys()):
        has = columns.get(THROUGH.get(table, table), frozenset())
        lacking = [name for name in bounds if name not in has]
        if table in SUMMED:
            lacking = list(bounds)
        if lacking:
            raise OutOfReach(
                f"the question {question} reads {table}, which has no {lacking[0]}, and your rights are by {lacking[0]}",
                lacking[0],
            )


def within(
    table: str, bounds: Mapping[str, tuple[str, ...]], columns: Mapping[str, frozenset[str]]
) -> tuple[Bound, ...]:
    """The conditions under which rows of a table are seen; none where it is whole for all."""
    if table in OPEN:
        return ()
    if table in SHARED:
        return tuple(
            each for name, values in bounds.items() for each in _of_shared(name, len(values), sorted(SHARED[table]))
        )
    through = THROUGH.get(table, "")
    has = columns.get(through or table, frozenset())
    own = [Bound(MAY_SEE, name, len(values), through=through) for name, values in bounds.items() if name in has]
    if later := LATER.get(table, ""):
        own += [Bound(MAY_SEE, f"{later}{name}", len(values), called=name) for name, values in bounds.items()]
    return tuple(own)


def _of_shared(bound: str, count: int, has: list[str]) -> tuple[Bound, ...]:
    """The conditions that one bound puts on rows that may be of all."""
    if bound in has:
        return (Bound(MAY_SEE, bound, count, is_shared=True),)
    return tuple(Bound(MAY_SEE, bound, count, is_shared=True, through=SOLD_IN, by=name) for name in has)
