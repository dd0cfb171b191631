"""Who buys in a new channel, counted by hand."""

from datetime import date
from pathlib import Path

from analytics.launch import launch_customers
from tests.analytics.shop import opened, order


def test_each_customer_is_new_moved_or_returned_by_the_order_elsewhere_before(tmp_path: Path) -> None:
    orders = [
        order("1", "2020-06-01", "new", channel="wallet"),
        order("2", "2020-07-01", "new", total=50.0, channel="wallet"),
        order("3", "2020-02-01", "moved"),
        order("4", "2020-06-02", "moved", total=30.0, channel="wallet"),
        order("5", "2018-02-01", "back"),
        order("6", "2020-06-03", "back", total=20.0, channel="wallet"),
        order("7", "2020-06-04", None, total=10.0, channel="wallet"),
        order("8", "2020-06-05", "later", total=7.0, channel="wallet"),
        order("9", "2020-06-08", "later"),
        order("10", "2020-01-08", "early", channel="wallet"),
        order("11", "2020-06-08", "early", total=5.0, channel="wallet"),
    ]
    shop = opened(tmp_path, orders=orders)
    found = launch_customers(shop, channel="wallet", since=date(2020, 5, 20), until=date(2021, 1, 1))
    every = found[found["tier"] == "all"].set_index("origin")
    assert every["customers"].to_dict() == {"moved": 2, "new": 2, "returned": 1, "unknown": 0}
    assert every["net_eur"].astype(float).to_dict() == {"moved": 35, "new": 157, "returned": 20, "unknown": 10}
    assert every["orders"].to_dict() == {"moved": 2, "new": 3, "returned": 1, "unknown": 1}
