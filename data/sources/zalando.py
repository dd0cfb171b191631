"""Zalando's monthly sales report for partners: one sold or returned piece a row."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="zalando",
        channel="marketplace",
        name="zalando_sales",
        landing="wallet",
        required=frozenset(
            {"Zalando Order Number", "EAN", "Document Date", "Type", "Currency", "Gross Partner Revenue"}
        ),
        optional=frozenset(
            {"Merchant UU-ID", "Partner Shipping/Return Date", "Subtype", "MKT/PAI", "Payment Service Fee"}
        ),
        select=(SQL / "zalando_sales.sql").read_text(encoding="utf-8"),
    ),
)
