"""Law: an event whose number a spreadsheet lost in one file and not in the other counts once, whichever of the two is loaded first.

Broken once: a row of Alipay with a rounded trade number went by the order's number, and stood beside itself when the whole file came.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.load import load
from data.store import Store

ALIPAY = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,服务费（元）,备注,退款批次号/请求号\n"
WECHAT = (
    "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,"
    "商品名称,商户数据包,手续费,费率\n"
)
WHOLE = ("2020072222001457180512345678", "2020072222001457180587654321", "2020072222001457180512345678")
LOST = {
    "exponent": ("2.02007E+27", "2.02007E+27", "2.02007E+27"),
    "comma": ("2,02007E+27", "2,02007E+27", "2,02007E+27"),
    "noughts": ("2020072222001450000000000000", "2020072222001460000000000000", "2020072222001450000000000000"),
}


def _alipay(folder: Path, name: str, numbers: tuple[str, ...], seconds: str) -> Path:
    file = folder / f"{name}.csv"
    rows = [
        f'"{numbers[0]}",A-1,交易,包,2020-07-22 10:00{seconds},2020-07-22 10:00{seconds},*三,1000.00,1000.00,-6.00,,\n',
        f'"{numbers[1]}",A-2,交易,包,2020-07-22 11:00{seconds},2020-07-22 11:00{seconds},*四,700.00,700.00,-4.20,,\n',
        f'"{numbers[2]}",A-1,退款,包,2020-07-23 11:00{seconds},2020-07-23 11:00{seconds},*三,-300.00,-300.00,1.80,,R-1\n',
    ]
    file.write_text(ALIPAY + "".join(rows), encoding="utf-8")
    return file


def _wechat(folder: Path, name: str, numbers: tuple[str, ...], seconds: str) -> Path:
    file = folder / f"{name}.csv"
    rows = [
        f'2020-07-22 1{n}:00{seconds},wx1,10000100,0,1000,"{number}",A-{n},oU{n},JSAPI,SUCCESS,CFT,CNY,{100 * n}0.00,0.0,包,,6,0.60%\n'
        for n, number in enumerate(numbers[:2], start=1)
    ]
    file.write_text(WECHAT + "".join(rows), encoding="utf-8")
    return file


@pytest.mark.parametrize("is_damaged_first", [True, False])
@pytest.mark.parametrize(
    ("written", "lost", "seconds", "total"),
    [
        (_alipay, "exponent", "", (3, 1400.0, -8.4)),
        (_alipay, "noughts", ":37", (3, 1400.0, -8.4)),
        (_wechat, "exponent", ":37", (2, 3000.0, -12.0)),
    ],
)
def test_in_either_order_and_again(
    written: Callable[[Path, str, tuple[str, ...], str], Path],
    lost: str,
    seconds: str,
    total: tuple[int, float, float],
    is_damaged_first: bool,
    tmp_path: Path,
) -> None:
    damaged, whole = written(tmp_path, "damaged", LOST[lost], ""), written(tmp_path, "whole", WHOLE, seconds)
    again = written(tmp_path, "again", WHOLE, seconds)
    again.write_text(again.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    for report in load([*([damaged, whole] if is_damaged_first else [whole, damaged]), again], tmp_path / "store"):
        assert report.rows_seen == report.rows_loaded + report.rows_duplicate + report.rows_rejected
        assert all(part.adds_up for part in report.money)
    told = Store.open(tmp_path / "store").query(
        "select count(*) as n, sum(gross)::double as gross, sum(fee)::double as fee from wallet_transactions"
    )
    assert (int(told["n"][0]), float(told["gross"][0]), float(told["fee"][0])) == total


def test_two_payments_that_are_alike_are_left_alone(tmp_path: Path) -> None:
    """Which of two it is cannot be told, and neither is taken for the other."""
    whole = _alipay(tmp_path, "whole", WHOLE, ":37")
    text = (
        whole.read_text(encoding="utf-8")
        .replace("A-2", "A-1")
        .replace("11:00", "10:00")
        .replace("700.00,700.00", "1000.00,1000.00")
    )
    whole.write_text(text, encoding="utf-8")
    load([whole], tmp_path / "store")
    load([_alipay(tmp_path, "damaged", LOST["exponent"], "")], tmp_path / "store")
    count = Store.open(tmp_path / "store").query(
        "select count(*) as n from wallet_transactions where provider_txn_id is not null"
    )
    assert int(count["n"][0]) == 3
