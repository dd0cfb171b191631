"""Antom and Alipay+: transaction items, settlement items and settlement summaries, each ending in `<END>`."""

import re
from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
# the settlement's own zone; every time in the files carries its offset
ZONE = "Asia/Shanghai"

ITEM = frozenset({"transactionId", "transactionType", "settlementAmountValue", "settlementCurrency"})
SHARED = frozenset(
    {
        *("settlementBatchId", "customerId", "referenceMerchantId", "referenceStoreId", "originalTransactionId"),
        *(
            "transactionRequestId",
            "referenceTransactionId",
            "paymentMethodType",
            "pspName",
            "paymentTime",
            "settlementTime",
        ),
        *("productCode", "transactionAmountValue", "transactionCurrency", "quoteCurrencyPair", "quotePrice"),
        *("feeAmountValue", "feeCurrency", "taxFeeAmountValue", "taxFeeCurrency"),
        *("nonGuaranteeCouponValue", "nonGuaranteeCouponCurrency"),
    }
)
TRANSACTION = frozenset(
    {"transactionId", "transactionType", "paymentTime", "transactionAmountValue", "transactionCurrency"}
)
TRANSACTION_ALSO = frozenset(
    {
        *("customerId", "referenceMerchantId", "referenceStoreId", "originalTransactionId", "transactionRequestId"),
        *("referenceTransactionId", "orderDescription", "paymentMethodType", "pspName", "productCode"),
    }
)
SUMMARY = frozenset({"settlementBatchId", "summaryType", "settlementAmountValue", "settlementCurrency"})
SUMMARY_ALSO = frozenset(
    {
        *("customerId", "acquirer", "settlementTime", "count", "feeAmountValue", "feeCurrency", "paymentMethodType"),
        *("taxFeeAmountValue", "taxFeeCurrency", "processingFeeAmountValue", "processingFeeCurrency"),
        *("nonGuaranteeCouponValue", "nonGuaranteeCouponCurrency", "disputeHandlingFee", "disputeReverseFee"),
        *("interchangeFeeAmountValue", "schemeFeeAmountValue", "acquirerMarkupAmountValue"),
    }
)
RENAMED = {
    "merchantId": "customerId",
    "psp": "pspName",
    "settlementInitiatedDate|settlementDate": "settlementTime",
    "transactionTime": "paymentTime",
}
RENAMED_IN_SUMMARIES = {
    "merchantId": "customerId",
    "psp|pspName": "acquirer",
    "settlementInitiatedDate|settlementDate": "settlementTime",
    "type": "summaryType",
    "settlementAmount": "settlementAmountValue",
    "commission": "feeAmountValue",
    "referenceId": "settlementBatchId",
}


def _end(cells: list[str]) -> bool:
    return cells[0].strip().upper() == "<END>"


def _layout(name: str, required: frozenset[str], optional: frozenset[str], renamed: dict[str, str]) -> Layout:
    return Layout(
        system="antom",
        name=name,
        landing="settlement" if name == "antom_summary" else "wallet",
        required=required,
        optional=optional,
        aliases={**{re.escape(header): header for header in sorted(required | optional)}, **renamed},
        select=(SQL / f"{name}.sql").read_text(encoding="utf-8"),
        tz=ZONE,
        footer=_end,
    )


LAYOUTS = (
    _layout("antom_items", ITEM, SHARED, RENAMED),
    _layout("antom_transactions", TRANSACTION, TRANSACTION_ALSO, RENAMED),
    _layout("antom_summary", SUMMARY, SUMMARY_ALSO, RENAMED_IN_SUMMARIES),
)
