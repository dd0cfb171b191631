"""Tmall and Taobao: the order list, the shop's own order report, the list of what was in the orders, the money of the shop's account.

Lists grew from 38 to 71 columns over the years and a report keeps only a few of them; all are one layout, since what a
column means did not change. The order list has no lines: they come in a file of their own and join by order number.
"""

from dataclasses import replace

from data.sources.chinese import ZONE, select
from data.sources.layout import Layout

_ORDERS = Layout(
    system="tmall",
    channel="marketplace",
    name="tmall_orders",
    landing="order",
    required=frozenset({"订单编号", "总金额", "买家实际支付金额", "订单创建时间"}),
    optional=frozenset(
        {
            "买家会员名",
            "买家支付宝账号",
            "支付单号",
            "支付详情",
            "买家应付货款",
            "买家应付邮费",
            "订单状态",
            "收货地址",
            "联系手机",
            "订单付款时间",
            "订单关闭原因",
            "天猫卡券抵扣",
            "集分宝抵扣",
            "是否是O2O交易",
            "新零售导购门店名称",
            "新零售导购门店id",
            "新零售发货门店名称",
            "新零售发货门店id",
            "新零售成交门店昵称",
            "新零售成交门店id",
            "退款金额",
            "确认收货时间",
            "宝贝标题",
            "宝贝总数量",
            "店铺名称",
            "打款商家金额",
        }
    ),
    aliases={
        "买家实付金额": "买家实际支付金额",
        "(买家)?下单时间": "订单创建时间",
        "(买家)?付款时间": "订单付款时间",
        "收货省份|省份": "收货地址",
        "确认收货时间?": "确认收货时间",
        "支付宝交易号": "支付单号",
        "商品标题": "宝贝标题",
        "确认收货打款金额": "打款商家金额",
    },
    select=select("tmall_orders"),
    tz=ZONE,
)
# Columns that the user chose: what was ordered may be missing, and when.
_CHOSEN = replace(
    _ORDERS,
    name="tmall_orders_chosen",
    required=frozenset({"订单编号", "买家实际支付金额", "订单状态", "订单付款时间"}),
    optional=_ORDERS.optional | {"总金额", "订单创建时间"},
)

LAYOUTS = (
    _ORDERS,
    _CHOSEN,
    Layout(
        system="tmall",
        channel="marketplace",
        name="tmall_lines",
        landing="order",
        required=frozenset({"订单编号", "标题", "价格", "购买数量"}),
        optional=frozenset(
            {
                "子订单编号",
                "外部系统编号",
                "商品属性",
                "商家编码",
                "订单状态",
                "商品ID",
                "买家应付货款",
                "买家实际支付金额",
                "退款状态",
                "退款金额",
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
        select=select("tmall_lines"),
        tz=ZONE,
    ),
    Layout(
        system="tmall",
        channel="marketplace",
        name="tmall_refunds",
        landing="settlement",
        required=frozenset({"订单编号", "退款编号", "买家退款金额", "退款状态", "退款完结时间"}),
        optional=frozenset({"商品编码", "售中或售后", "支付单号"}),
        aliases={"支付宝交易号": "支付单号", "完结时间": "退款完结时间"},
        select=select("tmall_refunds"),
        tz=ZONE,
    ),
    Layout(
        system="tmall",
        channel="marketplace",
        name="tmall_account",
        landing="wallet",
        required=frozenset({"支付流水号", "主订单id", "入帐类型", "入帐时间", "收入金额(元)", "支出金额(元)"}),
        optional=frozenset({"子订单id", "业务描述", "备注"}),
        aliases={
            "入账时间": "入帐时间",
            "入账类型": "入帐类型",
            "淘宝订单编号|(主)?订单(编号|号|id)": "主订单id",
            "(淘宝)?子订单(编号|号|id)": "子订单id",
            r"收入(金额)?(\(\+?元\))?": "收入金额(元)",
            r"支出(金额)?(\(-?元\))?": "支出金额(元)",
        },
        select=select("tmall_account"),
        tz=ZONE,
        # Where the number is one of the Alipay account's own bill, that bill tells the event.
        yields_to=frozenset({"alipay_cn_trade"}),
    ),
    Layout(
        system="tmall",
        channel="marketplace",
        name="tmall_product_report",
        landing="product",
        required=frozenset({"统计日期", "商品ID", "商品访客数", "支付金额"}),
        select="",
        aliases={"商品 ?id": "商品ID", "总支付金额": "支付金额"},
        refuse="this is a report of 生意参谋 on visits and on what was paid a product, whose visitors and buyers cannot be added up and which "
        "names no order; export the order list and the item list instead",
    ),
)
