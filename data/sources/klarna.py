"""Klarna: the settlement report of one payout, a summary block above its transactions.

Read after Klarna's description of the file: the order of the columns does not matter, and the sign is that of the type.
"""

import csv
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from data.sources import report
from data.sources.layout import About, Declared, Frame, Layout

SQL = Path(__file__).with_name("sql")
SUMMARY = ("payment_reference", "payout_date", "total_settlement_amount")
# What a payout is made of; a holdback and its release move money that stays Klarna's until it is paid.
PAID_OUT = "sum(gross + fee)"


def _summary(frame: Frame) -> Mapping[str, str]:
    """The summary block as names and their values, where one stands above the transactions."""
    delimiter = max(",;\t", key="".join(frame.before).count)
    lines = [cells for cells in csv.reader(frame.before, delimiter=delimiter) if any(cell.strip() for cell in cells)]
    for names, values in pairwise(lines):
        if set(SUMMARY) & {name.strip() for name in names}:
            return {name.strip(): value.strip() for name, value in zip(names, values, strict=False)}
    return {}


def about(frame: Frame) -> About:
    """The payout that the file explains, and what it came to."""
    summary = _summary(frame)
    days = report.days(summary.get("payout_date", ""))
    total = report.amount(summary.get("total_settlement_amount", ""))
    is_net = summary.get("merchant_settlement_type", "NET").upper() == "NET"
    return About(
        account_id=summary.get("merchant_id") or None,
        payout_ref=summary.get("payment_reference") or None,
        payout_on=days[0] if days else _day(summary.get("payout_date", "")),
        declared=(Declared("settlement amount", total, PAID_OUT),) if total is not None and is_net else (),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


LAYOUTS = (
    Layout(
        system="klarna",
        name="klarna_settlement",
        landing="wallet",
        required=frozenset({"type", "capture_date", "capture_id", "merchant_reference1", "amount", "posting_currency"}),
        optional=frozenset(
            {
                *("sale_date", "order_id", "merchant_reference2", "refund_id", "detailed_type"),
                *(
                    "merchant_refund_reference",
                    "merchant_capture_reference",
                    "payment_reference",
                    "payout_date",
                    "tax_amount",
                ),
            }
        ),
        select=(SQL / "klarna_settlement.sql").read_text(encoding="utf-8"),
        about=about,
    ),
)
