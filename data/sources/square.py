"""Square: transactions (how sales were paid) and items (what was sold), joined by the transaction's number.

Amounts bear a sign and no currency code, times the name of a zone as Square's screens write it.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="square",
        name="square_transactions",
        landing="wallet",
        required=frozenset(
            {"Date", "Time", "Time Zone", "Total Collected", "Fees", "Net Total", "Transaction ID", "Payment ID"}
        ),
        optional=frozenset(
            {
                *("Event Type", "Location", "Card Brand", "Other Tender Type", "Deposit ID", "Deposit Date"),
                *("Transaction Status", "Third Party Fees", "Staff ID"),
            }
        ),
        select=(SQL / "square_transactions.sql").read_text(encoding="utf-8"),
        needs=frozenset({"currency"}),
    ),
    Layout(
        system="square",
        name="square_items",
        landing="order",
        required=frozenset(
            {
                "Date",
                "Time",
                "Time Zone",
                "Item",
                "Qty",
                "Gross Sales",
                "Discounts",
                "Net Sales",
                "Tax",
                "Transaction ID",
            }
        ),
        optional=frozenset(
            {
                *("Category", "SKU", "Event Type", "Location", "Customer ID", "Customer Reference ID", "Channel"),
                "Itemization Type",
            }
        ),
        select=(SQL / "square_items.sql").read_text(encoding="utf-8"),
        needs=frozenset({"currency"}),
    ),
)
