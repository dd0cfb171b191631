"""The address keeps a choice in codes and is not believed."""

from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st
from datetime import date
from ui import url
url.listen("here")
names = {"CN": "Cina", "IT": "Italia"}
st.session_state["got"] = {
    "market": url.many(st.multiselect, "Market", ["CN", "IT"], "market", format_func=names.get),
    "period": url.one(st.selectbox, "Period", ["12m", "90d"], "period", "12m", format_func=str.upper),
    "since": url.day("From", "since", date(2025, 1, 1)),
    "horizon": url.number(st.slider, "Weeks", "horizon", 13, min_value=4, max_value=52),
}
"""


def opened(**address) -> AppTest:
    app = AppTest.from_string(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def got(app) -> dict:
    assert not app.exception
    found = app.session_state["got"]
    return {**found, "since": found["since"].isoformat()}


def address(app) -> dict[str, list[str]]:
    return {name: [held] if isinstance(held, str) else list(held) for name, held in dict(app.query_params).items()}


PLAIN = {"market": [], "period": "12m", "since": "2025-01-01", "horizon": 13}


def test_a_link_sets_the_widgets_by_code():
    app = opened(market=["IT", "CN"], period="90d", since="2024-05-06", horizon="26")
    assert got(app) == {"market": ["IT", "CN"], "period": "90d", "since": "2024-05-06", "horizon": 26}


def test_junk_in_a_link_is_the_default_and_leaves_the_address():
    app = opened(market=["XX", "CN"], period="' or 1=1", since="tomorrow", horizon="1e9")
    assert got(app) == PLAIN | {"market": ["CN"], "horizon": 52}
    assert address(app) == {"market": ["CN"], "horizon": ["52"]}


def test_a_click_is_written_to_the_address_and_a_default_is_not():
    app = opened()
    assert got(app) == PLAIN and address(app) == {}
    app.multiselect(key="market").select("CN").run()
    assert got(app)["market"] == ["CN"] and address(app)["market"] == ["CN"]
    app.multiselect(key="market").unselect("CN").run()
    assert got(app) == PLAIN and address(app) == {}


def test_the_back_button_takes_a_choice_back():
    app = opened(market="CN")
    app.selectbox(key="period").select("90d").run()
    assert got(app) == PLAIN | {"market": ["CN"], "period": "90d"}
    del app.query_params["period"]
    assert got(app.run()) == PLAIN | {"market": ["CN"]}


def test_a_click_that_overtakes_its_address_is_kept():
    app = opened()
    app.multiselect(key="market").select("CN").run()
    del app.query_params["market"]  # as if the browser had not yet heard of the first click
    app.selectbox(key="period").select("90d").run()
    assert got(app) == PLAIN | {"market": ["CN"], "period": "90d"}
    assert address(app)["market"] == ["CN"]
