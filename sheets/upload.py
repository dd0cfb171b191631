"""What files would bring before they are loaded: what each is, its first rows, its money, what is refused, and what would change."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.intake import Report
from data.landing import money
from data.rehearsal import Change, Rehearsal, Rehearsed
from sheets import notes
from sheets.columns import Columns, Kind
from sheets.figure import Figure
from sheets.part import Part
from words import bounds, formats, labels
from words.labels import word
from words.messages import _

HEEDS: tuple[str, ...] = ()  # what is loaded is of the whole shop

# Columns of the canonical rows: their names, and how they are written. Those that are not here are not shown.
ROWS: Mapping[str, tuple[str, Kind]] = {
    "ordered_on": (word("Day"), "day"),
    "occurred_on": (word("Day"), "day"),
    "day": (word("Day"), "day"),
    "rate_on": (word("Day"), "day"),
    "booked_on": (word("Day"), "day"),
    "refunded_on": (word("Day"), "day"),
    "month": (word("Month"), "day"),
    "starts_on": (word("From"), "day"),
    "valid_from": (word("From"), "day"),
    "day_to": (word("To"), "day"),
    "order_ref": (word("Order number"), "text"),
    "channel": (word("Channel"), "text"),
    "store_id": (word("Boutique"), "text"),
    "market": (word("Market"), "text"),
    "status": (word("Status"), "text"),
    "txn_type": (word("Kind"), "text"),
    "entry_type": (word("Kind"), "text"),
    "movement": (word("Kind"), "text"),
    "wallet": (word("Wallet"), "text"),
    "merchant_ref": (word("Shop’s reference"), "text"),
    "provider_txn_id": (word("Provider’s number"), "text"),
    "settlement_batch": (word("Payout"), "text"),
    "product_id": (word("Product"), "text"),
    "sku": (word("SKU"), "text"),
    "title": (word("Product name"), "text"),
    "brand": (word("Brand"), "text"),
    "category": (word("Category"), "text"),
    "season": (word("Collection"), "text"),
    "tier": (word("Tier"), "text"),
    "qty": (word("Pieces"), "number"),
    "unit_price": (word("Unit price"), "amount"),
    "net": (word("Net"), "amount"),
    "total": (word("Order total"), "amount"),
    "gross": (word("Gross"), "amount"),
    "fee": (word("Fees"), "amount"),
    "amount": (word("Amount"), "amount"),
    "spend": (word("Spend"), "amount"),
    "currency": (word("Currency"), "text"),
    "base": (word("Currency"), "text"),
    "quote": (word("Priced in"), "text"),
    "rate": (word("Rate"), "text"),
    "promotion_id": (word("Promotion"), "text"),
    "arm": (word("Group"), "text"),
    "assigned_at": (word("Assigned (UTC)"), "moment"),
    "platform": (word("Platform"), "text"),
    "campaign_name": (word("Campaign"), "text"),
    "impressions": (word("Impressions"), "number"),
    "clicks": (word("Clicks"), "number"),
    "series": (word("Series"), "text"),
    "value": (word("Value"), "ratio"),
    "net_sales": (word("Net sales"), "amount"),
    "payer": (word("Wallet"), "text"),
    "list_price": (word("List price"), "amount"),
    "unit_cost": (word("Unit cost"), "amount"),
    "unit": (word("Unit"), "text"),
    "units": (word("Pieces"), "number"),
}
# What a table would bring, by its kind.
LANDINGS = {
    "order": word("Orders"),
    "refund": word("Refunds"),
    "wallet": word("Wallet transactions"),
    "settlement": word("Payouts and account statements"),
    "fx": word("Exchange rates"),
    "exposure": word("Who got a promotion"),
    "spend": word("Advertising"),
    "product": word("Products"),
    "series": word("Trade of a market"),
    "budget": word("Budgets"),
    "bank": word("Bank statements"),
    "contract": word("Contracts with wallets"),
    "stock": word("Stock"),
    "receipt": word("Goods received"),
    "gift_card": word("Gift cards"),
    "customer": word("What is known of customers"),
}
MONEY = {
    "order": word("Orders, as charged"),
    "discount": word("Discounts"),
    "refund": word("Refunds"),
    "payment": word("Payments"),
    "reversal": word("Reversals"),
    "fee": word("Fees"),
    "dispute": word("Disputes"),
    "dispute_reversal": word("Disputes won"),
    "payout": word("Payouts"),
    "transfer": word("Transfers"),
    "fx": word("Currency conversions"),
    "adjustment": word("Adjustments"),
    "total": word("Totals of statements"),
    "spend": word("Advertising"),
    "budget": word("Budgets"),
    "issued": word("Gift cards sold"),
    "returned": word("Given back on gift cards"),
    "spent": word("Gift cards spent"),
    "expired": word("Gift cards expired"),
    "adjusted": word("Gift cards corrected"),
}


def name(table: Rehearsed) -> str:
    """The file, and the member or the sheet in it."""
    file = table.report.file.replace("\\", "/").rpartition("/")[2]
    return _("{file}, {member}", file=file, member=table.report.member) if table.report.member else file


def files(rehearsal: Rehearsal) -> Part:
    """One row a table found in the files."""
    rows = [
        {
            "file": name(table),
            "what": _(LANDINGS[table.landing]) if table.landing else _("Refused as a whole"),
            "layout": table.report.layout,
            "encoding": table.report.encoding,
            "seen": table.report.rows_seen,
            "loaded": table.report.rows_loaded,
            "updated": table.report.rows_updated,
            "duplicate": table.report.rows_duplicate,
            "rejected": table.report.rows_rejected,
            "first_on": table.content.first_on,
            "last_on": table.content.last_on,
            "message": "" if table.report.message == "loaded" else bounds.refusal(table.report),
        }
        for table in rehearsal.tables
    ]
    columns: Columns = {
        "file": (_("File"), "text"),
        "what": (_("What it holds"), "text"),
        "layout": (_("Layout"), "text"),
        "seen": (_("Rows read"), "number"),
        "loaded": (_("Would load"), "number"),
        "updated": (_("of these, updates"), "number"),
        "duplicate": (_("Duplicate"), "number"),
        "rejected": (_("Refused"), "number"),
        "first_on": (_("From"), "day"),
        "last_on": (_("To"), "day"),
        "encoding": (_("Encoding"), "text"),
        "message": (_("Message"), "text"),
    }
    table = pd.DataFrame(rows, columns=list(rows[0]) if rows else None)
    return Part(_("What the files hold"), "upload_files", table, table, columns=columns)


def first_rows(table: Rehearsed) -> Part:
    """The first rows of one table as they would stand in the store."""
    rows = table.content.rows
    kinds = {"channel": labels.named, "tier": labels.named}
    drawn = rows.assign(
        **{column: [named(column, code) for code in rows[column]] for column, named in kinds.items() if column in rows}
    )
    for column in {"txn_type", "entry_type", "movement"} & set(drawn):
        drawn[column] = [_(MONEY[code]) if code in MONEY else code for code in drawn[column]]
    columns: Columns = {column: (_(title), kind) for column, (title, kind) in ROWS.items() if column in rows}
    return Part(name(table), "upload_rows", rows, drawn, columns=columns)


def totals(rehearsal: Rehearsal) -> Part:
    """Money by file, kind and currency, each in its own currency."""
    frames = [table.content.totals.assign(file=name(table)) for table in rehearsal.tables if len(table.content.totals)]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    drawn = table.assign(kind=[_(MONEY.get(code, code)) for code in table["kind"]]) if frames else table
    columns: Columns = {
        "file": (_("File"), "text"),
        "kind": (_("Kind"), "text"),
        "currency": (_("Currency"), "text"),
        "rows": (_("Rows"), "number"),
        "amount": (_("Amount"), "amount"),
        "fee": (_("Fees"), "amount"),
    }
    empty = _("Nothing in the files would add money.")
    return Part(_("Money, in its own currency"), "upload_totals", table, drawn, columns=columns, empty=empty)


def conserved(reports: Sequence[Report], *, is_loaded: bool = False) -> Part:
    """What the rows of the files add up to, and what becomes of it: a row a currency, whose parts make the whole."""
    parts = money.together([part for report in reports for part in report.money])
    rows = [
        {
            "currency": part.currency or _("not stated"),
            "read": part.read,
            "loaded": part.loaded,
            "duplicate": part.duplicate,
            "rejected": part.rejected,
            "aside": part.aside,
            "agrees": _("yes") if part.adds_up else _("no"),
        }
        for part in parts
    ]
    columns: Columns = {
        "currency": (_("Currency"), "text"),
        "read": (_("In the files’ rows"), "amount"),
        "loaded": (_("Loaded") if is_loaded else _("Would load"), "amount"),
        "duplicate": (_("Duplicate"), "amount"),
        "rejected": (_("Refused"), "amount"),
        "aside": (_("Set aside"), "amount"),
        "agrees": (_("Adds up"), "text"),
    }
    table = pd.DataFrame(rows, columns=list(columns))
    empty = _("Nothing in the files would add money.")
    return Part(_("Where the money of the files goes"), "upload_conserved", table, table, columns=columns, empty=empty)


def refused(rehearsal: Rehearsal) -> Part:
    """Rows that would be refused, alike ones together."""
    frames = [
        table.content.reasons.assign(file=name(table)) for table in rehearsal.tables if len(table.content.reasons)
    ]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    columns: Columns = {"file": (_("File"), "text"), "reason": (_("Why"), "text"), "rows": (_("Rows"), "number")}
    empty = _("No row was refused.")
    return Part(_("Rows refused, and why"), "upload_reasons", table, table, columns=columns, empty=empty)


def first_refused(rehearsal: Rehearsal) -> Part:
    """The first rows that would be refused, of each table."""
    frames = [
        table.content.rejects.assign(file=name(table)) for table in rehearsal.tables if len(table.content.rejects)
    ]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    columns: Columns = {
        "file": (_("File"), "text"),
        "row_no": (_("Line"), "number"),
        "reason": (_("Why"), "text"),
        "payload": (_("Cells that name nobody"), "text"),
    }
    return Part(_("The first refused rows of each file"), "upload_rejects", table, table, columns=columns)


def changes(rehearsal: Rehearsal) -> list[Figure]:
    """How much more there would be in the store."""
    return [
        Figure(_("New orders"), _more(rehearsal.orders)),
        Figure(_("More customers"), _more(rehearsal.customers)),
        Figure(_("New wallet transactions"), _more(rehearsal.wallet)),
        Figure(_("Orders that would change"), formats.number(rehearsal.orders_changed)),
    ]


def missing_rates(rehearsal: Rehearsal) -> list[str]:
    """A sentence per currency in which orders of the files would have no exchange rate."""
    return [notes.without_rate(row) for row in rehearsal.missing_rates.to_dict("records")]


def open_questions(rehearsal: Rehearsal) -> dict[str, list[str]]:
    """The files that leave a thing open, by what it is: `tz`, `currency`, `day_first`, `shop`, `as_of`."""
    return {
        need: list(dict.fromkeys(name(table) for table in rehearsal.tables if need in table.needs))
        for need in ("tz", "currency", "day_first", "shop", "as_of")
        if any(need in table.needs for table in rehearsal.tables)
    }


def _more(change: Change) -> str:
    return f"{'−' if change.more < 0 else ''}{formats.number(abs(change.more))}"
