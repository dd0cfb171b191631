"""A sheet that stands alone: drawn right, safe to open, in the reader's words."""

import re
from html import escape

import pytest
from babel import Locale

from sheets import sketch
from words import formats, messages


def heights(svg: str) -> list[float]:
    return [float(tall) for tall in re.findall(r'<rect [^>]*height="([\d.]+)"', svg)]


def test_a_bridge_on_paper_is_to_scale():
    svg = sketch.bridge(
        ["then", "more", "less", "now"], [100, 50, -25, 125], [True, False, False, True], list("abcd"), [True] * 4
    )
    _then, more, less, _now = heights(svg)
    assert more == pytest.approx(2 * less, rel=0.01)


def test_a_step_that_may_be_accident_has_no_colour_on_paper():
    steps = ["then", "more", "less", "now"], [100, 50, -25, 125], [True, False, False, True], list("abcd")
    assert {sketch.GAIN, sketch.LOSS} & set(
        re.findall(r'<rect [^>]*fill="([^"]+)"', sketch.bridge(*steps, [True, False, False, True]))
    ) == set()
    assert sketch.GAIN in sketch.bridge(*steps, [True, True, False, True])


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Buyers", ["Buyers"]),
        ("Stessa settimana dell'anno precedente", ["Stessa", "settimana", "dell'anno", "precedente"]),
        ("去年同期（按星期）", ["去年同期（按", "星期）"]),
        ("Antidisestablishmentarianism", ["Antidisestablishmentarianism"]),
    ],
)
def test_a_long_name_under_a_step_is_wrapped(name, lines):
    told = [name, *"abcdefg"], [100, *[5] * 6, 130], [True, *[False] * 6, True], list("abcdefgh")
    svg = sketch.bridge(*told, [True] * 8)
    said = re.findall(r'<text x="21\.2"[^>]*>([^<]+)</text>', svg)
    assert said[1:] == [escape(line) for line in lines]
    lowest = max(float(y) for y in re.findall(r'<text x="21\.2" y="([\d.]+)"', svg))
    assert float(re.search(r'viewBox="0 0 340 (\d+)"', svg)[1]) >= lowest


def test_a_hole_in_the_data_is_not_drawn():
    svg = sketch.lines({"now": [1.0, float("nan"), 2.0, 3.0], "then": [float("nan")] * 4}, ["a", "b", "c"], ("3", "1"))
    drawn = re.search('<path d="([^"]+)" [^>]*><title>now</title>', svg)[1]
    assert drawn.count("M") == 2 and drawn.count("L") == 1 and "nan" not in svg and "<title>then" not in svg


def test_lines_on_paper_begin_at_nought_and_are_named():
    svg = sketch.lines({"now": [2.0, 4.0], "then": [0.0, -4.0]}, ["a", "b", "c"], ("4", "-4"), dotted=["then"])
    heights = [float(y) for y in re.findall(r",([\d.]+)", re.search('<path d="([^"]+)" [^>]*><title>then', svg)[1])]
    tops = [float(y) for y in re.findall(r",([\d.]+)", re.search('<path d="([^"]+)" [^>]*><title>now', svg)[1])]
    assert tops[0] - tops[1] == pytest.approx((heights[1] - heights[0]) / 2, abs=0.2)
    assert ">now</text>" in svg and ">then</text>" in svg and svg.count("stroke-dasharray") == 2


def test_names_cannot_write_markup():
    svg = sketch.bridge(["<script>", "x"], [1, 2], [True, True], ["<b>", "2"], [True, True])
    assert "<script>" not in svg and "<b>" not in svg


def test_what_is_made_after_the_page_still_speaks_the_readers_language():
    with messages.speaking("it", Locale.parse("it_IT")):
        assert messages._("Overview") == "Panoramica"
        assert formats.percent(0.123) == "12,3%"
    assert messages._("Overview") == "Overview"


def test_a_report_stands_alone(sample_page):
    text = sample_page("it")
    assert text.startswith("<!doctype html>") and 'lang="it"' in text
    assert "Vendite nette" in text and "Net sales" not in text
    assert all(source.startswith("data:") for source in re.findall(r'(?:src|href)="([^"]*)"', text))
    assert all(source.startswith("data:") for source in re.findall(r"url\(([^)]*)\)", text))
    assert "http" not in text.replace("http-equiv", "")
    assert len(text) < 400_000


@pytest.fixture
def sample_page(tmp_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    from tests.analytics.shop import line, opened, order, product

    days = ["2024-03-01", "2025-02-03", "2025-05-05", "2026-02-01", "2026-03-14"]
    orders = [order(f"o{i}", day, f"c{i % 2}", market="IT") for i, day in enumerate(days)]
    tables = {"customers": [{"customer_id": "c0"}, {"customer_id": "c1"}], "products": [product()]}
    opened(tmp_path, orders=orders, order_lines=[line(f"o{i}") for i in range(5)], **tables).close()
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path))

    def made(lang: str) -> str:
        app = AppTest.from_string(
            "import streamlit as st\nfrom sheets import as_html, overview\nfrom ui import cache, filters, frame\n"
            "def page():\n"
            "    chosen = filters.bar('market', 'channel', 'tier', 'period')\n"
            "    st.session_state['sheet'] = as_html.page(overview.paper(cache.reading(), chosen))\n"
            "frame.around(page, ('market', 'channel', 'tier', 'period'))",
            default_timeout=300,
        )
        app.query_params["lang"] = lang
        app.run()
        assert not app.exception and not app.error
        return app.session_state["sheet"].decode()

    return made
