"""Adyen: the settlement detail report and the payment accounting report, their zone named in a column.

Both tell the same money, the accounting report with every step before it and without payouts: it yields to the settlement detail.
"""

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
ACCOUNTING = frozenset(
    {
        *("Psp Reference", "Merchant Reference", "Booking Date", "TimeZone", "Record Type"),
        *("Settlement Currency", "Payable (SC)"),
    }
)
OF_ACCOUNTING = frozenset(
    {
        *("Company Account", "Merchant Account", "Payment Method", "Main Currency", "Main Amount", "Commission (SC)"),
        *("Markup (SC)", "Scheme Fees (SC)", "Interchange (SC)", "Processing Fee Currency", "Processing Fee (FC)"),
        *("Modification Merchant Reference", "Modification Psp Reference", "Settlement Batch", "Payable Booking Date"),
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
    Layout(
        system="adyen",
        name="adyen_payments_accounting",
        landing="wallet",
        required=ACCOUNTING,
        optional=OF_ACCOUNTING,
        aliases={re.escape(name): name for name in sorted(ACCOUNTING | OF_ACCOUNTING)},
        select=(SQL / "adyen_accounting.sql").read_text(encoding="utf-8"),
        yields_to=frozenset({"adyen_settlement"}),
    ),
)
