"""Customers: rules that can be changed, a forecast with its doubts, and what is said where there is none."""

import pytest

from tests.analytics.dear_shop import dear
from tests.pages.test_every_page import charts_of, shown
from tests.sheets.customers.conftest import ORDERS, of_orders


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    """The shop of five customers, one of each habit."""
    home = tmp_path_factory.mktemp("five") / "store"
    of_orders(home, ORDERS).store.close()
    return home


def table(app, column: str):
    """The table that has a column."""
    return next(each.value for each in app.dataframe if column in each.value)


def heatmap(app) -> dict:
    return next(chart["data"][0] for chart in charts_of(app) if chart["data"][0]["type"] == "heatmap")


def test_every_segment_is_a_row_and_the_grid_holds_as_many(screen, five):
    app = screen("customers", five)
    segments = table(app, "customers_before").set_index("name")
    assert segments["customers"].sum() == 5 and segments.loc["Best customers", "net_eur"] == 4000
    cells = [int(cell) for row in heatmap(app)["text"] for cell in row if cell]
    assert sum(cells) == 5


def test_a_rule_in_the_address_is_that_of_the_grid_and_of_the_segments(screen, five):
    app = screen("customers", five, rfm_o5="20", rfm_o4="15", rfm_o3="12")
    assert heatmap(app)["x"][-3:] == ["12+", "15+", "20+"]
    # who bought ten times is no longer among the best, but among those who bought at least twice
    assert table(app, "customers_before").set_index("name")["customers"]["Best customers"] == 0
    assert app.number_input(key="pick_rfm_o5_en").value == 20


def test_a_rule_out_of_order_is_named_and_the_rest_stays(screen, five):
    app = screen("customers", five, rfm_r5="900")
    said = "Days since last order, at most: these numbers must rise from score 5 to score 2."
    assert [box.value for box in app.error] == [said]
    heads = [head.value for head in app.header]
    assert "By recency, frequency and value" not in heads and "How concentrated sales are" in heads
    assert not app.exception


def test_numbers_that_must_fall_are_named_as_such(screen, five):
    app = screen("customers", five, rfm_o5="1")
    assert app.error[0].value.endswith("these numbers must fall from score 5 to score 2.")


def test_the_rule_of_the_stages_moves_who_is_loyal(screen, five):
    usual, longer = screen("customers", five), screen("customers", five, aipl_loyal="730")
    assert "0.0% moved up a stage." in shown(usual) and "33.3% moved up a stage." in shown(longer)


def test_the_cards_and_the_caption_of_the_curve_agree(screen, five):
    app = screen("customers", five)
    cards = {card.label: card.value for card in app.metric}
    assert cards["Buyers"] == "3" and cards["Net sales of the top 2%"] == "4.0%"
    assert f"the top 2% account for {cards['Net sales of the top 2%']} of net sales" in shown(app)


def test_where_too_few_came_back_the_page_stands_and_says_why(screen, five):
    app = screen("customers", five)
    assert [card.value for card in app.metric][2:] == ["–", "–"]
    assert any(box.value.startswith("3 customers bought again") for box in app.info)
    assert "What today's customers will still buy" in [head.value for head in app.header]
    assert "How far can it be trusted?" not in [box.label for box in app.expander]


@pytest.mark.parametrize(("weeks", "name"), [("13", "next 13 weeks"), ("26", "next 26 weeks"), ("52", "next 52 weeks")])
def test_a_horizon_in_the_address_is_that_of_the_card_and_of_the_sentence(screen, sample, weeks, name):
    app = screen("customers", sample, customers_weeks=weeks)
    card = next(card for card in app.metric if name in card.label)
    assert f"expected to buy {card.value} times" in shown(app) and f"In {weeks} weeks" in shown(app)


def test_further_ahead_more_is_bought(screen, sample):
    values = [int(screen("customers", sample, customers_weeks=weeks).metric[2].value) for weeks in ("13", "26", "52")]
    assert values == sorted(values) and values[0] < values[2]


def test_a_forecast_shows_how_far_it_can_be_trusted(screen, sample):
    app = screen("customers", sample)
    assert "How far can it be trusted?" in [box.label for box in app.expander]
    trials = table(app, "score")
    assert trials["score"].is_monotonic_increasing and {"Pareto/NBD", "BG/NBD", "MBG/NBD"} <= set(trials["name"])


def test_an_assumption_that_the_data_contradict_is_named(screen, tmp_path):
    dear(tmp_path / "dear").close()
    app = screen("customers", tmp_path / "dear")
    assert any(box.value.startswith("The data contradict an assumption") for box in app.warning)


def test_the_bands_add_up_to_the_customers_of_the_sentence(screen, sample):
    app = screen("customers", sample)
    bands = table(app, "purchases")
    assert f"the {bands['customers'].sum():,.0f} customers known today" in shown(app)
    assert bands["name"].iloc[0] == "0% – 10%"


def test_moves_between_segments_are_drawn_by_name(screen, five):
    streams = next(
        chart["data"][0] for chart in charts_of(screen("customers", five)) if chart["data"][0]["type"] == "sankey"
    )
    assert {"Not yet a customer", "Best customers"} <= set(streams["node"]["label"])
    assert sum(streams["link"]["value"]) == 5


def test_a_choice_of_no_buyers_says_so_and_shows_no_card(screen, five):
    app = screen("customers", five, period="custom", since="2020-01-01", to="2020-12-31")
    assert app.info[0].value.startswith("No orders in this selection.") and not app.metric


def test_every_part_can_be_taken_along(screen, sample):
    labels = [popover.proto.popover.label for popover in screen("customers", sample).get("popover")]
    assert labels == ["Report", *["Export"] * 5]
