"""Targets: spread to the cent, like days with like ones, like sales with like ones; what cannot be told says why."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.period import Period, months_later
from analytics.results import CannotTell, Reason
from analytics.targets import Targets, outlook, targets
from analytics.targets.budget import refuse_overlap
from analytics.targets.likeness import like_day
from analytics.targets.shape import Month, days_of, in_cents, shape
from analytics.targets.trade import AMOUNTS, Trade
from data.store import EVERYTHING, Choice, Store
from tests.analytics.shop import line, opened, order
from tests.sample_shops import sample_shop

NOVEMBER = date(2025, 11, 1)
Place = tuple[str, str, str]


def budget(
    month: str, net_sales: float, market: str = "", channel: str = "", store: str = "", **told: object
) -> dict[str, object]:
    row = {"month": date.fromisoformat(f"{month}-01"), "market": market, "channel": channel, "store_key": store}
    return row | {"currency": "EUR", "net_sales": net_sales, "with_vat": True} | told


def shop(folder: Path, *budgets: dict[str, object], days: int = 400) -> Store:
    """Each day since 1 October 2024 an order of 100 in Italy's boutique, and of 50 in China's online shop."""
    every = [date(2024, 10, 1) + timedelta(days=number) for number in range(days)]
    orders = [order(f"it{day}", str(day)) for day in every]
    orders += [order(f"cn{day}", str(day), None, 50.0, market="CN", channel="ecommerce") for day in every]
    lines = [line(row["order_id"], gross=row["total"]) for row in orders]
    return opened(folder / "store", orders=orders, order_lines=lines, budgets=budgets)


def trade(orders: np.ndarray, market: str = "CN", first: date = date(2024, 1, 1)) -> Trade:
    """Sales of places in one market; array (day, place)."""
    places = pd.DataFrame(
        {"market": market, "channel": "ecommerce", "store_id": [f"s{number}" for number in range(orders.shape[1])]}
    )
    return Trade(first, places, dict.fromkeys(AMOUNTS, orders.astype(float)))


def whole(sales: Trade) -> np.ndarray:
    return np.ones(len(sales.places), dtype=bool)


@pytest.mark.parametrize(
    ("day", "market", "like"),
    [
        ("2025-11-11", "CN", "2024-11-11"),  # the same day of the feast
        ("2025-01-29", "CN", "2024-02-10"),  # the first day of the lunar year
        ("2025-01-26", "CN", "2024-02-07"),
        ("2025-08-29", "CN", "2024-08-10"),  # Qixi
        ("2024-02-10", "IT", "2023-02-11"),  # a Saturday like a Saturday
        ("2025-11-28", "IT", "2024-11-29"),  # Black Friday
        ("2025-12-25", "IT", "2024-12-25"),
    ],
)
def test_a_day_is_like_the_same_weekday_or_the_same_day_of_a_feast(day: str, market: str, like: str) -> None:
    assert like_day(date.fromisoformat(day), market) == date.fromisoformat(like)


def test_a_day_whose_weekday_a_year_ago_stood_under_a_feast_is_like_none() -> None:
    assert like_day(date(2025, 2, 8), "CN") is None  # the day 364 before is 10 February 2024
    assert like_day(date(2025, 2, 8), "FR") == date(2024, 2, 10)


@pytest.mark.parametrize("amount", [0.01, 100.0, 123456.79, 1e8 + 0.01])
def test_days_add_up_to_the_month_to_the_cent(amount: float) -> None:
    random = np.random.default_rng(7)
    for _turn in range(50):
        cents = in_cents(amount, random.dirichlet(np.full(30, 0.3)))
        assert cents.sum() == round(amount * 100) and cents.min() >= 0


def test_a_month_is_spread_as_orders_came_a_year_ago() -> None:
    orders = np.full((700, 1), 1000.0)
    orders[(date(2024, 11, 11) - date(2024, 1, 1)).days] = 9000.0
    sales = trade(orders)
    shares = shape(sales, Month.of(sales, NOVEMBER), whole(sales))
    assert shares.sum() == pytest.approx(1) and shares.argmax() == 10
    assert shares[10] / shares[0] == pytest.approx(9, rel=0.02)


def test_without_a_year_ago_a_month_is_spread_by_weekdays() -> None:
    days = [date(2025, 8, 1) + timedelta(days=number) for number in range(92)]
    sales = trade(np.array([[2000.0 if day.weekday() == 5 else 1000.0] for day in days]), first=days[0])
    shares = shape(sales, Month.of(sales, NOVEMBER), whole(sales))
    by_weekday = {day.weekday(): share for day, share in zip(days_of(NOVEMBER), shares, strict=True)}
    assert by_weekday[5] / by_weekday[0] == pytest.approx(2, rel=0.01)


def test_without_any_past_days_are_equal() -> None:
    sales = trade(np.zeros((3, 1)), first=date(2025, 10, 30))
    assert shape(sales, Month.of(sales, NOVEMBER), whole(sales)) == pytest.approx(np.full(30, 1 / 30))


def test_a_place_that_opened_within_the_year_is_spread_as_the_others_sold() -> None:
    orders = np.full((700, 2), 1000.0)
    orders[: (date(2024, 11, 20) - date(2024, 1, 1)).days, 1] = 0.0
    sales = trade(orders)
    shares = shape(sales, Month.of(sales, NOVEMBER), np.array([False, True]))
    assert shares == pytest.approx(np.full(30, 1 / 30), rel=0.02)


def test_a_thin_place_is_spread_as_what_is_wider() -> None:
    orders = np.full((700, 2), 1000.0)
    orders[:, 1] = 0.0
    orders[[50, (date(2024, 11, 7) - date(2024, 1, 1)).days], 1] = 1.0
    sales = trade(orders)
    shares = shape(sales, Month.of(sales, NOVEMBER), np.array([False, True]))
    assert shares.max() < 1.5 / 30


def test_a_half_month_is_held_against_what_was_due(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-11", 3000, "IT"), budget("2025-11", 3000, "CN"))  # data to 4 November
    held = targets(store, period=Period(NOVEMBER, date(2025, 12, 1)))
    (row,) = held.rows.to_dict("records")
    assert row["target_eur"] == 6000 and held.until == date(2025, 11, 5)
    assert row["sold_eur"] == 4 * 150 and row["due_eur"] == pytest.approx(800, abs=60)
    assert row["gap_eur"] == pytest.approx(row["sold_eur"] - row["due_eur"])
    assert row["reached_share"] == pytest.approx(row["sold_eur"] / row["due_eur"])


def test_sales_without_a_budget_stand_on_neither_side(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-10", 3100, "IT"))
    held = targets(store, period=Period.month(2025, 10))
    assert held.rows["sold_eur"].tolist() == [3100.0] and held.outside_eur == 31 * 50
    assert held.rows["reached_share"].tolist() == [1.0]


def test_a_month_without_a_budget_stands_on_neither_side(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-10", 3100, "IT"))
    held = targets(store, Choice(market=("IT",)), period=Period(date(2025, 9, 1), date(2025, 11, 1)))
    assert held.rows["sold_eur"].tolist() == [3100.0] and held.lacking == (date(2025, 9, 1),)
    assert held.outside_eur == 30 * 100


def test_channels_without_boutiques_are_not_called_without_a_budget(tmp_path: Path) -> None:
    store = opened(
        tmp_path / "store",
        orders=[order("a", "2025-10-02", store_id="milano"), order("b", "2025-10-03", channel="ecommerce")],
        order_lines=[line("a"), line("b")],
        budgets=[
            budget("2025-10", 100, channel="boutique", store="milano"),
            budget("2025-10", 100, channel="ecommerce"),
        ],
    )
    held = targets(store, period=Period(date(2025, 10, 2), date(2025, 10, 4)), by="store_id")
    assert held.rows["slice"].tolist() == ["milano"] and held.outside_eur == 0


def test_a_budget_of_all_holds_all(tmp_path: Path) -> None:
    held = targets(shop(tmp_path, budget("2025-10", 5000)), period=Period.month(2025, 10))
    assert held.rows["sold_eur"].tolist() == [31 * 150.0] and held.outside_eur == 0


def test_filters_narrow_both_sides_and_slices_make_the_whole(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-10", 3000, "IT", "boutique"), budget("2025-10", 1000, "CN", "ecommerce"))
    period = Period(date(2025, 10, 3), date(2025, 10, 20))
    one = targets(store, Choice(market=("IT",)), period=period).rows
    two = targets(store, Choice(channel=("ecommerce",)), period=period).rows
    both = targets(store, period=period).rows
    by = targets(store, period=period, by="market").rows.set_index("slice")
    for column in ("target_eur", "due_eur", "sold_eur", "gap_eur"):
        assert one[column].sum() + two[column].sum() == pytest.approx(both[column].sum(), abs=0.001)
        assert by[column].sum() == pytest.approx(both[column].sum(), abs=0.001)
    assert by.loc["CN", "sold_eur"] == 17 * 50


@pytest.mark.parametrize(
    ("choice", "by", "code"),
    [
        (Choice(brand=("Maison",)), "", "budget_not_by_goods"),
        (Choice(tier=("luxury",)), "", "budget_not_by_goods"),
        (Choice(channel=("boutique",)), "", "budget_not_by_channel"),
        (Choice(market=("US",)), "", "budget_of_others"),
        (EVERYTHING, "channel", "budget_not_by_channel"),
        (EVERYTHING, "store_id", "budget_not_by_boutique"),
    ],
)
def test_what_the_budget_does_not_tell_apart_is_said(tmp_path: Path, choice: Choice, by: str, code: str) -> None:
    store = shop(tmp_path, budget("2025-10", 3000, "IT"), budget("2025-10", 3000, "CN"))
    held = targets(store, choice, period=Period.month(2025, 10), by=by)
    assert held.reason is not None and held.reason.code == code and held.rows.empty


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "no_budget"),
        ([budget("2025-09", 1, "IT")], "budget_lacks_month"),
        ([budget("2025-10", 1, "IT", currency="CNY")], "budget_without_rate"),
        ([budget("2025-10", 1, "IT"), budget("2025-10", 1, "CN", with_vat=False)], "budget_mixes_vat"),
        ([budget("2025-10", 1, "IT"), budget("2025-10", 1)], "budget_twice"),
    ],
)
def test_a_budget_that_cannot_be_held_says_why(tmp_path: Path, rows: list[dict[str, object]], code: str) -> None:
    held = targets(shop(tmp_path, *rows), period=Period.month(2025, 10))
    assert held.reason is not None and held.reason.code == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("", "", ""), ("JP", "", "")),
        (("JP", "", ""), ("JP", "boutique", "")),
        (("JP", "", ""), ("", "boutique", "")),  # neither is of the other, yet a sale may be of both
        (("", "", "tokyo"), ("JP", "", "")),
        (("JP", "boutique", "tokyo"), ("JP", "boutique", "tokyo")),
    ],
)
def test_rows_of_the_same_sales_are_refused_before_anything_is_sold_there(one: Place, other: Place) -> None:
    rows = pd.DataFrame([one, other], columns=["market", "channel", "store_id"])
    with pytest.raises(CannotTell) as untold:
        refuse_overlap(rows.assign(month=pd.Timestamp(NOVEMBER)))
    assert untold.value.reason == Reason("budget_twice", month=NOVEMBER, one=one, other=other)


@pytest.mark.parametrize(
    ("one", "other", "months"),
    [
        (("JP", "", ""), ("CN", "", ""), (11, 11)),
        (("", "boutique", ""), ("", "ecommerce", ""), (11, 11)),
        (("IT", "boutique", "rome"), ("", "boutique", "milan"), (11, 11)),
        (("", "", ""), ("JP", "", ""), (10, 11)),
    ],
)
def test_rows_of_other_sales_stand_beside_each_other(one: Place, other: Place, months: tuple[int, int]) -> None:
    rows = pd.DataFrame([one, other], columns=["market", "channel", "store_id"])
    refuse_overlap(rows.assign(month=[pd.Timestamp(2025, month, 1) for month in months]))


@pytest.mark.parametrize("choice", [EVERYTHING, Choice(market=("JP",))])
def test_a_budget_of_all_beside_a_market_that_sold_nothing_is_not_added_up(tmp_path: Path, choice: Choice) -> None:
    store = shop(tmp_path, budget("2025-11", 3000), budget("2025-11", 500, "JP"))
    twice = Reason("budget_twice", month=NOVEMBER, one=("", "", ""), other=("JP", "", ""))
    held = [targets(store, choice, period=Period.month(2025, 11), by=by) for by in ("", "market")]
    assert [found.reason for found in held] == [twice, twice]
    assert outlook(store, choice).reason == twice


def test_a_shop_of_pounds_is_told_to_state_its_budget_in_pounds(tmp_path: Path) -> None:
    def held(currency: str) -> Targets:
        store = opened(
            tmp_path / currency,
            orders=[order("o", "2025-10-31", currency="GBP")],
            order_lines=[line("o")],
            budgets=[budget("2025-10", 3100, currency=currency)],
        )
        return targets(store, period=Period.month(2025, 10))

    assert held("EUR").reason == Reason("budget_in_other_currency", currency="EUR", shop="GBP")
    assert held("GBP").rows["target_eur"].tolist() == [3100.0]


def test_days_before_the_data_begin_are_not_due(tmp_path: Path) -> None:
    store = opened(
        tmp_path / "store",
        orders=[order(f"o{day}", f"2025-10-{day}") for day in range(16, 32)],
        order_lines=[line(f"o{day}") for day in range(16, 32)],
        budgets=[budget("2025-10", 3100)],
    )
    held = targets(store, period=Period.month(2025, 10))
    (row,) = held.rows.to_dict("records")
    assert row["target_eur"] == 3100 and row["sold_eur"] == 1600 and row["due_eur"] == pytest.approx(1600, abs=1)
    assert (held.first_on, held.days_before) == (date(2025, 10, 16), 15)
    assert held.before_eur == pytest.approx(3100 - row["due_eur"], abs=0.001)
    later = targets(store, period=Period(date(2025, 10, 16), date(2025, 11, 1)))
    assert (later.days_before, later.before_eur) == (0, 0.0)
    assert (
        targets(store, period=Period(date(2025, 9, 1), date(2025, 11, 1))).days_before == 15
    )  # September has no budget


def test_a_budget_without_vat_is_held_against_sales_without_it(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-10", 3000, "IT", with_vat=False))
    held = targets(store, Choice(market=("IT",)), period=Period.month(2025, 10))
    assert not held.with_vat and held.rows["sold_eur"].tolist() == [3100.0]  # the orders say that they hold no VAT


def test_a_boutique_that_the_shop_has_none_of_is_named(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-10", 3000, "IT", "boutique", "Atlantis"))
    assert targets(store, period=Period.month(2025, 10)).strangers == ("Atlantis",)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(sample_shop(tmp_path_factory, 3_500))
    yield store
    store.close()


@pytest.mark.parametrize("by", ["market", "channel", "store_id"])
def test_the_months_of_the_sample_add_up_to_its_budget(sample: Store, by: str) -> None:
    stated = sample.query("select month, sum(net_sales)::double as net from budget_cells group by month order by month")
    for month, net in stated.itertuples(index=False):
        begins = month.date()
        held = targets(sample, period=Period(begins, months_later(begins, 1)), by=by)
        assert held.reason is None and held.rows["target_eur"].sum() == pytest.approx(net, abs=0.001)


def test_days_of_the_sample_add_up_to_the_month(sample: Store) -> None:
    begins = date(2026, 11, 1)
    days = [
        targets(sample, period=Period(day, day + timedelta(days=1))).rows["target_eur"].sum() for day in days_of(begins)
    ]
    month = targets(sample, period=Period(begins, months_later(begins, 1))).rows["target_eur"].sum()
    assert sum(round(day * 100) for day in days) == round(month * 100)
