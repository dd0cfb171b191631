"""WooCommerce: the files its two most used export plugins write, as it has no export of orders, and its own report of them.

WebToffee's keeps an order in one row with its lines in `line_item_1`, `line_item_2` ..., Advanced Order Export writes
one row a line. The report of Analytics says what orders came to without tax and shipping only. Times are the site's own
and say no zone; the last two name no currency either: the user says both.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="woocommerce",
        name="woocommerce_orders",
        landing="order",
        required=frozenset({"order_id", "order_date", "status", "order_total", "order_currency"}),
        optional=frozenset(
            {
                "order_number", "paid_date", "shipping_total", "shipping_tax_total", "fee_total", "tax_total",
                "cart_discount", "order_discount", "discount_total", "order_subtotal", "payment_method",
                "payment_method_title", "transaction_id", "customer_id", "customer_user", "customer_email",
                "billing_email", "billing_phone", "billing_country", "shipping_country", "coupon_items",
                "refund_items", "line_item_1",
            }
        ),
        more=r"line_item_\d+",
        select=(SQL / "woocommerce_orders.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz"}),
    ),
    Layout(
        system="woocommerce",
        name="woocommerce_lines",
        landing="order",
        required=frozenset({"Order Number", "Order Status", "Order Date", "Order Total Amount", "Item Name"}),
        optional=frozenset(
            {
                "Order ID", "Paid Date", "Order Currency", "Order Subtotal Amount", "Cart Discount Amount",
                "Order Shipping Amount", "Order Refund Amount", "Order Total Tax Amount", "SKU", "Quantity",
                "Quantity (- Refund)", "Item Cost", "Payment Method Title", "Transaction ID", "Coupon Code",
                "Email (Billing)", "Phone (Billing)", "Country Code (Billing)", "Country Code (Shipping)",
                "Category",
            }
        ),
        aliases={
            "Name": "Item Name",
            "Item cost": "Item Cost",
            "Order Tax Amount": "Order Total Tax Amount",
            "Currency": "Order Currency",
        },
        select=(SQL / "woocommerce_lines.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
    ),
    Layout(
        system="woocommerce",
        name="woocommerce_analytics",
        landing="order",
        required=frozenset({"Date", "Order #", "N. Revenue (formatted)", "Status", "Customer type", "Items sold"}),
        optional=frozenset({"N. Revenue", "Net Sales", "Coupon(s)"}),
        select=(SQL / "woocommerce_analytics.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
        whole_orders=False,  # evidence of an order: whatever an export of orders says of it stands
    ),
)  # fmt: skip
