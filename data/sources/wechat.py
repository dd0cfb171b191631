"""WeChat Pay: the merchant's trade bill (交易账单), its fund bill (资金账单), the coupons used, and what is refused."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path

from data.sources.chinese import added_up
from data.sources.layout import About, Declared, Frame, Layout

SQL = Path(__file__).with_name("sql")
ZONE = "Asia/Shanghai"
REFUNDS = "filter (txn_type in ('refund', 'reversal'))"
PAYMENTS = "filter (txn_type = 'payment')"

# what the line of totals calls it -> what it should equal, in the sign the bill writes it
TOTALS = {
    "总交易单数": "count(*)",
    "应结订单总金额": f"coalesce(sum(gross) {PAYMENTS}, 0)",
    "总交易额": f"coalesce(sum(gross) {PAYMENTS}, 0)",
    "退款总金额": f"-coalesce(sum(gross) {REFUNDS}, 0)",
    "总退款金额": f"-coalesce(sum(gross) {REFUNDS}, 0)",
    "手续费总金额": "-coalesce(sum(fee), 0)",
    "订单总金额": f"coalesce(sum(list_amount) {PAYMENTS}, 0)",
    "申请退款总金额": f"-coalesce(sum(list_amount) {REFUNDS}, 0)",
}
FUND_TOTALS = {
    "资金流水总笔数": "count(*)",
    "收入笔数": "count(*) filter (amount >= 0)",
    "收入金额": "coalesce(sum(amount) filter (amount >= 0), 0)",
    "支出笔数": "count(*) filter (amount < 0)",
    "支出金额": "-coalesce(sum(amount) filter (amount < 0), 0)",
}


def _cells(line: str) -> list[str]:
    return [cell.strip(" \t`'\"\ufeff") for cell in unicodedata.normalize("NFKC", line).split(",")]


def _footer(cells: list[str]) -> bool:
    """The header of the totals, or the short line of figures under it."""
    filled = [cell.strip(" \t`'\ufeff") for cell in cells if cell.strip(" \t`'\ufeff")]
    if not filled:
        return False
    return filled[0].startswith(("总交易单数", "资金流水总笔数", "#")) or (
        len(filled) <= 8 and all(map(_is_number, filled))
    )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d,]*\.?\d+", text) is not None


def _totals(frame: Frame, meaning: dict[str, str]) -> About:
    """Totals that the bill's last two lines state."""
    rows = [_cells(line) for line in frame.after]
    totals: list[Declared] = []
    for names, values in pairwise(rows):
        if names[0] in meaning:
            stated = {name.removesuffix("(元)"): value for name, value in zip(names, values, strict=False)}
            totals += [
                Declared(name, number, meaning[name])
                for name, value in stated.items()
                if name in meaning and (number := _number(value)) is not None
            ]
    return About(declared=added_up(totals))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


LAYOUTS = (
    Layout(
        system="wechat",
        name="wechat_trade",
        landing="wallet",
        required=frozenset({"交易时间", "微信订单号", "商户订单号", "交易状态"}),
        optional=frozenset(
            {
                *("公众账号ID", "商户号", "特约商户号", "设备号", "用户标识", "交易类型", "付款银行", "货币种类"),
                *("应结订单金额", "总金额", "订单金额", "代金券金额", "微信退款单号", "商户退款单号", "退款金额"),
                *("充值券退款金额", "退款类型", "退款状态", "商品名称", "商户数据包", "手续费", "费率", "申请退款金额"),
                *("费率备注", "退款申请时间", "退款成功时间"),
            }
        ),
        aliases={
            r"\W{0,3}交易时间": "交易时间",
            "子商户号": "特约商户号",
            "公众账号id|公众账号appid|appid": "公众账号ID",
            "代金券或立减优惠金额|企业红包金额|优惠金额": "代金券金额",
            "代金券或立减优惠退款金额|企业红包退款金额": "充值券退款金额",
        },
        select=(SQL / "wechat_trade.sql").read_text(encoding="utf-8"),
        tz=ZONE,
        footer=_footer,
        about=lambda frame: _totals(frame, TOTALS),
        surplus=("商品名称",),
    ),
    Layout(
        system="wechat",
        name="wechat_funds",
        landing="settlement",
        required=frozenset({"记账时间", "资金流水单号", "业务类型", "收支类型", "收支金额(元)"}),
        optional=frozenset(
            {"微信支付业务单号", "业务名称", "账户结余(元)", "备注", "业务凭证号", "资金变更提交申请人"}
        ),
        aliases={r"\W{0,3}记账时间": "记账时间"},
        select=(SQL / "wechat_funds.sql").read_text(encoding="utf-8"),
        tz=ZONE,
        footer=_footer,
        about=lambda frame: _totals(frame, FUND_TOTALS),
        surplus=("备注",),
    ),
    # Who used a coupon of a batch: what the bill calls 代金券金额, coupon by coupon.
    Layout(
        system="wechat",
        name="wechat_coupons",
        landing="exposure",
        required=frozenset({"批次id", "优惠id", "交易类型", "消耗时间"}),
        optional=frozenset({"优惠类型", "优惠金额(元)"}),
        aliases={
            r"\W{0,3}(代金券)?批次(id|号)": "批次id",
            r"(优惠|代金券|券)id": "优惠id",
            r"优惠金额": "优惠金额(元)",
            "(消耗|核销|使用)时间": "消耗时间",
        },
        select=(SQL / "wechat_coupons.sql").read_text(encoding="utf-8"),
        tz=ZONE,
    ),
    Layout(
        system="wechat",
        name="wechat_personal",
        landing="wallet",
        required=frozenset({"交易时间", "交易类型", "交易对方", "收/支", "当前状态"}),
        select="",
        refuse="this is a consumer's personal WeChat statement, not a shop's; sign in as the merchant "
        "(pay.weixin.qq.com) and download the 交易账单",
    ),
)
