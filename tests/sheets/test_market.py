"""Market context as parts: growth with its interval, loyalty like with like, published figures with their source."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from analytics.period import Period
from data.errors import BadRequest
from data.store import EVERYTHING, Choice
from sheets import as_html, market
from sheets.choice import Chosen
from sheets.market import glance, growth
from sheets.market.published import published
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen
from words.messages import speaking


@pytest.fixture(scope="module")
def year(small: Reading) -> Chosen:
    return chosen(small, period="12m")


def test_every_market_with_a_series_has_its_row(small: Reading, year: Chosen) -> None:
    part = growth.growth(small, year)
    assert len(part.drawn) >= 8 and part.drawn["name"].is_unique and set(part.columns) <= set(part.drawn)
    assert set(part.drawn["said"]) <= {"faster", "slower", "no clear difference", "not known"}
    assert any("a volume, does not" in caption for caption in part.captions)


def test_a_market_filter_leaves_the_row_of_that_market_as_it_is(small: Reading, year: Chosen) -> None:
    every = growth.growth(small, year).table
    every = every[every["markets"] == 1].set_index("market")
    italy = growth.growth(small, chosen(small, Choice(market=("IT",)), "12m")).table.set_index("market")
    assert italy.index.tolist() == ["IT"]
    pd.testing.assert_series_equal(every.loc["IT"], italy.loc["IT"])


def test_all_markets_with_a_series_stand_first_as_one(small: Reading, year: Chosen) -> None:
    part = growth.growth(small, year)
    assert part.drawn["name"].iloc[0] == "9 markets together · Clothing retail"
    assert any("weighted by own sales" in caption for caption in part.captions)
    gaps = growth.gaps(part)
    assert gaps["name"].iloc[0] == part.drawn["name"].iloc[0] and (gaps["low"] < gaps["estimate"]).all()


def test_the_largest_market_is_drawn_first_and_100_is_stated(small: Reading, year: Chosen) -> None:
    part = growth.index(small, year)
    names = growth.series(part)
    shown = growth.one(part, names[0])
    assert names[0] == "China · Clothing retail" and shown.title.endswith(names[0])
    assert shown.captions[0].startswith("100 = average of 1 Dec 2024")
    assert shown.drawn.loc[shown.drawn["is_base"], "own_index"].mean() == pytest.approx(100)


def test_the_sentence_speaks_of_both(small: Reading, year: Chosen) -> None:
    grown, held = glance.parts(small, year)
    said = glance.finding(grown, held)
    assert "own net sales" in said and "of the buyers had bought in the year before" in said
    assert len(glance.figures(grown, held)) == 4


def test_loyalty_of_all_markets_is_on_the_card(small: Reading, year: Chosen) -> None:
    _grown, held = glance.parts(small, year)
    first = held.markets.drawn.iloc[0]
    assert first["name"] == "All markets" and held.whole is not None
    assert held.whole["repeat_share"] == first["repeat_share"]
    assert held.quarters.drawn["name"].tolist() == ["Q1 2026", "Q2 2026", "Q3 2026"]


def test_where_no_series_is_loaded_one_sentence_says_how_and_the_rest_stands(tmp_path: Path) -> None:
    days = ("2023-01-01", "2024-01-05", "2024-02-05", "2024-07-01")
    orders = [order(f"{day}{who}", day, f"c{who}") for day in days for who in range(10)]
    orders += [order("few", "2024-05-05", "c1")]
    lines = [line(each["order_id"]) for each in orders]
    reading = Reading.of(
        opened(
            tmp_path,
            customers=[{"customer_id": f"c{who}"} for who in range(10)],
            products=[product()],
            orders=orders,
            order_lines=lines,
        )
    )
    held = Chosen(EVERYTHING, Period(date(2024, 1, 1), date(2024, 7, 1)))
    grown, loyal = glance.parts(reading, held)
    assert grown.drawn.empty and "vetrina template market_series" in grown.empty
    assert growth.index(reading, held).empty == grown.empty
    assert loyal.quarters.drawn["name"].tolist() == ["Q1 2024"]
    assert loyal.quarters.captions[-1] == "1 row of fewer than 10 buyers is not shown."
    assert glance.finding(grown, loyal) == "100.0% of the buyers had bought in the year before."
    assert b"vetrina template market_series" in as_html.page(market.paper(reading, held))


def test_a_period_without_a_whole_quarter_says_so(small: Reading) -> None:
    held = Chosen(EVERYTHING, Period(date(2026, 11, 1), date(2026, 11, 10)))
    grown, loyal = glance.parts(small, held)
    assert loyal.whole is None and loyal.quarters.empty.startswith("No whole calendar quarter")
    assert glance.finding(grown, loyal) == ""
    assert [figure.value for figure in glance.figures(grown, loyal)] == ["–"] * 4


@pytest.mark.parametrize(
    ("lang", "values"),
    [
        ("en", ["+76%", "78.5B yuan", "+2%", "1.2B"]),
        ("it", ["+76%", "78,5 Mld yuan", "+2%", "1,2 Mld"]),
        ("zh", ["+76%", "785亿元", "+2%", "12亿"]),
    ],
)
def test_published_figures_are_written_as_a_reader_writes_them(year: Chosen, lang: str, values: list[str]) -> None:
    with speaking(lang):
        drawn = published(year).drawn
    assert [value.replace("\u00a0", " ") for value in drawn["said"]] == values
    assert drawn["source"].str.len().all() and drawn["dated"].tolist() == ["–"] * 4


@pytest.mark.parametrize("lang", ["en", "it", "zh"])
def test_the_sheet_has_every_part(small: Reading, year: Chosen, lang: str) -> None:
    with speaking(lang):
        sheet = as_html.page(market.paper(small, year)).decode()
    titles = [unescape(title) for title in re.findall("<h2>(.*?)</h2>", sheet)]
    assert len(titles) == 5 and len(set(titles)) == 5


def test_on_paper_it_is_refused_where_nothing_was_ordered(small: Reading) -> None:
    with pytest.raises(BadRequest, match="No orders in this selection"):
        market.paper(small, chosen(small, Choice(market=("HK",), channel=("marketplace",), tier=("entry",)), "30d"))
