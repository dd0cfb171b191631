"""Mainland Alipay files: what each row means, and what must not be loaded."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.data.sources.landing import read, read_all

COLUMNS = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
    "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注"
)
TITLE = [
    "#支付宝业务明细查询",
    "#账号：[20881234567890120156]",
    "#起始日期：[2024年05月20日 00:00:00]   终止日期：[2024年05月21日 00:00:00]",
]
END = "#-----------------------------------------业务明细列表结束------------------------------------"

SUMMARY = (
    "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,"
    "卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）"
)


def row(trade: str = "2024052022001400000000000001", **told: str) -> str:
    """One line as the bill writes it: text ends in a TAB, empty text is a lone TAB, no quotes."""
    cells = dict.fromkeys(COLUMNS.split(","), "\t") | {
        "支付宝交易号": f"{trade}\t",
        "商户订单号": "A-1001\t",
        "业务类型": "交易\t",
        "商品名称": "丝巾",
        "创建时间": "2024-05-20 23:59:50",
        "完成时间": "2024-05-20 23:59:58",
        "对方账户": "*某(138****0000)\t",
        "订单金额（元）": "100.00",
        "商家实收（元）": "100.00",
        "支付宝红包（元）": "0.00",
        "集分宝（元）": "0.00",
        "支付宝优惠（元）": "0.00",
        "商家优惠（元）": "0.00",
        "券核销金额（元）": "0.00",
        "券名称": "",
        "商家红包消费金额（元）": "0.00\t",
        "卡消费金额（元）": "0.00",
        "服务费（元）": "0.00",
        "分润（元）": "0.00",
        "备注": "",
    }
    short = {
        "订单": "订单金额（元）",
        "实收": "商家实收（元）",
        "红包": "支付宝红包（元）",
        "商家优惠": "商家优惠（元）",
        "服务费": "服务费（元）",
        "类型": "业务类型",
        "请求号": "退款批次号/请求号",
        "券": "券核销金额（元）",
        "商家红包": "商家红包消费金额（元）",
        "分润": "分润（元）",
    }
    return ",".join((cells | {short.get(name, name): value for name, value in told.items()}).values())


def bill(rows: list[str], footer: list[str] = (), columns: str = COLUMNS) -> str:  # type: ignore[assignment]
    return "\r\n".join(
        [*TITLE, "#----业务明细列表----", columns, *rows, END, *footer, "#导出时间：[2024年05月21日 09:00:00]", ""]
    )


def written(
    folder: Path, text: str, encoding: str = "gb18030", name: str = "20881234567890120156_20240520_业务明细.csv"
) -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def test_a_payment_carries_its_ids_its_moment_and_its_fee(tmp_path: Path) -> None:
    found = read(written(tmp_path, bill([row(服务费="-0.60", 门店编号="S01\t", 操作员="li\t", 终端号="T9\t")])))
    one = found.good.iloc[0]
    assert (found.layout, found.about.account_id) == ("alipay_cn_trade", "2088123456789012")
    assert (one.provider_txn_id, one.merchant_ref, one.txn_type, one.status) == (
        "2024052022001400000000000001",
        "A-1001",
        "payment",
        "succeeded",
    )
    assert one.occurred_at.isoformat() == "2024-05-20T15:59:58+00:00"
    assert (one.store_key, one.operator_id, one.terminal_id, one.payer_id_type) == (
        "S01",
        "li",
        "T9",
        "alipay_login_masked",
    )
    assert (one.gross, one.fee, one.currency) == (100, -0.6, "CNY")


@pytest.mark.parametrize("sign", ["-", ""])
def test_a_refund_is_negative_however_the_file_signs_it(tmp_path: Path, sign: str) -> None:
    refund = row(
        类型="退款\t", 订单=f"{sign}30.00", 实收=f"{sign}30.00", 请求号="RF-1", 服务费=f"{sign}0.18" if sign else "0.18"
    )
    one = read(written(tmp_path, bill([refund]))).good.iloc[0]
    assert (one.txn_type, one.gross, one.list_amount, one.fee, one.merchant_refund_ref) == (
        "refund",
        -30,
        -30,
        0.18,
        "RF-1",
    )


def test_several_refunds_of_one_trade_are_several_events(tmp_path: Path) -> None:
    rows = [
        row(),
        row(类型="退款\t", 实收="-10.00", 订单="-10.00", 请求号="RF-1"),
        row(类型="退款\t", 实收="-10.00", 订单="-10.00", 请求号="RF-2"),
    ]
    assert read(written(tmp_path, bill(rows))).good.natural_key.nunique() == 3


DISCOUNTS: list[tuple[dict[str, str], float, float, float, float]] = [
    ({"实收": "100.00", "红包": "96.00"}, 96, 0, 0, 4),  # inside 商家实收: Alipay pays it
    ({"实收": "90.00", "商家优惠": "10.00"}, 0, 10, 0, 90),
    ({"实收": "90.00", "红包": "5.00", "商家优惠": "10.00"}, 5, 10, 0, 85),
    ({"实收": "88.00", "商家优惠": "10.00", "商家红包": "2.00\t"}, 0, 12, 0, 88),
    ({"实收": "88.00", "券": "12.00"}, 0, 12, 0, 88),
    # ten of the twenty nobody accounts for: what is not said is not the merchant's
    ({"实收": "80.00", "商家优惠": "10.00"}, 0, 0, 20, 80),
]


def test_a_discount_is_split_by_who_pays_it(tmp_path: Path) -> None:
    found = read(written(tmp_path, bill([row(**told) for told, *_ in DISCOUNTS]))).good
    split = [(one.disc_platform, one.disc_merchant, one.disc_unknown, one.buyer_paid) for one in found.itertuples()]
    assert split == [tuple(expected) for _, *expected in DISCOUNTS]
    assert (found.list_amount - found.disc_merchant - found.disc_unknown == found.gross).all()
    assert (found.gross - found.disc_platform == found.buyer_paid).all()


def test_a_share_paid_to_a_third_party_is_withheld_like_a_fee(tmp_path: Path) -> None:
    one = read(written(tmp_path, bill([row(服务费="-0.60", 分润="-4.40")]))).good.iloc[0]
    assert one.fee == -5


def test_the_footer_is_compared_and_never_loaded(tmp_path: Path) -> None:
    footer = [
        "#交易合计：2笔，商家实收共190.00元，商家优惠共10.00元",
        "#退款合计：1笔，商家实收退款共-30.00元，商家优惠退款共0.00元",
    ]
    rows = [
        row(),
        row("2024052022001400000000000002", 实收="90.00", 商家优惠="10.00"),
        row(类型="退款\t", 订单="-30.00", 实收="-30.00", 请求号="RF-1"),
    ]
    found = read(written(tmp_path, bill(rows, footer)))
    assert found.seen == 3
    assert found.declared == {
        "payments": (2, 2),
        "received": (190, 190),
        "merchant discounts": (10, 10),
        "refunds": (1, 1),
        "refunded": (-30, -30),
    }


@pytest.mark.parametrize("name", ["备注", "商品名称", "门店名称", "券名称"])
def test_a_comma_in_a_text_does_not_shift_the_amounts(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path, bill([row(**{name: "尺码,颜色,包装", "服务费": "-0.60"}), row()])))
    assert list(found.good.gross) == [100, 100]
    assert list(found.good.fee) == [-0.6, 0]
    assert found.good.remark.iloc[0] == ("尺码,颜色,包装" if name == "商品名称" else "丝巾")


def test_a_row_is_told_apart_by_its_order_when_excel_damaged_the_trade_number(tmp_path: Path) -> None:
    rows = [
        row("2.02405E+27", 商户订单号="A-1\t"),
        row("2.02405E+27", 商户订单号="A-2\t"),
        row("2.02405E+27", 商户订单号="\t"),
    ]
    found = read(written(tmp_path, bill(rows)))
    assert found.good.natural_key.nunique() == 2
    assert "damaged by Excel" in found.rows.problem.iloc[2]


@pytest.mark.parametrize(
    ("told", "word"),
    [({"实收": "abc"}, "商家实收"), ({"完成时间": "昨天"}, "完成时间"), ({"红包": "1.O0"}, "支付宝红包")],
)
def test_a_cell_that_cannot_be_read_names_its_column(tmp_path: Path, told: dict[str, str], word: str) -> None:
    assert word in read(written(tmp_path, bill([row(**told)]))).rows.problem.iloc[0]


def test_another_kind_of_business_is_kept_as_an_adjustment_with_its_own_sign(tmp_path: Path) -> None:
    one = read(written(tmp_path, bill([row(类型="补差\t", 订单="-3.00", 实收="-3.00")]))).good.iloc[0]
    assert (one.txn_type, one.gross) == ("adjustment", -3)


def test_a_bank_hands_the_bill_on_with_other_columns(tmp_path: Path) -> None:
    columns = (
        COLUMNS.replace("支付宝交易号", "银联交易号")
        .replace("退款批次号/请求号", "退款批次号")
        .replace(",分润（元）", ",实收净额（元）,商户识别号,交易方式")
    )
    columns += ",花呗分期手续费,花呗分期数"
    cells = row(服务费="-0.20").split(",")
    cells[-2:] = ["99.80", "2088000000000001", "无线支付", "", "0.00", "0"]
    found = read(written(tmp_path, bill([",".join(cells)], columns=columns), "utf-8"))
    one = found.good.iloc[0]
    assert (found.layout, one.gross, one.fee, one.provider_txn_id) == (
        "alipay_cn_trade",
        100,
        -0.2,
        "2024052022001400000000000001",
    )


def test_columns_in_another_order_and_in_a_workbook_mean_the_same(tmp_path: Path) -> None:
    names, cells = COLUMNS.split(","), row(服务费="-0.60").split(",")
    book = openpyxl.Workbook()
    sheet = book.active
    for line in TITLE:
        sheet.append([line])
    sheet.append([])
    sheet.append(names[::-1])
    sheet.append([cell.strip() for cell in cells[::-1]])
    sheet.append(["#交易合计：1笔，商家实收共100.00元，商家优惠共0.00元"])
    book.save(tmp_path / "bill.xlsx")
    found = read(tmp_path / "bill.xlsx")
    assert (found.good.iloc[0].gross, found.good.iloc[0].fee, found.declared["received"]) == (100, -0.6, (100, 100))


def test_the_summary_that_comes_first_in_the_zip_is_known_and_holds_no_row(tmp_path: Path) -> None:
    summary = "\r\n".join(
        [*TITLE, SUMMARY, "合计\t,\t,2,1,130.00,70.00,0,0,0.00,-0.42,0.00,69.58", "#----业务汇总列表结束----", ""]
    )
    file = tmp_path / "20881234567890120156_20240520.csv.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("业务明细(汇总).csv", summary.encode("gb18030"))
        archive.writestr("业务明细.csv", bill([row()]).encode("gb18030"))
    total, trades = read_all(file)
    assert (total.layout, trades.layout) == ("alipay_cn_summary", "alipay_cn_trade")
    assert (total.refuse, total.seen, len(total.rows)) == (None, 0, 0)
    assert (trades.seen, len(trades.good)) == (1, 1)


ACCOUNT = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,"
    "交易渠道,业务类型,备注"
)


def test_the_account_bill_is_settlement_evidence_line_by_line(tmp_path: Path) -> None:
    lines = [
        "1001\t,2024\t,A-1\t,丝巾\t,2024-05-20 10:00:00,某* (a***@b.c)\t,100.00,0.00,100.00,支付宝,在线支付,",
        "1002\t,2024\t,A-1\t,\t,2024-05-20 10:00:00,\t,0.00,0.60,99.40,支付宝,收费,",
        "1003\t,2025\t,A-1\t,\t,2024-05-20 11:00:00,\t,0.00,-40.00,59.40,支付宝,退款（交易退款）,",
        "1004\t,2026\t,\t,\t,2024-05-20 12:00:00,\t,,50.00,9.40,支付宝,提现,",
        "1005\t,2027\t,\t,\t,2024-05-20 13:00:00,\t,,,9.40,支付宝,其它,",
    ]
    text = "\r\n".join(
        [
            *TITLE,
            ACCOUNT,
            *lines,
            "#----账务明细列表结束----",
            "#支出合计：3笔，共90.60元",
            "#收入合计：1笔，共100.00元",
        ]
    )
    found = read(written(tmp_path, text, name="账务明细.csv"))
    assert (found.layout, list(found.good.entry_type)) == ("alipay_cn_account", ["payment", "fee", "refund", "payout"])
    assert list(found.good.amount) == [100, -0.6, -40, -50]
    assert "both empty" in found.rows.problem.iloc[4]
    assert found.declared == {
        "income entries": (1, 1),
        "income": (100, 100),
        "expense entries": (3, 3),
        "expense": (-90.6, -90.6),
    }


def test_the_portals_account_bill_has_other_names_and_the_same_meaning(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "#账号：demo***@example.com[2088000000000000]",
            "序号,入账时间,支付宝交易号,支付宝流水号,商户订单号,账务类型,收入（+元）,支出（-元）,账户余额（元）,对方账户,对方名称,业务基础订单号,备注,业务描述",
            "1,2026-06-01 10:00:00,TX1,SN1, ,在线支付,50.00, ,50.00,a***@b,某人,33001,x,商品销售",
            "2,2026-06-01 10:05:00,TX2,SN2, ,收费, ,-0.30,49.70,a***@b,某人,33001,x,服务费",
        ]
    )
    found = read(written(tmp_path, text, name="资金流水.csv"))
    assert (found.layout, found.about.account_id) == ("alipay_cn_portal", "2088000000000000")
    assert list(found.good.amount) == [50, -0.3]
    assert list(found.good.natural_key) == ["account|SN1", "account|SN2"]
    assert list(found.good.merchant_ref) == ["33001", "33001"]


def test_a_text_that_a_comma_cut_rejects_its_row_of_the_portals_list(tmp_path: Path) -> None:
    head = "序号,入账时间,支付宝交易号,支付宝流水号,商户订单号,账务类型,收入（+元）,支出（-元）,账户余额（元）,对方名称,商品名称,备注,业务描述"
    rows = [
        "1,2026-06-01 10:00:00,T1,S1, ,在线支付,50.00, ,50.00,店A,B分店,丝巾, , ",
        "2,2026-06-01 10:05:00,T2,S2, ,在线支付,9.00, ,59.00,某,丝巾, , ,,",
    ]
    found = read(written(tmp_path, "\n".join([head, *rows]), name="资金流水.csv"))
    assert (found.seen, list(found.good.provider_txn_id)) == (2, ["T2"])


def test_the_portals_trade_list_loads_payments_and_sends_undated_refunds_to_the_bill(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["交易订单"])
    sheet.append(["2024-05-20"])
    sheet.append(
        [
            "创建时间",
            "支付宝交易号",
            "商户订单号",
            "商品名称",
            "订单金额(元)",
            "商家实收(元)",
            "商家实退(元)",
            "服务费(元)",
            "退服务费(元)",
            "交易状态",
        ]
    )
    sheet.append(["2024-05-20 10:00:00", "2024052022001400000000000001", "A-1", "丝巾", 100, 90, 0, 0.6, 0, "交易成功"])
    sheet.append(
        ["2024-05-20 10:01:00", "2024052022001400000000000002", "A-2", "丝巾", 100, 100, 40, 0.6, 0, "交易成功"]
    )
    sheet.append(["合计", "", "", "", 200, 190, 40, 1.2, 0, ""])
    book.save(tmp_path / "交易订单.xlsx")
    found = read(tmp_path / "交易订单.xlsx")
    assert (found.layout, found.seen, len(found.good)) == ("alipay_cn_orders", 2, 1)
    one = found.good.iloc[0]
    assert (one.gross, one.fee, one.disc_unknown, one.natural_key) == (
        90,
        -0.6,
        10,
        "2024052022001400000000000001|交易",
    )
    assert "业务明细" in found.rows.problem.iloc[1]


@pytest.mark.parametrize(
    "columns",
    [
        "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态",
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注",
        "收/支,交易对方,对方账号,商品说明,收/付款方式,金额,交易状态,交易分类,交易订单号,商家订单号,交易时间",
    ],
)
def test_a_consumers_own_statement_is_refused_as_such(tmp_path: Path, columns: str) -> None:
    found = read(
        written(
            tmp_path,
            "支付宝交易记录明细查询\n账号:[a***@b.c]\n" + columns + "\n" + ",".join("x" for _ in columns.split(",")),
        )
    )
    assert found.refuse and "personal Alipay statement" in found.refuse


def test_the_samples_give_the_expected_totals(shared: Path) -> None:
    folder = shared / "formats" / "samples" / "alipay_cn"
    found = [read for file in sorted(folder.iterdir()) for read in read_all(file)]
    trades = [each.good for each in found if each.layout == "alipay_cn_trade"]
    assert sum(len(frame) for frame in trades) == 3
    assert round(sum(frame.gross.sum() for frame in trades), 2) == 41
    assert round(sum(frame.fee.sum() for frame in trades), 2) == -0.01
    (account,) = [each for each in found if each.layout == "alipay_cn_account"]
    assert (len(account.good), account.good.amount.sum(), account.declared["income"]) == (3, 3778, (14989, 3778))
