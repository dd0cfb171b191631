"""Stripe: itemised payout reconciliation, balance change from activity, the dashboard's balance history, and its list of payments.

The user chooses the columns of these reports, so few are required and all are read by name. The payments tell the balance history's money
without its refunds, of which they have a sum alone: they yield to it.
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


# The list of payments, as it was until 2025 and as it is since.
PAYMENTS = frozenset({"id", "Created (UTC)", "Amount", "Amount Refunded", "Currency", "Status"})
OF_PAYMENTS = frozenset(
    {
        *("Converted Amount", "Converted Amount Refunded", "Converted Currency", "Fee", "Mode", "Captured"),
        *("Payment Source Type", "Description", "Customer Email", "Transfer", "PaymentIntent ID"),
        *("order_id (metadata)", "order_number (metadata)"),
    }
)

LAYOUTS = (
    _layout("stripe_itemised", REQUIRED | {"created_utc"}, OPTIONAL),
    # times in the zone the report was asked for, which is UTC unless the user says otherwise with --tz
    _layout("stripe_itemised_local", (REQUIRED | {"created"}), (OPTIONAL - {"created"}) | {"created_utc"}),
    Layout(
        system="stripe",
        name="stripe_payments",
        landing="wallet",
        required=PAYMENTS,
        optional=OF_PAYMENTS,
        aliases={
            r"Created( date)? ?\(UTC\)": "Created (UTC)",
            r"(payment_)?metadata\[order_id\]|order(_id| id)? \(metadata\)": "order_id (metadata)",
            r"(payment_)?metadata\[order_number\]|order[_ ]number \(metadata\)": "order_number (metadata)",
        },
        select=(SQL / "stripe_payments.sql").read_text(encoding="utf-8"),
        yields_to=frozenset({"stripe_itemised", "stripe_itemised_local"}),
        personal=frozenset({"Customer Email", "Description"}),
    ),
)
