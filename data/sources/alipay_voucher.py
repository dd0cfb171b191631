"""Alipay's daily voucher files: whom a voucher was sent to, and which vouchers were used or given back."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
# Alipay's servers keep China's time; Hong Kong's is the same.
ZONE = "Asia/Shanghai"

LAYOUTS = (
    Layout(
        system="alipay_voucher",
        name="alipay_voucher_send",
        landing="exposure",
        required=frozenset({"voucherId", "templateId", "userId"}),
        optional=frozenset({"voucherType", "voucherAmount", "currency", "redemptionTime"}),
        select=(SQL / "alipay_voucher_send.sql").read_text(encoding="utf-8"),
        tz=ZONE,
    ),
    Layout(
        system="alipay_voucher",
        name="alipay_voucher_use",
        landing="exposure",
        required=frozenset({"voucherId", "templateId", "paymentType", "paymentTime"}),
        optional=frozenset({"voucherType"}),
        select=(SQL / "alipay_voucher_use.sql").read_text(encoding="utf-8"),
        tz=ZONE,
    ),
)
