"""Tmall's order lists and reports, and the lists of what was in the orders."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.load import load
from data.store import Store
from tests.data.sources.landing import Read, read

LIST = [
    "订单编号",
    "买家会员名",
    "买家支付宝账号",
    "支付单号",
    "支付详情",
    "买家应付货款",
    "买家应付邮费",
    "买家支付积分",
    "总金额",
    "返点积分",
    "买家实际支付金额",
    "买家实际支付积分",
    "订单状态",
    "收货人姓名",
    "收货地址 ",
    "运送方式",
    "联系电话 ",
    "联系手机",
    "订单创建时间",
    "订单付款时间 ",
    "宝贝标题 ",
    "店铺名称",
    "订单关闭原因",
    "天猫卡券抵扣",
    "集分宝抵扣",
    "是否是O2O交易",
    "新零售导购门店名称",
    "新零售导购门店id",
    "新零售发货门店名称",
    "新零售发货门店id",
    "退款金额",
    "确认收货时间",
    "打款商家金额",
    "主订单编号",
]
REPORT = ["订单编号", "总金额", "买家实际支付金额", "收货地址 ", "订单创建时间", "订单付款时间 ", "退款金额"]
DETAIL_10 = [
    "订单编号",
    "标题",
    "价格",
    "购买数量",
    "外部系统编号",
    "商品属性",
    "套餐信息",
    "备注",
    "订单状态",
    "商家编码",
]
DETAIL_18 = [
    "子订单编号",
    "主订单编号",
    "商品标题",
    "商品价格",
    "购买数量",
    "外部系统编号",
    "商品属性",
    "套餐信息",
    "备注",
    "订单状态",
    "商家编码",
    "支付单号",
    "买家应付货款",
    "买家实际支付金额",
    "退款状态",
    "退款金额",
    "订单创建时间",
    "订单付款时间",
]
NUMBER = "3021234567890123456"

PAID = {
    "订单编号": f'="{NUMBER}"', "买家会员名": "gucci迷88", "支付单号": "2024052022001100000000000009", "买家应付货款": "12800.00",
    "买家应付邮费": "0.00", "总金额": "12800.00", "买家实际支付金额": "12600.00", "订单状态": "交易成功", "收货地址 ": "上海 上海市 静安区",
    "联系手机": "'13812340001", "订单创建时间": "2024-06-01 00:10:00", "订单付款时间 ": "2024-06-01 00:12:00", "店铺名称": "某旗舰店",
    "天猫卡券抵扣": "150.00", "集分宝抵扣": "50.00", "退款金额": "0.00", "打款商家金额": "12800.00元", "是否是O2O交易": "NULL",
}  # fmt: skip


def written(
    folder: Path,
    columns: list[str],
    *rows: dict[str, str],
    encoding: str = "gb18030",
    name: str = "ExportOrderList.csv",
) -> Path:
    sink = io.StringIO()
    writer = csv.DictWriter(sink, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = folder / name
    file.write_bytes(sink.getvalue().encode(encoding))
    return file


def orders(folder: Path, *rows: dict[str, str], columns: list[str] = LIST, encoding: str = "gb18030") -> Read:
    return read(written(folder, columns, *rows, encoding=encoding))


def test_a_paid_order_keeps_what_the_platform_paid_apart(tmp_path: Path) -> None:
    one = orders(tmp_path, PAID).good.iloc[0]
    assert (one.order_ref, one.status, one.currency, one.channel) == (NUMBER, "paid", "CNY", "marketplace")
    assert (one.goods_gross, one.discount_merchant, one.discount_platform, one.total) == (12800, 0, 200, 12800)
    assert (one.payment_ref, one.payment_wallet) == ("2024052022001100000000000009", "alipay")


def test_ten_past_midnight_in_shanghai_is_the_day_before_in_utc(tmp_path: Path) -> None:
    one = orders(tmp_path, PAID).good.iloc[0]
    assert (str(one.ordered_at), one.tz) == ("2024-05-31 16:10:00+00:00", "Asia/Shanghai")


def several(folder: Path, told: list[dict[str, str]]) -> Read:
    return orders(folder, *[PAID | each | {"订单编号": str(at)} for at, each in enumerate(told)])


def test_actually_paid_is_net_of_refunds_so_the_status_comes_from_payment_and_refund(tmp_path: Path) -> None:
    told = [
        ({"订单付款时间 ": "", "订单状态": "等待买家付款", "买家实际支付金额": "0.00"}, "unpaid", 0),
        ({"订单付款时间 ": "", "订单状态": "交易关闭", "订单关闭原因": "买家未付款"}, "unpaid", 0),
        ({"退款金额": "12800.00", "买家实际支付金额": "0.00", "订单状态": "交易关闭"}, "refunded", -12800),
        ({"退款金额": "3000.00", "买家实际支付金额": "9600.00"}, "partially_refunded", -3000),
        (
            {"退款金额": "", "买家实际支付金额": "0.00", "订单状态": "交易关闭", "订单关闭原因": "退款"},
            "refunded",
            -12800,
        ),
        ({"退款金额": "无退款申请"}, "paid", 0),
        ({"订单状态": "买家已付款，等待卖家发货"}, "paid", 0),
    ]
    rows = several(tmp_path, [each[0] for each in told]).good
    assert list(zip(rows.status, rows.refunded, strict=True)) == [(each[1], each[2]) for each in told]
    assert set(rows.total) == {12800}


def test_an_unpaid_order_has_no_wallet(tmp_path: Path) -> None:
    one = orders(tmp_path, PAID | {"订单付款时间 ": "", "订单状态": "等待买家付款"}).good.iloc[0]
    assert one.payment_wallet is None and one.payment_method is None


def test_a_new_retail_store_makes_a_phygital_order(tmp_path: Path) -> None:
    one = orders(tmp_path, PAID | {"新零售导购门店名称": "上海恒隆店", "新零售导购门店id": "SH01"}).good.iloc[0]
    assert (one.channel, one.store_key, one.store_name) == ("phygital_lab", "SH01", "上海恒隆店")
    assert orders(tmp_path, PAID | {"是否是O2O交易": "否"}).good.iloc[0].channel == "marketplace"


def test_masked_names_recognise_nobody(tmp_path: Path) -> None:
    plain = orders(tmp_path, PAID).good.iloc[0]
    assert (plain.platform_buyer_id, plain.masked_login, plain.phone) == ("gucci迷88", None, "13812340001")
    masked = orders(tmp_path, PAID | {"买家会员名": "g**8", "联系手机": "'138****0001"}).good.iloc[0]
    assert (masked.platform_buyer_id, masked.masked_login, masked.phone) == (None, "g**8", None)


def test_the_address_begins_with_the_market(tmp_path: Path) -> None:
    told = {"广东省 深圳市": "CN", "香港特别行政区": "HK", "台湾省": "TW", "海外 意大利": ""}
    rows = several(tmp_path, [{"收货地址 ": address} for address in told]).good
    assert list(rows.market.fillna("")) == list(told.values())


def test_a_number_that_a_spreadsheet_destroyed_is_rejected(tmp_path: Path) -> None:
    assert "damaged" in orders(tmp_path, PAID | {"订单编号": "3.02123E+18"}).rows.iloc[0].problem


def test_a_report_of_seven_columns_is_the_same_layout_in_any_encoding(tmp_path: Path) -> None:
    told = {name: PAID.get(name, "") for name in REPORT} | {
        "订单编号": "41",
        "总金额": "327.7",
        "买家实际支付金额": "148.9",
        "退款金额": "178.8",
    }
    for encoding in ("utf-8-sig", "utf-16"):
        made = orders(tmp_path, told, columns=REPORT, encoding=encoding)
        one = made.good.iloc[0]
        assert (made.layout, one.status, float(one.total), float(one.refunded)) == (
            "tmall_orders", "partially_refunded", 327.7, -178.8,
        )  # fmt: skip


def test_a_workbook_is_read_as_the_csv_is(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(LIST)
    told = PAID | {"订单编号": NUMBER}
    sheet.append([told.get(name, "") for name in LIST])
    book.save(tmp_path / "ExportOrderList.xlsx")
    one = read(tmp_path / "ExportOrderList.xlsx").good.iloc[0]
    assert (one.order_ref, one.total, one.discount_platform) == (NUMBER, 12800, 200)


def test_a_line_of_the_long_detail_list_brings_its_own_discount_and_refund(tmp_path: Path) -> None:
    told = {
        "子订单编号": "3021234567890123457", "主订单编号": NUMBER, "商品标题": "手袋", "商品价格": "11200.00", "购买数量": "1", "商家编码": "BAG-1",
        "买家应付货款": "10640.00", "退款金额": "无退款申请",
    }  # fmt: skip
    one = orders(tmp_path, told, columns=DETAIL_18).good.iloc[0]
    assert (one.order_ref, one.source_line_id, one.sku) == (NUMBER, "3021234567890123457", "BAG-1")
    assert (one.unit_price, one.line_discount, float(one.line_refunded)) == (11200, 560, 0)


BAG = {"订单编号": f'="{NUMBER}"', "标题": "手袋", "价格": "12000.00", "购买数量": "1", "商家编码": "BAG-1"}
SCARF = {"订单编号": f'="{NUMBER}"', "标题": "丝巾", "价格": "1000.00", "购买数量": "2", "商家编码": "SCF-1"}


@pytest.mark.parametrize("lines_first", [False, True])
def test_list_and_lines_meet_whichever_comes_first(tmp_path: Path, lines_first: bool) -> None:
    listed = written(tmp_path, LIST, PAID)
    lines = written(tmp_path, DETAIL_10, BAG, SCARF, name="ExportOrderDetailList.csv")
    home = tmp_path / "store"
    for file in (lines, listed) if lines_first else (listed, lines):
        load([file], home)
    (one,) = Store.open(home).query(
        """select cast(any_value(goods_gross) as double) as goods, cast(any_value(discount_merchant) as double) as own,
            cast(any_value(discount_platform) as double) as platform, cast(sum(net) as double) as net, count(*) as lines
        from orders join order_lines using (order_id)"""
    ).itertuples(index=False)  # fmt: skip
    # 14,000 at list price, 12,800 payable: the shop gave 1,200, the platform 200.
    assert (one.goods, one.own, one.platform, one.net, one.lines) == (14000, 1200, 200, 12600, 2)
    (again,) = load([listed], home)
    assert (again.rows_loaded, again.rows_duplicate) == (0, 1)


def test_public_samples_give_the_expected_sums(shared: Path) -> None:
    folder = shared / "formats/samples/tmall"
    report = read(folder / "tmall_order_report_2020-02_sample.csv").good
    listed = read(folder / "ExportOrderList201809011818.csv").good
    totals = {}
    for frame in (report, listed):
        for status, rows in frame.groupby("status"):
            count, total, refunded = totals.get(status, (0, 0.0, 0.0))
            totals[status] = (
                count + len(rows), round(total + float(rows.total.sum()), 2), round(refunded + float(rows.refunded.sum()), 2),
            )  # fmt: skip
    assert totals == {
        "paid": (47, 17719.2, 0), "partially_refunded": (4, 1674.7, -1056.8), "refunded": (18, 5388.6, -5388.6), "unpaid": (14, 6267.5, 0),
    }  # fmt: skip
