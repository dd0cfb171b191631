"""The lander of each kind of canonical row."""

from collections.abc import Mapping

from data.landing import exposure, fx, order, product, series, settlement, spend, wallet
from data.landing.batch import Lander
from data.sources.layout import Landing

LANDERS: Mapping[Landing, Lander] = {
    "exposure": exposure.LANDER,
    "fx": fx.LANDER,
    "order": order.LANDER,
    "product": product.LANDER,
    "series": series.LANDER,
    "settlement": settlement.LANDER,
    "spend": spend.LANDER,
    "wallet": wallet.LANDER,
}
