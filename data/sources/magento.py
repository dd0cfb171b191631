"""Magento's order grid: orders without lines; no column names the base currency or the admin's zone."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="magento",
        name="magento_orders",
        landing="order",
        required=frozenset({"ID", "Purchase Date", "Grand Total (Base)", "Status"}),
        optional=frozenset(
            {
                "Purchase Point", "Grand Total (Purchased)", "Customer Email", "Subtotal",
                "Shipping and Handling", "Payment Method", "Total Refunded", "Coupon Code", "Order Tax",
                "Discount Amount", "Customer Group", "Subtotal (Base)", "Country", "Telephone",
            }
        ),
        aliases={
            "Order (ID|#)|Increment ID": "ID",
            "Tax( Amount)?": "Order Tax",
            "Discount": "Discount Amount",
            "Phone": "Telephone",
        },
        select=(SQL / "magento_orders.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
    ),
)  # fmt: skip
