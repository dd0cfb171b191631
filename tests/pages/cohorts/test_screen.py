"""Cohorts & loyalty: what is picked is what is shown, and what cannot be shown is said."""

import pytest

from tests.analytics.shop import line, opened, order, product
from tests.pages.test_every_page import charts_of, shown
from tests.sheets.cohorts.conftest import orders

YEAR = {"period": "custom", "since": "2024-01-01", "to": "2024-12-31"}


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """The shop whose customers one can count: forty, thirty and ten first met in three months and channels."""
    home = tmp_path_factory.mktemp("counted") / "store"
    rows = list(orders())
    opened(
        home,
        customers=[{"customer_id": name} for name in dict.fromkeys(row["customer_id"] for row in rows)],
        products=[product()],
        orders=rows,
        order_lines=[line(row["order_id"], gross=row["total"]) for row in rows],
    ).close()
    return home


def grid(app) -> dict:
    """The grid of cohorts, by (row, age)."""
    trace = next(chart["data"][0] for chart in charts_of(app) if chart["data"][0]["type"] == "heatmap")
    rows = zip(trace["y"], trace["text"], strict=True)
    return {(row, age): cell for row, cells in rows for age, cell in zip(trace["x"], cells, strict=True)}


def titles(app) -> list[str]:
    return [head.value for head in app.header]


def test_the_cards_and_the_grid_count_the_same_customers(screen, counted):
    app = screen("cohorts", counted, **YEAR)
    assert [card.value for card in app.metric] == ["80", "25.0%", "25.0%", "25.0%"]
    cells = grid(app)
    assert cells["2024-01 · 40", "2"] == "25.0%" and cells["2024-02 · 30", "1"] == "20.0%"
    assert "80 customers, the first cohort from 1 Jan 2024" in shown(app)


def test_a_group_in_the_address_is_the_one_whose_cohorts_are_shown(screen, counted):
    app = screen("cohorts", counted, cohorts_split="channel", cohorts_group="ecommerce", **YEAR)
    assert {row for row, _age in grid(app)} == {"2024-02 · 30"}
    assert [button.value for button in app.button_group if button.key == "pick_cohorts_group_en"] == ["ecommerce"]


def test_without_a_group_in_the_address_the_largest_is_shown(screen, counted):
    app = screen("cohorts", counted, cohorts_split="channel", **YEAR)
    assert {row for row, _age in grid(app)} == {"2024-01 · 40"}


def test_a_split_draws_the_groups_that_are_large_enough_and_says_of_how_many(screen, counted):
    app = screen("cohorts", counted, cohorts_split="channel", **YEAR)
    names = [{trace.get("name") for trace in chart["data"]} for chart in charts_of(app)]
    assert names.count({"Boutique", "E-commerce"}) == 2  # by age, and how soon they buy again
    assert shown(app).count("Drawn: 2 of 3; the export has all.") == 2


def test_another_grain_joins_the_three_months(screen, counted):
    app = screen("cohorts", counted, cohorts_grain="quarter", **YEAR)
    assert {row for row, _age in grid(app)} == {"2024-Q1 · 80"}


def test_another_metric_is_named_in_every_part_that_shows_it(screen, counted):
    app = screen("cohorts", counted, cohorts_metric="orders_per_customer", **YEAR)
    assert titles(app)[0] == "Cohort by cohort: Orders per customer"
    assert titles(app)[3].startswith("Is it getting better? Orders per customer")
    assert grid(app)["2024-01 · 40", "2"] == "0.25"


def test_an_age_in_the_address_is_that_of_the_trend(screen, counted):
    app = screen("cohorts", counted, cohorts_age="2", **YEAR)
    assert "Is it getting better? Retention, period 2 after the first purchase" in titles(app)
    dots = next(chart["data"][0] for chart in charts_of(app) if chart["data"][0].get("mode") == "markers")
    assert len(dots["x"]) == 3


def test_the_crossing_says_where_they_came_back_and_that_it_is_no_effect(screen, counted):
    app = screen("cohorts", counted, **YEAR)
    shares = [chart["data"][0] for chart in charts_of(app) if chart["data"][0]["type"] == "heatmap"][1]
    assert dict(zip(shares["x"], shares["text"][shares["y"].index("E-commerce")], strict=True))["Boutique"] == "20.0%"
    assert "Association, not effect" in shown(app)


def test_a_choice_of_only_a_few_says_that_they_are_too_few_to_show(screen, counted):
    app = screen("cohorts", counted, period="custom", since="2026-01-01", to="2026-01-31")
    assert app.info[0].value.startswith("All who were first met here are in groups too small to show.")
    assert "1 customers in groups too small to show" in shown(app) and not app.metric


def test_a_choice_of_nobody_says_so(screen, counted):
    app = screen("cohorts", counted, market="CN", period="custom", since="2025-01-01", to="2025-12-31")
    assert app.info[0].value.startswith("No new customers in this selection.") and not app.metric


def test_cohorts_that_have_not_completed_a_period_leave_the_trend_out(screen, tmp_path_factory):
    home = tmp_path_factory.mktemp("young") / "store"
    rows = [order("first", "2023-01-01", "old"), *(order(f"o{i}", "2026-03-10", f"c{i}") for i in range(12))]
    rows.append(order("last", "2026-03-31", "c0"))
    opened(
        home,
        customers=[{"customer_id": name} for name in dict.fromkeys(row["customer_id"] for row in rows)],
        products=[product()],
        orders=rows,
        order_lines=[line(row["order_id"]) for row in rows],
    ).close()
    app = screen("cohorts", home, period="30d")
    assert not app.exception and not app.error and len(app.metric) == 4
    assert not [title for title in titles(app) if title.startswith("Is it getting better?")]
    assert any(box.value == "No cohort has completed a period yet." for box in app.info)


def test_every_part_can_be_taken_along(screen, counted):
    app = screen("cohorts", counted, **YEAR)
    assert {popover.proto.popover.label for popover in app.get("popover")} == {"Report", "Export", "Export as a grid"}
    assert len(app.get("popover")) == 8
