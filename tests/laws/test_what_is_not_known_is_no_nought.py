"""Law: a sum of what is not known is not known; it is never nought.

Broken once: a coupon whose delivery nobody logged was "delivered to 0"; *Customers* said of the net sales to come "–, too few
repeat purchases to tell", and EUR 0 in every row of the table below.
"""

import pandas as pd

from analytics.customer_value import bands
from analytics.lifetime import Purchases, lifetime, record
from analytics.promotions.effect.funnel import funnel
from tests.analytics.lifetime.logs import Shop


def test_where_no_value_is_forecast_no_band_is_worth_nought():
    frame = Shop(600, 26, 60).frame(1)
    found = lifetime(record(Purchases.of(frame["customer"], frame["on"]), 13.0))
    table = bands(found)
    assert found.forecast.value is None
    assert table["purchases"].sum() > 0
    assert table["value_eur"].isna().all()


def test_a_step_that_nobody_logged_is_no_step():
    sent = pd.DataFrame(
        {
            "promotion_id": "P1",
            "treated": True,
            "redeemed": [True, False, False],
            "came_again": False,
            "second_is_seen": True,
        }
    )
    silent = funnel(sent.assign(delivered=False, opened=None, claimed=False)).set_index("step")
    assert list(silent.index) == ["issued", "redeemed", "came_again"]
    assert silent.loc["redeemed", ["customers", "of"]].tolist() == [1, 3]
    logged = funnel(sent.assign(delivered=[True, True, False], opened=False, claimed=False)).set_index("step")
    assert logged.loc["delivered", ["customers", "of"]].tolist() == [2, 3]
