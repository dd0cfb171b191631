"""Loyverse: receipts, and the same receipts by item; a receipt's number is one shop's own."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
OF_BOTH = frozenset({"Status", "Customer contacts", "Cost of goods"})

LAYOUTS = (
    Layout(
        system="loyverse",
        name="loyverse_receipts",
        landing="order",
        required=frozenset(
            {
                *("Date", "Receipt number", "Receipt type", "Gross sales", "Discounts", "Net sales", "Taxes"),
                *("Total collected", "Payment type", "Store"),
            }
        ),
        optional=OF_BOTH,
        select=(SQL / "loyverse_receipts.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
        personal=frozenset({"Customer contacts"}),
    ),
    Layout(
        system="loyverse",
        name="loyverse_items",
        landing="order",
        required=frozenset(
            {
                *(
                    "Date",
                    "Receipt number",
                    "Receipt type",
                    "Item",
                    "Quantity",
                    "Gross sales",
                    "Discounts",
                    "Net sales",
                ),
                *("Taxes", "Store"),
            }
        ),
        optional=OF_BOTH | {"Category", "SKU", "Variant"},
        select=(SQL / "loyverse_items.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
        personal=frozenset({"Customer contacts"}),
        whole_orders=False,  # the receipts state the totals, whichever file comes first
    ),
)
