"""Youzan (有赞): the order list, the bill of the shop's account (对账单), and the list of members (客户), whose sums over their whole life are
Youzan's own and repeat what orders say: they are not read."""

from data.sources.chinese import ZONE, is_marked, select
from data.sources.layout import Layout

LAYOUTS = (
    Layout(
        system="youzan",
        name="youzan_orders",
        landing="order",
        required=frozenset({"订单号", "订单状态", "订单创建时间", "商品金额合计", "店铺优惠合计"}),
        optional=frozenset(
            {
                *(
                    "应收订单金额",
                    "支付优惠合计",
                    "销售渠道",
                    "归属店铺",
                    "买家付款时间",
                    "交易成功时间",
                    "付款方式",
                    "支付流水号",
                    "运费",
                    "订单实付金额",
                ),
                *("收货人省份", "买家手机号", "下单网点", "订单已退款金额", "订单退款状态"),
            }
        ),
        select=select("youzan_orders"),
        tz=ZONE,
        personal=frozenset({"买家手机号"}),
    ),
    Layout(
        system="youzan",
        name="youzan_bill",
        landing="wallet",
        required=frozenset({"类型", "业务单号", "支付流水号", "收入(元)", "支出(元)", "入账时间"}),
        optional=frozenset({"店铺名称", "关联单号", "支付方式", "下单时间", "余额(元)"}),
        select=select("youzan_bill"),
        tz=ZONE,
        footer=is_marked,
    ),
    Layout(
        system="youzan",
        name="youzan_members",
        landing="customer",
        required=frozenset({"客户姓名", "客户手机号", "消费次数", "消费金额"}),
        optional=frozenset({"免费等级", "付费等级"}),
        select=select("youzan_members"),
        tz=ZONE,
        personal=frozenset({"客户姓名", "客户昵称", "客户手机号", "客户生日"}),
    ),
)
