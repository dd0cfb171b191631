"""Adyen's settlement detail report."""

from pathlib import Path

from tests.data.sources.landing import Read, read

COLUMNS = (
    "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,"
    "Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,"
    "Net Debit (NC),"
    "Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Payment Method Variant,"
    "Modification Merchant Reference,Batch Number,Reserved4"
)


def line(kind: str, **told: str) -> str:
    cells = dict.fromkeys(COLUMNS.split(","), "") | {
        "Company Account": "Shop",
        "Merchant Account": "Shop_IT",
        "Psp Reference": "8801",
        "Merchant Reference": "V1001",
        "Payment Method": "alipay",
        "Creation Date": "2024-05-21 00:30:00",
        "TimeZone": "CEST",
        "Type": kind,
        "Modification Reference": "8802",
        "Gross Currency": "EUR",
        "Exchange Rate": "1",
        "Net Currency": "EUR",
        "Batch Number": "12",
    }
    return ",".join((cells | told).values())


def report(folder: Path, *rows: str, columns: str = COLUMNS) -> Read:
    file = folder / "settlement_detail_report_batch_12.csv"
    file.write_text("\n".join([columns, *rows, ""]))
    return read(file)


def settled(**told: str) -> str:
    return line(
        "Settled",
        **{
            "Gross Credit (GC)": "100",
            "Net Credit (NC)": "98.5",
            "Markup (NC)": "1",
            "Scheme Fees (NC)": "0.5",
            **told,
        },
    )


def test_a_settled_payment_is_gross_in_the_currency_paid_out_less_all_fees(tmp_path: Path) -> None:
    one = report(tmp_path, settled()).good.iloc[0]
    assert (one.txn_type, one.gross, one.fee, one.currency, one.wallet) == ("payment", 100, -1.5, "EUR", "alipay")
    assert (one.merchant_ref, one.settlement_batch, one.account_id, one.status) == ("V1001", "12", "Shop_IT", "settled")


def test_a_payment_in_another_currency_is_converted_at_the_reports_rate(tmp_path: Path) -> None:
    row = settled(
        **{"Gross Currency": "CNY", "Gross Credit (GC)": "1000", "Exchange Rate": "0.128", "Net Credit (NC)": "126.1"}
    )
    one = report(tmp_path, row).good.iloc[0]
    assert (one.gross, round(one.fee, 6), one.buyer_amount, one.buyer_currency) == (128, -1.9, 1000, "CNY")
    assert (one.list_amount, one.list_currency, one.fx_rate, one.fx_pair) == (1000, "CNY", 0.128, "CNY/EUR")


def test_a_refund_stands_in_the_debit_columns_and_costs_its_fee(tmp_path: Path) -> None:
    one = report(
        tmp_path, line("Refunded", **{"Gross Debit (GC)": "40", "Net Debit (NC)": "40.2", "Markup (NC)": "0.2"})
    ).good.iloc[0]
    assert (one.txn_type, one.gross, round(one.fee, 2), one.merchant_refund_ref) == ("refund", -40, -0.2, "8802")


def test_the_sign_comes_from_the_type_where_a_report_swaps_debit_and_credit(tmp_path: Path) -> None:
    one = report(
        tmp_path,
        settled(
            **{"Gross Credit (GC)": "", "Gross Debit (GC)": "100", "Net Credit (NC)": "", "Net Debit (NC)": "98.5"}
        ),
    ).good
    assert (one.iloc[0].gross, one.iloc[0].fee) == (100, -1.5)


MEANINGS = [
    ("Chargeback", "Debit", "dispute", -40),
    ("ChargebackReversed", "Credit", "dispute_reversal", 40),
    ("SecondChargeback", "Debit", "dispute", -40),
    ("RefundedReversed", "Credit", "adjustment", 40),
    ("Balancetransfer", "Debit", "transfer", -40),
    ("DepositCorrection", "Credit", "adjustment", 40),
]


def test_every_type_has_its_meaning(tmp_path: Path) -> None:
    rows = [line(kind, **{f"Gross {side} (GC)": "40", f"Net {side} (NC)": "40"}) for kind, side, *_ in MEANINGS]
    found = report(tmp_path, *rows).good
    assert [(one.source_type, one.txn_type, one.gross, one.fee) for one in found.itertuples()] == [
        (kind, txn_type, gross, 0) for kind, _, txn_type, gross in MEANINGS
    ]


def test_fees_and_payouts_of_the_batch_have_no_payment(tmp_path: Path) -> None:
    rows = (
        settled(),
        line(
            "Fee",
            **{
                "Psp Reference": "",
                "Merchant Reference": "",
                "Modification Reference": "Fees May",
                "Net Debit (NC)": "3",
            },
        ),
        line(
            "MerchantPayout",
            **{
                "Psp Reference": "",
                "Merchant Reference": "",
                "Modification Reference": "TX1 batch 12",
                "Net Debit (NC)": "95.5",
                "Creation Date": "2024-05-23 02:00:00",
            },
        ),
    )
    found = report(tmp_path, *rows).good
    assert list(found.txn_type) == ["payment", "fee", "payout"]
    assert list(found.gross) == [100, 0, -95.5]
    assert list(found.fee) == [-1.5, -3, 0]
    assert (found.gross + found.fee).sum() == 0
    assert {moment.isoformat() for moment in found.settled_at} == {"2024-05-23T00:00:00+00:00"}


def test_the_zone_is_the_rows_own(tmp_path: Path) -> None:
    rows = (
        settled(),
        settled(TimeZone="CET", **{"Creation Date": "2024-01-21 00:30:00"}),
        settled(TimeZone="America/New_York"),
        settled(TimeZone="Mars"),
    )
    found = report(tmp_path, *rows)
    assert [moment.isoformat() for moment in found.good.occurred_at] == [
        "2024-05-20T22:30:00+00:00",
        "2024-01-20T23:30:00+00:00",
        "2024-05-21T04:30:00+00:00",
    ]
    assert found.rows.problem.iloc[3] == "TimeZone: text where a zone known here belongs"


def test_wallets_are_called_as_orders_call_them(tmp_path: Path) -> None:
    rows = [settled(**{"Payment Method": name}) for name in ("alipay", "alipay_hk", "wechatpayWeb", "visa")]
    assert list(report(tmp_path, *rows).good.wallet) == ["alipay", "alipayhk", "wechat", "visa"]


def test_columns_may_stand_anywhere(tmp_path: Path) -> None:
    names, cells = COLUMNS.split(","), settled().split(",")
    one = report(tmp_path, ",".join(cells[::-1]), columns=",".join(names[::-1])).good.iloc[0]
    assert (one.gross, one.fee) == (100, -1.5)


def test_the_sample_gives_the_expected_totals(shared: Path) -> None:
    (file,) = (shared / "formats" / "samples" / "adyen").iterdir()
    found = read(file)
    sums = found.good.groupby("txn_type")[["gross", "fee"]].sum().round(2)
    assert (found.seen, len(found.good)) == (47, 47)
    assert sums.gross.to_dict() == {"payment": 7468.9, "refund": -1091.95, "fee": 0, "payout": -55308.07}
    assert sums.fee.to_dict() == {"payment": -57.12, "refund": -0.4, "fee": -38.1, "payout": 0}
