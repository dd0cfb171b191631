"""The same money told by two exports of one account counts once, whichever file comes first; `money` is what all sums of payments rest on."""

from datetime import date
from pathlib import Path

import pytest

from analytics.payouts import payout_position
from data.load import load
from data.staging import LoadOptions
from data.store import Store

STRIPE_PAYMENTS = """id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,\
Converted Currency,Fee,Status,order_id (metadata)
ch_1,2026-05-02 10:00:00,600.00,150.00,eur,true,600.00,150.00,eur,9.00,Refunded,O-1
ch_9,2026-05-09 10:00:00,40.00,0.00,eur,true,40.00,0.00,eur,0.90,Paid,O-9
"""
STRIPE_HISTORY = """id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Customer Facing Amount,\
Customer Facing Currency,Transfer,Transfer Date (UTC)
txn_1,charge,ch_1,600.00,9.00,591.00,eur,2026-05-02 10:00,2026-05-04 00:00,O-1,600.00,eur,po_1,2026-05-05 00:00
txn_2,refund,re_1,-150.00,0.00,-150.00,eur,2026-05-03 10:00,2026-05-04 00:00,REFUND FOR CHARGE (O-1),-150.00,eur,po_1,2026-05-05 00:00
"""
WOO = """Transaction Id,Date / Time (UTC),Type,Channel,Paid Currency,Amount Paid,Payout Currency,Amount,Fees,Net,Order #,Payment Method,\
Customer,Email,Country,Risk level,Payout ID,Payout date,Payout status
txn_1,2026-05-02 10:00:00,Charge,Online,EUR,600,EUR,600,-9,591,1,Visa,,,IT,Normal,po_1,2026-05-05,Completed
txn_2,2026-05-03 10:00:00,Refund,Online,EUR,-150,EUR,-150,0,-150,1,Visa,,,IT,Normal,po_1,2026-05-05,Completed
txn_9,2026-05-09 10:00:00,Charge,Online,EUR,40,EUR,40,-0.9,39.1,9,Visa,,,IT,Normal,,,
"""
ADYEN = """Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Booking Date,TimeZone,Main Currency,Main Amount,\
Record Type,Settlement Currency,Payable (SC),Commission (SC),Markup (SC),Scheme Fees (SC),Interchange (SC),Processing Fee Currency,\
Processing Fee (FC),Modification Psp Reference,Settlement Batch
C,M,PSP1,O-1,visa,2026-05-02 10:00:00,CET,EUR,600.00,SentForSettle,,,,,,,EUR,0.10,,
C,M,PSP1,O-1,visa,2026-05-04 10:00:00,CET,EUR,600.00,Settled,EUR,591.00,,5.00,1.00,3.00,,,MOD1,7
C,M,PSP1,O-1,visa,2026-05-05 10:00:00,CET,EUR,-150.00,Refunded,EUR,-150.00,,,,,,,MOD2,7
C,M,PSP9,O-9,visa,2026-05-09 10:00:00,CET,EUR,40.00,Settled,EUR,39.10,0.90,,,,,,MOD9,8
"""
ADYEN_DETAIL = """Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,\
Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),\
Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number
C,M,PSP1,O-1,visa,2026-05-04 10:00:00,CET,Settled,MOD1,EUR,,600.00,1,EUR,,591.00,,5.00,1.00,3.00,7
C,M,PSP1,O-1,visa,2026-05-05 10:00:00,CET,Refunded,MOD2,EUR,150.00,,1,EUR,150.00,,,,,,7
"""
PAYPAL = """"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID","Reference Txn ID","Invoice Number"
"13/05/2026","10:00:00","CEST","A","Website Payment","Completed","EUR","600.00","-9.00","591.00","PP1","","O-1"
"14/05/2026","10:00:00","CEST","A","Payment Refund","Completed","EUR","-150.00","0.00","-150.00","PP2","PP1","O-1"
"15/05/2026","10:00:00","CEST","B","Website Payment","Completed","EUR","40.00","-0.90","39.10","PP9","","O-9"
"""
PAYPAL_STATEMENT = """"Data","Ora","Fuso orario","Descrizione","Valuta","Lordo ","Tariffa ","Netto","Saldo","Codice transazione",\
"Codice transazione di riferimento"
"13/5/2026","10:00:00","Europe/Rome","Pagamento su sito web","EUR","600,00","-9,00","591,00","591,00","PP1",""
"14/5/2026","10:00:00","Europe/Rome","Rimborso di pagamento","EUR","-150,00","0,00","-150,00","441,00","PP2","PP1"
"""
PAIRS = {
    "stripe": (STRIPE_PAYMENTS, STRIPE_HISTORY),
    "woopayments": (WOO, STRIPE_HISTORY),
    "adyen": (ADYEN, ADYEN_DETAIL),
    "paypal": (PAYPAL, PAYPAL_STATEMENT),
}


def money(folder: Path, *texts: str) -> list[tuple[str, int, float, float]]:
    """Count, gross and fee of each kind of event after these files were loaded one by one."""
    for at, text in enumerate(texts):
        (folder / f"{at}.csv").write_text(text, encoding="utf-8")
        (report,) = load([folder / f"{at}.csv"], folder / "store", LoadOptions())
        assert report.ok and report.rows_rejected == 0, report.message
    sums = Store.open(folder / "store").query(
        """select txn_type, count(*)::integer as n, sum(gross)::double as gross, sum(fee)::double as fee
        from wallet_transactions where txn_type <> 'fee' group by txn_type order by txn_type"""
    )
    return [(row.txn_type, row.n, round(row.gross, 2), round(row.fee, 2)) for row in sums.itertuples()]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1)], ids=str)
def test_money_told_twice_counts_once(pair: str, order: tuple[int, ...], tmp_path: Path) -> None:
    found = money(tmp_path, *(PAIRS[pair][at] for at in order))
    assert found == [("payment", 2, 640.0, -9.9), ("refund", 1, -150.0, 0.0)]


def test_a_fee_of_a_step_goes_with_the_payment_that_the_fuller_report_tells(tmp_path: Path) -> None:
    money(tmp_path, ADYEN, ADYEN_DETAIL)
    fees = Store.open(tmp_path / "store").query("select count(*) as n from wallet_transactions where txn_type = 'fee'")
    assert int(fees.n.iloc[0]) == 0


def test_receipts_and_their_items_are_one_order_whichever_comes_first(tmp_path: Path) -> None:
    receipts = """Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,Payment type,Store,Status
2026-05-02 10:00,1-1,Sale,120.00,20.00,100.00,18.03,100.00,Card,Uno,Closed
"""
    items = """Date,Receipt number,Receipt type,SKU,Item,Quantity,Gross sales,Discounts,Net sales,Taxes,Store,Status
2026-05-02 10:00,1-1,Sale,A,Bag,1,80.00,20.00,60.00,10.82,Uno,Closed
2026-05-02 10:00,1-1,Sale,B,Hat,2,40.00,0.00,40.00,7.21,Uno,Closed
"""
    found = []
    for at, texts in enumerate([(receipts, items), (items, receipts)]):
        home = tmp_path / str(at)
        home.mkdir()
        for place, text in enumerate(texts):
            (home / f"{place}.csv").write_text(text, encoding="utf-8")
            (report,) = load([home / f"{place}.csv"], home / "store", LoadOptions(tz="Europe/Rome", currency="EUR"))
            assert report.ok and report.rows_rejected == 0, report.message
        store = Store.open(home / "store")
        orders = store.query("select total::double as total, payment_method, tax_included from orders")
        lines = store.query("select count(*)::integer as n, sum(net)::double as net from order_lines")
        found.append([*orders.values.tolist()[0], *lines.values.tolist()[0]])
    assert found == [[100.0, "card", True, 2, 100.0]] * 2


WECHAT = """交易时间,公众账号ID,商户号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,\
退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
`2026-03-30 10:00:00,`wx1,`{account},`4200000001,`W-1,`o1,`JSAPI,`SUCCESS,`OTHERS,`CNY,`500.00,`0.00,`0,`0,`0.00,`0.00,`,`,`巾,`,`3.00000,`0.60%,`500.00,`0.00,`
`2026-03-31 10:00:00,`wx1,`{account},`4200000001,`W-1,`o1,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5001,`R5001,`100.00,`0.00,\
`ORIGINAL,`SUCCESS,`巾,`,`-0.60000,`0.60%,`0.00,`100.00,`
"""
FUNDS = """记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号
`2026-03-30 10:00:00,`4200000001,`1001,`交易,`交易,`收入,`500.00,`500.00,`system,`,`W-1
`2026-03-30 10:00:00,`4200000001,`1002,`扣除交易手续费,`扣除交易手续费,`支出,`3.00,`497.00,`system,`,`W-1
`2026-03-31 10:00:00,`5001,`1003,`退款,`退款,`支出,`99.40,`397.60,`api,`退款总金额100.00元;含手续费0.60元,`R5001
`2026-03-31 20:00:00,`,`1004,`提现,`提现,`支出,`397.60,`0.00,`api,`,`
"""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("accounts", [1, 2])
def test_a_bill_without_an_account_counts_nothing_twice(tmp_path: Path, accounts: int, turned: bool) -> None:
    """Broken once: a bill of funds, which names no account, stood beside the trade bill of its account, and all was there twice."""
    texts = [WECHAT.format(account="1900000001"), FUNDS]
    if accounts == 2:
        texts.append(WECHAT.format(account="1900000002").replace("4200000001", "4200000002").replace("5001", "5002"))
    for n, text in enumerate(reversed(texts) if turned else texts):
        (tmp_path / f"{n}.csv").write_text(text, encoding="utf-8")
        (report,) = load([tmp_path / f"{n}.csv"], tmp_path / "store", LoadOptions())
        assert report.ok
    store = Store.open(tmp_path / "store")
    (row,) = payout_position(store, on=date(2026, 3, 31)).to_dict("records")
    store.close()
    assert (row["paid"], row["refunded"], row["fees"]) == (500 * accounts, -100 * accounts, -2.4 * accounts)
    if accounts == 1:
        assert (row["paid_out"], row["receivable"], row["untold"]) == (397.6, 0, 0)
