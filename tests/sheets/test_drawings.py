"""Drawings of parts for paper: which rows they hold, what is coloured, and every page that has any."""

import re
from datetime import date

import pandas as pd
import pytest

from analytics.period import Period
from data.store import EVERYTHING
from sheets import drawings, sketch
from sheets.choice import Chosen
from sheets.papers import PAPERS
from sheets.part import Part
from sheets.reading import Reading
from words import formats

COLUMNS = {"name": ("Name", "text"), "change": ("Change", "change"), "net_eur": ("Net sales", "money")}
ENDS = ("change_low", "change", "change_high")
DRAWN = {
    "assortment": {"full_price_course", "markdown_ladder", "unit_price_by_tier"},
    "calendar": {"event_days", "event_race"},
    "cohorts": {"cohort_curves", "cohort_trend"},
    "customers": {"rfm_segments", "aipl"},
    "market": {"market_growth", "market_index"},
    "trading": {"trading_channel", "trading_store_id", "trading_brand", "trading_category", "trading_market"},
}


def part(rows: pd.DataFrame) -> Part:
    return Part("Boutiques", "boutiques", rows, rows, columns=COLUMNS)


def moved(*ends: tuple[float, float, float]) -> Part:
    rows = pd.DataFrame(ends, columns=list(ENDS)).assign(name=[f"shop {n}" for n in range(len(ends))])
    return part(rows)


def colours(drawn: str, tag: str = "circle") -> list[str]:
    return re.findall(rf'<{tag}[^>]*fill="(#\w+)"', drawn)


def test_only_what_is_clear_has_a_colour() -> None:
    drawn = drawings.whiskers(
        moved((0.1, 0.2, 0.3), (-0.1, 0.2, 0.5), (-0.3, -0.2, -0.1)), "name", ENDS, formats.change
    )
    assert colours(drawn.picture) == [sketch.GAIN, sketch.QUIET, sketch.LOSS]
    assert "+20.0%" in drawn.picture and "−20.0%" in drawn.picture


def test_a_row_without_an_interval_is_left_out_and_none_is_no_drawing() -> None:
    nan = float("nan")
    assert drawings.whiskers(moved((0.1, 0.2, 0.3), (nan, nan, nan)), "name", ENDS, str).picture.count("<circle") == 1
    assert drawings.whiskers(moved((nan, 0.2, nan)), "name", ENDS, str).picture == ""
    assert drawings.whiskers(part(pd.DataFrame({"name": ["x"]})), "name", ENDS, str).picture == ""


def test_an_interval_that_runs_far_out_does_not_squeeze_the_others() -> None:
    drawn = drawings.whiskers(moved((-0.1, 0.1, 0.3), (-0.9, 0.2, 1e9)), "name", ENDS, formats.change).picture
    first = [float(x) for x in re.findall(r'<line x1="([\d.]+)" x2="([\d.]+)" y1="9', drawn)[0]]
    assert first[1] - first[0] > 40 and max(map(float, re.findall(r'x2="([\d.]+)"', drawn))) <= 520


def test_bars_are_as_long_as_their_values_and_twelve_at_most() -> None:
    rows = pd.DataFrame({"name": [f"s{n}" for n in range(20)], "net_eur": [float(100 - 4 * n) for n in range(20)]})
    drawn = drawings.bars(part(rows), "name", "net_eur").picture
    wide = [float(w) for w in re.findall(r'<rect[^>]*width="([\d.]+)"', drawn)]
    assert len(wide) == 12 and wide[5] / wide[0] == pytest.approx(0.8, abs=0.01) and "€100" in drawn
    nothing = pd.DataFrame({"name": ["a"], "net_eur": [0.0]})
    assert drawings.bars(part(nothing), "name", "net_eur").picture == ""


def test_a_name_of_a_file_is_text_and_is_cut_where_it_is_long() -> None:
    rows = pd.DataFrame({"name": ["<b>&", "x" * 400], "net_eur": [1.0, 2.0]})
    drawn = drawings.bars(part(rows), "name", "net_eur").picture
    assert "&lt;b&gt;&amp;" in drawn and "…" in drawn and "x" * 60 not in drawn


@pytest.mark.parametrize("page", sorted(DRAWN))
def test_the_sheet_of_a_page_has_drawings(small: Reading, page: str) -> None:
    heeds = PAPERS[page].heeds
    period = Period(date(2025, 9, 1), date(2026, 9, 1))
    made = PAPERS[page].sheet(small, Chosen(EVERYTHING, period, compare="last_year" if "compare" in heeds else ""))
    have = {each.name for each in made.parts if each.picture or each.drawing}
    small_shop = {"unit_price_by_tier", "trading_brand", "trading_store_id"}  # may have no thirty orders a row
    assert DRAWN[page] - have <= small_shop
