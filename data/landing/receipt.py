"""What reached a place on a day, article by article; below nought where it left for the supplier or for another place."""

from data.landing.goods import Goods, lander

LANDER = lander(
    Goods(
        "goods_receipts",
        ("day", "store_key", "sku", "receipt_ref"),
        "number",
        more=("season",),
        hint="; where both are true, give the number of each delivery as receipt_ref",
    )
)
