"""One event year beside year, counted by hand: days, windows, equal age, what the data do not hold."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.compare import EVENTS, Basis, comparison, event_day, event_end
from analytics.doubt import changes
from analytics.event_years import (
    BEFORE,
    FIGURES,
    event_changes,
    event_days,
    event_dips,
    event_figures,
    event_years,
    years_seen,
)
from analytics.kpis import kpis
from analytics.reach import Reach, reach
from data.errors import BadRequest, TooFew
from data.store import Choice, Rights, Store
from tests.analytics.doubt import shops
from tests.analytics.shop import line, opened, order, product, refund


def known(first: str, last: str) -> Reach:
    return Reach(date.fromisoformat(first), *[date.fromisoformat(last)] * 3)


def test_an_event_ends_with_its_own_window() -> None:
    assert str(event_end("11.11", 2024)) == "2024-11-11" and str(event_end("11.11", 2025)) == "2025-11-14"
    assert str(event_end("cny", 2026)) == "2026-02-23" and str(event_end("golden_week", 2026)) == "2026-10-07"
    assert str(event_end("qixi", 2020)) == "2020-08-25" and str(event_end("black_friday", 2025)) == "2025-12-01"
    assert str(event_end("saldi_winter", 2021, "Lombardia")) == "2021-03-07"
    assert event_end("11.11_first", 2018) is None
    for event in EVENTS:
        for year in range(2018, 2027):
            day = event_day(event, year)
            assert (day is None) == (event_end(event, year) is None)
            assert day is None or day <= (event_end(event, year) or date.min)


def test_a_year_is_whole_under_way_or_not_held() -> None:
    states = {each.year: each.state for each in event_years(known("2019-08-05", "2022-08-05"), "qixi")}
    assert states == {2019: "not_held", 2020: "whole", 2021: "whole", 2022: "under_way"}
    states = {each.year: each.state for each in event_years(known("2019-01-01", "2021-12-31"), "11.11_first")}
    assert states == {2019: "no_event", 2020: "whole", 2021: "whole"}
    assert event_years(known("2020-01-01", "2020-03-01"), "qixi") == ()


def test_what_is_no_event_is_refused_by_name() -> None:
    with pytest.raises(BadRequest, match="'prom' is no event"):
        event_years(known("2020-01-01", "2021-01-01"), "prom")


@pytest.fixture
def qixi(tmp_path: Path) -> Store:
    """Qixi was on 7 August 2019, 25 August 2020 and 14 August 2021; the data begin on 1 July 2019 and end on 1 September 2021."""
    days = {
        "first": "2019-07-01",
        "a": "2019-08-07",
        "b": "2020-08-18",  # seven days before
        "c": "2020-09-01",  # seven days after
        "out": "2020-09-02",
        "d": "2021-08-14",
        "e": "2021-08-15",
        "end": "2021-09-01",
    }
    totals = {"a": 100.0, "b": 200.0, "c": 50.0, "d": 400.0, "e": 40.0}
    orders = [order(name, day, name, total=totals.get(name, 10.0)) for name, day in days.items()]
    lines = [line(name, gross=totals.get(name, 10.0)) for name in days]
    # a's goods went back 100 days after it was bought, b's in the week it was bought
    refunds = [refund("ra", "a", -100.0, "2019-11-15"), refund("rb", "b", -30.0, "2020-08-20")]
    return opened(
        tmp_path,
        customers=[{"customer_id": name} for name in days],
        products=[product()],
        orders=orders,
        order_lines=lines,
        refunds=refunds,
    )


def test_a_window_holds_seven_days_on_either_side_and_each_year_has_its_own(qixi: Store) -> None:
    table = event_figures(qixi, event="qixi").set_index("year")
    assert table["day"].dt.strftime("%m-%d").to_dict() == {2019: "08-07", 2020: "08-25", 2021: "08-14"}
    assert table["orders"].to_dict() == {2019: 1, 2020: 2, 2021: 2}
    assert table["net_eur"].to_dict() == {2019: 100, 2020: 220, 2021: 440}


def test_years_are_seen_at_the_age_of_the_last(qixi: Store) -> None:
    # 2021's window is 18 days old when the data end; what was given back 100 days after 2019's is left out of it
    assert event_figures(qixi, event="qixi").set_index("year")["net_eur"][2019] == 100
    days = event_days(qixi, event="qixi").set_index(["year", "days"])["net_eur"]
    assert days[2019, 0] == 100 and days[2020, -7] == 170


def test_days_are_counted_from_the_event_and_added_up_from_thirty_before(qixi: Store) -> None:
    table = event_days(qixi, event="qixi")
    own = table[table["year"] == 2020].set_index("days")
    assert list(own.index) == list(range(-BEFORE, BEFORE + 1))
    assert own["net_eur"][own["net_eur"] != 0].to_dict() == {-7: 170, 7: 50, 8: 10}
    assert own["net_so_far_eur"][[-8, -7, 7, 30]].tolist() == [0, 170, 220, 230]


def test_a_year_under_way_cuts_no_other_and_ends_with_the_data(qixi: Store) -> None:
    table = event_days(qixi, event="qixi").groupby("year")["days"].agg(["min", "max"])
    assert table.loc[2020].tolist() == [-30, 30]
    assert table.loc[2021].tolist() == [-30, (reach(qixi).complete_to - date(2021, 8, 14)).days]
    assert table.loc[2019].tolist() == [-30, 30]


def test_a_year_that_begins_in_the_data_has_no_sum(tmp_path: Path) -> None:
    orders = [order("a", "2020-08-10"), order("b", "2020-10-10")]
    store = opened(tmp_path, products=[product()], orders=orders, order_lines=[line("a"), line("b")])
    table = event_days(store, event="qixi")
    assert table["days"].min() == -15 and table["net_so_far_eur"].isna().all()


def test_a_store_without_orders_has_no_year(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for question in (event_figures, event_changes, event_days):
        assert question(store, event="qixi").empty  # type: ignore[operator]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two years of a shop that sells four fifths more in the second."""
    return shops.opened(tmp_path_factory.mktemp("grown"), shops.orders(shops.Making(growth=0.8), 1))


def test_the_last_year_s_figures_and_changes_are_those_of_the_overview(grown: Store) -> None:
    day = event_day("qixi", 2023)
    assert day is not None
    shown = event_years(reach(grown), "qixi")[-1].window
    held = comparison(reach(grown), shown, Basis("event", event="qixi", year=2022))
    cards = kpis(grown, period=shown, against=(held,)).loc["current"]
    own = event_figures(grown, event="qixi").set_index("year").loc[2023]
    assert own[list(FIGURES)].astype(float).tolist() == pytest.approx(cards[list(FIGURES)].astype(float).tolist())
    names = ("net_eur", "orders", "buyers")
    theirs = changes(grown, period=shown, names=names, against=(held,)).set_index("figure")
    mine = event_changes(grown, event="qixi").query("year == 2023").set_index("figure").loc[list(names)]
    for column in ("now", "then", "change", "change_low", "change_high"):
        assert mine[column].tolist() == pytest.approx(theirs[column].tolist()), column
    assert (mine["change_low"] < mine["change"]).all() and set(mine["against"]) == {2022}


def test_who_is_new_is_not_known_in_the_first_year_nor_how_that_moved(grown: Store) -> None:
    table = event_figures(grown, event="qixi").set_index("year")["new_share"]
    assert pd.isna(table[2022]) and pd.notna(table[2023])
    moved = event_changes(grown, event="qixi").set_index("figure").loc["new_share"]
    assert pd.isna(moved["change"]) and not moved["is_clear"]


def test_a_filter_is_heeded_by_all_of_them(grown: Store) -> None:
    china = Choice(market=("CN",))
    whole, part = (event_figures(grown, choice, event="qixi")["orders"].sum() for choice in (Choice(), china))
    assert 0 < part < whole
    days = event_days(grown, china, event="qixi")
    assert days.loc[days["days"].abs() <= 7, "orders"].sum() == part


def _weekly(folder: Path, missing: str = "") -> Store:
    """Five customers buy on every Monday and every first of a month, for 10 each; one of them not on a day that is missing."""
    days = [day for day in pd.date_range("2022-01-01", "2023-12-31") if day.weekday() == 0 or day.day == 1]
    bought = [(f"c{n}", f"{day:%Y-%m-%d}") for day in days for n in range(5)]
    bought = [(who, day) for who, day in bought if (who, day) != ("c0", missing)]
    return opened(
        folder,
        customers=[{"customer_id": f"c{n}"} for n in range(5)],
        products=[product()],
        orders=[order(f"{who} {day}", day, who, total=10.0) for who, day in bought],
        order_lines=[line(f"{who} {day}", gross=10.0) for who, day in bought],
    ).seen_by(Rights(smallest=5))


def test_who_may_not_see_persons_is_told_of_whole_weeks(tmp_path: Path) -> None:
    seen = _weekly(tmp_path)
    # 4 August 2022 and 22 August 2023: three Mondays each, and the first of August 2022, which is one of them
    windows = [each.window for each in years_seen(seen, event="qixi")]
    assert [(str(each.since), str(each.until)) for each in windows] == [
        ("2022-07-25", "2022-08-15"),
        ("2023-08-14", "2023-09-04"),
    ]
    table = event_figures(seen, event="qixi").set_index("year")
    assert table["orders"].to_dict() == {2022: 15, 2023: 20}  # 1 September 2023 is a Friday
    course = event_days(seen, event="qixi")
    own = course[course["year"] == 2022].set_index("days")["net_eur"]
    assert own.to_dict() == {-28: 50.0 * 1, **dict.fromkeys(range(-21, 29, 7), 50.0), 28: 100.0}
    assert set(course["day"].dt.day_name()) == {"Monday"}
    assert event_changes(seen, event="qixi")["year"].unique().tolist() == [2023]


def test_a_year_with_a_week_of_few_customers_is_not_told_of(tmp_path: Path) -> None:
    seen = _weekly(tmp_path, missing="2022-03-07")
    assert {each.year: each.state for each in years_seen(seen, event="qixi")} == {2022: "few", 2023: "whole"}
    assert event_figures(seen, event="qixi")["year"].tolist() == [2023]
    assert set(event_days(seen, event="qixi")["year"]) == {2023}
    with pytest.raises(TooFew):
        event_dips(seen, event="qixi")
