"""WeChat Pay bills of every kind and year."""

from pathlib import Path

import pytest

from tests.data.sources.landing import Read, read

ALL = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
    "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


def line(**told: str) -> str:
    cells = {
        "交易时间": "2024-05-20 23:59:50",
        "公众账号ID": "wx1",
        "商户号": "1600000001",
        "特约商户号": "0",
        "设备号": "",
        "微信订单号": "4200000000000000000000000001",
        "商户订单号": "V1001",
        "用户标识": "openid-of-anna",
        "交易类型": "JSAPI",
        "交易状态": "SUCCESS",
        "付款银行": "OTHERS",
        "货币种类": "CNY",
        "应结订单金额": "100.00",
        "代金券金额": "0.00",
        "微信退款单号": "0",
        "商户退款单号": "0",
        "退款金额": "0.00",
        "充值券退款金额": "0.00",
        "退款类型": "",
        "退款状态": "",
        "商品名称": "scarf",
        "商户数据包": "",
        "手续费": "0.60000",
        "费率": "0.60%",
        "订单金额": "100.00",
        "申请退款金额": "0.00",
        "费率备注": "",
    }
    return ",".join(f"`{cell}" for cell in (cells | told).values())


def refund(**told: str) -> str:
    return line(
        **{
            "交易状态": "REFUND",
            "应结订单金额": "0.00",
            "订单金额": "0.00",
            "微信退款单号": "5030001",
            "商户退款单号": "RF1",
            "退款金额": "30.00",
            "退款类型": "ORIGINAL",
            "退款状态": "SUCCESS",
            "手续费": "-0.18000",
            "申请退款金额": "30.00",
            **told,
        }
    )


def bill(
    folder: Path, *rows: str, columns: str = ALL, totals: tuple[str, ...] = (), encoding: str = "utf-8", end: str = "\n"
) -> Read:
    file = folder / "1600000001All2024-05-20.csv"
    file.write_bytes(end.join([columns, *rows, *totals, ""]).encode(encoding))
    return read(file)


def test_a_payment_is_known_by_its_own_references(tmp_path: Path) -> None:
    one = bill(tmp_path, line(设备号="POS-7")).good.iloc[0]
    assert (one.txn_type, one.status, one.merchant_ref, one.provider_txn_id) == (
        "payment",
        "succeeded",
        "V1001",
        "4200000000000000000000000001",
    )
    assert (one.gross, one.fee, one.currency, one.account_id) == (100, -0.6, "CNY", "1600000001")
    assert (one.payer_id_type, one.payer_key, one.terminal_id) == ("wechat_openid", "openid-of-anna", "POS-7")
    assert one.occurred_at.isoformat() == "2024-05-20T15:59:50+00:00"


@pytest.mark.parametrize("fee", ["-0.18000", "0.18000"])
def test_a_refund_is_written_positive_and_gives_the_fee_back(tmp_path: Path, fee: str) -> None:
    one = bill(tmp_path, refund(手续费=fee)).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee, one.list_amount) == ("refund", -30, 0.18, -30)
    assert (one.merchant_ref, one.merchant_refund_ref, one.original_ref) == (
        "V1001",
        "RF1",
        "4200000000000000000000000001",
    )


def test_a_refund_under_way_is_no_refund_done(tmp_path: Path) -> None:
    rows = [refund(退款状态=state) for state in ("SUCCESS", "PROCESSING", "FAIL", "CHANGE")]
    assert list(bill(tmp_path, *rows).good.status) == ["succeeded", "pending", "failed", "pending"]


def test_a_revoked_payment_is_reversed(tmp_path: Path) -> None:
    one = bill(tmp_path, line(交易状态="REVOKED", 手续费="0.00000")).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee) == ("reversal", -100, 0)


@pytest.mark.parametrize(
    ("ordered", "due", "coupon", "platform", "merchant"),
    [("100.00", "100.00", "20.00", 20, 0), ("100.00", "80.00", "20.00", 0, 20), ("100.00", "88.00", "20.00", 8, 12)],
)
def test_a_coupon_is_the_merchants_as_far_as_it_is_not_settled(
    tmp_path: Path, ordered: str, due: str, coupon: str, platform: float, merchant: float
) -> None:
    one = bill(tmp_path, line(订单金额=ordered, 应结订单金额=due, 代金券金额=coupon)).good.iloc[0]
    assert (one.disc_platform, one.disc_merchant, one.disc_unknown) == (platform, merchant, 0)
    assert (one.gross, one.buyer_paid) == (float(due), 80)


def test_older_bills_do_not_say_who_pays_the_coupon(tmp_path: Path) -> None:
    columns = (
        "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,"
        "微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率"
    )
    row = (
        "`2014-11-1016：33：45,`wx1,`1600000001,`1900,`1000,`1001,`V1,`o1,`MICROPAY,`SUCCESS,`CFT,`CNY,`50.00,`5.00,"
        "`0,`0,`0,`0,`,`,`scarf,`,`0.30,`0.60%"
    )
    found = bill(
        tmp_path,
        row,
        columns=columns,
        totals=("总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额", "`1,`50.00,`0.0,`0.0,`0.30"),
    )
    one = found.good.iloc[0]
    assert (one.gross, one.disc_unknown, one.buyer_paid, one.store_key) == (50, 5, 45, "1900")
    assert one.occurred_at.isoformat() == "2014-11-10T08:33:45+00:00"
    assert found.declared == {
        "总交易单数": (1, 1),
        "总交易额": (50, 50),
        "总退款金额": (0, 0),
        "手续费总金额": (0.3, 0.3),
    }


def test_a_bill_of_payments_only_has_fewer_columns(tmp_path: Path) -> None:
    left_out = {"微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态", "申请退款金额"}
    names = ALL.split(",")
    cells = [cell for name, cell in zip(names, line().split(","), strict=True) if name not in left_out]
    found = bill(tmp_path, ",".join(cells), columns=",".join(name for name in names if name not in left_out))
    assert (len(cells), found.good.iloc[0].gross) == (20, 100)


def test_a_bill_of_refunds_dates_them_by_their_own_success(tmp_path: Path) -> None:
    columns = ALL.replace("微信退款单号", "退款申请时间,退款成功时间,微信退款单号")
    row = refund().replace("`5030001", "`2024-06-01 09:00:00,`2024-06-02 10:00:00,`5030001")
    assert bill(tmp_path, row, columns=columns).good.iloc[0].occurred_at.isoformat() == "2024-06-02T02:00:00+00:00"


def test_the_last_two_lines_are_totals_to_compare(tmp_path: Path) -> None:
    found = bill(
        tmp_path, line(), refund(), totals=(TOTALS, "`2,`100.00,`30.00,`0.00,`0.42000,`100.00,`30.00"), end="\r\n"
    )
    assert found.seen == 2
    assert all(stated == made for stated, made in found.declared.values()) and len(found.declared) == 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_does_not_matter(tmp_path: Path, encoding: str) -> None:
    assert bill(tmp_path, line(), encoding=encoding).good.iloc[0].gross == 100


def test_stray_signs_before_the_first_name_do_not_hide_it(tmp_path: Path) -> None:
    assert bill(tmp_path, line(), columns="\ufeff`" + ALL).seen == 1
    assert bill(tmp_path, line(), columns="?" + ALL).seen == 1


def test_a_comma_in_the_goods_name_does_not_shift_the_amounts(tmp_path: Path) -> None:
    one = bill(tmp_path, line(商品名称="scarf, silk, red")).good.iloc[0]
    assert (one.gross, one.fee, one.list_amount) == (100, -0.6, 100)


def test_rows_are_told_apart_by_our_reference_when_excel_damaged_wechats(tmp_path: Path) -> None:
    rows = [
        line(微信订单号="4.2E+27"),
        line(微信订单号="4.2E+27", 商户订单号="V1002"),
        line(微信订单号="4.2E+27", 商户订单号=""),
    ]
    found = bill(tmp_path, *rows)
    whole = bill(tmp_path, line())
    assert found.good.natural_key.nunique() == 2
    assert found.good.natural_key.iloc[0] == whole.good.natural_key.iloc[0]
    assert "damaged by Excel" in found.rows.problem.iloc[2]


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"交易状态": "CLOSED"}, "交易状态"),
        ({"应结订单金额": "1OO"}, "应结订单金额"),
        ({"交易时间": "昨天"}, "交易时间"),
        ({"微信退款单号": "503"}, "SUCCESS"),
    ],
)
def test_a_row_that_contradicts_itself_is_rejected_with_the_reason(
    tmp_path: Path, told: dict[str, str], word: str
) -> None:
    assert word in bill(tmp_path, line(**told)).rows.problem.iloc[0]


def test_the_fund_bill_is_settlement_evidence(tmp_path: Path) -> None:
    file = tmp_path / "funds.csv"
    file.write_text(
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号\n"
        "`2024-05-20 10:00:00,`42001,`F1,`交易,`交易,`收入,`100.00,`100.00,`system,`,`V1001\n"
        "`2024-05-20 10:00:01,`42001,`F2,`交易,`扣除交易手续费,`支出,`0.60,`99.40,`system,`,`V1001\n"
        "`2024-05-20 11:00:00,`50301,`F3,`退款,`退款,`支出,`30.00,`69.40,`anna,`,`RF1\n"
        "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n"
        "`3,`1,`100.00,`2,`30.60\n",
        encoding="utf-8",
    )
    found = read(file)
    assert list(found.good.entry_type) == ["payment", "fee", "refund"]
    assert list(found.good.amount) == [100, -0.6, -30]
    assert all(stated == made for stated, made in found.declared.values()) and len(found.declared) == 5


def test_a_consumers_own_statement_is_refused_as_such(tmp_path: Path) -> None:
    file = tmp_path / "微信支付账单.csv"
    file.write_text(
        "微信支付账单明细,,,,,,,,\n微信昵称：[x],,,,,,,,\n----------------------微信支付账单明细列表--------------------,,,,,,,,\n"
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
        '2024-05-20 10:00:00,商户消费,某店,"x",支出,¥1.00,零钱,支付成功,1000	,2000	,"/"\n',
        encoding="utf-8-sig",
    )
    found = read(file)
    assert found.refuse and "personal WeChat statement" in found.refuse


def test_the_sample_gives_the_expected_totals(shared: Path) -> None:
    (file,) = (shared / "formats" / "samples" / "wechat").iterdir()
    found = read(file)
    assert (len(found.good), round(found.good.gross.sum(), 2), found.good.fee.sum()) == (3, 0.03, 0)
    assert all(stated == pytest.approx(made) for stated, made in found.declared.values())
