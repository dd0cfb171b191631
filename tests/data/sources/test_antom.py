"""Antom: items and summaries of a settlement, in minor or major units."""

from pathlib import Path

import pytest

from data.staging import LoadOptions
from tests.data.sources.landing import Read, read

ITEMS = (
    "settlementBatchId,customerId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,paymentMethodType,pspName,"
    "transactionType,paymentTime,settlementTime,transactionAmountValue,transactionCurrency,settlementAmountValue,settlementCurrency,"
    "quoteCurrencyPair,quotePrice,feeAmountValue,feeCurrency,nonGuaranteeCouponValue,nonGuaranteeCouponCurrency"
)
SUMMARY = (
    "settlementBatchId,customerId,acquirer,summaryType,settlementTime,count,settlementAmountValue,settlementCurrency,"
    "feeAmountValue,feeCurrency"
)


def item(kind: str, number: str, amount: str, settled: str, fee: str, **told: str) -> str:
    cells = {
        "settlementBatchId": "B1",
        "customerId": "1022",
        "referenceStoreId": "MILANO",
        "transactionId": number,
        "originalTransactionId": "",
        "transactionRequestId": f"REQ-{number}",
        "paymentMethodType": "CONNECT_WALLET",
        "pspName": "KaKaoPay",
        "transactionType": kind,
        "paymentTime": "2024-12-25T19:07:41+08:00",
        "settlementTime": "2024-12-27T10:00:00+08:00",
        "transactionAmountValue": amount,
        "transactionCurrency": "KRW",
        "settlementAmountValue": settled,
        "settlementCurrency": "USD",
        "quoteCurrencyPair": "USD/KRW",
        "quotePrice": "1200",
        "feeAmountValue": fee,
        "feeCurrency": "USD",
        "nonGuaranteeCouponValue": "",
        "nonGuaranteeCouponCurrency": "",
    }
    return ",".join((cells | told).values())


def items(folder: Path, *rows: str, options: LoadOptions | None = None) -> Read:
    file = folder / "settlementItems_USD_B1_000.csv"
    file.write_text("\n".join([ITEMS, *rows, "<END>", ""]))
    return read(file, options)


def test_whole_numbers_are_cents_and_the_settled_amount_is_after_the_fee(tmp_path: Path) -> None:
    one = items(tmp_path, item("PAYMENT", "P1", "18000", "1450", "-50")).good.iloc[0]
    assert (one.gross, one.fee, one.currency) == (15, -0.5, "USD")
    assert (one.buyer_amount, one.buyer_currency, one.fx_rate, one.fx_pair) == (18000, "KRW", 1200, "USD/KRW")
    assert (one.merchant_ref, one.store_key, one.wallet, one.status) == ("REQ-P1", "MILANO", "kakaopay", "settled")
    assert one.occurred_at.isoformat() == "2024-12-25T11:07:41+00:00"


def test_a_decimal_point_anywhere_makes_the_file_major_units(tmp_path: Path) -> None:
    rows = (item("PAYMENT", "P1", "18000", "14.50", "-0.50"), item("PAYMENT", "P2", "120000", "98", "-2"))
    assert list(items(tmp_path, *rows).good.gross) == [15, 100]


def test_what_the_user_says_of_the_unit_comes_first_and_is_checked_against_the_rate(tmp_path: Path) -> None:
    row = item("PAYMENT", "P1", "18000", "1450", "-50")
    assert items(tmp_path, row, options=LoadOptions(minor_units=True)).good.iloc[0].gross == 15
    problem = items(tmp_path, row, options=LoadOptions(minor_units=False)).rows.problem.iloc[0]
    assert "load the file as minor units" in problem


def test_currencies_without_cents_are_never_divided(tmp_path: Path) -> None:
    row = item(
        "PAYMENT",
        "P1",
        "200",
        "192",
        "8",
        transactionCurrency="JPY",
        settlementCurrency="JPY",
        feeCurrency="JPY",
        quotePrice="",
    )
    one = items(tmp_path, row).good.iloc[0]
    assert (one.gross, one.fee, one.fx_pair) == (200, -8, None)


@pytest.mark.parametrize("fee", ["-50", "50"])
def test_the_fee_of_a_payment_costs_whatever_sign_the_file_writes(tmp_path: Path, fee: str) -> None:
    one = items(tmp_path, item("PAYMENT", "P1", "18000", "1450", fee)).good.iloc[0]
    assert (one.gross, one.fee) == (15, -0.5)


@pytest.mark.parametrize(("settled", "fee"), [("-725", "25"), ("725", "-25")])
def test_a_refund_gives_the_fee_back(tmp_path: Path, settled: str, fee: str) -> None:
    rows = (
        item("PAYMENT", "P1", "18000", "1450", "-50"),
        item("REFUND", "R1", "-9000", settled, fee, originalTransactionId="P1"),
    )
    one = items(tmp_path, *rows).good.iloc[1]
    assert (one.txn_type, one.gross, one.fee) == ("refund", -7.5, 0.25)
    assert (one.merchant_ref, one.merchant_refund_ref, one.original_ref) == ("REQ-P1", "REQ-R1", "P1")


def test_a_coupon_that_is_not_settled_is_the_merchants(tmp_path: Path) -> None:
    row = item("PAYMENT", "P1", "18000", "1350", "-50", nonGuaranteeCouponValue="100", nonGuaranteeCouponCurrency="USD")
    one = items(tmp_path, row).good.iloc[0]
    assert (one.gross, one.fee, one.disc_merchant) == (14, -0.5, 1)


MEANINGS = [
    ("PAYMENT", "payment", "1450", 15, -0.5),
    ("CAPTURE", "payment", "1450", 15, -0.5),
    ("CANCEL", "reversal", "-1450", -15, 0.5),
    ("PAYMENT_REVERSAL", "reversal", "-1450", -15, 0.5),
    ("DISPUTE", "dispute", "-1550", -15, -0.5),
    ("DISPUTE_REVERSAL", "dispute_reversal", "1450", 15, -0.5),
    ("REFUND_REVERSAL", "adjustment", "700", 7.5, -0.5),
    ("SETTLEMENT_FEE", "fee", "-300", 0, -3),
    ("ADJUSTMENT_FEE", "fee", "120", 0, 1.2),
    ("RESERVE_HOLD", "transfer", "-1000", -9.5, -0.5),
    ("COLLATERAL_RELEASE", "transfer", "1000", 10.5, -0.5),
]


def test_every_type_of_item_has_its_meaning(tmp_path: Path) -> None:
    rows = [
        item(kind, f"X{at}", "", settled, "-50", quotePrice="") for at, (kind, _, settled, *_) in enumerate(MEANINGS)
    ]
    found = items(tmp_path, *rows).good
    assert [(one.source_type, one.txn_type, one.gross, one.fee) for one in found.itertuples()] == [
        (kind, txn_type, gross, fee) for kind, txn_type, _, gross, fee in MEANINGS
    ]


def test_a_quote_the_other_way_round_is_turned(tmp_path: Path) -> None:
    row = item("PAYMENT", "P1", "18000", "1450", "-50", quoteCurrencyPair="KRW/USD", quotePrice="0.00083333")
    assert items(tmp_path, row).good.iloc[0].fx_pair == "KRW/USD"


def test_a_day_without_items_is_an_empty_file(tmp_path: Path) -> None:
    assert items(tmp_path).seen == 0


def test_transactions_of_a_day_wait_for_their_settlement_under_the_same_key(tmp_path: Path) -> None:
    file = tmp_path / "transactionItems_20241225_000.csv"
    file.write_text(
        "customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,"
        "orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency\n"
        "1022,,MILANO,P1,,REQ-P1,,,KAKAOPAY,KaKaoPay,PAYMENT,2024-12-25T10:00:00+08:30,AGREEMENT_PAYMENT,18000,KRW\n<END>\n"
    )
    waiting = read(file)
    settled = items(tmp_path, item("PAYMENT", "P1", "18000", "1450", "-50"))
    assert (waiting.layout, waiting.good.iloc[0].status, waiting.good.iloc[0].gross) == (
        "antom_transactions",
        "pending",
        18000,
    )
    assert waiting.good.iloc[0].natural_key == settled.good.iloc[0].natural_key


def summary(folder: Path, *rows: str) -> Read:
    file = folder / "settlementSummary_USD_B1_000.csv"
    file.write_text("\n".join([SUMMARY, *rows, "<END>", ""]))
    return read(file)


def test_the_total_of_a_summary_is_kept_apart_from_what_it_sums(tmp_path: Path) -> None:
    found = summary(
        tmp_path,
        "B1,1022,2C2P,CAPTURE,2024-12-27T10:00:00+08:00,1,9600,HKD,-400,HKD",
        "B1,1022,2C2P,DEFAULT,2024-12-27T10:00:00+08:00,1,-500,HKD,-500,HKD",
        "B1,1022,2C2P,TOTAL,2024-12-27T10:00:00+08:00,2,9100,HKD,-900,HKD",
    ).good
    assert list(found.entry_type) == ["payment", "adjustment", "total"]
    assert found[found.entry_type != "total"].amount.sum() == found[found.entry_type == "total"].amount.sum() == 91
    assert list(found.fee) == [-4, -5, -9]


def test_fees_written_positive_are_turned_in_the_total_too(tmp_path: Path) -> None:
    found = summary(
        tmp_path,
        "B1,1022,Hundsun,PAYMENT,2022-10-30T23:00:00+08:00,2,192,JPY,8,JPY",
        "B1,1022,Hundsun,REFUND,2022-10-30T23:00:00+08:00,1,-96,JPY,-4,JPY",
        "B1,1022,Hundsun,TOTAL,2022-10-30T23:00:00+08:00,4,96,JPY,4,JPY",
    ).good
    assert list(found.amount) == [192, -96, 96]
    assert list(found.fee) == [-8, 4, -4]
    assert list(found.gross) == [200, -100, 100]


def test_the_samples_items_add_up_to_the_samples_summary(shared: Path) -> None:
    folder = shared / "formats" / "samples" / "alipay_global"
    (detail,) = [read(file).good for file in folder.glob("settlementItems*.csv")]
    (totals,) = [read(file).good for file in folder.glob("settlementSummary*.csv")]
    total = totals[totals.entry_type == "total"].iloc[0]
    assert (detail.gross + detail.fee).sum() == total.amount == 7.25
    assert detail.fee.sum() == total.fee == -0.25
