"""Cohorts by hand, from two sources at once, and by law."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.cohorts import Cohorts, cohorts, trend
from analytics.cohorts.cohorts import BY, ROLLED_UP, cohort_cells
from analytics.cohorts.grain import GRAINS, grain_of
from analytics.cohorts.intervals import mean, ratio, wilson
from analytics.cohorts.log import Log, cohorts_of_log
from analytics.cohorts.table import METRICS
from data.store import EVERYTHING, Choice, Rights, Store
from tests.analytics.made_up import drawn, made_up, worked_out
from tests.analytics.shop import line, opened, order, product, refund

TABLES = drawn()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made_up(tmp_path_factory.mktemp("store"), TABLES)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ann and Bob are met in January; Ann is back in March. Cho is met in March; Dan gave all back in January."""
    return opened(
        tmp_path_factory.mktemp("two"),
        orders=[
            order("1", "2020-01-05", "ann", 100, channel="wallet"),
            order("2", "2020-01-20", "bob", 50),
            order("3", "2020-03-05", "ann", 40, refunded=-10),
            order("4", "2020-03-07", "cho", 30),
            order("5", "2020-01-08", "dan", 70, refunded=-70),
            order("6", "2020-05-31", None, 10),
        ],
        order_lines=[line(str(number), 1, gross) for number, gross in enumerate((100, 50, 40, 30, 70, 10), start=1)],
        refunds=[refund("r", "3", -10, "2020-03-09"), refund("d", "5", -70, "2020-01-09")],
        products=[product()],
    )


def january(found: Cohorts) -> pd.DataFrame:
    return found.table[found.table["cohort"] == "2020-01-01"].set_index("k")


def test_one_of_two_new_customers_returns_two_months_later(two: Store) -> None:
    found = january(cohorts(two, smallest=1))
    assert found["size"].unique().tolist() == [2]
    assert found["retention"].tolist() == [1, 0, 0.5, 0, 0]
    assert found["rolling_retention"].tolist() == [1, 0.5, 0.5, 0, 0]
    assert found["ltv"].tolist()[:4] == [75, 75, 90, 90]
    assert found["nrr"].tolist()[:3] == [1, 0, 0.2]
    assert found.loc[2, "refund_rate"] == 0.25


def test_who_gave_everything_back_was_never_a_customer(two: Store) -> None:
    assert cohorts(two, smallest=1).customers == 3


def test_a_month_still_running_is_blank_not_low(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = opened(
        tmp_path,
        orders=[order("1", "2020-01-05"), order("2", "2020-02-20", "bob")],
        order_lines=[line("1"), line("2")],
    )
    found = january(cohorts(shop, smallest=1, return_window=0))
    assert found["observed"].tolist() == [True, False]
    assert np.isnan(found.loc[1, "retention"])


def test_amounts_wait_for_the_returns_of_their_period(two: Store) -> None:
    found = january(cohorts(two, smallest=1, return_window=45))
    assert found["retention"].notna().tolist() == [True, True, True, True, True]
    assert found["ltv"].notna().tolist() == [True, True, True, False, False]


def test_small_months_are_joined_to_quarters_and_count_from_each_customers_own_first_month(two: Store) -> None:
    found = cohorts(two, smallest=3).table
    assert found["name"].unique().tolist() == ["2020-Q1"]
    assert found["size"].unique().tolist() == [3]
    # seen as long as the newest of them, Cho of March, was watched: to May
    assert found["observed"].tolist() == [True, True, True, False, False]
    assert found["retention"].tolist()[:3] == [1, 0, pytest.approx(1 / 3)]


def test_what_stays_small_is_hidden_and_said(two: Store) -> None:
    found = cohorts(two, smallest=10)
    assert (len(found.table), found.customers, found.hidden) == (0, 3, 3)


def test_a_filter_chooses_customers_by_their_first_order(two: Store) -> None:
    found = january(cohorts(two, Choice(channel=("wallet",)), smallest=1))
    assert found["size"].unique().tolist() == [1]
    assert found["retention"].tolist() == [1, 0, 1, 0, 0]  # back in the boutique, and counted


@pytest.mark.parametrize("by", ROLLED_UP)
@pytest.mark.parametrize("choice", [EVERYTHING, Choice(market=("CN",)), Choice(tier=("luxury", "entry"))])
def test_the_roll_up_equals_the_orders_to_the_last_digit(shop: Store, by: str, choice: Choice) -> None:
    month = grain_of("month")
    base = cohort_cells(shop, choice, month, by, rolled_up=False)
    rolled = cohort_cells(shop, choice, month, by, rolled_up=True)
    pd.testing.assert_frame_equal(base, rolled, check_exact=True)


@pytest.mark.parametrize("grain", GRAINS)
def test_pandas_finds_the_same_customers_back(shop: Store, grain: str) -> None:
    told = worked_out(TABLES)
    kept = told[(told["net"] > 0.001) & told["customer_id"].notna()]
    unit = {"week": "W-SUN", "month": "M", "quarter": "Q"}[grain]
    period, first = kept["day"].dt.to_period(unit), kept["first_on"].dt.to_period(unit)
    gap = pd.Series([(now - then).n for now, then in zip(period, first, strict=True)], index=kept.index)
    counted = kept.groupby([first.dt.start_time.rename("cohort"), gap.rename("k")])["customer_id"].nunique()
    found = cohorts(shop, grain=grain, smallest=1).table.set_index(["cohort", "k"])
    active = found.loc[found["active"] > 0, "active"]
    pd.testing.assert_series_equal(active.sort_index(), counted.sort_index(), check_names=False, check_dtype=False)


def test_a_log_and_a_store_tell_one_story(shop: Store) -> None:
    told = worked_out(TABLES)
    kept = told[(told["net"] > 0.001) & told["customer_id"].notna()]
    log = Log.of(kept["customer_id"], kept["day"], kept["net"], until=told["day"].max().date() + pd.Timedelta(days=1))
    ours = cohorts(shop, smallest=1, return_window=0).table
    theirs = cohorts_of_log(log).table
    shared = ["size", "observed", "active", "retention", "retention_low", "rolling_retention", "ltv", "nrr"]
    pd.testing.assert_frame_equal(ours[shared], theirs[shared], check_dtype=False, rtol=1e-6)


def test_the_first_period_is_whole_and_rolling_never_rises(shop: Store) -> None:
    table = cohorts(shop, smallest=1).table
    born = table[(table["k"] == 0) & table["observed"]]
    assert (born[["retention", "rolling_retention"]] == 1).all(axis=None)
    falls = table.groupby("cohort")["rolling_retention"].diff().dropna()
    assert (falls <= 1e-12).all()
    assert (table["rolling_retention"].dropna() >= table["retention"].dropna() - 1e-12).all()


@pytest.mark.parametrize("by", BY)
def test_splits_add_up_to_everybody(shop: Store, by: str) -> None:
    whole, parts = cohorts(shop, smallest=1), cohorts(shop, by=by, smallest=1)
    assert parts.customers == whole.customers
    active = [
        found.table.groupby(["cohort", "k"])["active"].sum().loc[lambda held: held > 0] for found in (whole, parts)
    ]
    pd.testing.assert_series_equal(active[0], active[1], check_dtype=False)


def test_joining_small_cohorts_loses_nobody(shop: Store) -> None:
    whole, joined = cohorts(shop, smallest=1), cohorts(shop, smallest=12)
    assert joined.table[joined.table["k"] == 0]["size"].min() >= 12
    assert joined.table[joined.table["k"] == 0]["size"].sum() + joined.hidden == whole.customers


@pytest.mark.parametrize("metric", METRICS)
def test_every_estimate_lies_in_its_interval(shop: Store, metric: str) -> None:
    table = cohorts(shop, smallest=5).table.dropna(subset=[metric, f"{metric}_low"])
    assert (table[f"{metric}_low"] <= table[metric] + 1e-12).all()
    assert (table[metric] <= table[f"{metric}_high"] + 1e-12).all()


def test_a_margin_of_unknown_costs_is_blank(shop: Store) -> None:
    assert cohorts(shop).table["margin_ltv"].isna().all()


def test_unknown_words_are_refused_by_name(shop: Store) -> None:
    with pytest.raises(ValueError, match="day is no grain of cohorts; choose one of week, month, quarter"):
        cohorts(shop, grain="day")
    with pytest.raises(ValueError, match="cannot be split by colour; choose one of all, channel"):
        cohorts(shop, by="colour")
    with pytest.raises(ValueError, match="cohorts have no churn; choose one of retention"):
        cohorts(shop).wide("churn")


def test_an_empty_store_has_no_cohorts(tmp_path) -> None:  # type: ignore[no-untyped-def]
    found = cohorts(opened(tmp_path))
    assert found.table.empty
    assert found.wide("retention").empty
    assert np.isnan(trend(found).per_year)


def test_a_trend_finds_the_slope_it_was_given() -> None:
    starts = pd.date_range("2018-01-01", periods=24, freq="MS")
    share = 0.2 + 0.03 * (starts - starts[0]).days / 365.25
    low, high = wilson(share * 1000, np.full(24, 1000))
    table = pd.DataFrame(
        {"label": "all", "cohort": starts, "name": "", "size": 1000, "k": 3, "retention": share}
    ).assign(retention_low=low, retention_high=high)
    found = trend(Cohorts(table, "month", "all", date(2021, 1, 1), 24000, 0), k=3)
    assert found.per_year == pytest.approx(0.03, abs=1e-9)
    assert found.low < 0.03 < found.high


def test_a_share_of_ten_has_the_interval_of_the_textbook() -> None:
    low, high = wilson([2], [10])
    assert (low[0], high[0]) == (pytest.approx(0.0567, abs=1e-4), pytest.approx(0.5098, abs=1e-4))


def test_the_interval_of_a_mean_is_that_of_its_customers() -> None:
    spent = np.array([0, 0, 10, 30, 60])
    low, high = mean(spent.sum(), (spent**2).sum(), 5)
    half = 1.959963984540054 * spent.std(ddof=1) / np.sqrt(5)
    assert (low, high) == (pytest.approx(20 - half), pytest.approx(20 + half))


def test_the_interval_of_a_ratio_agrees_with_a_bootstrap_over_customers() -> None:
    rng = np.random.default_rng(3)
    first = rng.gamma(2, 50, 400)
    later = rng.binomial(1, 0.3, 400) * rng.gamma(2, 40, 400)
    low, high = ratio(later.sum(), first.sum(), (later**2).sum(), (later * first).sum(), (first**2).sum(), 400)
    picks = rng.integers(0, 400, (4000, 400))
    drawn_again = later[picks].sum(axis=1) / first[picks].sum(axis=1)
    assert [low, high] == pytest.approx(np.quantile(drawn_again, [0.025, 0.975]).tolist(), abs=0.01)


def test_a_young_shop_tells_who_may_not_see_persons_of_nobody(two: Store) -> None:
    seen = two.seen_by(Rights(smallest=5))
    for by in ("all", "market"):
        found = cohorts(seen, grain="quarter", by=by)
        assert found.table.empty and found.customers == 0
