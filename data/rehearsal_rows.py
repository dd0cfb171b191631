"""What one table of cells would bring: its canonical rows, its money, its days, and what would be rejected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.intake import Report
from data.sources.layout import Landing
from data.store import Writer

ROWS = 20


@dataclass(frozen=True)
class Content:
    """What a table would bring; no column names a person.

    Attributes:
        rows: the first twenty rows as they would stand in the store, in the order of the file; an order has a row a line.
        totals: one row per `kind` and `currency` of money: `rows`, and `amount` and `fee` in that currency, to the
            cent; an order that changes has its new amounts, a kind without fees the fee 0.
        first_on, last_on: the days that the rows reach from and to; None where they have no day.
        rejects: the first twenty rows that would be rejected: `row_no`, `reason`, `payload` (the cells that name nobody).
        reasons: one row per `reason` with its number of `rows`, most first; the words a reason quotes are left out.
    """

    rows: pd.DataFrame
    totals: pd.DataFrame
    first_on: date | None
    last_on: date | None
    rejects: pd.DataFrame
    reasons: pd.DataFrame


NOTHING = Content(
    pd.DataFrame(),
    pd.DataFrame(columns=["kind", "currency", "rows", "amount", "fee"]),
    None,
    None,
    pd.DataFrame(columns=["row_no", "reason", "payload"]),
    pd.DataFrame(columns=["reason", "rows"]),
)


@dataclass(frozen=True)
class _Kind:
    """Where rows of one kind stand and what of them is shown.

    Attributes:
        table: the table of the store that names their file.
        shown: columns of it.
        day: their day.
        row_no: the place of a row in its file.
        money: (kind, currency, amount, fee), each an expression, of every sum that is told.
    """

    table: str
    shown: str
    day: str = "null::date"
    money: tuple[tuple[str, str, str, str], ...] = ()
    row_no: str = "row_no"


KINDS: Mapping[Landing, _Kind] = {
    "order": _Kind(
        "orders",
        "order_id",
        "ordered_on",
        (
            ("'order'", "currency", "total", "0"),
            ("'discount'", "currency", "-nullif(discount_merchant + discount_platform + discount_unknown, 0)", "0"),
            ("'refund'", "currency", "nullif(refunded, 0)", "0"),
        ),
    ),
    "refund": _Kind(
        "refunds",
        "refunded_on, split_part(order_id, '|', -1) as order_ref, amount, currency",
        "refunded_on",
        (("'refund'", "currency", "amount", "0"),),
        row_no="row_number() over (order by refunded_at, refund_id)",
    ),
    "wallet": _Kind(
        "wallet_transactions",
        "occurred_on, txn_type, status, wallet, merchant_ref, provider_txn_id, store_key, gross, fee, net, currency, settlement_batch",
        "occurred_on",
        (("txn_type", "currency", "gross", "fee"),),
    ),
    "settlement": _Kind(
        "settlements",
        "occurred_on, entry_type, settlement_batch, merchant_ref, items, gross, fee, amount, currency",
        "occurred_on",
        (("entry_type", "currency", "amount", "coalesce(fee, 0)"),),
    ),
    "fx": _Kind(
        "fx_rates",
        "rate_on, base, quote, rate, source",
        "rate_on",
        row_no="row_number() over (order by rate_on, base, quote)",
    ),
    "exposure": _Kind(
        "exposures",
        "promotion_id, arm, assignment, assigned_at, delivered_at, claimed_at, redeemed_at, p_treated",
        "coalesce(assigned_at, delivered_at, claimed_at, redeemed_at)::date",
    ),
    "spend": _Kind(
        "campaign_spend",
        "day, day_to, platform, campaign_name, spend, currency, impressions, clicks",
        "day",
        (("'spend'", "currency", "spend", "0"),),
    ),
    "bank": _Kind(
        "bank_lines",
        "booked_on, value_on, payer, amount, currency, reference",
        "booked_on",
        (("payer", "currency", "amount", "0"),),
    ),
    "budget": _Kind(
        "budgets",
        "month, market, channel, store_key, net_sales, with_vat, currency",
        "month",
        (("'budget'", "currency", "net_sales", "0"),),
    ),
    "customer": _Kind(
        "customer_facts", "id_type, home_market, loyalty_tier, marketing_consent, told_at", "told_at::date"
    ),
    "contract": _Kind("wallet_contracts", "since, wallet, market, percent, fixed_fee, currency", "since"),
    "stock": _Kind("stock_counts", "day, store_key, sku, units, unit_cost, currency", "day"),
    "receipt": _Kind("goods_receipts", "day, store_key, sku, receipt_ref, units, unit_cost, currency, season", "day"),
    "gift_card": _Kind(
        "gift_card_entries",
        "day, movement, amount, currency, store_key",
        "day",
        (("movement", "currency", "amount", "0"),),
    ),
    "series": _Kind("market_series", "series, market, starts_on, value, unit", "starts_on"),
}
_LINES = """select coalesce(theirs.row_no, orders.row_no) as row_no, theirs.line_no, orders.ordered_on, source_order_id as order_ref, channel, store_id,
        market, status, total, orders.currency, sku, title, brand, qty, unit_price, net
    from (select order_id from coming union select order_id from lines_coming) ids
    left join orders using (order_id)
    left join lines_coming theirs using (order_id)"""


def remember(writer: Writer, file_id: str) -> None:
    """Keeps what is already there of a file that was loaded before, so that it is not told as new."""
    for kind in (*KINDS.values(), _Kind("order_lines", "")):
        writer.execute(
            f"create or replace temp table {kind.table}_known as select * from {kind.table} where file_id = ?",
            [file_id],
        )


def content(writer: Writer, landing: Landing, file_id: str, report: Report) -> Content:
    """What stands in the store of a table that has just been loaded and did not stand there before."""
    rejects = writer.frame(
        "select row_no, reason, payload from rejected_rows where file_id = ? order by row_no limit ?", [file_id, ROWS]
    )
    reasons = writer.frame(
        """select min(reason) as reason, count(*) as rows from rejected_rows where file_id = ?
        group by regexp_replace(reason, '"[^"]*"', '', 'g') order by rows desc, reason""",
        [file_id],
    )
    if not report.rows_loaded:
        return Content(NOTHING.rows, NOTHING.totals, None, None, rejects, reasons)
    if landing == "product":  # products are the shop's, not a file's: what was just read is looked at
        rows = writer.frame(
            f"select * exclude (row_no, problem, aside) from landing_product order by row_no limit {ROWS}"
        )
        return Content(_filled(rows), NOTHING.totals, None, None, rejects, reasons)
    kind = KINDS[landing]
    _coming(writer, kind.table, "coming", file_id)
    if landing == "order":
        _coming(writer, "order_lines", "lines_coming", file_id)
    shown, place = f"select {kind.row_no} as row_no, {kind.shown} from coming", "row_no"
    if landing == "order":  # a row of a joined file may have made several lines
        shown, place = _LINES, "row_no, line_no"
    rows = writer.frame(f"select * exclude ({place}) from ({shown}) order by {place} limit {ROWS}")
    first, last = writer.execute(f"select min({kind.day}), max({kind.day}) from coming")[0]
    return Content(_filled(rows), _totals(writer, kind), first, last, rejects, reasons)


def _coming(writer: Writer, table: str, name: str, file_id: str) -> None:
    writer.execute(
        f"""create or replace temp table {name} as
        select * from {table} where file_id = ? except all select * from {table}_known""",
        [file_id],
    )


def _totals(writer: Writer, kind: _Kind) -> pd.DataFrame:
    if not kind.money:
        return NOTHING.totals
    each = " union all ".join(
        f"select {name} as kind, coalesce({currency}, '') as currency, {amount} as amount, {fee} as fee from coming"
        for name, currency, amount, fee in kind.money
    )
    sums = writer.execute(
        f"""select kind, currency, count(*), sum(amount)::decimal(38, 6), sum(fee)::decimal(38, 6) from ({each})
        where amount is not null group by kind, currency order by count(*) desc, kind, currency"""
    )
    return pd.DataFrame(sums, columns=list(NOTHING.totals))


def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the columns that no row fills, its days as days."""
    filled = rows.dropna(axis="columns", how="all").copy()
    for name, kind in filled.dtypes.items():
        if str(kind).startswith("datetime64") and "," not in str(kind):
            filled[name] = [None if pd.isna(day) else day.date() for day in filled[name]]
    return filled
