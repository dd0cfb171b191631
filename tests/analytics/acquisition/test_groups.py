"""Customers by how they were first met: three by hand, and a group that comes back twice as often."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.acquisition import group_value
from analytics.acquisition.question import first_met
from analytics.results import CannotTell
from data.store import Choice
from data.store.choice import Money
from tests.analytics.shop import line, opened, order, product, refund


def cost(order_id: str, gross: float, **told: object) -> dict[str, object]:
    return line(order_id, gross=gross, unit_cost=gross / 2, **told)


def test_three_customers_counted_by_hand(tmp_path: Path) -> None:
    orders = [
        order("a1", "2020-03-01", "ann", 100, channel="boutique"),
        order("a2", "2021-03-01", "ann", 40),  # 365 days later: the last day of the year
        order("b1", "2020-03-01", "bob", 100, channel="ecommerce"),
        order("b2", "2020-03-01", "bob", 60),  # the same day: not come back
        order("b3", "2021-03-02", "bob", 70),  # a day too late
        order("c1", "2020-06-01", "cem", 100, channel="ecommerce"),
        order("c2", "2020-07-15", "cem", 80),
    ]
    lines = [cost(each["order_id"], each["goods_gross"]) for each in orders]
    store = opened(
        tmp_path, orders=orders, order_lines=lines, products=[product()], refunds=[refund("r", "c2", -30, "2020-08-01")]
    )
    rows = first_met(store, since=date(2020, 1, 1), until=date(2021, 1, 1), watched=date(2021, 1, 1))
    years = rows[rows["k"].isna()].groupby("channel")[["customers", "back", "net_eur", "net_squares"]].sum()
    assert years.loc["boutique"].tolist() == [1, 1, 140, 140**2]
    assert years.loc["ecommerce"].tolist() == [2, 1, 160 + 150, 160**2 + 150**2]
    months = rows[rows["k"].notna()].groupby(["channel", "k"])["net_eur"].sum()
    assert months.to_dict() == {
        ("boutique", 0): 100, ("boutique", 12): 40, ("ecommerce", 0): 260, ("ecommerce", 2): 50,
    }  # fmt: skip


def test_phases_of_first_orders(tmp_path: Path) -> None:
    """Ten days closed, one day between and another: one closure; the half-year after it is its recovery."""
    shut = [date(2020, 3, 1) + timedelta(days=n) for n in range(12) if n != 5]
    alone = [date(2021, 3, 1) + timedelta(days=n) for n in range(6)]  # too short for a closure
    calendar = [
        {"day": day, "market": "IT", "event": "lockdown", "kind": "lockdown", "intensity": 1.0}
        for day in [*shut, *alone]
    ]
    days = {
        "a": "2020-02-29",
        "b": "2020-03-06",
        "c": "2020-03-13",
        "d": "2020-09-10",
        "e": "2020-09-11",
        "f": "2021-03-02",
    }
    store = opened(
        tmp_path,
        orders=[order(name, day, name) for name, day in days.items()],
        order_lines=[line(name) for name in days],
        products=[product()],
        market_calendar=calendar,
    )
    met = store.query("select customer_id, phase from first_orders").set_index("customer_id")["phase"]
    assert met.to_dict() == {"a": "usual", "b": "closed", "c": "recovery", "d": "recovery", "e": "usual", "f": "usual"}


def test_bands_of_the_first_discount(tmp_path: Path) -> None:
    cuts = {"a": 0, "b": 10, "c": 10.01, "d": 20, "e": 30, "f": 31}
    store = opened(
        tmp_path,
        orders=[order(name, "2020-03-01", name, 100 - cut, discount_merchant=cut) for name, cut in cuts.items()],
        order_lines=[line(name, line_discount=cut) for name, cut in cuts.items()],
        products=[product()],
    )
    met = store.query("select customer_id, band from first_orders").set_index("customer_id")["band"]
    assert met.to_dict() == {"a": "full", "b": "to_10", "c": "to_20", "d": "to_20", "e": "to_30", "f": "over_30"}


def shop(tmp_path: Path, seed: int, rate: float, per_channel: int = 300) -> object:
    """Customers of two channels of one market and year, met over 2020; those of the second come back at `rate`."""
    rng = np.random.default_rng(seed)
    orders = [order("old", "2018-06-01", "old"), order("late", "2022-12-31", "late")]
    for channel, chance in (("boutique", 0.25), ("ecommerce", rate)):
        for n in range(per_channel):
            day = date(2020, 1, 1) + timedelta(days=int(rng.integers(366)))
            name = f"{channel}{n}"
            orders.append(order(f"{name}-1", day.isoformat(), name, 100, channel=channel))
            if rng.random() < chance:
                again = day + timedelta(days=int(rng.integers(1, 366)))
                orders.append(order(f"{name}-2", again.isoformat(), name, 100, channel=channel))
    lines = [cost(each["order_id"], 100) for each in orders]
    return opened(tmp_path, orders=orders, order_lines=lines, products=[product()])


def test_a_group_that_returns_twice_as_often_is_found(tmp_path: Path) -> None:
    value = group_value(shop(tmp_path, 20261130, 0.5), by="channel")
    table = value.table.set_index("label")
    assert value.measure == "margin"
    assert table.loc["ecommerce", "standing"] == "more" and table.loc["boutique", "standing"] == "less"
    assert table.loc["ecommerce", "back_more_low"] < 0.25 < table.loc["ecommerce", "back_more_high"]
    assert table.loc["ecommerce", "margin_more_low"] < 0.25 * 50 < table.loc["ecommerce", "margin_more_high"]
    assert table["customers"].tolist() == [300, 300]
    course = value.course.set_index(["label", "k"])["margin"]
    assert course["boutique", 0] == pytest.approx(50) and course["boutique", 12] == pytest.approx(
        table.loc["boutique", "margin"]
    )


def test_no_figure_on_fewer_than_thirty_customers(tmp_path: Path) -> None:
    store = shop(tmp_path, 1, 0.25, per_channel=29)
    value = group_value(store, by="channel")
    assert value.table["standing"].tolist() == ["few", "few"]
    assert value.table[["back", "net", "margin", "net_more", "margin_more"]].isna().all(axis=None)
    assert value.course.empty
    with pytest.raises(CannotTell) as error:
        group_value(store, Choice(channel=("boutique",)), by="channel")
    assert error.value.reason.code == "too_few_watched"


def test_a_cost_that_is_not_known_makes_net_sales_the_measure(tmp_path: Path) -> None:
    store = shop(tmp_path, 2, 0.25, per_channel=40)
    with_gap = store.query("select count(*) as n from order_lines where unit_cost is null")
    assert with_gap["n"].iloc[0] == 0
    orders = [order(f"o{n}", "2020-05-01", f"c{n}") for n in range(40)]
    ends = [order("old", "2018-06-01", "old"), order("late", "2022-12-31", "late")]
    lines = [cost(each["order_id"], 100) for each in [*orders[1:], *ends]] + [line("o0")]
    other = opened(tmp_path / "other", orders=[*orders, *ends], order_lines=lines, products=[product()])
    value = group_value(other, by="channel")
    assert value.measure == "net" and pd.isna(value.table["margin"].iloc[0])


def test_payback_is_when_margin_reaches_the_cost_of_one(tmp_path: Path) -> None:
    """Forty customers won by a mail to 400 at one euro each: ten a customer, a margin of eight at once and of eight more on day 60."""
    names = [f"c{n}" for n in range(40)]
    ends = [order("old", "2018-06-01", "old"), order("late", "2022-12-31", "late")]
    first = [order(f"{name}-1", "2020-05-01", name, 16, discount_code="MAIL") for name in names]
    later = [order(f"{name}-2", "2020-06-30", name, 16) for name in names]
    orders = [*ends, *first, *later]
    sent = [
        {"exposure_id": f"e{n}", "promotion_id": "mail", "customer_id": names[n % 40], "arm": "treated", "assignment": "rule",
         "assigned_at": pd.Timestamp("2020-04-30", tz="UTC"), "delivered_at": pd.Timestamp("2020-04-30", tz="UTC")}
        for n in range(400)
    ]  # fmt: skip
    promotion = {
        "promotion_id": "mail",
        "name": "Mail",
        "code": "MAIL",
        "kind": "code",
        "contact_cost_eur": 1.0,
        "depth": 0.1,
    }
    store = opened(
        tmp_path,
        orders=orders,
        order_lines=[cost(each["order_id"], each["goods_gross"]) for each in orders],
        products=[product()],
        promotions=[promotion],
        exposures=sent,
        discounts=[
            {
                "discount_id": name,
                "order_id": f"{name}-1",
                "promotion_id": "mail",
                "funder": "merchant",
                "amount": 0.0,
                "currency": "EUR",
            }
            for name in names
        ],
    )
    row = group_value(store, by="promotion").table.set_index("label").loc["mail"]
    assert (row["cost"], row["payback"], row["name"]) == (10, 2, "Mail")


def test_customers_of_an_order_without_a_rate_are_left_out_and_not_worth_nothing(tmp_path: Path) -> None:
    """All spend alike; the rates of the currency chosen begin after most of the boutique's customers were met."""
    orders = [order("old", "2018-06-01", "old"), order("late", "2022-12-31", "late")]
    for channel, begins in (("boutique", date(2020, 1, 1)), ("ecommerce", date(2020, 6, 1))):
        for n in range(90):
            day = (begins + timedelta(days=2 * n)).isoformat()
            orders.append(order(f"{channel}{n}", day, f"{channel}{n}", 100, channel=channel))
    dollars = [
        {"rate_on": date(2020, 4, 1) + timedelta(days=n), "base": "EUR", "quote": "USD", "rate": 1.2, "source": "ecb"}
        for n in range(1_100)
    ]
    store = opened(
        tmp_path,
        orders=orders,
        order_lines=[cost(each["order_id"], 100) for each in orders],
        products=[product()],
        fx_rates=dollars,
    )
    value = group_value(store, Choice(money=Money("USD")), by="channel")
    table = value.table.set_index("label")
    assert value.unrated == 46 and value.measure == "margin"
    assert table["customers"].to_dict() == {"ecommerce": 90, "boutique": 44}
    assert table["net"].tolist() == pytest.approx([120, 120]) and set(table["standing"]) == {"alike"}
    with pytest.raises(CannotTell) as error:
        group_value(store, Choice(money=Money("USD"), channel=("boutique",)), by="channel", until=date(2020, 5, 1))
    assert error.value.reason.code == "too_few_rated"


def test_who_can_still_be_met_so_and_at_which_pace(tmp_path: Path) -> None:
    """Sixty customers a code in 2020; of one that goes on twelve more in the last year, of one that is over as many by mistake."""
    orders = [order("old", "2018-06-01", "old"), order("late", "2022-12-31", "late")]
    for code in ("GOES_ON", "OVER"):
        for n in range(72):
            day = date(2020, 3, 1) + timedelta(days=n + (720 if n >= 60 else 0))
            orders.append(order(f"{code}{n}", day.isoformat(), f"{code}{n}", 100, discount_code=code))
    store = opened(
        tmp_path,
        orders=orders,
        order_lines=[cost(each["order_id"], 100) for each in orders],
        products=[product()],
        promotions=[
            {"promotion_id": code, "name": code, "code": code, "kind": "code", "ends_on": ends_on, "contact_cost_eur": 1.0}
            for code, ends_on in (("GOES_ON", date(2022, 12, 31)), ("OVER", date(2022, 12, 30)))
        ],
        discounts=[
            {"discount_id": each["order_id"], "order_id": each["order_id"], "promotion_id": each["discount_code"],
             "funder": "merchant", "amount": 0.0, "currency": "EUR"}
            for each in orders[2:]
        ],
        exposures=[
            {"exposure_id": "e", "promotion_id": "OVER", "customer_id": "OVER1", "arm": "treated", "assignment": "rule",
             "assigned_at": pd.Timestamp("2020-02-01", tz="UTC"), "delivered_at": pd.Timestamp("2020-02-01", tz="UTC")}
        ],
        fx_rates=[
            {"rate_on": date(2018, 1, 1) + timedelta(days=n), "base": "EUR", "quote": "USD", "rate": 1.2, "source": "ecb"}
            for n in range(1_900)
        ],
    )  # fmt: skip
    value = group_value(store, by="promotion")
    assert value.table.set_index("label")["pace"].to_dict() == {"GOES_ON": 1, "OVER": 0}
    assert value.pace == pytest.approx(25 / 12)  # the last order's customer as well
    assert not value.is_costed_elsewhere
    assert group_value(store, Choice(money=Money("USD")), by="promotion").is_costed_elsewhere
