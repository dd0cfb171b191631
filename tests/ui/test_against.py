"""What a period can be held against, as the picker offers it."""

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st
from ui import filters
filters.draw(HEEDS)
st.session_state["got"] = filters.bar(*HEEDS)
"""
ALL = ("market", "period", "compare", "also", "stores")


@pytest.fixture
def opened(shop):
    def opened(heeds=ALL, **address):
        app = AppTest.from_string(PAGE.replace("HEEDS", repr(heeds)))
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, app.exception
        return app

    return opened


def offered(app) -> list[str]:
    return app.selectbox(key="pick_compare_en").options


def test_earlier_years_of_the_data_are_offered(opened):
    assert [name for name in offered(opened()) if name.isdigit()] == ["2025", "2024"]


def test_only_events_near_a_short_period_are_offered(opened):
    march = offered(opened(period="custom", since="2026-03-01", to="2026-03-14"))
    near = ["Around Chinese New Year", "Around Winter sales", "Around French winter sales"]
    assert sorted(name for name in march if name.startswith("Around")) == sorted(near)
    assert not [name for name in offered(opened()) if name.startswith("Around")]


def test_an_event_in_the_address_is_offered_although_it_is_far(opened):
    app = opened(compare="qixi-2024")
    assert "Qixi 2024" in offered(app) and app.session_state["got"].compare == "qixi-2024"


@pytest.mark.parametrize("code", ["qixi-1999", "520-0000", "nonsense", "2023", "9999", "-2020", "A" * 100_000])
def test_what_nobody_can_compare_with_gives_way_to_the_usual(opened, code):
    assert opened(compare=code).session_state["got"].compare == "last_year"


@pytest.mark.parametrize(
    ("address", "compare"),
    [
        ({}, "last_year"),
        ({"period": "qixi-2025"}, "qixi"),
        ({"period": "qixi-2025", "compare": "last_year"}, "last_year"),
        ({"compare": "custom"}, "2024-03-15"),
        ({"compare": "custom", "compare_from": "2024-02-29"}, "2024-02-29"),
        ({"compare": "custom", "compare_from": "soon"}, "2024-03-15"),
    ],
)
def test_the_address_says_what_the_period_is_held_against(opened, address, compare):
    assert opened(**address).session_state["got"].compare == compare


def test_a_page_that_compares_nothing_draws_no_picker_and_keeps_the_address(opened):
    app = opened(heeds=("market", "period"), compare="2024", stores="same")
    got = app.session_state["got"]
    assert (got.compare, got.same_stores) == ("", False)
    assert not [box for box in app.selectbox if box.label in ("Compared with", "Boutiques compared")]
    assert app.query_params["compare"] in ("2024", ["2024"])


def test_a_page_that_knows_no_stores_heeds_no_switch(opened):
    assert opened(stores="same").session_state["got"].same_stores
    assert not opened(heeds=("period", "compare"), stores="same").session_state["got"].same_stores


@pytest.mark.parametrize(
    ("also", "got"),
    [
        ("weekday", ("weekday",)),
        ("2025,weekday", ("2025", "weekday")),
        ("last_year,2025", ("2025",)),  # the first one again
        ("2025,nonsense", ("2025",)),
        ("weekday,2025,previous", ("weekday", "2025")),
        ("qixi-2024", ("qixi-2024",)),
        ("custom", ()),
    ],
)
def test_two_further_pasts_stand_in_the_address(opened, also, got):
    app = opened(also=also)
    assert app.session_state["got"].also == got and app.session_state["got"].compare == "last_year"


def test_of_more_than_two_the_first_count_and_the_rest_are_named(opened):
    app = opened(also="weekday,2025,previous")
    said = list(app.session_state["refused_by_the_address"].values())
    assert said == ["And with: “previous” is not available here and is left out."]


def test_a_further_past_picked_goes_to_the_address(opened):
    app = opened()
    app.multiselect(key="pick_also_en").set_value(["previous", "weekday"]).run()
    assert app.session_state["got"].also == ("previous", "weekday")
    assert app.session_state["also"] == "previous,weekday"
