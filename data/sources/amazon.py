"""Amazon: the settlement report (flat file V2) of one payout, one amount a row, an order on many rows."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="amazon",
        channel="marketplace",
        name="amazon_settlement",
        landing="wallet",
        required=frozenset(
            {
                *("settlement-id", "total-amount", "currency", "transaction-type", "order-id", "amount-type"),
                *("amount-description", "amount", "posted-date"),
            }
        ),
        optional=frozenset(
            {
                *("settlement-start-date", "settlement-end-date", "deposit-date", "adjustment-id", "posted-date-time"),
                *("merchant-order-id", "merchant-adjustment-item-id", "marketplace-name"),
            }
        ),
        select=(SQL / "amazon_settlement.sql").read_text(encoding="utf-8"),
    ),
)
