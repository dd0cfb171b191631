"""Pinduoduo (拼多多): the order list and the bill of the shop's account (店铺账务明细), whose entries have no number of their own."""

import unicodedata

from data.sources.chinese import ZONE, in_and_out, is_marked, select, without_unit
from data.sources.layout import About, Frame, Layout

MONEY = (
    "商品总价(元)", "邮费(元)", "店铺优惠折扣(元)", "平台优惠折扣(元)", "多多支付立减金额(元)", "用户实付金额(元)", "商家实收金额(元)",
)  # fmt: skip


def _about(frame: Frame) -> About:
    text = unicodedata.normalize("NFKC", "\n".join(frame.after))
    return About(declared=in_and_out(text, "(gross + fee)"))


LAYOUTS = (
    Layout(
        system="pinduoduo",
        channel="marketplace",
        name="pinduoduo_orders",
        landing="order",
        required=frozenset(
            {"订单号", "订单状态", "商品总价(元)", "用户实付金额(元)", "商家实收金额(元)", "订单成交时间"}
        ),
        optional=frozenset(
            {
                *(
                    "商品",
                    "商品数量(件)",
                    "确认收货时间",
                    "商品id",
                    "商品规格",
                    "商家编码-规格维度",
                    "商家编码-商品维度",
                ),
                *("售后状态", "支付时间", "样式ID", *MONEY),
            }
        )
        - {"商品总价(元)", "用户实付金额(元)", "商家实收金额(元)"},
        aliases={
            **without_unit(*MONEY),
            r"商品数量(\(件\))?": "商品数量(件)",
            "商品 ?id": "商品id",
            "商品名称": "商品",
        },
        select=select("pinduoduo_orders"),
        tz=ZONE,
        footer=is_marked,
    ),
    Layout(
        system="pinduoduo",
        channel="marketplace",
        name="pinduoduo_bill",
        landing="wallet",
        required=frozenset({"商户订单号", "发生时间", "收入金额(+元)", "支出金额(-元)", "账务类型"}),
        optional=frozenset({"备注", "业务描述"}),
        aliases={"商户订单号或商品订单号": "商户订单号"},
        select=select("pinduoduo_bill"),
        tz=ZONE,
        footer=is_marked,
        about=_about,
    ),
)
