"""What words in cells mean, in the languages of the exports."""

from collections.abc import Mapping, Sequence

MOST = 25  # different words of a column that is a list of kinds or states
AMOUNTS = frozenset(
    {
        "qty",
        "unit_price",
        "line_amount",
        "line_discount",
        "total",
        "amount",
        "refunded",
        "gross",
        "fee",
        "list_price",
        "unit_cost",
        "units",
    }
)
TXN_TYPE: Mapping[str, Sequence[str]] = {
    "dispute": ("chargeback", "dispute", "contestazione", "disput", "拒付"),
    "refund": ("refund", "return", "credit note", "rimborso", "reso", "storno", "nota di credito", "erstattung", "gutschrift", "rembours", "退款", "退货"),
    "payout": ("payout", "withdrawal", "settlement", "bonifico", "prelievo", "accredito", "auszahlung", "virement", "提现", "结算"),
    "fee": ("fee", "commission", "gebühr", "frais", "手续费", "服务费"),
    "payment": ("payment", "sale", "charge", "purchase", "pagamento", "vendita", "incasso", "acquisto",
                "zahlung", "verkauf", "paiement", "vente", "交易", "支付", "收款", "消费"),
    "transfer": ("transfer", "trasferimento", "giroconto", "转账"),
    "adjustment": ("adjust", "rettifica", "korrektur", "调整"),
}  # fmt: skip
ORDER_STATUS: Mapping[str, Sequence[str]] = {
    "partially_refunded": ("partially refunded", "partial refund", "rimborso parziale", "parzialmente rimborsato", "部分退款"),
    "refunded": ("refunded", "returned", "rimborsat", "reso", "erstattet", "rembours", "已退款"),
    "cancelled": ("cancel", "void", "annullat", "stornat", "annul", "storniert", "取消", "关闭"),
    "unpaid": ("unpaid", "pending", "awaiting", "open", "non pagato", "in attesa", "aperto", "offen", "en attente", "待付款", "未付款"),
    "paid": ("paid", "complete", "closed", "shipped", "delivered", "processing", "invoiced", "pagato", "complet", "chius", "evas",
             "spedit", "consegnat", "bezahlt", "abgeschlossen", "payé", "livré", "已付款", "已发货", "已完成", "成功"),
}  # fmt: skip


def of(word: str, known: Mapping[str, Sequence[str]]) -> str | None:
    """The first meaning that a word bears; None where it bears none."""
    plain = word.casefold()
    return next((meaning for meaning, parts in known.items() if any(part in plain for part in parts)), None)
