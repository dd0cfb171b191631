"""Douyin shop (抖店): the order list, and the money of the shop's account.

Movements (动账明细) tell every movement of the account by its own number; the settlement bill (结算账单) tells the settled orders among them again,
and the account's flow (账户流水) all of them, without saying what an amount is made of.
"""

from data.sources.chinese import ZONE, is_marked, lacks, select, without_unit
from data.sources.layout import Layout

INCOME = (
    "订单实付应结", "运费实付", "实际平台补贴_运费", "实际平台补贴", "其他平台补贴", "以旧换新抵扣", "政府补贴平台垫资", "实际达人补贴",
    "实际抖音支付补贴", "实际抖音月付营销补贴", "银行补贴", "订单退款",
)  # fmt: skip

LAYOUTS = (
    Layout(
        system="douyin",
        channel="marketplace",
        name="douyin_orders",
        landing="order",
        required=frozenset({"主订单编号", "子订单编号", "订单应付金额", "订单提交时间"}),
        optional=frozenset(
            {
                *(
                    "选购商品",
                    "商品数量",
                    "商品单价",
                    "订单状态",
                    "商品规格",
                    "商品ID",
                    "商家编码",
                    "运费",
                    "支付方式",
                    "订单完成时间",
                    "支付完成时间",
                    "售后状态",
                ),
                *("平台实际承担优惠金额", "商家实际承担优惠金额", "达人实际承担优惠金额", "取消原因", "所属门店ID"),
            }
        ),
        aliases={
            "主订单(号|id)": "主订单编号",
            "子订单(号|id)": "子订单编号",
            "商品 ?id": "商品ID",
            r"商品单价\(元\)": "商品单价",
            r"订单应付金额\(元\)": "订单应付金额",
            "商品名称": "选购商品",
            "(下单|订单创建)时间": "订单提交时间",
            "支付时间": "支付完成时间",
        },
        select=select("douyin_orders"),
        tz=ZONE,
    ),
    Layout(
        system="douyin",
        channel="marketplace",
        name="douyin_settlement",
        landing="wallet",
        required=frozenset({"结算时间", "订单号", "子订单号", "结算金额", "结算单类型", "下单时间", "收入合计"}),
        optional=frozenset(
            {
                *(
                    "支出合计",
                    "结算账户",
                    "用户实付",
                    "平台补贴",
                    "其他平台补贴",
                    "抖音支付补贴",
                    "抖音月付营销补贴",
                    "平台补贴运费",
                ),
            }
        ),
        select=select("douyin_settlement"),
        tz=ZONE,
        footer=is_marked,
        total=lacks("结算时间", "订单号", "子订单号"),
        yields_to=frozenset({"douyin_movements"}),
    ),
    Layout(
        system="douyin",
        channel="marketplace",
        name="douyin_movements",
        landing="wallet",
        required=frozenset({"动账时间", "动帐流水号", "动账方向", "动账金额", "动账场景", "订单号"}),
        optional=frozenset({"子订单号", "售后编号", "下单时间", "动账账户", *INCOME}),
        aliases={"动账流水号": "动帐流水号", r"动账金额\(元\)": "动账金额"},
        select=select("douyin_movements"),
        tz=ZONE,
        footer=is_marked,
        total=lacks("动账时间", "动帐流水号", "动账场景"),
    ),
    Layout(
        system="douyin",
        channel="marketplace",
        name="douyin_flow",
        landing="settlement",
        required=frozenset(
            {"动账流水号", "关联订单号", "动账时间", "账户方向", "动账金额(元)", "动账场景", "账户余额(元)"}
        ),
        optional=frozenset({"关联子订单号"}),
        aliases={"动帐流水号": "动账流水号", **without_unit("动账金额(元)", "账户余额(元)")},
        select=select("douyin_flow"),
        tz=ZONE,
        footer=is_marked,
    ),
)
