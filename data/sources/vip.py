"""VIP.com (唯品会): what a supplier is paid for the goods sold, and what is taken back for those returned.

Amounts are the supplier's price with tax, not what a shopper paid: they are money that comes in, and no orders of the shop.
"""

from dataclasses import replace

from data.sources.chinese import ZONE, is_marked, select
from data.sources.layout import Layout

SALES = Layout(
    system="vip",
    channel="marketplace",
    name="vip_sales",
    landing="wallet",
    required=frozenset({"采购单号", "销售订单号", "条码", "结算数量", "结算含税金额", "币种", "业务发生日期"}),
    optional=frozenset({"数据所属期间", "供应商编号", "货号", "直退单号", "工单号"}),
    aliases={"结算含税金额:.*": "结算含税金额", r"结算含税金额\(元\)": "结算含税金额"},
    select=select("vip_sales"),
    tz=ZONE,
    footer=is_marked,
    total=lambda row: not row.get("销售订单号", "").strip() and not row.get("条码", "").strip(),
)

LAYOUTS = (
    SALES,
    replace(
        SALES,
        name="vip_returns",
        required=SALES.required | {"直退单号"},
        optional=SALES.optional - {"直退单号"},
        # The kind of the file says that goods came back: its quantities may bear either sign.
        select=select("vip_sales").replace("'payment' as txn_type", "'refund' as txn_type"),
    ),
)
