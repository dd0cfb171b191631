"""By whose definition sales are stated, in which currency and at which rates: one switch that cards, charts, tables and exports follow."""

import io
import json
import zipfile
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from analytics.definition import DEFINITIONS
from analytics.event_years import event_figures
from analytics.kpis import kpis
from data.store import Choice, Money, Store
from sheets import as_html, files, overview, trading
from sheets.assortment import rules
from sheets.choice import Chosen, days_of
from sheets.papers import PAPERS
from sheets.past import past, sentences
from sheets.reading import Reading
from tests.pages.test_every_page import PAGES, shown
from words import currency
from words.formats import worded

PERIOD = "last_year"
STATING = [page for page in PAGES if {"definition", "period"} <= set(import_module(f"pages.{page}").HEEDS)]
MONEYED = [
    page for page in PAGES if "currency" in import_module(f"pages.{page}").HEEDS and page != "definitions"
]  # whose catalogue of figures is in words
CARDS = {"retail": "Net sales", "platform": "GMV paid", "finance": "Net sales in the books"}


@pytest.fixture
def reading(sample: Path):
    store = Store.open(sample)
    yield Reading.of(store)
    store.close()


def value(app, label: str) -> str:
    return next(card.value for card in app.metric if card.label == label)


@pytest.mark.parametrize("page", STATING)
@pytest.mark.parametrize(("definition", "name"), CARDS.items())
def test_the_first_card_is_what_the_definition_calls_sales(screen, sample, reading, page, definition, name):
    app = screen(page, sample, period=PERIOD, definition=definition)
    assert not app.exception and app.metric[0].label == name
    period = days_of(reading, PERIOD, Choice())
    expected = kpis(reading.store, period=period).loc["current", DEFINITIONS[definition].sales]
    assert app.metric[0].value == worded(float(expected), "money")


@pytest.mark.parametrize("page", STATING)
@pytest.mark.parametrize("basis", ["daily", "month", "constant", "transaction"])
def test_every_amount_on_the_page_is_in_the_currency_chosen(screen, sample, reading, page, basis):
    app = screen(page, sample, period=PERIOD, currency="CNY", rates=basis)
    assert not app.exception and "€" not in shown(app)
    period = days_of(reading, PERIOD, Choice())
    expected = kpis(reading.store, Choice(money=Money("CNY", basis)), period=period).loc["current", "net_eur"]
    with currency.stated_in("CNY", basis):
        assert value(app, "Net sales") == worded(float(expected), "money")
    assert currency.basis_name(basis) in shown(app)  # the line under the title says so


@pytest.mark.parametrize("page", MONEYED)
def test_every_amount_of_a_page_and_its_sheet_follows_the_currency(screen, sample, reading, page):
    plain, asked = (screen(page, sample, period=PERIOD, **more) for more in ({}, {"currency": "CNY", "rates": "month"}))
    assert not asked.exception and "€" not in shown(asked)
    before, after = (
        {card.label: card.value for card in app.main.metric if "€" in card.value or "\u00a5" in card.value}
        for app in (plain, asked)
    )
    targets = {"Target", "Difference from target"}  # a budget is in the shop's own currency
    assert before.keys() - targets == after.keys()
    for name in after:
        assert "€" in before[name] and "CN\u00a5" in after[name], name
    heeds = PAPERS[page].heeds
    days = days_of(reading, PERIOD if "period" in heeds else "all", Choice())
    chosen = Chosen(Choice(money=Money("CNY", "month")), days, compare="last_year" if "compare" in heeds else "")
    with currency.stated_in("CNY", "month"):
        assert "€" not in as_html.page(PAPERS[page].sheet(reading, chosen)).decode()


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("upload", "definitions", *MONEYED)])
def test_a_page_that_states_sales_in_one_way_says_so(screen, sample, page):
    start = (
        {"promotions_ran": "period", "period": "30d"} if page == "promotions" else {"market": "IT", "tier": "luxury"}
    )
    app = screen(page, sample, **start, currency="CNY", definition="platform")
    said = "Sales here are those the shop counts, whatever definition is picked. Amounts here are in euro, as the shop states them."
    told = next(caption.value for caption in app.main.caption if caption.value.startswith(said))
    assert len(told) > len(said) or page == "health"  # and why


def test_what_heeds_the_currency_alone_says_so_of_the_definition(screen, sample):
    said = "Sales here are those the shop counts, whatever definition is picked."
    for page in ("assortment", "market"):
        app = screen(page, sample, currency="CNY", definition="platform")
        (told,) = [caption.value for caption in app.main.caption if caption.value.startswith(said)]
        assert len(told) > len(said)  # and why
    for page in ("overview", "calendar", "definitions"):
        app = screen(page, sample, currency="CNY", definition="platform")
        assert said not in [caption.value for caption in app.main.caption]


@pytest.mark.parametrize(("definition", "name"), CARDS.items())
def test_an_event_is_told_by_the_definition(screen, sample, reading, definition, name):
    app = screen("calendar", sample, event="qixi", event_year="2025", definition=definition)
    assert not app.exception and app.metric[0].label == name
    whole = event_figures(reading.store, event="qixi", definition=DEFINITIONS[definition]).set_index("year")
    assert app.metric[0].value == worded(float(whole.loc[2025, DEFINITIONS[definition].sales]), "money")
    assert f"Qixi 2025, {name}: " in shown(app)


def test_an_event_whose_sales_the_books_do_not_hold_yet_is_left_out_and_that_is_said(screen, sample):
    kept, asked = (screen("calendar", sample, event="11.11", **more) for more in ({}, {"definition": "finance"}))
    years = [next(box.options for box in app.main.selectbox if box.label == "Year") for app in (kept, asked)]
    assert set(years[0]) - set(years[1]) == {"2026"}
    assert "In the books the days of 2026 are not final yet" in shown(asked) and "not final" not in shown(kept)


def test_prices_of_the_rule_are_never_of_another_rate(reading):
    chosen = Chosen(Choice(money=Money("CNY")), days_of(reading, PERIOD, Choice()))
    part = rules.lowest(reading, past(reading, chosen))
    assert part.drawn.empty and part.table.empty and part.empty.startswith("These amounts are known in the shop's own")


@pytest.mark.parametrize("page", ["wallet"])
def test_a_page_that_states_sales_in_one_way_keeps_the_address_and_its_figures(screen, sample, page):
    plain, asked = screen(page, sample), screen(page, sample, currency="CNY", definition="platform")
    assert asked.query_params["currency"] == "CNY"
    assert [card.value for card in asked.metric] == [card.value for card in plain.metric]


def test_a_shop_without_rates_is_offered_its_own_currency_alone(screen, british):
    app = screen("overview", british, period="all", currency="CNY")
    assert not [box for box in app.sidebar.selectbox if box.label == "Currency"]
    assert "£" in value(app, "Net sales")


def test_the_books_of_days_still_open_show_nothing_and_say_why(screen, sample):
    app = screen("overview", sample, period="mtd", definition="finance")
    assert not app.exception and not app.metric
    assert "return window has closed" in shown(app)


@pytest.mark.parametrize("definition", CARDS)
def test_both_sides_of_a_comparison_are_of_as_many_days(reading, definition):
    chosen = Chosen(Choice(), days_of(reading, "12m", Choice()), definition=DEFINITIONS[definition])
    held = past(reading, chosen)
    assert held.comparison and held.comparison.period == held.period
    assert abs(held.comparison.against.days - held.period.days) <= 1  # a leap day
    is_cut = held.period != chosen.period
    assert is_cut == (definition == "finance")
    assert any("only these days count" in line for line in sentences(reading, chosen, held)) == is_cut


@pytest.mark.parametrize("definition", CARDS)
def test_parts_of_a_page_end_in_the_card(reading, definition):
    chosen = Chosen(
        Choice(money=Money("CNY", "constant")), days_of(reading, PERIOD, Choice()), definition=DEFINITIONS[definition]
    )
    held = past(reading, chosen)
    card = overview.headline(reading, chosen, held).drawn.loc["current", DEFINITIONS[definition].sales]
    change = overview.change(reading, held)
    assert change is not None and change.drawn["eur"].iloc[-1] == pytest.approx(card)
    for by in overview.CUTS:
        assert overview.cut(reading, held, by).drawn["sales"].sum() == pytest.approx(card)
    for by in ("channel", "market"):
        assert trading.cut(reading, held, by).table[DEFINITIONS[definition].sales].sum() == pytest.approx(card)
    assert overview.readings(reading, held).drawn.set_index("step").loc[definition, "amount_eur"] == pytest.approx(card)


def test_an_export_says_in_whose_terms_it_is(reading):
    chosen = Chosen(
        Choice(money=Money("CNY", "month")), days_of(reading, PERIOD, Choice()), definition=DEFINITIONS["platform"]
    )
    with currency.stated_in("CNY", "month"):
        table = files.stated(pd.DataFrame({"gmv_eur": [1.0]}))
        packed = files.bundle(table, "kpis", "data", files.about(reading, table, chosen))
        name = files.stem(reading, "kpis", chosen)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("manifest.json"))
    assert list(table.columns) == ["gmv_cny"]
    assert (manifest["currency"], manifest["exchange_rates"], manifest["definition"]) == ("CNY", "month", "platform")
    assert name.endswith("platform_CNY-month")
