"""Every header of the dictionary of Chinese files is recognised, in every generation that it states."""

import re
from pathlib import Path

import pytest

from tests.data.sources.test_western_headers import claimed

# How a header begins in the dictionary, and the layout that claims it.
HEADERS = {
    "支付宝交易号,商户订单号,业务类型": "alipay_cn_trade",
    "门店编号,门店名称,交易订单总笔数": "alipay_cn_summary",
    "类型,收入笔数,收入金额": "alipay_cn_account_summary",
    "账务流水号,业务流水号,商品名称": "alipay_cn_account",
    "序号,入账时间,支付宝交易号,支付宝流水号,商户订单号,账务类型,收入（+元）,支出（-元）,账户余额（元）,服务费": "alipay_cn_portal",
    "序号,入账时间,支付宝交易号,支付宝流水号,商户订单号,账务类型,收入（+元）,支出（-元）,账户余额（元）,对方账户": "alipay_cn_portal",
    "记账时间,微信支付业务单号": "wechat_funds",
    "交易时间,公众账号ID,商户号,子商户号": "wechat_trade",
    "批次id,优惠id": "wechat_coupons",
    "订单编号,支付单号,支付详情,买家实付金额": "tmall_orders_chosen",
    "订单编号,支付单号,支付详情,买家应付货款": "tmall_orders",
    "子订单编号,主订单编号": "tmall_lines",
    "订单编号,退款编号,支付宝交易号": "tmall_refunds",
    "订单编号,退款编号,支付单号": "tmall_refunds",
    "商家昵称,入帐日期": "tmall_account",
    "统计日期,商品ID,商品名称": "tmall_product_report",
    "订单号,商品ID,商品名称,订购数量": "jd_orders",
    "订单编号,父单号,订单状态,订单下单时间,订单完成时间,售后服务单号": "jd_statement",
    "订单编号,父单号,订单状态,订单下单时间,订单完成时间,商品编号": "jd_statement",
    "订单编号,单据编号,单据类型": "jd_wallet_bill",
    "商户号,账户代码": "jd_wallet_funds",
    "主订单编号,子订单编号": "douyin_orders",
    "结算时间,订单号,子订单号": "douyin_settlement",
    "动账时间,动帐流水号": "douyin_movements",
    "动账流水号,关联订单号": "douyin_flow",
    "订单号,订单状态,售后状态,订单类型": "xiaohongshu_orders",
    "结算时间,下单时间,完成时间,订单号,收入金额": "xiaohongshu_settlement_sales",
    "订单号,售后单号,下单时间,结算时间": "xiaohongshu_settlement",
    "订单号,售后单号,下单时间,完成时间": "xiaohongshu_settlement_items",
    "创建时间,交易类型描述": "xiaohongshu_flow",
    "订单号,订单下单时间,订单发货时间": "weixin_shop_orders",
    "流水单号,记账时间": "weixin_shop_flow",
    "订单号,销售渠道,归属店铺": "youzan_orders",
    "类型,名称,业务单号": "youzan_bill",
    "客户姓名,客户昵称": "youzan_members",
    "商品,订单号,订单状态": "pinduoduo_orders",
    "商户订单号,发生时间,收入金额": "pinduoduo_bill",
    "数据所属期间,供应商编号": "vip_sales",
    "指标,2026年4月": "nbs_retail",
}
# Other generations and spellings, as the dictionary describes them in words.
OTHERS = {
    "店铺名称,类型,名称,业务单号,支付流水号,关联单号,交易来源地,账务主体,账户,收入(元),支出(元),余额(元),支付方式,下单时间,入账时间": "youzan_bill",
    "入账时间,支付流水号,淘宝订单编号,入账类型,收入金额（元）,支出金额,业务描述": "tmall_account",
    "商户订单号或商品订单号,发生时间,收入金额（+元）,支出金额（-元）,账务类型,备注,业务描述": "pinduoduo_bill",
    "批次id,优惠id,优惠类型,优惠金额（元）,订单总金额（元）,交易类型,支付单号,消耗时间,消耗商户号,单品信息,设备号,银行流水号": "wechat_coupons",
    "主订单编号,子订单编号,商品ID,订单应付金额,订单提交时间,支付完成时间,售后状态": "douyin_orders",
    "订单编号,单据编号,单据类型,商品编号,商户订单号,费用发生时间,费用计费时间,费用结算时间,费用项,金额,收支方向,账单日期": "jd_wallet_bill",
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注,业务描述,"
    "业务基础订单号,业务订单号,业务账单来源": "alipay_cn_account",
    "统计日期,主商品ID,商品ID,商品名称,商品类型,商品访客数,商品浏览量,总支付金额,总支付商品件数": "tmall_product_report",
    "采购单号,销售订单号,条码,结算数量,结算含税金额:销售数量*结算含税单价,币种,是否预购,直退单号,工单号,业务发生日期": "vip_returns",
}


@pytest.mark.parametrize("begins", HEADERS)
def test_a_header_of_the_dictionary_is_recognised(begins: str, shared: Path) -> None:
    text = (shared / "formats" / "more_china.md").read_text(encoding="utf-8")
    found = [line for line in re.split(r"\n|`|(?<=sheets in 16320901894 \()", text) if line.startswith(begins)]
    assert found and {claimed(line.rstrip(").")) for line in found} == {HEADERS[begins]}


@pytest.mark.parametrize("header", OTHERS)
def test_another_generation_is_recognised(header: str) -> None:
    assert claimed(header) == OTHERS[header]
