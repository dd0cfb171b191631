"""Tmall and Taobao: the order list, the shop's own order report, and the list of what was in the orders.

Lists grew from 38 to 71 columns over the years and a report keeps only a few of them; all are one layout, since what a
column means did not change. The order list has no lines: they come in a file of their own and join by order number.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
ZONE = "Asia/Shanghai"

LAYOUTS = (
    Layout(
        system="tmall",
        name="tmall_orders",
        landing="order",
        required=frozenset({"订单编号", "总金额", "买家实际支付金额", "订单创建时间"}),
        optional=frozenset(
            {
                "买家会员名", "买家支付宝账号", "支付单号", "支付详情", "买家应付货款", "买家应付邮费",
                "订单状态", "收货地址", "联系手机", "订单付款时间", "订单关闭原因", "天猫卡券抵扣",
                "集分宝抵扣", "是否是O2O交易", "新零售导购门店名称", "新零售导购门店id", "新零售发货门店名称",
                "新零售发货门店id", "新零售成交门店昵称", "新零售成交门店id", "退款金额", "确认收货时间",
                "宝贝标题", "宝贝总数量", "店铺名称", "打款商家金额",
            }
        ),
        aliases={
            "买家实付金额": "买家实际支付金额",
            "(买家)?下单时间": "订单创建时间",
            "(买家)?付款时间": "订单付款时间",
            "收货省份|省份": "收货地址",
            "确认收货时间?": "确认收货时间",
        },
        select=(SQL / "tmall_orders.sql").read_text(encoding="utf-8"),
        tz=ZONE,
    ),
    Layout(
        system="tmall",
        name="tmall_lines",
        landing="order",
        required=frozenset({"订单编号", "标题", "价格", "购买数量"}),
        optional=frozenset(
            {
                "子订单编号", "外部系统编号", "商品属性", "商家编码", "订单状态", "商品ID", "买家应付货款",
                "买家实际支付金额", "退款状态", "退款金额",
            }
        ),
        aliases={
            "主订单(编)?号": "订单编号",
            "子订单号": "子订单编号",
            "(商品|宝贝)标题": "标题",
            "商品价格": "价格",
            "数量": "购买数量",
            "商品id": "商品ID",
            "买家实付金额": "买家实际支付金额",
        },
        select=(SQL / "tmall_lines.sql").read_text(encoding="utf-8"),
        tz=ZONE,
    ),
)  # fmt: skip
