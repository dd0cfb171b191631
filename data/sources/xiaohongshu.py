"""Xiaohongshu (千帆): the order list, and the settlement by order or by article.

The two settlements tell the same money; that by order counts. Names and identity numbers that cross-border orders carry are never read.
"""

from dataclasses import replace

from data.sources.chinese import ZONE, is_marked, select, without_unit
from data.sources.layout import Layout

SETTLEMENT = Layout(
    system="xiaohongshu",
    channel="marketplace",
    name="xiaohongshu_settlement",
    landing="wallet",
    required=frozenset({"订单号", "售后单号", "下单时间", "结算时间", "交易类型", "动账金额", "商品实付/实退", "佣金"}),
    optional=frozenset(
        {
            *(
                "运费实付/实退",
                "平台优惠补贴",
                "平台运费补贴",
                "跨境税代缴",
                "商品税金",
                "运费税金",
                "支付渠道费",
                "分销佣金",
            ),
            *("代运营服务商佣金", "代开发服务商佣金", "花呗分期手续费", "国补订单毛保金额", "规格ID", "SKU条码"),
        }
    ),
    aliases={r"动账金额\(元\)": "动账金额", "商品实(付|退)": "商品实付/实退", "运费(实付|实退)": "运费实付/实退"},
    select=select("xiaohongshu_settlement"),
    tz=ZONE,
    footer=is_marked,
)
ORDER_MONEY = (
    "商品总价(元)", "用户应付金额(元)", "平台优惠(元)", "店铺优惠(元)", "支付渠道优惠(元)", "SKU商家改价(元)", "包裹总运费(元)",
)  # fmt: skip

LAYOUTS = (
    Layout(
        system="xiaohongshu",
        channel="marketplace",
        name="xiaohongshu_orders",
        landing="order",
        required=frozenset({"订单号", "订单状态", "SKU件数", "商品总价(元)", "用户应付金额(元)", "订单创建时间"}),
        optional=frozenset(
            {
                *(
                    "售后状态",
                    "规格ID",
                    "SKU名称",
                    "SKU规格",
                    "支付方式",
                    "支付渠道订单号",
                    "支付时间",
                    "订单完成时间",
                    "用户编号",
                ),
                *("商家编码", "商品ID", "商品名称", *ORDER_MONEY),
            }
        )
        - {"商品总价(元)", "用户应付金额(元)"},
        aliases={**without_unit(*ORDER_MONEY), "商品 ?id": "商品ID", "规格 ?id": "规格ID"},
        select=select("xiaohongshu_orders"),
        tz=ZONE,
        personal=frozenset({"用户编号"}),
    ),
    SETTLEMENT,
    replace(
        SETTLEMENT,
        name="xiaohongshu_settlement_items",
        required=(SETTLEMENT.required - {"佣金"}) | {"佣金总额", "规格ID"},
        optional=(SETTLEMENT.optional - {"规格ID"}) | {"佣金"},
        aliases={**SETTLEMENT.aliases, "运费": "运费实付/实退"},
        select=select("xiaohongshu_settlement").replace('"佣金"', 'coalesce("佣金总额", "佣金")'),
        yields_to=frozenset({"xiaohongshu_settlement"}),
    ),
    # The sheet of sales of an older settlement, whose refunds are another sheet.
    replace(
        SETTLEMENT,
        name="xiaohongshu_settlement_sales",
        required=(SETTLEMENT.required - {"售后单号", "交易类型", "动账金额"}) | {"收入金额", "计佣基数"},
        optional=SETTLEMENT.optional | {"售后单号", "交易类型"},
        aliases={
            "商品实(付|退)": "商品实付/实退",
            "运费(实付|实退)": "运费实付/实退",
            "服务商佣金": "代运营服务商佣金",
        },
        select=select("xiaohongshu_settlement").replace('"动账金额"', '"收入金额"'),
        yields_to=frozenset({"xiaohongshu_settlement"}),
    ),
    Layout(
        system="xiaohongshu",
        channel="marketplace",
        name="xiaohongshu_flow",
        landing="settlement",
        required=frozenset({"创建时间", "交易类型描述", "收入(元)", "支出(元)", "账户余额(元)", "业务单号"}),
        select=select("xiaohongshu_flow"),
        tz=ZONE,
        footer=is_marked,
    ),
)
