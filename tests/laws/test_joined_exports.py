"""Law: a header further down a file rules the rows below it; no row is read by another's columns, and none is left out of the count.

Broken once: of seven orders in two exports joined end to end two were loaded and the report said "2 rows"; after a header
in another column order totals were read from the wrong column.
"""

from datetime import date
from pathlib import Path

import pytest

from data import staging
from data.files.rows import Rows
from data.load import Report
from data.sources import layouts
from data.sources.layout import Frame
from data.staging import LoadOptions
from data.stated import stated
from data.store import Store
from tests.data.loading import loaded

ROME = LoadOptions("Europe/Rome", "EUR")
OLD = '"ID","Purchase Date","Grand Total (Base)","Status"\n'
OLD_ROW = '{},"2020-06-05 10:00:00",{}.00,complete\n'
NEW = '"Status","ID","Grand Total (Base)","Total Refunded","Purchase Date"\n'
NEW_ROW = 'complete,{},{}.00,{}.00,"2020-06-05 10:00:00"\n'


def totals(folder: Path, text: str) -> tuple[Store, Report, dict[str, float]]:
    file = folder / "joined.csv"
    file.write_text(text, encoding="utf-8")
    store, (report,) = loaded(folder, file, options=ROME)
    rows = store.query("select source_order_id, total from orders")
    return store, report, dict(zip(rows["source_order_id"], rows["total"].astype(float), strict=True))


@pytest.mark.parametrize("large", [False, True])
def test_rows_below_a_second_header_are_read_by_it(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "LARGE", 0 if large else staging.LARGE)
    text = OLD + OLD_ROW.format(1, 100) + NEW + NEW_ROW.format(2, 200, 50) + OLD + OLD_ROW.format(3, 300)
    store, report, found = totals(tmp_path, text)
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (3, 3, 0)
    assert found == {"1": 100, "2": 200, "3": 300}
    assert float(store.query("select sum(refunded) as refunded from orders")["refunded"][0]) == -50


def test_the_fuller_header_may_stand_first_or_last(tmp_path: Path) -> None:
    _, report, found = totals(tmp_path, NEW + NEW_ROW.format(2, 200, 0) + OLD + OLD_ROW.format(1, 100))
    assert report.rows_seen == 2 and found == {"1": 100, "2": 200}


def test_rows_below_another_systems_header_are_rejected_and_counted(tmp_path: Path) -> None:
    rates = "Date,USD,JPY,GBP,CHF\n2020-06-05,1.1330,124.1,0.894,1.087\n"
    _, report, found = totals(tmp_path, OLD + OLD_ROW.format(1, 100) + rates + OLD + OLD_ROW.format(2, 200))
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected) == (3, 2, 1)
    assert found == {"1": 100, "2": 200}
    assert "second header, of ecb_reference_rates" in report.message


def test_a_row_that_holds_a_word_of_the_header_is_data(tmp_path: Path) -> None:
    _, report, found = totals(tmp_path, NEW + NEW_ROW.format("Status", 100, 0) + NEW_ROW.format("ID", 200, 0))
    assert report.rows_loaded == 2 and found == {"Status": 100, "ID": 200}


def test_every_row_of_the_joined_exports_is_counted(shared: Path, tmp_path: Path) -> None:
    cases = shared / "cases" / "files"
    if not cases.is_dir():
        pytest.skip("the shared cases are not here")
    for at, name in enumerate(("01_shopify_joined_old_first.csv", "02_shopify_joined_new_first.csv")):
        folder = tmp_path / str(at)
        folder.mkdir()
        store, (report,) = loaded(folder, cases / name)
        assert (report.rows_seen, report.rows_loaded) == (7, 7)
        assert float(store.query("select sum(total) as total from orders")["total"][0]) == 2800


FUNDS = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号\n"


def test_totals_of_bills_joined_end_to_end_are_those_of_all(tmp_path: Path) -> None:
    """Broken once: the first bill's totals were held against the rows of both."""
    bill = (
        FUNDS + "`2026-09-1{0} 10:00:00,`42{0},`10{0},`交易,`交易,`收入,`{1}.00,`{1}.00,`system,`,`MI-{0}\n"
        "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n`1,`1,`{1}.00,`0,`0.00\n"
    )
    file = tmp_path / "joined.csv"
    file.write_text(bill.format(1, 100) + bill.format(2, 50), encoding="utf-8")
    _, (report,) = loaded(tmp_path, file)
    assert (report.rows_loaded, report.declared_matches) == (2, True), report.message


ALIPAY = """#支付宝账务明细查询
#账号：[{account}]
#起始日期：[2026年{month}月01日 00:00:00]   终止日期：[2026年{month}月28日 00:00:00]
#-----------------------------------------账务明细列表----------------------------------------
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
{entry},{entry},O{entry},包,2026-{month}-05 10:00:00,,10.00,0.00,10.00,支付宝,在线支付,
#-----------------------------------------账务明细列表结束------------------------------------
"""
KLARNA = """payment_reference,total_settlement_amount,merchant_settlement_type,payout_date,merchant_id
{payout},100.00,NET,2026-04-08,N1
type,capture_date,capture_id,merchant_reference1,amount,posting_currency
SALE,2026-04-02T07:45:00Z,{payout}-c,K-1,100.00,EUR
"""


def bill(account: str, month: str, entry: int) -> str:
    return ALIPAY.format(account=account, month=month, entry=entry)


def reported(folder: Path, text: str) -> Report:
    file = folder / "joined.csv"
    file.write_text(text, encoding="utf-8")
    (report,) = loaded(folder, file, options=ROME)[1]
    return report


def test_bills_of_two_accounts_are_not_one_accounts(tmp_path: Path) -> None:
    first, other = "2088001111112222", "2088009999992222"
    report = reported(tmp_path, bill(first, "03", 100000000001) + bill(other, "04", 100000000002))
    assert (
        not report.ok
        and "several accounts are joined" in report.message
        and "load each export by itself" in report.message
    )


def test_bills_of_one_account_are_loaded_and_state_the_days_of_all(tmp_path: Path) -> None:
    account = "2088001111112222"
    report = reported(tmp_path, bill(account, "03", 100000000001) + bill(account, "04", 100000000002))
    assert report.ok and (report.rows_seen, report.rows_loaded) == (2, 2)
    layout = next(each for each in layouts() if each.name == "alipay_cn_account")
    march, april = (bill(account, month, 100000000001).splitlines()[:4] for month in ("03", "04"))
    joined = stated(layout, Rows(tmp_path, Frame("joined.csv", march, april), above=[april], headings=[9]))
    assert (joined.account_id, joined.first_on, joined.last_on) == (account, date(2026, 3, 1), date(2026, 4, 28))


def test_what_two_payouts_explain_is_not_one_payouts(tmp_path: Path) -> None:
    assert reported(tmp_path, KLARNA.format(payout="PAY1")).ok
    report = reported(tmp_path, KLARNA.format(payout="PAY1") + KLARNA.format(payout="PAY2"))
    assert not report.ok and "several payouts are joined in this file (PAY1, PAY2)" in report.message
