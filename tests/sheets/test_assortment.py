"""Assortment and markdowns as parts: rows add up, what is unclear is said to be, prices to check are no verdict."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from analytics.period import Period
from data.errors import BadRequest
from data.store import EVERYTHING, Choice
from sheets import as_html, assortment, overview
from sheets.assortment import ladder, price_share, rules, seasons
from sheets.choice import Chosen
from sheets.past import Past, past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen
from words.messages import speaking

CHINA = Choice(market=("CN",))


@pytest.fixture(scope="module")
def held(small: Reading) -> Past:
    return past(small, chosen(small, period="12m"))


def test_the_ladder_ends_with_all_of_it(small: Reading, held: Past) -> None:
    part = ladder.ladder(small, held)
    card = overview.headline(small, chosen(small, period="12m"), held).drawn.loc["current"]
    whole = part.drawn.iloc[-1]
    assert whole["net_eur"] == pytest.approx(card["net_eur"]) and whole["asp_eur"] == pytest.approx(card["asp_eur"])
    assert whole["margin_rate"] == pytest.approx(card["margin_rate"])
    assert part.table["net_eur"].sum() == pytest.approx(card["net_eur"])


@pytest.mark.parametrize("choice", [EVERYTHING, CHINA], ids=["whole", "china"])
@pytest.mark.parametrize("column", ladder.CUTS)
def test_every_breakdown_adds_up_and_its_shares_to_one(small: Reading, column: str, choice: Choice) -> None:
    held = past(small, chosen(small, choice, "12m"))
    part = ladder.by(small, held, column)
    bands = [name for name in part.columns if name not in ("name", "net_eur")]
    assert part.drawn[bands].sum(axis=1).to_numpy() == pytest.approx(1)
    assert part.drawn["net_eur"].sum() == pytest.approx(part.table["net_eur"].sum())
    assert part.table["net_eur"].sum() == pytest.approx(ladder.ladder(small, held).table["net_eur"].sum())


def test_the_course_draws_whole_steps_only(small: Reading, held: Past) -> None:
    part = price_share.course(small, held)
    assert part.drawn["is_whole"].all() and not part.table["is_whole"].all()
    assert len(part.named("money")) == 2 and len(part.named("percent")) == 2


def test_prices_of_tiers_stand_in_their_order_with_their_doubt(small: Reading, held: Past) -> None:
    part = ladder.prices(small, held)
    assert part.drawn["name"].tolist() == ["Entry", "Core", "Premium", "Luxury", "Haute"]
    for row in part.drawn.dropna(subset=["change_low"]).to_dict("records"):
        assert row["told"].startswith("[") and ("no clear change" in row["told"]) is not row["is_clear"]


def test_seasons_say_which_of_them_have_no_beginning(small: Reading, held: Past) -> None:
    found = seasons.pace(small, held)
    part = seasons.curves(found)
    assert any("carry-over" in caption for caption in part.captions)
    assert set(seasons.table(found).columns) <= set(found.seasons)
    assert seasons.discounts(found).drawn.columns.tolist() == part.drawn.columns.tolist()
    assert seasons.on_paper(part).drawn["week"].tolist() == [str(week) for week in range(4, len(part.drawn) + 1, 4)]


def test_a_price_to_check_is_no_verdict(small: Reading, held: Past) -> None:
    part = rules.lowest(small, held)
    assert part.drawn["to_check"].all() and len(part.drawn) < len(part.table)
    assert "To check, not a verdict" in part.note
    kept = past(small, chosen(small, CHINA, "12m"))
    told = " ".join(rules.lowest(small, kept).captions)
    assert "are not applied here" in told and "are not applied here" not in " ".join(part.captions)
    assert rules.lowest(small, kept).table.equals(part.table)


def test_before_the_rule_the_part_says_so(small: Reading) -> None:
    early = past(small, Chosen(EVERYTHING, Period(date(2022, 1, 1), date(2022, 7, 1))))
    part = rules.lowest(small, early)
    assert part.drawn.empty and part.empty.startswith("The rule applies from") and "2023" in part.empty


def test_bans_are_told_of_by_boutique(small: Reading, held: Past) -> None:
    part = rules.bans(small, held)
    assert set(part.drawn["region"]) <= {"Lombardia", "Lazio", "Marche"} and part.drawn["name"].str.len().all()
    assert any("No rule is on file for Toscana" in caption for caption in part.captions)
    online = past(small, chosen(small, Choice(channel=("ecommerce",)), "12m"))
    assert rules.bans(small, online).empty == "The ban concerns boutiques; the channels chosen have none."


def test_a_shop_that_states_no_region_is_told_so_and_not_that_nothing_was_sold(tmp_path: Path) -> None:
    stores = [{"store_id": "mi", "channel": "boutique", "name": "Milano", "tz": "Europe/Rome"}]
    rows = [order("a", "2024-12-20", store_id="mi", discount_merchant=20.0, total=80.0, goods_gross=100.0)]
    lines = [line("a", line_discount=20.0)]
    reading = Reading.of(opened(tmp_path, stores=stores, products=[product()], orders=rows, order_lines=lines))
    part = rules.bans(reading, past(reading, chosen(reading)))
    assert part.empty == (
        "No boutique with a region that has a rule on file, so there is nothing to compare with. "
        "Boutiques whose region is not on file are left out."
    )


def test_the_sentence_on_top_says_what_is_clear() -> None:
    numbers = pd.DataFrame({"full_price_share": [0.7]}, index=["current"])
    held = Past(EVERYTHING, Period.year(2024))
    assert price_share.finding(numbers, pd.DataFrame({"figure": [], "against": []}), held) == (
        "70.0% of the goods sold went at full price."
    )
    assert price_share.finding(numbers * float("nan"), pd.DataFrame(), held) == ""


@pytest.mark.parametrize("clear", [True, False])
def test_the_sentence_on_top_has_the_interval(small: Reading, held: Past, clear: bool) -> None:
    numbers = pd.DataFrame({"full_price_share": [0.7]}, index=["current"])
    row = {
        "figure": "full_price_share",
        "against": held.code,
        "change": -0.02,
        "change_low": -0.03,
        "change_high": -0.01,
    }
    said = price_share.finding(numbers, pd.DataFrame([row | {"is_clear": clear}]), held)
    assert (
        ("no clear change" in said) is not clear
        and "−2.0 pp vs last year" in said
        and "−3.0 pp … −1.0 pp" in said.replace("\u00a0", " ")
    )


@pytest.mark.parametrize("lang", ["en", "it", "zh"])
def test_the_sheet_has_every_part(small: Reading, lang: str) -> None:
    with speaking(lang):
        sheet = as_html.page(assortment.paper(small, chosen(small, period="12m"))).decode()
    titles = [unescape(title) for title in re.findall("<h2>(.*?)</h2>", sheet)]
    assert len(titles) == 20 and len(set(titles)) == 20


def test_on_paper_it_is_refused_where_nothing_was_ordered(small: Reading) -> None:
    with pytest.raises(BadRequest, match="No orders in this selection"):
        assortment.paper(small, chosen(small, Choice(market=("HK",), channel=("marketplace",), tier=("entry",)), "30d"))
