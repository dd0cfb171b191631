"""Payment files through the whole load: what is stored once, updated, compared and refused."""

import zipfile
from pathlib import Path

import pytest

from data.load import load
from data.store import Store
from tests.data.sources import test_alipay_cn as alipay_cn
from tests.data.sources import test_alipay_global as alipay_global
from tests.data.sources import test_wechat as wechat

TRANSACTIONS = """select system, txn_type, status, gross, fee, net, occurred_on
from wallet_transactions order by occurred_at"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "store"


def stored(home: Path, sql: str = TRANSACTIONS) -> list[tuple[object, ...]]:
    return list(Store.open(home).query(sql).itertuples(index=False, name=None))


def test_the_settle_file_settles_the_row_of_the_trade_file_and_not_the_other_way_round(
    tmp_path: Path, home: Path
) -> None:
    trade = alipay_global.written(tmp_path, alipay_global.FOREX, alipay_global.PAID, alipay_global.BACK)
    settled = alipay_global.PAID.replace("20:30:00||P|P", "20:30:00|2024-05-23 15:36:00|P|L")
    settle = alipay_global.written(tmp_path, alipay_global.FOREX, settled, name="2088000011112222_settle_20240523.txt")
    (first,) = load([trade], home)
    assert (first.rows_loaded, first.rows_duplicate, first.rows_rejected) == (2, 0, 0)
    (second,) = load([settle], home)
    assert (second.rows_loaded, second.rows_updated) == (1, 1)
    again = alipay_global.written(
        tmp_path, alipay_global.FOREX, alipay_global.PAID, name="2088000011112222_fptrade_again.txt"
    )
    (third,) = load([again], home)
    assert (third.rows_loaded, third.rows_duplicate) == (0, 1)
    assert [(row[1], row[2], float(row[3]), float(row[5])) for row in stored(home)] == [  # type: ignore[arg-type]
        ("payment", "settled", 200.0, 197.6),
        ("refund", "pending", -50.0, -49.4),
    ]


def test_overlapping_bills_add_only_what_is_new(tmp_path: Path, home: Path) -> None:
    one, two = alipay_cn.row(), alipay_cn.row("2024052022001400000000000002", 商户订单号="A-2\t")
    (first,) = load([alipay_cn.written(tmp_path, alipay_cn.bill([one]))], home)
    overlapping = alipay_cn.written(tmp_path, alipay_cn.bill([one, two]), name="whole_month.csv")
    (second,) = load([overlapping], home)
    (third,) = load([overlapping], home)
    assert [(each.rows_seen, each.rows_loaded, each.rows_duplicate) for each in (first, second, third)] == [
        (1, 1, 0),
        (2, 1, 1),
        (2, 0, 2),
    ]
    assert len(stored(home)) == 2


def test_a_day_in_shanghai_is_the_shops_day(tmp_path: Path, home: Path) -> None:
    late = alipay_cn.row(完成时间="2024-06-01 00:30:00")
    load([alipay_cn.written(tmp_path, alipay_cn.bill([late]))], home)
    assert str(stored(home)[0][6])[:10] == "2024-06-01"


def test_a_zip_with_its_summary_first_loads_the_bill_alone(tmp_path: Path, home: Path) -> None:
    summary = "\r\n".join(
        [*alipay_cn.TITLE, alipay_cn.SUMMARY, "合计\t,\t,1,0,100.00,100.00,0,0,0.00,0.00,0.00,100.00", ""]
    )
    file = tmp_path / "20881234567890120156_20240520.csv.zip"
    footer = ["#交易合计：2笔，商家实收共200.00元，商家优惠共0.00元"]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("业务明细(汇总).csv", summary.encode("gb18030"))
        archive.writestr("业务明细.csv", alipay_cn.bill([alipay_cn.row()], footer).encode("gb18030"))
    total, bill = load([file], home)
    assert (total.ok, total.rows_seen, total.rows_loaded) == (True, 0, 0)
    assert (bill.ok, bill.rows_loaded, bill.declared_matches) == (True, 1, False)
    assert bill.declared and bill.declared["received"]["declared"] == "200.00"


def test_a_damaged_export_and_a_whole_one_are_the_same_payments(tmp_path: Path, home: Path) -> None:
    for name, number in (("damaged.csv", "4.2E+27"), ("whole.csv", "4200000000000000000000000001")):
        (tmp_path / name).write_text("\n".join([wechat.ALL, wechat.line(微信订单号=number)]), encoding="utf-8")
    load([tmp_path / "damaged.csv"], home)
    load([tmp_path / "whole.csv"], home)
    assert len(stored(home)) == 1


def test_the_account_bill_adds_nothing_to_the_transactions(tmp_path: Path, home: Path) -> None:
    line = "1001\t,2024\t,A-1\t,丝巾\t,2024-05-20 10:00:00,某*\t,100.00,0.00,100.00,支付宝,在线支付,"
    file = alipay_cn.written(
        tmp_path, "\r\n".join([*alipay_cn.TITLE, alipay_cn.ACCOUNT, line, ""]), name="账务明细.csv"
    )
    load([alipay_cn.written(tmp_path, alipay_cn.bill([alipay_cn.row()])), file], home)
    assert len(stored(home)) == 1
    assert stored(home, "select entry_type, cast(amount as double), currency from settlements") == [
        ("payment", 100.0, "CNY")
    ]


def test_no_login_and_no_open_id_is_stored_in_clear(tmp_path: Path, home: Path) -> None:
    (tmp_path / "bill.csv").write_text("\n".join([wechat.ALL, wechat.line()]), encoding="utf-8")
    load([tmp_path / "bill.csv", alipay_cn.written(tmp_path, alipay_cn.bill([alipay_cn.row()]))], home)
    everything = Store.open(home).query("select * from wallet_transactions").to_csv()
    assert "openid-of-anna" not in everything and "138****0000" not in everything
    assert stored(home, "select count(*) from wallet_transactions where payer_hash is null") == [(0,)]


def test_a_consumers_statement_is_refused_and_changes_nothing(tmp_path: Path, home: Path) -> None:
    columns = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    file = tmp_path / "微信支付账单.csv"
    file.write_text(
        f"微信支付账单明细\n{columns}\n2024-05-20 10:00:00,商户消费,某店,x,支出,¥1.00,零钱,支付成功,1,2,/\n",
        encoding="utf-8",
    )
    (report,) = load([file], home)
    assert not report.ok and "personal WeChat statement" in report.message


def test_only_totals_that_differ_are_told(tmp_path: Path, home: Path) -> None:
    line = "1001\t,2024\t,A-1\t,丝巾\t,2024-05-20 10:00:00,某*\t,100.00,0.00,100.00,支付宝,在线支付,"
    footer = ["#支出合计：0笔，共0.00元", "#收入合计：2笔，共100.00元"]
    text = "\r\n".join([*alipay_cn.TITLE, alipay_cn.ACCOUNT, line, *footer])
    (report,) = load([alipay_cn.written(tmp_path, text, name="账务明细.csv")], home)
    assert report.message == "the file says income entries 2, its rows make 1"
