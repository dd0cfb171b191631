"""The address keeps a choice in codes and is not believed."""

from streamlit.testing.v1 import AppTest

from ui import url

PAGE = """
import streamlit as st
from datetime import date
from ui import url
names = {"CN": "Cina", "IT": "Italia"}
st.session_state["got"] = {
    "market": url.many(st.multiselect, "Market", ["CN", "IT"], "market", format_func=names.get),
    "period": url.one(st.selectbox, "Period", ["12m", "90d"], "period", "12m", format_func=str.upper),
    "since": url.day("From", "since", date(2025, 1, 1)),
    "horizon": url.number(st.slider, "Weeks", "horizon", 13, min_value=4, max_value=52),
}
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


def test_a_code_may_hold_a_comma():
    assert url._coded("Dolce, Gabbana") == "Dolce%2C Gabbana"
    assert url._coded("100%") == "100%25"
