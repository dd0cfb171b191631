"""Calendar and events as parts: what is said of an event, of years that are not there, of promotions and notes."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.event_years import FIGURES
from data import day_notes
from data.errors import BadRequest
from data.store import Choice, Store
from sheets import as_html, calendar
from sheets.calendar import after, days, event, league, noted, promotions
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.doubt import shops
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Two years of a shop that sells four fifths more in the second: 2022 and 2023."""
    return Reading.of(shops.opened(tmp_path_factory.mktemp("grown"), shops.orders(shops.Making(growth=0.8), 1)))


def test_the_event_shown_first_is_the_last_that_is_over(reading: Reading) -> None:
    code = event.usual(reading, chosen(reading))
    shown = event.told(reading, chosen(reading), code)
    assert code == "black_friday" and shown.year == 2023 and shown.before == 2022
    assert event.usual(reading, chosen(reading, Choice(market=("CN",)))) == "11.11"


def test_events_are_those_of_the_markets_chosen(reading: Reading) -> None:
    france = event.events(reading, chosen(reading, Choice(market=("FR",))))
    assert france == ["black_friday", "soldes_winter", "soldes_summer"]
    assert len(event.events(reading, chosen(reading, Choice(market=("KR",))))) == 13


def test_a_finding_says_whether_the_change_is_clear(reading: Reading) -> None:
    shown = event.told(reading, chosen(reading), "11.11")
    held = league.headline(reading, chosen(reading), shown)
    said = league.finding(chosen(reading), held, shown)
    assert said.startswith("11.11 2023, Net sales: +") and "vs 11.11 2022, a clear change (95%: [+" in said
    assert [figure.metric for figure in league.cards(chosen(reading), held, shown)] == list(FIGURES)
    first = event.told(reading, chosen(reading), "11.11", 2022)
    assert (
        league.finding(chosen(reading), league.headline(reading, chosen(reading), first), first) == ""
        and first.before is None
    )
    assert league.named(first) == {}


def test_a_row_a_year_the_last_on_top_with_its_doubt(reading: Reading) -> None:
    shown = event.told(reading, chosen(reading), "11.11")
    part = league.league(reading, chosen(reading), shown)
    assert part.drawn["name"].tolist() == ["2023", "2022"] and part.drawn["told"][1] == ""
    assert part.drawn["told"][0].startswith("[+") and set(part.columns) <= set(part.drawn)
    moved = league.moves(reading, chosen(reading), shown)
    assert dict(zip(moved.drawn["name"], moved.drawn["verdict"], strict=True))["Net sales"] == "clear"
    fresh = moved.drawn[moved.drawn["name"] == "New share"].iloc[0]
    assert (fresh["change"], fresh["span"], fresh["verdict"]) == ("–", "–", "–")


def test_curves_are_of_the_last_years_and_the_export_of_all(reading: Reading) -> None:
    shown = event.told(reading, chosen(reading), "11.11")
    part = days.overlay(reading, chosen(reading), shown)
    assert list(part.named("money").values()) == ["2023", "2022"] and part.drawn["days"].tolist() == list(
        range(-30, 31)
    )
    race = days.steps(days.race(reading, chosen(reading), shown))
    assert race.drawn["days"].tolist() == list(range(-30, 31, 5)) and race.drawn["y2023"].is_monotonic_increasing


def test_years_that_are_not_there_are_named(tmp_path: Path) -> None:
    orders = [order("a", "2019-08-05"), order("b", "2020-08-25"), order("c", "2021-08-15")]
    shop = Reading.of(opened(tmp_path, products=[product()], orders=orders, order_lines=[line(o) for o in "abc"]))
    shown = event.told(shop, chosen(shop), "qixi")
    assert shown.year == 2020 and event.untold(shown) == [
        "The data begin within or after these days in 2019: not shown.",
        "2021 is not over: the curves hold its days so far, the tables leave it out.",
    ]
    waves = event.told(shop, chosen(shop), "11.11_first")
    assert "The calendar has no such event in 2019." in event.untold(waves)
    part = after.after(shop, chosen(shop), shown)
    assert part.drawn.empty and "Not judged, for want of data: 2019, 2020." in " ".join(part.captions)
    with pytest.raises(BadRequest, match="no whole window of Qixi 2021"):
        calendar.paper(shop, chosen(shop), "qixi", 2021)
    with pytest.raises(BadRequest, match="is no event"):
        calendar.paper(shop, chosen(shop), "prom")


def test_promotions_of_an_event_s_days_stand_beside_it_with_their_interval(small: Reading) -> None:
    shown = event.told(small, chosen(small), "golden_week")
    part = promotions.promotions(small, chosen(small), shown)
    assert len(part.drawn) and {"lift_span", "margin_span", "said", "how"} <= set(part.drawn)
    for row in part.table.to_dict("records"):
        window = shown.whole[int(row["event"])].window
        assert row["first_on"].date() < window.until and row["last_on"].date() >= window.since
        assert (row["last_on"] - row["first_on"]).days < 120
    bagged = promotions.promotions(small, chosen(small, Choice(category=("bags",))), shown)
    assert bagged.drawn.empty and bagged.empty.startswith("Promotions are scored by market")


def test_notes_of_the_markets_chosen_the_last_on_top(tmp_path: Path) -> None:
    opened(tmp_path, products=[product()], orders=[order("a", "2020-05-01")], order_lines=[line("a")]).close()
    day_notes.add(tmp_path, date(2020, 6, 1), "<b>Window</b>")
    day_notes.add(tmp_path, date(2020, 7, 1), "Live stream", "CN", "wallet")
    shop = Reading.of(Store.open(tmp_path))
    part = noted.noted(shop, chosen(shop))
    assert part.drawn[["note", "market", "channel"]].to_numpy().tolist() == [
        ["Live stream", "China", "Alipay mini-program"],
        ["<b>Window</b>", "All", "All"],
    ]
    assert noted.noted(shop, chosen(shop, Choice(market=("IT",)))).drawn["note"].tolist() == ["<b>Window</b>"]
    assert noted.refused("person").startswith("The note holds a detail of a person")


def test_on_paper_an_event_has_its_cards_tables_and_notes_as_text(tmp_path: Path) -> None:
    shops.opened(tmp_path, shops.orders(shops.Making(growth=0.8), 1)).close()
    day_notes.add(tmp_path, date(2023, 11, 3), "<script>x</script>")
    shop = Reading.of(Store.open(tmp_path))
    text = as_html.page(calendar.paper(shop, chosen(shop), "11.11")).decode()
    assert text.count('<div class="card">') == 6 and "11.11 2023, " in text
    for title in ("The event year by year", "Cumulative, from 30 days before", "The 30 days after", "Notes"):
        assert f"<h2>{title}</h2>" in text
    assert "&lt;script&gt;x&lt;/script&gt;" in text and "<script>" not in text


def test_a_choice_that_nobody_made_is_said(reading: Reading) -> None:
    nobody = Chosen(Choice(market=("CN",), channel=("phygital_lab",)), chosen(reading).period)
    shown = event.told(reading, nobody, "11.11")
    part = days.overlay(reading, nobody, shown)
    assert part.drawn.empty and part.empty == "Nothing was sold in these days in any year."
    assert isinstance(league.league(reading, nobody, shown).table, pd.DataFrame)
