"""The money of one file, or its pieces: what its rows add up to is what was loaded, a duplicate, rejected or set aside, to the last unit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from data.store import Writer

# What a row of each kind adds up; kinds without money are not here. An order's is worked out below.
AMOUNTS: Mapping[str, str] = {
    "wallet": "gross",
    "settlement": "amount",
    "spend": "spend",
    "bank": "amount",
    "budget": "net_sales",
    "refund": "amount",
    "gift_card": "amount",
}
# Rows of goods add up to pieces, which stand where others have a currency.
COUNTS: Mapping[str, str] = {"stock": "units", "receipt": "units"}
PIECES = "pieces"


@dataclass(frozen=True)
class Money:
    """The money of a file's rows in one currency ('' where none is stated), or their `pieces`; `read` is what they add up to.

    Amounts are the file's own, net of what it gives back; an order's is what it came to, or its lines where the file states no total.
    """

    currency: str
    read: Decimal
    loaded: Decimal
    duplicate: Decimal
    rejected: Decimal
    aside: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether every unit of it is accounted for."""
        return self.read == self.loaded + self.duplicate + self.rejected + self.aside

    def sentence(self) -> str:
        """For the report of a load."""
        parts = [f"{self.loaded:,.2f} loaded", f"{self.duplicate:,.2f} duplicate", f"{self.rejected:,.2f} rejected"]
        parts += [f"{self.aside:,.2f} set aside"] if self.aside else []
        sign = "=" if self.adds_up else "IS NOT"
        return f"{self.currency or 'no currency'} {self.read:,.2f} in its rows {sign} {' + '.join(parts)}"


def keep(writer: Writer, landing: str, columns: Collection[str]) -> None:
    """`money_read`: the amount of every row that was read, before any is rejected; of an order, on the first row that states it.

    Rows have passed the guard: what stood as a currency and is none, or as an amount and is a phone's number, is not repeated.
    """
    stated = "case when landing.currency is null and contains(coalesce(landing.problem, ''), 'currency: ') then '' else landing.currency end"
    currency = f"coalesce({stated}, file.currency, '')"
    amount = AMOUNTS.get(landing)
    if landing in COUNTS:
        select = f"select row_no, '{PIECES}' as currency, {COUNTS[landing]} as amount from landing_{landing}"
    elif amount:
        select = f"select row_no, {currency} as currency, {amount} as amount from landing_{landing} landing, file"
    elif landing == "order" and "total" in columns:
        # Each total of an order once, however many rows repeat it; a second one under its number is money of its own.
        select = f"""select min(row_no) as row_no, arg_min({currency}, row_no) as currency, total as amount
            from landing_order landing, file
            group by case when order_ref is null then row_no::varchar else concat_ws('|', 'order', shop, order_ref) end, total"""
    elif landing == "order":
        worth = (
            "try_cast(qty::decimal(18, 3) * unit_price::decimal(24, 6) as decimal(38, 6)) - coalesce(line_discount, 0)"
        )
        select = f"select row_no, {currency} as currency, {worth} as amount from landing_order landing, file"
    else:
        select = "select null::bigint as row_no, '' as currency, null::decimal(38, 6) as amount where false"
    writer.execute(
        f"create or replace temp table money_read as select row_no, currency, amount::decimal(38, 6) as amount from ({select}) where amount is not null"
    )


def told(writer: Writer) -> tuple[Money, ...]:
    """The money of the file that has just landed, a currency each."""
    rows = writer.execute(
        """with fates as (
            select row_no, case when fate >= 2 then 'loaded' else 'duplicate' end as fate from row_fates
            union all select row_no, 'rejected' from problems
            union all select row_no, 'aside' from rows_aside
        ),
        judged as (select currency, amount, fate from money_read left join fates using (row_no))
        select currency, sum(amount), coalesce(sum(amount) filter (fate = 'loaded'), 0),
            coalesce(sum(amount) filter (fate = 'duplicate'), 0), coalesce(sum(amount) filter (fate = 'rejected'), 0),
            coalesce(sum(amount) filter (fate = 'aside'), 0)
        from judged group by currency order by currency"""
    )
    return tuple(Money(str(currency), *map(Decimal, amounts)) for currency, *amounts in rows)


def together(parts: Collection[Money]) -> tuple[Money, ...]:
    """The money of several files, a currency each."""
    sums: dict[str, list[Decimal]] = {}
    for part in parts:
        amounts = (part.read, part.loaded, part.duplicate, part.rejected, part.aside)
        sums[part.currency] = [a + b for a, b in zip(sums.get(part.currency, [Decimal()] * 5), amounts, strict=True)]
    return tuple(Money(currency, *amounts) for currency, amounts in sorted(sums.items()))
