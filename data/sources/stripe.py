"""Stripe: itemised payout reconciliation, balance change from activity, and the balance history of the dashboard.

The user chooses the columns of these reports, so few are required and all are read by name.
"""

import re
from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

REQUIRED = frozenset({"balance_transaction_id", "currency", "gross", "net", "reporting_category"})
OPTIONAL = frozenset(
    {
        *("fee", "created", "available_on", "available_on_utc", "source_id", "description"),
        *("customer_facing_amount", "customer_facing_currency", "automatic_payout_id"),
        *("automatic_payout_effective_at", "automatic_payout_effective_at_utc", "charge_id", "payment_intent_id"),
        *(
            "payment_method_type",
            "payment_metadata[order_id]",
            "payment_metadata[order_number]",
            "payment_metadata[order]",
        ),
    }
)
ALIASES = {
    **{re.escape(name): name for name in sorted(REQUIRED | OPTIONAL)},
    r"created ?\(utc\)|created_utc": "created_utc",
    r"available_on ?\(utc\)|available on \(utc\)": "available_on_utc",
    # the dashboard's balance history
    "id": "balance_transaction_id",
    "amount": "gross",
    "type": "reporting_category",
    "source": "source_id",
    r"customer facing (amount)": "customer_facing_amount",
    r"customer facing (currency)": "customer_facing_currency",
    "transfer": "automatic_payout_id",
    r"transfer date \(utc\)": "automatic_payout_effective_at_utc",
    r"(payment_)?metadata\[order_id\]|order_id \(metadata\)": "payment_metadata[order_id]",
    r"(payment_)?metadata\[order_number\]|order_number \(metadata\)": "payment_metadata[order_number]",
}


def _layout(name: str, required: frozenset[str], optional: frozenset[str]) -> Layout:
    return Layout(
        system="stripe",
        name=name,
        landing="wallet",
        required=required,
        optional=optional,
        aliases=ALIASES,
        select=(SQL / "stripe_itemised.sql").read_text(encoding="utf-8"),
    )


LAYOUTS = (
    _layout("stripe_itemised", REQUIRED | {"created_utc"}, OPTIONAL),
    # times in the zone the report was asked for, which is UTC unless the user says otherwise with --tz
    _layout("stripe_itemised_local", (REQUIRED | {"created"}), (OPTIONAL - {"created"}) | {"created_utc"}),
)
