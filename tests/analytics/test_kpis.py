"""The headline numbers by hand, by pandas, and by law."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analytics.between_definitions import between_definitions
from analytics.bridge import bridge, lmdi
from analytics.compare import Basis, comparison
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.measures import COLUMNS, NotAnswered
from analytics.period import Period
from analytics.reach import reach
from analytics.sales_by import sales_by
from data.store import Choice, Store
from tests.analytics.made_up import drawn, made_up, worked_out
from tests.analytics.shop import line, opened, order, product, refund

YEAR = Period.year(2020)
TABLES = drawn()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made_up(tmp_path_factory.mktemp("store"), TABLES)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return opened(
        tmp_path_factory.mktemp("three"),
        orders=[
            order("1", "2020-01-10", "ann", 80, goods_gross=100, discount_merchant=20),
            order("2", "2020-02-10", "ann", 60, refunded=-15),
            order("3", "2020-02-20", "bob", 45, goods_gross=40, shipping=5),
            order("4", "2020-06-01", None, 10),
            order("0", "2019-01-31", "eve", 10),
        ],
        order_lines=[
            line("1", 1, 100, 2, order_discount_share=20),
            line("2", 1, 60),
            line("3", 1, 40, product_id="charm"),
            line("4", 1, 10),
            line("0", 1, 10),
        ],
        refunds=[refund("r", "2", -15, "2020-03-01")],
        products=[product(), product("charm", "entry")],
    )


def test_what_was_ordered_before_and_paid_within_the_period_is_a_part_of_every_cut(tmp_path: Path) -> None:
    paid = datetime(2020, 2, 1, 12, tzinfo=UTC)
    shop = opened(
        tmp_path, orders=[order("1", "2020-01-31", paid_at=paid)], order_lines=[line("1")], products=[product()]
    )
    february = Period.month(2020, 2)
    for by in ("channel", "tier"):
        cut = sales_by(shop, period=february, by=by).query("period == 'current'")
        assert cut["gmv_eur"].tolist() == [100], by
    assert kpi_series(shop, Choice(tier=("luxury",)), period=february)["gmv_eur"].tolist() == [100]


def test_three_orders_can_be_counted(three: Store) -> None:
    found = kpis(three, period=Period.month(2020, 2)).loc["current"]
    assert found[["net_eur", "gross_eur", "returns_eur", "gmv_eur"]].tolist() == [85, 100, -15, 105]
    assert found[["orders", "buyers", "units", "new_customers"]].tolist() == [2, 2, 2, 1]
    assert found["aov_eur"] == 42.5
    assert found["spend_per_buyer_eur"] == 52.5
    assert found["refund_rate"] == 0.15
    assert found["new_share"] == 0.5
    assert found["returning_share"] == pytest.approx(60 / 100)
    assert found["full_price_share"] == 1


def test_the_period_before_stands_beside_it(three: Store) -> None:
    found = kpis(three, period=Period.month(2020, 2))
    assert found.loc["previous", "net_eur"] == 80
    assert found.loc["previous", "upt"] == 2
    assert found.loc["previous", "full_price_share"] == 0
    assert found.loc["last_year", "orders"] == 0
    assert pd.isna(found.loc["last_year", "aov_eur"])
    assert found.loc["last_year", "is_covered"]
    assert not kpis(three, period=Period.month(2020, 1)).loc["last_year", "is_covered"]


def test_a_refund_counts_on_its_own_day_only_in_the_reading_by_refund_day(three: Store) -> None:
    march = kpis(three, period=Period.month(2020, 3)).loc["current"]
    assert (march["returns_eur"], march["returns_rd_eur"]) == (0, -15)


def test_an_order_too_young_is_not_in_the_refund_rate(three: Store) -> None:
    assert pd.isna(kpis(three, period=Period.month(2020, 6)).loc["current", "refund_rate"])


def test_an_empty_store_answers_with_noughts(tmp_path) -> None:  # type: ignore[no-untyped-def]
    found = kpis(opened(tmp_path), period=YEAR)
    assert found["orders"].tolist() == [0, 0, 0]
    assert found["aov_eur"].isna().all()


def test_sales_without_any_rate_are_unknown_not_nought(tmp_path) -> None:  # type: ignore[no-untyped-def]
    abroad = [order("1", "2020-05-05", currency="CNY"), order("2", "2019-05-05", currency="USD")]
    shop = opened(tmp_path, orders=abroad, order_lines=[line("1"), line("2")])
    found = kpis(shop, period=YEAR).loc["current"]
    assert found["orders"] == 1
    assert pd.isna(found["net_eur"])


def test_pandas_says_the_same(shop: Store) -> None:
    found = kpis(shop, period=YEAR).loc["current"]
    told = worked_out(TABLES)
    year = told[told["day"].dt.year == 2020]
    known = year[year["customer_id"].notna()]
    cent = {"rel": 0, "abs": 0.01}
    assert found["net_eur"] == pytest.approx(year["net"].sum(), **cent)
    assert found["gross_eur"] == pytest.approx(year["gross"].sum(), **cent)
    assert found["gmv_eur"] == pytest.approx(year["paid"].sum(), **cent)
    assert found["orders"] == len(year)
    assert found["buyers"] == known["customer_id"].nunique()
    assert found["units"] == year["units"].sum()
    assert found["new_customers"] == year["is_new"].sum()
    assert found["spend_per_buyer_eur"] == pytest.approx(known["paid"].sum() / known["customer_id"].nunique())
    back = known.loc[~known["is_new"], "paid"].sum()
    assert found["returning_share"] == pytest.approx(back / year["paid"].sum())
    ripe = year[year["day"] <= told["day"].max() - pd.Timedelta(days=30)]
    assert found["refund_rate"] == pytest.approx(-ripe["returns"].sum() / ripe["paid"].sum())


def test_order_lines_and_the_roll_up_give_one_answer(shop: Store) -> None:
    all_tiers = Choice(tier=("luxury", "premium", "entry", "unknown"))
    rolled, counted = kpis(shop, period=YEAR), kpis(shop, all_tiers, period=YEAR)
    shared = [name for name in counted.columns if not name.startswith("wallet")]
    pd.testing.assert_frame_equal(rolled[shared], counted[shared], check_exact=False, rtol=1e-12)


def test_units_per_order_times_price_per_unit_is_the_order_value(shop: Store) -> None:
    found = kpis(shop, period=YEAR).loc["current"]
    assert found["upt"] * found["asp_eur"] == pytest.approx(found["aov_eur"])


@pytest.mark.parametrize("by", COLUMNS)
def test_slices_add_up_to_the_whole(shop: Store, by: str) -> None:
    whole = kpis(shop, period=YEAR)["net_eur"]
    slices = sales_by(shop, period=YEAR, by=by)
    for period, part in slices.groupby("period"):
        assert part["net_eur"].sum() == pytest.approx(whole[period], abs=1e-6)
        assert part["sold_share"].sum() == pytest.approx(1)


def test_a_table_of_two_ways_adds_up_both_ways(shop: Store) -> None:
    crossed = sales_by(shop, period=YEAR, by="channel", across="tier")
    single = sales_by(shop, period=YEAR, by="channel")
    now = crossed[crossed["period"] == "current"].groupby("slice")["net_eur"].sum()
    for _, row in single[single["period"] == "current"].iterrows():
        assert now[row["slice"]] == pytest.approx(row["net_eur"], abs=1e-6)


def test_sales_are_not_cut_by_just_anything(shop: Store) -> None:
    with pytest.raises(ValueError, match="cannot be cut by customer_id; choose one of channel"):
        sales_by(shop, period=YEAR, by="customer_id")


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_buckets_add_up_and_none_is_left_out(shop: Store, grain: str) -> None:
    series = kpi_series(shop, period=YEAR, grain=grain)
    assert series["net_eur"].sum() == pytest.approx(kpis(shop, period=YEAR).loc["current", "net_eur"])
    assert len(series) == {"day": 366, "week": 53, "month": 12, "quarter": 4}[grain]


def test_a_week_cut_by_the_period_says_so(shop: Store) -> None:
    series = kpi_series(shop, period=Period(date(2020, 3, 4), date(2020, 3, 18)), grain="week")
    assert series["is_whole"].tolist() == [False, True, False]


def test_a_trend_sets_a_month_beside_the_same_month_a_year_before(shop: Store) -> None:
    held = comparison(reach(shop), YEAR, Basis("last_year"))
    trend = sales_trend(shop, period=YEAR, grain="month", against=held).set_index("bucket")
    before = kpi_series(shop, period=YEAR.last_year, grain="month").set_index("bucket")
    assert trend.loc["2020-05-01", "net_before_eur"] == pytest.approx(before.loc["2019-05-01", "net_eur"])


def test_a_series_of_named_figures_is_that_of_all_and_one_that_cannot_be_told_is_refused(shop: Store) -> None:
    named = kpi_series(shop, period=YEAR, names=("aov_eur", "buyers"))
    pd.testing.assert_frame_equal(named, kpi_series(shop, period=YEAR)[named.columns])
    with pytest.raises(NotAnswered, match="wallet_share"):
        kpi_series(shop, Choice(tier=("core",)), period=YEAR, names=("wallet_share",))


def test_a_bridge_adds_up_without_a_residual(shop: Store) -> None:
    found = bridge(shop, period=YEAR, against=YEAR.last_year)
    assert sum(found.parts.values()) == pytest.approx(found.after - found.before, abs=1e-6)
    both = kpis(shop, period=YEAR)["net_eur"]
    assert (found.before, found.after) == pytest.approx((both["last_year"], both["current"]))


def test_twice_the_buyers_and_nothing_else_is_all_buyers() -> None:
    parts = lmdi({"buyers": 10, "spend": 5}, {"buyers": 20, "spend": 5}, 50, 100)
    assert parts == pytest.approx({"buyers": 50, "spend": 0})


def test_a_change_from_nought_is_not_split() -> None:
    assert lmdi({"buyers": 0, "spend": 0}, {"buyers": 2, "spend": 5}, 0, 10) == {"unsplit": 10}


def test_three_readings_reconcile(shop: Store) -> None:
    steps = between_definitions(shop, period=YEAR).set_index("step")["amount_eur"]
    platform_to_retail = ["platform", "timing", "shipping", "returns"]
    assert steps[platform_to_retail].sum() == pytest.approx(steps["retail"], abs=1e-6)
    retail_to_books = ["retail", "vat_unknown", "vat", "platform_receipts", "returns_open"]
    assert steps[retail_to_books].sum() == pytest.approx(steps["finance"], abs=1e-6)


def test_the_order_of_rows_changes_nothing(shop: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    turned = made_up(tmp_path, {name: rows[::-1] for name, rows in TABLES.items()})
    pd.testing.assert_frame_equal(kpis(turned, period=YEAR), kpis(shop, period=YEAR))


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_persons_of_the_roll_up_are_those_counted_one_by_one(shop: Store, grain: str) -> None:
    odd = Period(date(2020, 2, 13), date(2020, 11, 5))
    everywhere = Choice(market=("CN", "IT"))
    whole, part = kpis(shop, period=odd), kpis(shop, everywhere, period=odd)
    pd.testing.assert_frame_equal(whole, part)
    series = [kpi_series(shop, choice, period=odd, grain=grain) for choice in (Choice(), everywhere)]
    pd.testing.assert_frame_equal(series[0], series[1])


def test_new_returning_and_guests_are_everybody(shop: Store) -> None:
    found = kpis(shop, period=YEAR).loc["current"]
    new = shop.query("select sum(gross_eur - discount_eur) n from orders_mart where is_new and year(ordered_on) = 2020")
    assert found["returning_share"] + found["guest_share"] + new["n"].iloc[0] / found["sold_eur"] == pytest.approx(1)
