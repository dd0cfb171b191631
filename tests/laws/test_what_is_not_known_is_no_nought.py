"""Law: a sum of what is not known is not known; it is never nought.

Broken once: *Customers* said of the net sales to come "–, too few repeat purchases to tell", and EUR 0 in every row of the table below.
"""

from analytics.customer_value import bands
from analytics.lifetime import Purchases, lifetime, record
from tests.analytics.lifetime.logs import Shop


def test_where_no_value_is_forecast_no_band_is_worth_nought():
    frame = Shop(600, 26, 60).frame(1)
    found = lifetime(record(Purchases.of(frame["customer"], frame["on"]), 13.0))
    table = bands(found)
    assert found.forecast.value is None
    assert table["purchases"].sum() > 0
    assert table["value_eur"].isna().all()
