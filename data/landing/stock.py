"""What lay in a place on a day: a count of pieces, article by article."""

from data.landing.goods import Goods, lander

LANDER = lander(Goods("stock_counts", ("day", "store_key", "sku"), "count", is_count=True))
