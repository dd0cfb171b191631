"""The lander of each kind of canonical row."""

from collections.abc import Mapping

from data.landing import (
    bank,
    budget,
    contract,
    customer,
    exposure,
    fx,
    gift_card,
    order,
    product,
    receipt,
    refund,
    series,
    settlement,
    spend,
    stock,
    wallet,
)
from data.landing.batch import Lander
from data.sources.layout import Landing

LANDERS: Mapping[Landing, Lander] = {
    "bank": bank.LANDER,
    "budget": budget.LANDER,
    "contract": contract.LANDER,
    "customer": customer.LANDER,
    "exposure": exposure.LANDER,
    "fx": fx.LANDER,
    "gift_card": gift_card.LANDER,
    "order": order.LANDER,
    "product": product.LANDER,
    "receipt": receipt.LANDER,
    "refund": refund.LANDER,
    "series": series.LANDER,
    "settlement": settlement.LANDER,
    "spend": spend.LANDER,
    "stock": stock.LANDER,
    "wallet": wallet.LANDER,
}
