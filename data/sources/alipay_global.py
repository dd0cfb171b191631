"""Alipay across borders: forex trade and settle files, in-store QR, AlipayHK and its settlement batches."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from data.sources.layout import About, Declared, Frame, Layout

SQL = Path(__file__).with_name("sql")
# Alipay's own clock; Hong Kong keeps the same hour
ZONE = "Asia/Shanghai"

REQUIRED = frozenset({"Partner_transaction_id", "Transaction_id", "Amount", "Fee", "Currency", "Payment_time", "Type"})
OPTIONAL = frozenset(
    {
        *("Rmb_amount", "Distribute_amount", "Distribute_rmb_amount", "Settlement", "Rmb_settlement", "Rate"),
        *(
            "Settlement_time",
            "Status",
            "Remarks",
            "Original_partner_transaction_ID",
            "Settle_batch_no",
            "Stem_from",
            "Refund",
        ),
        *("Issue", "Product", "Secondary_merchant_industry", "Secondary_merchant_name", "Secondary_merchant_id"),
        *("Operator_name", "Order_scene", "Trans_currency", "Trans_amount", "Trans_forex_rate"),
    }
)
# the documents spell names in several ways, blanks and capitals included
ALIASES = {
    **{re.escape(name).replace("_", "[_ ]{1,2}"): name for name in sorted(REQUIRED | OPTIONAL)},
    "Transaction_amount": "Amount",
    "Charge_amount": "Fee",
    "Transaction_type": "Type",
    "Remark": "Remarks",
    "original_transaction_id|original_out_trade_no": "Original_partner_transaction_ID",
}


def _about(frame: Frame) -> About:
    """The partner, from the record before the header or the file's name; the count and the day that record states."""
    head = " ".join(frame.before)
    partner = re.search(r"Partner:\s*(\d{6,})", head) or re.search(r"(?:^|\D)(2088\d{12}|\d{14,16})_", frame.file_name)
    count = re.search(r"Total_count:\s*(\d+)", head)
    day = re.search(r"Payment_time:\s*(\d{4})-(\d{2})-(\d{2})", head)
    on = date(*map(int, day.groups())) if day else None
    declared = (Declared("rows", Decimal(count[1]), "count(*)"),) if count else ()
    return About(partner[1] if partner else None, declared, on, on)


def _footer(cells: list[str]) -> bool:
    return cells[0].strip().lower().startswith(("<end>", "total_count", "total:", "#"))


def _layout(name: str, *also: str) -> Layout:
    """One select reads them all; the names tell which file it was."""
    return Layout(
        system="alipay_global",
        name=name,
        landing="wallet",
        required=REQUIRED | set(also),
        optional=OPTIONAL - set(also),
        aliases=ALIASES,
        select=(SQL / "alipay_global.sql").read_text(encoding="utf-8"),
        tz=ZONE,
        footer=_footer,
        about=_about,
        surplus=("Remarks",),
    )


LAYOUTS = (
    _layout("alipay_forex", "Rmb_amount", "Rate", "Settlement", "Status"),
    _layout(
        "alipay_instore_settle",
        *("Settlement", "Status", "Secondary_merchant_id", "Secondary_merchant_name", "Secondary_merchant_industry"),
    ),
    _layout("alipay_instore_trade", "Trans_currency", "Trans_amount"),
    _layout("alipay_hk", "Settlement", "Status", "Product", "Issue"),
    _layout("alipay_settle", "Settlement", "Status"),
    _layout("alipay_trade"),
    Layout(
        system="alipay_global",
        name="alipay_settle_batch",
        landing="settlement",
        required=frozenset({"Settle_batch_no", "Settle_date", "Amount", "Fee", "Settlement", "Currency"}),
        aliases={
            re.escape(name): name
            for name in ("Settle_batch_no", "Settle_date", "Amount", "Fee", "Settlement", "Currency")
        },
        select=(SQL / "alipay_global_batch.sql").read_text(encoding="utf-8"),
        tz=ZONE,
        about=_about,
    ),
)
