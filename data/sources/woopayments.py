"""WooPayments: its list of transactions. Stripe stands behind it, so where Stripe's own ledger is loaded it tells the same money."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="woopayments",
        name="woopayments_transactions",
        landing="wallet",
        required=frozenset(
            {"Transaction Id", "Date / Time (UTC)", "Type", "Payout Currency", "Amount", "Fees", "Net", "Order #"}
        ),
        optional=frozenset(
            {"Paid Currency", "Amount Paid", "Payment Method", "Email", "Payout ID", "Payout date", "Payout status"}
        ),
        aliases={
            "Transaction ID": "Transaction Id",
            r"Date ?/ ?Time( \(UTC\))?|Date": "Date / Time (UTC)",
            "(Deposit|Settlement) currency": "Payout Currency",
            "(Paid|Customer) currency": "Paid Currency",
            "Deposit ID": "Payout ID",
            "Deposit date": "Payout date",
            "Deposit status": "Payout status",
        },
        select=(SQL / "woopayments.sql").read_text(encoding="utf-8"),
        yields_to=frozenset({"stripe_itemised", "stripe_itemised_local"}),
        personal=frozenset({"Email"}),
    ),
)
