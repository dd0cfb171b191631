"""Alipay in mainland China: the merchant's trade bill (业务明细), account bill (账务明细), and what is refused.

The trade bill is sales evidence; the account bill tells the same money again as movements of the balance, and is
settlement evidence only.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from data.sources.chinese import added_up
from data.sources.layout import About, Declared, Frame, Layout

SQL = Path(__file__).with_name("sql")
ZONE = "Asia/Shanghai"
AMOUNT = r"(-?[\d,]*\.?\d+)元"

TRADE_MONEY = frozenset(
    f"{name}(元)"
    for name in (
        *(
            "支付宝红包",
            "集分宝",
            "支付宝优惠",
            "商家优惠",
            "券核销金额",
            "商家红包消费金额",
            "卡消费金额",
            "服务费",
            "分润",
            "实收净额",
        ),
    )
)
TRADE_TEXT = frozenset(
    {
        "商品名称",
        "创建时间",
        "门店编号",
        "门店名称",
        "操作员",
        "终端号",
        "对方账户",
        "券名称",
        "退款批次号/请求号",
        "备注",
    }
)
# banks and aggregators hand the bill on with columns renamed or without the unit
TRADE_ALIASES = {
    **{re.escape(name.removesuffix("(元)")): name for name in (*TRADE_MONEY, "订单金额(元)", "商家实收(元)")},
    "银联交易号": "支付宝交易号",
    r"退款(批次号|请求号|请求号/批次号)": "退款批次号/请求号",
    r"手续费(\(元\))?": "服务费(元)",
    r"对(方账号|账账户)": "对方账户",
}
ACCOUNT_ALIASES = {
    r"收入(金额)?(\(\+?元\))?": "收入金额(+元)",
    r"支出(金额)?(\(-?元\))?": "支出金额(-元)",
    r"账户余额|余额(\(元\))?": "账户余额(元)",
    "账务类型": "业务类型",
    "入账时间": "发生时间",
    "支付宝流水号": "账务流水号",
    "支付宝交易号": "业务流水号",
}


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _footer(cells: list[str]) -> bool:
    """A `#` line, a total, or the short line of sums under a total's own header."""
    filled = [cell.strip(" \t`'\ufeff") for cell in cells if cell.strip(" \t`'\ufeff")]
    if not filled:
        return False
    first = filled[0]
    return first.startswith(("#", "合计", "总计", "总交易单数")) or (len(filled) <= 7 and all(map(_is_number, filled)))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d,]*\.?\d+", text) is not None


def _fits(time: str, *amounts: str) -> Callable[[Mapping[str, str]], bool]:
    """Whether a time and amounts stand where the header says: the bills quote nothing, a comma in a text moves the rest."""

    def fits(row: Mapping[str, str]) -> bool:
        cells = [row.get(name, "").strip(" \t`") for name in amounts]
        return re.match(r"\s*`?\d{4}[-/]", row.get(time, "")) is not None and all(
            not cell or _is_number(cell) for cell in cells
        )

    return fits


def _about(declared: Callable[[str], tuple[Declared, ...]]) -> Callable[[Frame], About]:
    """What the `#` lines say: account, days, and the totals that `declared` reads from them."""

    def about(frame: Frame) -> About:
        text = unicodedata.normalize("NFKC", "\n".join([*frame.before, *frame.after]))
        days = [date(*map(int, parts)) for parts in re.findall(r"日期:\[(\d{4})年(\d{1,2})月(\d{1,2})日", text)]
        first, last = (days[0], days[1]) if len(days) > 1 else (None, None)
        return About(_account(text), declared(text), first, last)

    return about


def _account(text: str) -> str | None:
    """The 2088 number; some exports append the currency's 0156 to its sixteen digits."""
    match = re.search(r"账号:.*?\[(\d{8,})\]|账号:\s*(\d{8,})", text)
    if match is None:
        return None
    number = match[1] or match[2]
    return number[:16] if len(number) == 20 else number


def _trade_totals(text: str) -> tuple[Declared, ...]:
    totals = []
    for paid in re.finditer(rf"交易合计:(\d+)笔,[^共\n]*共{AMOUNT}(?:,[^共\n]*优惠[^共\n]*共{AMOUNT})?", text):
        totals += [
            Declared("payments", Decimal(paid[1]), "count(*) filter (txn_type = 'payment')"),
            Declared("received", _decimal(paid[2]), "coalesce(sum(gross) filter (txn_type = 'payment'), 0)"),
        ]
        if paid[3]:
            discounts = "coalesce(sum(disc_merchant) filter (txn_type = 'payment'), 0)"
            totals.append(Declared("merchant discounts", _decimal(paid[3]), discounts))
    for refunded in re.finditer(rf"退款合计:(\d+)笔,[^共\n]*共{AMOUNT}", text):
        totals += [
            Declared("refunds", Decimal(refunded[1]), "count(*) filter (txn_type in ('refund', 'reversal'))"),
            Declared(
                "refunded",
                _signed(-1, refunded[2]),
                "coalesce(sum(gross) filter (txn_type in ('refund', 'reversal')), 0)",
            ),
        ]
    return added_up(totals)


def _account_totals(text: str) -> tuple[Declared, ...]:
    totals: list[Declared] = []
    for word, name, sign, test in (("收入", "income", 1, "amount > 0"), ("支出", "expense", -1, "amount < 0")):
        for match in re.finditer(rf"{word}合计:(\d+)笔,共{AMOUNT}", text):
            totals += [
                Declared(f"{name} entries", Decimal(match[1]), f"count(*) filter ({test})"),
                Declared(name, _signed(sign, match[2]), f"coalesce(sum(amount) filter ({test}), 0)"),
            ]
    return added_up(totals)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _signed(sign: int, text: str) -> Decimal:
    """An amount in the merchant's sign, whatever sign it is written with; adding 0 keeps a zero from being -0."""
    return sign * abs(_decimal(text)) + 0


def _summary(name: str, *headers: str) -> Layout:
    """The 汇总 that comes in one zip with the bill: sums of what the bill lists, so nothing in it is data."""
    return Layout(
        system="alipay_cn",
        name=name,
        landing="settlement",
        required=frozenset(headers),
        select="select row_no, 'a sum, not an entry' as problem from staged",
        tz=ZONE,
        footer=lambda cells: True,
        about=_about(lambda text: ()),
    )


def _personal(name: str, *headers: str) -> Layout:
    return Layout(
        system="alipay_cn",
        name=name,
        landing="wallet",
        required=frozenset(headers),
        select="",
        refuse="this is a consumer's personal Alipay statement, not a shop's; sign in as the merchant (b.alipay.com) "
        "and export the trade bill 业务明细",
    )


_ACCOUNT = Layout(
    system="alipay_cn",
    name="alipay_cn_account",
    landing="settlement",
    required=frozenset({"账务流水号", "发生时间", "收入金额(+元)", "支出金额(-元)"}),
    optional=frozenset({"业务流水号", "商户订单号", "业务类型", "账户余额(元)", "业务描述", "业务基础订单号", "备注"}),
    aliases=ACCOUNT_ALIASES,
    select=_sql("alipay_cn_account"),
    tz=ZONE,
    footer=_footer,
    about=_about(_account_totals),
    surplus=("备注", "商品名称"),
    fits=_fits("发生时间", "账户余额(元)"),
)

LAYOUTS = (
    Layout(
        system="alipay_cn",
        name="alipay_cn_trade",
        landing="wallet",
        required=frozenset({"支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额(元)", "商家实收(元)"}),
        optional=TRADE_MONEY | TRADE_TEXT,
        aliases=TRADE_ALIASES,
        select=_sql("alipay_cn_trade"),
        tz=ZONE,
        footer=_footer,
        about=_about(_trade_totals),
        surplus=("备注", "商品名称", "门店名称", "券名称"),
        fits=_fits("完成时间", "订单金额(元)", "商家实收(元)", *sorted(TRADE_MONEY)),
    ),
    Layout(
        system="alipay_cn",
        name="alipay_cn_orders",
        landing="wallet",
        required=frozenset({"支付宝交易号", "商户订单号", "商家实收(元)", "商家实退(元)", "交易状态", "创建时间"}),
        optional=frozenset(
            {"付款时间", "完成时间", "订单金额(元)", "服务费(元)", "退服务费(元)", "商品名称", "门店编号", "门店名称"}
        ),
        select=_sql("alipay_cn_orders"),
        tz=ZONE,
        footer=_footer,
        about=_about(lambda text: ()),
    ),
    _ACCOUNT,
    # The portal's list of the same account quotes some texts and others not, so that a surplus cell tells nothing of its place.
    replace(
        _ACCOUNT,
        name="alipay_cn_portal",
        required=_ACCOUNT.required | {"业务流水号", "业务类型", "序号"},
        optional=_ACCOUNT.optional - {"业务流水号", "业务类型"},
        surplus=(),
        blanks_are_cells=True,
        fits=None,
    ),
    _summary("alipay_cn_summary", "门店编号", "交易订单总笔数", "退款订单总笔数", "商家实收(元)"),
    _summary("alipay_cn_account_summary", "类型", "收入笔数", "收入金额(+元)", "支出笔数", "支出金额(-元)"),
    _personal("alipay_personal", "交易号", "交易对方", "收/支", "资金状态"),
    _personal("alipay_personal_app", "交易对方", "收/支", "收/付款方式", "交易状态"),
)
