"""Magento's order grid, in English or Italian: orders without lines; no column names the base currency or the admin's zone."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
ORDERS = (SQL / "magento_orders.sql").read_text(encoding="utf-8")
ITALIAN = (SQL / "magento_orders_it.sql").read_text(encoding="utf-8").strip()

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
        select=ORDERS,
        needs=frozenset({"tz", "currency"}),
    ),
    Layout(
        system="magento",
        name="magento_orders_it",
        landing="order",
        required=frozenset({"ID", "Data di acquisto", "Totale complessivo (Base)", "Stato"}),
        optional=frozenset(
            {
                "Punto di acquisto", "Totale complessivo (acquistato)", "Email cliente", "Subtotale",
                "Spedizione e gestione", "Metodo di pagamento", "Totale rimborsato",
            }
        ),
        aliases={
            "Punto Acquisto": "Punto di acquisto",
            "E-?mail (del )?cliente": "Email cliente",
        },
        select=ORDERS.replace("select * from staged", ITALIAN),
        needs=frozenset({"tz", "currency"}),
        day_first=True,
    ),
)  # fmt: skip
