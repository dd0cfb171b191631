"""Lift and dip of a promotion, on orders that can be counted and on sales that were drawn."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from analytics.period import Period
from analytics.promotions.depth.depths import discount_depths
from analytics.promotions.effect.course import promotion_arms, promotion_course
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

RAN = date(2024, 3, 4)
SPRING = {
    "promotion_id": "spring", "name": "Spring", "kind": "voucher", "funder": "merchant", "depth": 0.2, "market": "IT",
    "starts_on": RAN, "ends_on": RAN + timedelta(days=27),
}  # fmt: skip


def exposure(customer: str, arm: str) -> dict[str, object]:
    drawn = datetime(RAN.year, RAN.month, RAN.day, 8, tzinfo=UTC)
    return {
        "exposure_id": f"e-{customer}", "promotion_id": "spring", "customer_id": customer, "arm": arm,
        "assignment": "randomised", "p_treated": 0.5, "assigned_at": drawn,
    }  # fmt: skip


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ann and Ben are sent it, Cleo and Dan held out; Ann buys twice in its second week, Cleo the week before."""
    orders = [
        order("o0", "2024-02-28", "cleo"),
        order("o1", "2024-03-11", "ann"),
        order("o2", "2024-03-17", "ann", discount_merchant=20.0, total=80.0, goods_gross=100.0),
        order("o3", "2024-03-18", "dan"),
        order("o4", "2024-06-30", None),
    ]
    lines = [line(one["order_id"], order_discount_share=one.get("discount_merchant", 0.0)) for one in orders]
    people = ("ann", "ben", "cleo", "dan")
    return opened(
        tmp_path_factory.mktemp("few"), customers=[{"customer_id": name} for name in people], products=[product()],
        orders=orders, order_lines=lines, promotions=[SPRING],
        exposures=[exposure(name, arm) for name, arm in zip(people, ["treated"] * 2 + ["holdout"] * 2, strict=True)],
    )  # fmt: skip


def test_orders_fall_into_the_week_since_the_draw_and_the_arm(few: Store) -> None:
    weeks = promotion_arms(few, promotion_id="spring", before=2, after=4).set_index("week")
    assert weeks.index.tolist() == [-2, -1, 0, 1, 2, 3]
    assert weeks["treated"].tolist() == [0, 0, 0, 100, 0, 0]
    assert weeks["holdout"].tolist() == [0, 50, 0, 0, 50, 0]


def test_the_interval_of_a_week_is_neymans(few: Store) -> None:
    week = promotion_arms(few, promotion_id="spring").set_index("week").loc[1]
    # orders 2 and 0: variance 1, of the mean over n - 1; nobody of the held out bought
    assert week["estimate"] == 100
    assert week["high"] - week["estimate"] == pytest.approx(196, abs=0.01)


def test_weeks_that_the_data_do_not_cover_are_left_out(few: Store) -> None:
    weeks = promotion_arms(few, promotion_id="spring", before=0, after=40)
    assert weeks["week"].max() == 16  # the data end on the Sunday of the seventeenth week since the draw


def test_without_a_draw_there_is_nobody_to_compare_with(few: Store) -> None:
    assert promotion_arms(few, promotion_id="autumn").empty


def test_a_few_orders_have_no_usual_course(few: Store) -> None:
    assert promotion_course(few, promotion_id="spring").empty
    assert promotion_course(few, promotion_id="autumn").empty


def test_depths_count_orders_of_the_period_by_market(few: Store) -> None:
    told = discount_depths(few, period=Period.month(2024, 3)).set_index("depth")
    assert told["orders"].to_dict() == {0.0: 2, 0.2: 1}
    assert told["share"].sum() == pytest.approx(1)
    assert discount_depths(few, Choice(market=("CN",)), period=Period.month(2024, 3)).empty


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two and a half years of some 40 orders a week in Italy, doubled while the promotion ran."""
    draw = np.random.default_rng(1)
    days = [date(2022, 1, 3) + timedelta(days=day) for day in range(910)]
    counts = [draw.poisson(12 if SPRING["starts_on"] <= day <= SPRING["ends_on"] else 6) for day in days]
    orders = [
        order(f"o{day}-{n}", day.isoformat(), None)
        for day, count in zip(days, counts, strict=True)
        for n in range(count)
    ]
    used = next(one for one in orders if one["ordered_on"] == RAN)
    discount = {"discount_id": "d1", "order_id": used["order_id"], "promotion_id": "spring", "funder": "merchant",
                "amount": 0.0, "currency": "EUR"}  # fmt: skip
    return opened(
        tmp_path_factory.mktemp("drawn"), orders=orders, promotions=[SPRING], discounts=[discount], products=[product()],
        order_lines=[line(one["order_id"]) for one in orders],
    )  # fmt: skip


def test_a_planted_lift_stands_above_the_usual_course(drawn: Store) -> None:
    course = promotion_course(drawn, promotion_id="spring")
    ran = course["week"].dt.date.between(SPRING["starts_on"], SPRING["ends_on"])
    assert len(course) == 10 + 4 + 6 + 6 and ran.sum() == 4
    assert (course.loc[ran, "actual"] > course.loc[ran, "high"]).all()
    assert course.loc[ran, "actual"].sum() / course.loc[ran, "estimate"].sum() == pytest.approx(2, rel=0.15)
    quiet = course[~ran]
    assert quiet["actual"].between(quiet["low"], quiet["high"]).mean() > 0.8
    assert quiet["actual"].sum() == pytest.approx(quiet["estimate"].sum(), rel=0.1)
