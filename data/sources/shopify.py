"""Shopify: the orders export, the transactions of Shopify Payments, and the list of customers, whose totals repeat what orders say and are not read.

Orders: one row a line; the order's own columns stand on its first row only.

Every header generation seen (34 to 79 columns) is one layout, since names, not positions, count. What the file leaves
open is derived per order: whether prices include tax, and how much of the discount fell on goods and how much on
shipping (`Subtotal` is net of the goods discount, `Discount Amount` holds both).
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="shopify",
        name="shopify_orders",
        landing="order",
        required=frozenset(
            {"Name", "Created at", "Total", "Currency", "Lineitem quantity", "Lineitem name", "Lineitem price"}
        ),
        optional=frozenset(
            {
                "Id", "Email", "Phone", "Financial Status", "Paid at", "Cancelled at", "Subtotal", "Shipping",
                "Taxes", "Discount Code", "Discount Amount", "Lineitem compare at price", "Lineitem sku",
                "Lineitem discount", "Billing Country", "Billing Phone", "Shipping Country", "Payment Method",
                "Payment Reference", "Payment ID", "Refunded Amount", "Vendor", "Employee", "Location", "Tags",
                "Source", "Duties",
            }
        ),
        select=(SQL / "shopify_orders.sql").read_text(encoding="utf-8"),
    ),
    Layout(
        system="shopify",
        name="shopify_payments",
        landing="wallet",
        required=frozenset({"Transaction Date", "Type", "Order", "Payout Status", "Payout Date", "Amount", "Fee", "Net"}),
        optional=frozenset(
            {
                "Card Brand", "Card Source", "Payout ID", "Checkout", "Payment Method Name", "Presentment Amount",
                "Presentment Currency", "Currency",
            }
        ),
        select=(SQL / "shopify_payments.sql").read_text(encoding="utf-8"),
    ),
    Layout(
        system="shopify",
        name="shopify_customers",
        landing="customer",
        required=frozenset({"First Name", "Last Name", "Email", "Total Spent", "Total Orders", "Tags", "Tax Exempt"}),
        optional=frozenset(
            {
                "Customer ID", "Accepts Email Marketing", "Accepts SMS Marketing", "Accepts WhatsApp Marketing", "Default Address Country Code",
                "Default Address Phone", "Phone",
            }
        ),
        aliases={"Accepts Marketing": "Accepts Email Marketing", "Country Code": "Default Address Country Code"},
        personal=frozenset({"First Name", "Last Name", "Email", "Phone", "Default Address Phone"}),
        select=(SQL / "shopify_customers.sql").read_text(encoding="utf-8"),
    ),
)  # fmt: skip
