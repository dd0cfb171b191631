"""Cross-border Alipay: trade and settle files, in-store QR, AlipayHK and its batches."""

from pathlib import Path

import pytest

from tests.data.sources.landing import read

FOREX = (
    "Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Distribute_amount|Distribute_rmb_amount|Settlement|Rmb_settlement|"
    "Currency|Rate|Payment_time|Settlement_time|Type|Status|Remarks"
)
PAID = (
    "V-1001|2024052022001400000001|200.00|1560.00|2.40|0.0|0.0|197.60|1541.28|EUR|7.80000000|2024-05-20 20:30:00||P|P|"
    "V-1001"
)
BACK = (
    "R-77|2024052022001400000002|50.00|390.00|0.60|0.0|0.0|49.40|385.32|EUR|7.80000000|2024-05-21 09:00:00||R|P|V-1001"
)


def written(folder: Path, *lines: str, name: str = "2088000011112222_fptrade_20240520.txt") -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_payment_is_positive_and_its_fee_negative(tmp_path: Path) -> None:
    found = read(written(tmp_path, FOREX, PAID))
    one = found.good.iloc[0]
    assert (found.layout, found.about.account_id, one.status) == ("alipay_forex", "2088000011112222", "pending")
    assert (one.merchant_ref, one.gross, one.fee, one.currency) == ("V-1001", 200, -2.4, "EUR")
    assert (one.buyer_amount, one.buyer_currency, one.fx_rate, one.fx_pair) == (1560, "CNY", 7.8, "EUR/CNY")
    assert one.occurred_at.isoformat() == "2024-05-20T12:30:00+00:00"


def test_a_refund_is_written_positive_and_gives_the_fee_back(tmp_path: Path) -> None:
    one = read(written(tmp_path, FOREX, BACK)).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee) == ("refund", -50, 0.6)
    assert (one.merchant_ref, one.merchant_refund_ref, one.original_ref) == ("V-1001", "R-77", "V-1001")


def test_a_free_remark_is_not_taken_for_the_refunded_order(tmp_path: Path) -> None:
    one = read(written(tmp_path, FOREX, BACK.removesuffix("V-1001") + "customer changed mind")).good.iloc[0]
    assert one.merchant_ref is None


def test_the_column_of_the_original_order_comes_before_the_remark(tmp_path: Path) -> None:
    one = read(written(tmp_path, FOREX + "|Original_partner_transaction_ID", BACK + "|V-2002")).good.iloc[0]
    assert one.merchant_ref == "V-2002"


def test_a_hyphen_and_a_hyphen_with_a_tab_are_empty(tmp_path: Path) -> None:
    one = read(
        written(tmp_path, FOREX, PAID.replace("20:30:00||", "20:30:00|-\t|").removesuffix("V-1001") + "-")
    ).good.iloc[0]
    assert (one.problem, one.status) == (None, "pending")


def test_the_trade_and_the_settle_file_name_the_event_alike(tmp_path: Path) -> None:
    settled = PAID.replace("20:30:00||P|P", "20:30:00|2024-05-23 15:36:00|P|L")
    trade = read(written(tmp_path, FOREX, PAID)).good.iloc[0]
    settle = read(written(tmp_path, FOREX, settled, name="2088000011112222_settle_20240523.txt")).good.iloc[0]
    assert trade.natural_key == settle.natural_key
    assert (settle.status, settle.settled_at.isoformat()) == ("settled", "2024-05-23T07:36:00+00:00")


def test_a_failed_refund_says_so(tmp_path: Path) -> None:
    assert read(written(tmp_path, FOREX, BACK.replace("|R|P|", "|R|F|"))).good.iloc[0].status == "failed"


def test_what_a_third_party_takes_of_the_split_is_withheld_too(tmp_path: Path) -> None:
    one = read(written(tmp_path, FOREX, PAID.replace("2.40|0.0|0.0|197.60", "2.40|20.00|156.00|177.60"))).good.iloc[0]
    assert (one.gross, one.fee) == (200, -22.4)


def test_the_count_before_an_in_store_file_is_compared(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            "Partner:208800001111|Payment_time: 2024-05-20|Total_count:4",
            "Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|"
            "Secondary_merchant_industry|Secondary_merchant_name|Secondary_merchant_id|Operator_name|Order_scene|Trans_currency|Trans_amount|"
            "Trans_forex_rate|Issue",
            "0001|9001|100|3|HKD|2024-05-20 10:45:42|PAYMENT||5812|shop|1234|anna|shopQrCode|EUR|12|0.12|ALIPAYCN",
            "0002|9002|100|3|HKD|2024-05-20 10:46:13|REVERSAL||5812|shop|1234|anna|shopQrCode|EUR|12|0.12|ALIPAYHK",
            "0003|9003|40|1|HKD|2024-05-20 10:47:09|REFUND|Refund|5812|shop|1234|anna|shopQrCode|EUR|5|0.12|ALIPAYCN",
            "0004|9004|40|1|HKD|2024-05-20 10:48:09|CANCEL||5812|shop|1234|anna|shopQrCode|EUR|5|0.12|ALIPAYCN",
        )
    )
    assert (found.layout, found.declared, found.about.account_id) == (
        "alipay_instore_trade",
        {"rows": (4, 4)},
        "208800001111",
    )
    assert list(found.good.txn_type) == ["payment", "reversal", "refund", "reversal"]
    assert list(found.good.gross) == [100, -100, -40, -40]
    assert list(found.good.fee) == [-3, 3, 1, 1]
    assert list(found.good.wallet) == ["alipay", "alipayhk", "alipay", "alipay"]
    assert list(found.good.list_amount) == [12, -12, -5, -5]
    assert set(found.good.store_key) == {"1234"}


def test_hong_kong_writes_months_first_and_signs_the_settlement(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            "Partner_transaction_id,Transaction_id,Amount,Fee,Settlement,Currency,Payment_time,Settlement_time,Issue,Product,Type,Status,"
            "Remarks,original_partner_transaction_ID",
            "H-1,20240512260001,300.00,3.00,297.00,HKD,12/5/2024 0:55,12/6/2024 10:00,,CASHIER_PAY,PAYMENT,SETTLED,,",
            "HR-1,20240512260002,100.00,1.00,-99.00,HKD,12/6/2024 0:55,12/7/2024 10:00,,CASHIER_PAY,REFUND,SETTLED,"
            ",H-1",
            name="2088000011112222_settle_20241206.csv",
        )
    )
    assert (found.layout, set(found.good.wallet)) == ("alipay_hk", {"alipayhk"})
    assert list(found.good.gross) == [300, -100]
    assert list(found.good.fee) == [-3, 1]
    assert list(found.good.merchant_ref) == ["H-1", "H-1"]
    assert [moment.isoformat() for moment in found.good.occurred_at] == [
        "2024-12-04T16:55:00+00:00",
        "2024-12-05T16:55:00+00:00",
    ]


def test_names_in_other_capitals_are_the_same_names(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path, FOREX.replace("|Fee|", "|fee|").replace("Partner_transaction_id", "Partner_transaction_ id"), PAID
        )
    )
    assert (found.layout, found.good.iloc[0].fee) == ("alipay_forex", -2.4)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("|200.00|", "|2OO|", "Amount"),
        ("2024-05-20 20:30:00", "yesterday", "Payment_time"),
        ("|EUR|", "||", "Currency"),
    ],
)
def test_a_cell_that_cannot_be_read_names_its_column(tmp_path: Path, old: str, new: str, word: str) -> None:
    assert word in read(written(tmp_path, FOREX, PAID.replace(old, new))).rows.problem.iloc[0]


def test_a_settlement_batch_is_a_total_never_sales(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            "Settle_batch_no,Settle_date,Amount,Fee,Settlement,Currency",
            "50002024052300000000000000000001 ,2024-05-23 15:36:00,400.00 ,4.00 ,396.00 ,HKD",
            name="settle_batch.csv",
        )
    )
    one = found.good.iloc[0]
    assert (found.layout, one.entry_type, one.gross, one.fee, one.amount) == (
        "alipay_settle_batch",
        "total",
        400,
        -4,
        396,
    )
    assert one.settlement_batch == "50002024052300000000000000000001"


def test_the_samples_give_the_expected_totals(shared: Path) -> None:
    folder = shared / "formats" / "samples" / "alipay_global"
    found = [read(file) for file in sorted(folder.glob("2088*.txt"))]
    payments = [each.good[each.good.txn_type == "payment"] for each in found]
    refunds = [each.good[each.good.txn_type == "refund"] for each in found]
    assert round(sum(frame.gross.sum() for frame in payments), 2) == 2899.07
    assert round(sum(frame.fee.sum() for frame in payments), 2) == -34.79
    assert (sum(frame.gross.sum() for frame in refunds), sum(frame.fee.sum() for frame in refunds)) == (-555, 6.66)
    in_store = read(folder / "instore_transaction_20131202.txt")
    assert in_store.declared == {"rows": (4, 3)}
