"""JD: the order list, and the money of the shop's wallet as its statement (对账) and its daily bill (钱包) tell it.

Statement and bill tell the same money: an entry has one key in both, made of what both state, so that each counts once.
"""

from dataclasses import replace

from data.sources.chinese import ZONE, is_marked, select, without_unit
from data.sources.layout import Layout

MONEY = Layout(
    system="jd",
    channel="marketplace",
    name="jd_statement",
    landing="wallet",
    required=frozenset({"订单编号", "费用名称", "应结金额", "商品编号", "订单下单时间"}),
    optional=frozenset(
        {
            *(
                "父单号",
                "售后服务单号",
                "售后退款时间",
                "币种",
                "收支方向",
                "费用分类",
                "结算状态",
                "账单生成时间",
                "到账时间",
            ),
            *("结算时间", "商户订单号", "预计结算时间", "费用发生时间", "单据编号", "单据类型"),
            *("品牌门店编号", "京东门店编号", "门店名称"),
        }
    ),
    select=select("jd_money"),
    tz=ZONE,
    footer=is_marked,
)

LAYOUTS = (
    Layout(
        system="jd",
        channel="marketplace",
        name="jd_orders",
        landing="order",
        required=frozenset({"订单号", "商品ID", "订购数量", "下单时间", "京东价", "订单金额", "应付金额", "订单状态"}),
        optional=frozenset(
            {
                "商品名称",
                "支付方式",
                "余额支付",
                "下单帐号",
                "运费金额",
                "付款确认时间",
                "货号",
                "商家SKUID",
                "订单完成时间",
            }
        ),
        aliases={"商品(编号|id)": "商品ID", "下单账号": "下单帐号", "商品数量|数量": "订购数量", "运费": "运费金额"},
        select=select("jd_orders"),
        tz=ZONE,
        footer=is_marked,
        personal=frozenset({"下单帐号"}),
    ),
    MONEY,
    replace(
        MONEY,
        name="jd_wallet_bill",
        required=frozenset({"订单编号", "费用名称", "应结金额", "商品编号", "单据编号", "费用发生时间"}),
        optional=(MONEY.optional | {"订单下单时间"}) - {"单据编号", "费用发生时间"},
        aliases={
            "费用项": "费用名称",
            "金额": "应结金额",
            "费用结算时间": "结算时间",
        },
    ),
    Layout(
        system="jd",
        channel="marketplace",
        name="jd_wallet_funds",
        landing="settlement",
        required=frozenset({"商户号", "账户代码", "日期", "账户余额(元)", "收入金额(元)", "支出金额(元)"}),
        optional=frozenset({"商户订单号", "交易备注"}),
        aliases=without_unit("账户余额(元)", "收入金额(元)", "支出金额(元)"),
        select=select("jd_funds"),
        tz=ZONE,
        footer=is_marked,
    ),
)
