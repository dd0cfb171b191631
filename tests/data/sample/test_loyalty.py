"""Who met us in a boutique comes back most; the planted parameters are the ones that were drawn from."""

import numpy as np
import pandas as pd
import pytest

from tests.data.sample.conftest import Shop

ORDER = ["boutique", "phygital_lab", "wallet", "ecommerce", "marketplace"]


def again_in_a_year(shop: Shop) -> pd.DataFrame:
    """Second path: from the canonical orders alone, in pandas."""
    orders = shop.frame("""
        select customer_id, channel, ordered_on, source_order_id from orders
        where customer_id is not null and not is_test and duplicate_of is null and status <> 'unpaid'
    """).sort_values("source_order_id")
    first = orders.groupby("customer_id").first()
    later = orders.join(first["ordered_on"].rename("first_on"), on="customer_id")
    second = later[later["ordered_on"] > later["first_on"]].groupby("customer_id")["ordered_on"].min()
    seen = first[first["ordered_on"] <= pd.Timestamp(shop.plan.until) - pd.Timedelta(days=366)]
    again = (second.reindex(seen.index) - seen["ordered_on"]).dt.days <= 365
    return again.groupby(seen["channel"]).agg(["sum", "size"])


def test_the_answer_key_counts_who_came_again(shop: Shop) -> None:
    counted = again_in_a_year(shop)
    for row in shop.planted["loyalty"]:
        assert counted.loc[row["channel"]].tolist() == [row["again_in_a_year"], row["seen_a_year"]]


def test_boutique_customers_return_most_and_marketplace_customers_least(shop: Shop) -> None:
    counted = again_in_a_year(shop)
    share = counted["sum"] / counted["size"]
    assert share["boutique"] > share["wallet"] > share["ecommerce"] > share["marketplace"]
    assert share["boutique"] - share["marketplace"] > 0.15


def test_with_nothing_planted_no_channel_returns_more_than_another(plain_shop: Shop) -> None:
    counted = again_in_a_year(plain_shop)
    pooled = counted["sum"].sum() / counted["size"].sum()
    z = (counted["sum"] / counted["size"] - pooled) / np.sqrt(pooled * (1 - pooled) / counted["size"])
    assert z.abs().max() < 3.5


@pytest.mark.parametrize("channel", ORDER)
def test_buying_rates_and_lifetimes_are_gamma_with_the_planted_parameters(shop: Shop, channel: str) -> None:
    planted = next(row for row in shop.planted["loyalty"] if row["channel"] == channel)
    drawn = shop.frame(f"select * from sample_people where first_channel = '{channel}' and not is_guest")
    for column, shape, rate in (
        ("yearly_rate", planted["r"], planted["alpha"]),
        ("yearly_dropout", planted["s"], planted["beta"]),
    ):
        error = np.sqrt(shape) / rate / np.sqrt(len(drawn))
        assert abs(drawn[column].mean() - shape / rate) < 4 * error


def test_repeat_orders_are_poisson_given_rate_and_life(shop: Shop) -> None:
    """On the people's own clock: expected orders are rate x time lived, and the spread is no wider."""
    people = shop.frame("""
        select person_no, yearly_rate / 365.25 * (clock.before + (last_day - floor(last_day)) * (clock.after - clock.before) - met_at) as expected
        from sample_people as people join sample_clock as clock on clock.market_no = people.market_no and clock.taste_no = people.taste_no
            and clock.day_no = least(floor(last_day), 3247)
        where not is_guest
    """).set_index("person_no")["expected"]
    visits = shop.frame(
        "select person_no, count(*) as n from sample_visits where cause = 'own' and not is_first group by person_no"
    )
    actual = visits.set_index("person_no")["n"].reindex(people.index).fillna(0)
    z = (actual.sum() - people.sum()) / np.sqrt(people.sum())
    assert abs(z) < 4
    assert ((actual - people) ** 2).sum() / people.sum() == pytest.approx(1, abs=0.1)


def test_tourists_met_in_italy_come_back_through_the_wallet(shop: Shop) -> None:
    later = shop.frame("""
        select orders.channel, count(*) as n
        from sample_orders as orders
        where
            orders.abroad and market = 'CN' and not is_first and is_real and first_channel = 'boutique'
            and tier_no < 5 and day_no >= joined_day and to_marketplace = 0
        group by orders.channel
    """).set_index("channel")["n"]
    assert later.idxmax() == "wallet"
    assert later["wallet"] / later.sum() > 0.45


def test_what_customers_spend_does_not_depend_on_how_often_they_buy(shop: Shop) -> None:
    people = shop.frame("select wealth, yearly_rate from sample_people where not is_guest")
    assert abs(np.corrcoef(people["wealth"], people["yearly_rate"])[0, 1]) < 4 / np.sqrt(len(people))
