"""Adyen: the settlement detail report, one journal entry a row, its zone named in a column."""

import re
from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

REQUIRED = frozenset(
    {
        *("Psp Reference", "Merchant Reference", "Creation Date", "TimeZone", "Type", "Gross Currency", "Net Currency"),
        *("Gross Debit (GC)", "Gross Credit (GC)", "Net Debit (NC)", "Net Credit (NC)"),
    }
)
OPTIONAL = frozenset(
    {
        *("Company Account", "Merchant Account", "Payment Method", "Modification Reference", "Exchange Rate"),
        *("Commission (NC)", "Markup (NC)", "Scheme Fees (NC)", "Interchange (NC)", "Payment Method Variant"),
        *("Batch Number", "Modification Merchant Reference", "Booking Date", "Booking Date TimeZone"),
    }
)

LAYOUTS = (
    Layout(
        system="adyen",
        name="adyen_settlement",
        landing="wallet",
        required=REQUIRED,
        optional=OPTIONAL,
        aliases={re.escape(name): name for name in sorted(REQUIRED | OPTIONAL)},
        select=(SQL / "adyen_settlement.sql").read_text(encoding="utf-8"),
    ),
)
