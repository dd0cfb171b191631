"""Lightspeed Retail (X-Series, once Vend): the sales history, in which a sale, its lines and its payments are rows of their own."""

import re
from pathlib import Path

from data.sources.layout import About, Frame, Layout

SQL = Path(__file__).with_name("sql")


def about(frame: Frame) -> About:
    """The outlet, by which invoice numbers are told apart: the file's name says it where the program wrote the file."""
    named = re.search(r"sales_history_[^_]+_(.+?)_f\d", frame.file_name)
    return About(account_id=named[1] if named else None)


LAYOUTS = (
    Layout(
        system="lightspeed",
        name="lightspeed_sales",
        landing="order",
        required=frozenset(
            {
                "Sale Date",
                "Invoice Number",
                "Line Type",
                "Quantity",
                "Price",
                "Tax",
                "Discount",
                "Total",
                "Paid",
                "Details",
            }
        ),
        optional=frozenset({"Sale Time", "Customer Code", "Customer Email", "Register", "Status", "Product Sku"}),
        aliases={
            "Date": "Sale Date",
            "Receipt Number": "Invoice Number",
            "Subtotal": "Price",
            "Sales Tax": "Tax",
            "Sku": "Product Sku",
        },
        select=(SQL / "lightspeed_sales.sql").read_text(encoding="utf-8"),
        about=about,
        needs=frozenset({"tz", "currency"}),
        personal=frozenset({"Customer Code", "Customer Email", "Customer Name"}),
    ),
)
