"""WeChat's shop (微信小店, once 视频号小店): the order list and the flow of the shop's account.

An order names the WeChat payment that paid it, so a bill of WeChat Pay for the same merchant tells the flow's money again.
"""

from data.sources.chinese import ZONE, is_marked, select
from data.sources.layout import Layout

LAYOUTS = (
    Layout(
        system="weixin_shop",
        channel="marketplace",
        name="weixin_shop_orders",
        landing="order",
        required=frozenset(
            {"订单号", "订单下单时间", "订单状态", "商品总价", "订单实际支付金额", "商品名称", "商品数量"}
        ),
        optional=frozenset(
            {
                *("订单确认收货时间", "订单运费", "商品优惠", "跨店优惠", "支付方式", "支付时间", "交易单号"),
                *(
                    "商品编码(平台)",
                    "商品编码(自定义)",
                    "SKU编码(自定义)",
                    "商品属性",
                    "商品价格(单件)",
                    "商品实际价格(总共)",
                ),
                *("商品售后", "商品已退款金额"),
            }
        ),
        select=select("weixin_shop_orders"),
        tz=ZONE,
    ),
    Layout(
        system="weixin_shop",
        channel="marketplace",
        name="weixin_shop_flow",
        landing="wallet",
        required=frozenset({"流水单号", "记账时间", "动帐类型", "收支类型", "收支金额", "关联订单号"}),
        optional=frozenset({"关联售后单号", "关联提现单号", "账户余额"}),
        aliases={"动账类型": "动帐类型", r"收支金额\(元\)": "收支金额", "流水号": "流水单号"},
        select=select("weixin_shop_flow"),
        tz=ZONE,
        footer=is_marked,
    ),
)
