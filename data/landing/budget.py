"""What the shop set itself to sell, by month, market, channel and boutique: no sale counts in two of its rows."""

from data import closed
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("month", "net_sales", "currency", "with_vat")
PLACES = ("market", "channel", "store_key")
WHOLE_UNIT = 0.5  # budgets are rounded to whole units: by so much each part may be off


def refuse(batch: Batch) -> None:
    """Brings places to what they are called here, and marks rows that are unknown, below nought, said twice, or overlap others."""
    named = ", ".join(f"{place} = coalesce({_named(place)}, '')" for place in PLACES)
    batch.execute(
        f"""update landing_budget set {named}, problem = concat_ws('; ', problem,
            'market: ' || kind_of(market) || ' where a country or its two letters may stand, or nothing for all of them')
        where any_place(market) is not null and {closed.market_sql("market")} is null"""
    )
    batch.execute(f"update landing_budget set month = date_trunc('month', month), {named} where problem is null")
    batch.execute(
        "update landing_budget set problem = 'net_sales: a number below 0' where problem is null and net_sales < 0"
    )
    _refuse_twice(batch)
    _refuse_crossing(batch)
    _refuse_totals(batch)


def _named(place: str) -> str:
    return closed.market_sql("any_place(market)") if place == "market" else place


def _refuse_twice(batch: Batch) -> None:
    keys = f"month, {', '.join(PLACES)}"
    batch.execute(
        f"""with twice as (
            select {keys} from landing_budget where problem is null group by all
            having count(distinct (net_sales, currency, with_vat)) > 1
        )
        update landing_budget set problem = 'another row has this month, market, channel and store with another amount: keep one of them'
        from twice where problem is null and {_equal("landing_budget", "twice")}"""
    )


def _refuse_crossing(batch: Batch) -> None:
    """Two rows that share sales though neither is a part of the other: which one a sale counts in nobody can say."""
    batch.make("budget_rows", "select * from landing_budget where problem is null")
    batch.execute(
        f"""with crossing as (
            select distinct one.row_no from budget_rows one join budget_rows other using (month)
            where {_overlap("one", "other")} and not {_within("one", "other")} and not {_within("other", "one")}
        )
        update landing_budget set problem = 'a sale can be of this row and of another one of the file, as of a market and of a channel: '
            || 'split one by the other, or leave one out'
        from crossing where crossing.row_no = landing_budget.row_no"""
    )


def _refuse_totals(batch: Batch) -> None:
    """Of a total and its parts the parts count; where they do not add up to it, the total is refused."""
    batch.make(
        "budget_rows", f"select distinct on (month, {', '.join(PLACES)}) * from landing_budget where problem is null"
    )
    batch.make(
        "budget_totals",
        f"""with finest as (
            select * from budget_rows part where not exists (
                select 1 from budget_rows other where other.month = part.month and {_within("other", "part")} and not {_equal("other", "part")}
            )
        ),
        pairs as (
            select total.row_no, total.month, {", ".join(f"total.{place}" for place in PLACES)}, total.net_sales as stated,
                part.net_sales as part, part.currency = total.currency and part.with_vat = total.with_vat as is_alike
            from budget_rows total join finest part
                on part.month = total.month and {_within("part", "total")} and not {_equal("part", "total")}
        )
        select row_no, month, {", ".join(PLACES)}, sum(part) as parts,
            bool_and(is_alike) and abs(sum(part) - min(stated)) <= {WHOLE_UNIT} * (count(*) + 1) as adds_up
        from pairs group by row_no, month, {", ".join(PLACES)}""",
    )
    batch.execute(
        """update landing_budget set problem = 'a total beside its parts, which add up to ' || cast(parts as decimal(18, 2))
            || ': give all of its parts, or the total alone'
        from budget_totals where budget_totals.row_no = landing_budget.row_no and not adds_up"""
    )


def land(batch: Batch) -> Landed:
    """The file's months take the place of earlier ones, market by market; a row without a market is of all."""
    counting = f"""select distinct on (month, {", ".join(PLACES)}) * from landing_budget
        where not exists (select 1 from budget_totals total where {_equal("total", "landing_budget")})"""
    batch.make("counting", counting)
    batch.make(
        "coming",
        f"""select new.*, case when old.month is null then 'new'
            when (old.net_sales, old.currency, old.with_vat) = (new.net_sales, new.currency, new.with_vat) then 'same'
            else 'updated' end as fate
        from counting new left join budgets old on {_equal("new", "old")}""",
    )
    gone = _forget(batch)
    batch.execute(
        f"""insert or replace into budgets (month, {", ".join(PLACES)}, currency, net_sales, with_vat, file_id, row_no)
        select month, {", ".join(PLACES)}, currency, net_sales, with_vat, $file_id, row_no from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded or gone:
        batch.touch("budgets")
    batch.notes.extend(_told(batch, gone))
    return counts


def _forget(batch: Batch) -> int:
    """Removes what earlier files said of the months and markets that this one states, and it says no more."""
    is_old = f"""exists (select 1 from coming where coming.month = budgets.month
            and (coming.market = budgets.market or '' in (coming.market, budgets.market)))
        and not exists (select 1 from coming where {_equal("coming", "budgets")})"""
    gone = int(batch.execute(f"select count(*) from budgets where {is_old}")[0][0])
    batch.execute(f"delete from budgets where {is_old}")
    return gone


def _told(batch: Batch, gone: int) -> list[str]:
    """What the file adds up to, which totals stand beside their parts, and which rows of earlier files gave way."""
    sums = batch.execute(
        """select currency, with_vat, sum(net_sales), min(month), max(month) from counting group by all order by all"""
    )
    told = [
        f"the file adds up to {amount:,.2f} {currency} {'with' if with_vat else 'without'} VAT, {first:%Y-%m} to {last:%Y-%m}"
        for currency, with_vat, amount, first, last in sums
    ]
    totals = int(batch.execute("select count(*) from budget_totals where adds_up")[0][0])
    if totals:
        told.append(
            f"{totals} {'total stands' if totals == 1 else 'totals stand'} beside their parts, which count in their place"
        )
    if gone:
        told.append(f"{gone} {'row' if gone == 1 else 'rows'} of earlier files for these months and markets gave way")
    return told


def _equal(one: str, other: str) -> str:
    return "(" + " and ".join(f"{one}.{name} = {other}.{name}" for name in ("month", *PLACES)) + ")"


def _within(part: str, whole: str) -> str:
    """Whether all sales of a row are sales of the other."""
    return "(" + " and ".join(f"{whole}.{place} in ('', {part}.{place})" for place in PLACES) + ")"


def _overlap(one: str, other: str) -> str:
    """Whether a sale can be of both rows."""
    return (
        "("
        + " and ".join(
            f"({one}.{place} = {other}.{place} or '' in ({one}.{place}, {other}.{place}))" for place in PLACES
        )
        + ")"
    )


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
