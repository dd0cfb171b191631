"""The address keeps a choice in codes and is not believed."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from ui.text import bullets

PAGE = """
import streamlit as st
from datetime import date
from ui import refusals, url
names = {"CN": "Cina", "IT": "Italia"}
st.session_state["got"] = {
    "market": url.many(st.multiselect, "Market", ["CN", "IT"], "market", format_func=names.get),
    "period": url.one(st.selectbox, "Period", ["12m", "90d"], "period", "12m", format_func=str.upper),
    "since": url.day("From", "since", date(2025, 1, 1)),
    "horizon": url.number(st.slider, "Weeks", "horizon", 13, min_value=4, max_value=52),
}
st.session_state["refused"] = refusals.sentences()
"""

FLOATS = """
import streamlit as st
from ui import refusals, url
more = {"min_value": 0.0, "max_value": 1.0}
st.session_state["got"] = url.number(st.number_input, "Share", "share", 0.5, **more)
st.session_state["refused"] = refusals.sentences()
"""


def opened(**address: str) -> AppTest:
    app = AppTest.from_string(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def got(app) -> dict:
    assert not app.exception
    found = app.session_state["got"]
    return {**found, "since": found["since"].isoformat()}


def refused(app) -> list[str]:
    return app.session_state["refused"]


def address(app) -> dict[str, str]:
    return {name: held if isinstance(held, str) else held[0] for name, held in dict(app.query_params).items()}


PLAIN = {"market": [], "period": "12m", "since": "2025-01-01", "horizon": 13}


def test_a_link_sets_the_widgets_by_code():
    app = opened(market="IT,CN", period="90d", since="2024-05-06", horizon="26")
    assert got(app) == {"market": ["IT", "CN"], "period": "90d", "since": "2024-05-06", "horizon": 26}
    assert app.multiselect(key="pick_market_en").value == ["IT", "CN"]


def test_junk_in_a_link_is_the_default():
    app = opened(market="XX,CN,CN", period="' or 1=1", since="tomorrow", horizon="1e9")
    assert got(app) == PLAIN | {"market": ["CN"], "horizon": 52}
    assert len(refused(app)) == 4


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e400", "NaN", "3.7", "-5", "53", "ten", "9" * 400])
def test_a_number_that_is_none_or_does_not_fit_is_held_inside_and_named(text):
    app = opened(horizon=text)
    assert 4 <= got(app)["horizon"] <= 52
    (sentence,) = refused(app)
    assert sentence.startswith("Weeks: “") and "is not a whole number from 4 to 52" in sentence


@pytest.mark.parametrize("text", ["26", "26.0", "4", "52"])
def test_a_number_that_fits_is_taken_without_a_word(text):
    app = opened(horizon=text)
    assert got(app)["horizon"] == float(text) and not refused(app)


@pytest.mark.parametrize("text", ["nan", "inf", "-1"])
def test_a_share_that_is_no_number_never_reaches_its_widget(text):
    app = AppTest.from_string(FLOATS)
    app.query_params["share"] = text
    app.run()
    assert not app.exception and 0 <= app.session_state["got"] <= 1
    assert len(refused(app)) == 1


@pytest.mark.parametrize("name", ["market", "period", "since", "horizon"])
def test_a_value_without_end_is_named_by_its_beginning(name):
    app = opened(**{name: "A" * 200_000})
    assert got(app) == PLAIN
    (sentence,) = refused(app)
    assert "AAA…”" in sentence and len(sentence) < 200


def test_a_thousand_unknown_values_are_not_all_named():
    (sentence,) = refused(opened(market=",".join(f"X{i}" for i in range(1000))))
    assert "“X4” … are not available here" in sentence and "X5" not in sentence


@pytest.mark.parametrize("name", ["market", "period", "since", "horizon"])
def test_a_value_in_the_address_draws_no_picture_and_no_link(name):
    (sentence,) = refused(opened(**{name: "![x](http://a.b/c.png) :red[x] $y$ `z` <b>"}))
    shown = bullets([sentence]).split("“")[1].split("”")[0]
    assert re.search(r"(?<!\\)[$`<]|(?<!\\)\](?=[(\[:])|:(?=[a-z/])", shown) is None


def test_a_parameter_given_twice_is_named():
    app = AppTest.from_string(PAGE)
    app.query_params["market"] = ["CN", "IT"]
    app.run()
    assert got(app)["market"] == ["IT"]
    assert refused(app) == ["Market: given 2 times in the address; the last one counts."]


def test_what_is_put_right_is_no_more_named():
    app = opened(period="foo")
    assert len(refused(app)) == 1
    app.selectbox(key="pick_period_en").select("90d").run()
    assert not refused(app)


def test_a_click_is_written_to_the_address_and_a_default_is_not():
    app = opened()
    assert got(app) == PLAIN and address(app) == {}
    app.multiselect(key="pick_market_en").select("CN").run()
    assert got(app)["market"] == ["CN"] and address(app) == {"market": "CN"}
    app.selectbox(key="pick_period_en").select("90d").run()
    assert address(app) == {"market": "CN", "period": "90d"}
    app.multiselect(key="pick_market_en").unselect("CN").run()
    app.selectbox(key="pick_period_en").select("12m").run()
    assert got(app) == PLAIN and address(app) == {}


def test_an_option_without_a_name_is_not_chosen_by_an_empty_address():
    page = PAGE.replace('["CN", "IT"], "market", format_func=names.get', '["", "IT"], "market"')
    app = AppTest.from_string(page).run()
    assert app.session_state["got"]["market"] == []
    app.multiselect(key="pick_market_en").select("").run()
    assert app.session_state["got"]["market"] == [""]
