"""Law: an export and the report say the same of what they are as the screen: period, filters, comparison, sample."""

import json
import zipfile
from io import BytesIO

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import pandas as pd
import streamlit as st
from sheets import as_html, files, overview
from ui import cache, filters, frame, header
def page():
    chosen = filters.bar({heeds})
    header.line(chosen)
    table = pd.DataFrame({{"net_eur": [1.0]}})
    st.session_state["zip"] = files.bundle(table, "cut", "data", files.about(cache.reading(), table, chosen))
    st.session_state["whole"] = files.about(cache.reading(), table)
    st.session_state["file"] = files.stem(cache.reading(), "cut", chosen)
    st.session_state["sheet"] = as_html.page(overview.paper(cache.reading(), chosen)).decode()
frame.around(page, ({heeds}))
"""


@pytest.fixture
def taken(monkeypatch):
    def taken(home, heeds: str, **address: str) -> AppTest:
        monkeypatch.setenv("VETRINA_STORE", str(home))
        app = AppTest.from_string(SCRIPT.format(heeds=heeds), default_timeout=300)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception and not app.error, [error.value for error in app.error]
        return app

    return taken


def manifest(app) -> dict:
    with zipfile.ZipFile(BytesIO(app.session_state["zip"])) as packed:
        return json.loads(packed.read("manifest.json"))


def test_a_file_of_the_sample_shop_says_what_the_screen_says(taken, sample):
    app = taken(sample, "'market', 'tier', 'period', 'compare'", market="CN", channel="ecommerce", period="last_year")
    told = manifest(app)
    line = app.main.caption[0].value
    assert told["sample_shop"] is True and "Sample shop" in line
    assert told["choice"] in line and told["choice"] == "1 Jan\u2009–\u200931 Dec 2025 · China"
    assert told["period"] == {"since": "2025-01-01", "until_excluded": "2026-01-01"}
    assert told["filters"] == {"market": ["CN"]} and told["not_applied"] == ["channel"]
    held = told["compared_with"]["last_year"]
    assert (held["since"], held["until_excluded"]) == ("2024-01-01", "2025-01-01")
    assert (held["compared_since"], held["compared_until_excluded"]) == ("2025-01-01", "2026-01-01")
    assert app.session_state["file"] == "vetrina_sample_cut_2025-01-01--2025-12-31_CN"


def test_the_report_says_it_too(taken, sample):
    app = taken(sample, "'market', 'tier', 'period', 'compare'", market="CN", period="last_year")
    head = app.session_state["sheet"].split("</header>")[0].replace("\u2009", " ")
    for words in (
        "Sample shop: invented data",
        "1 Jan – 31 Dec 2025 · China",
        "Compared with last year, 1 Jan – 31 Dec 2024.",
    ):
        assert words in head


def test_a_file_of_the_whole_shop_says_so(taken, one_order):
    told = taken(one_order, "'period',").session_state["whole"]
    assert told["choice"] == "Whole shop, all days" and told["sample_shop"] is False and told["filters"] == {}


def test_the_report_and_files_of_a_shop_without_rates_name_what_is_missing(taken, pounds):
    app = taken(pounds, "'period',", period="all")
    assert manifest(app)["without_exchange_rate"][0].startswith("GBP: 24 orders without an exchange rate")
    assert "GBP: 24 orders without an exchange rate" in app.session_state["sheet"].split("</header>")[0]
