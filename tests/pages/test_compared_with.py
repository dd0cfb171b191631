"""The one picker of what a period is held against: it moves the figures, lives in the address and is said beside them."""

import json
import re
import zipfile
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from analytics.compare import Basis, comparison
from analytics.kpis import kpis
from analytics.reach import reach
from data.store import EVERYTHING, Store
from sheets import as_html, files, overview
from sheets.choice import Chosen, days_of
from sheets.past import past
from sheets.reading import Reading
from tests.pages.test_every_page import PAGES, charts_of, shown
from words import formats
from words.messages import speaking

COMPARE = ("overview", "trading", "assortment", "wallet")
PERIOD = "qixi-2026"
CODES = ("last_year", "weekday", "previous", "2019", "qixi", "qixi-2020")


@pytest.fixture
def reading(sample: Path):
    store = Store.open(sample)
    yield Reading.of(store)
    store.close()


def change(reading: Reading, code: str, metric: str = "net_eur") -> str:
    """The change of a figure as a card writes it."""
    period = days_of(reading, PERIOD, EVERYTHING)
    assert period is not None
    held = comparison(reach(reading.store), period, Basis.of(code))
    found = kpis(reading.store, period=period, against=(held,))[metric]
    return formats.change(found["current"] / found[code] - 1).replace("−", "-")


def picker(app):
    return app.sidebar.selectbox(key="pick_compare_en")


def test_further_pasts_are_quiet_lines_on_every_card_and_named_under_the_title(screen, sample, reading):
    app = screen("overview", sample, period=PERIOD, compare="previous", also="weekday,2019")
    alone = screen("overview", sample, period=PERIOD, compare="previous")
    assert [card.delta for card in app.metric] == [card.delta for card in alone.metric]
    lines = [caption.value for caption in app.caption]
    for code, name in (("weekday", "the same weekdays last year"), ("2019", "2019")):
        told = change(reading, code).replace("-", "−")
        assert any(line.startswith(f"{told} vs {name}") and "[" in line for line in lines)
    assert any("Also with 2019, " in line for line in lines)


@pytest.mark.parametrize("code", CODES)
def test_the_picker_moves_the_cards_and_each_says_against_what(screen, sample, reading, code):
    app = screen("overview", sample, period=PERIOD, compare=code)
    sales = next(card for card in app.metric if card.label == "Net sales")
    assert sales.delta == change(reading, code)
    period = days_of(reading, PERIOD, EVERYTHING)
    held = comparison(reach(reading.store), period, Basis.of(code))
    days = formats.period(held.against.since, held.against.until)
    beside = [card.proto.delta_description for card in app.metric if card.delta]
    assert len(beside) > 8 and all(words.startswith("vs ") and words.endswith(days) for words in beside)
    assert not app.warning


def test_every_past_gives_other_figures(screen, sample):
    deltas = {
        code: [card.delta for card in screen("overview", sample, period=PERIOD, compare=code).metric] for code in CODES
    }
    assert len({tuple(each) for each in deltas.values()}) == len(CODES)


@pytest.mark.parametrize("way", ["channel", "market", "tier", "market_channel"])
def test_line_bars_and_bridge_follow_it_too(screen, sample, way):
    first, second = (
        screen("overview", sample, period=PERIOD, compare=code, parted=way) for code in ("previous", "2019")
    )
    drawn = [[json.dumps(spec["data"]) for spec in charts_of(app)] for app in (first, second)]
    assert all(len(charts) >= 2 for charts in drawn)  # the line, the bridge, the breakdown; changes where many bought
    assert all(one != other for one, other in zip(*drawn, strict=False))


def test_a_click_on_the_picker_goes_to_the_address_and_to_the_figures(opening, sample, reading):
    app = opening("overview", sample, period=PERIOD)
    picker(app).select("2020").run()
    assert app.query_params["compare"] in ("2020", ["2020"])
    assert next(card for card in app.metric if card.label == "Net sales").delta == change(reading, "2020")


@pytest.mark.parametrize("page", COMPARE)
def test_days_around_an_event_are_held_against_those_around_the_last(screen, sample, page):
    app = screen(page, sample, period=PERIOD)
    assert picker(app).value == "qixi"
    assert "Compared with Qixi 2025" in shown(app) and "19 Aug 2026 and 29 Aug 2025" in shown(app)


@pytest.mark.parametrize("page", COMPARE)
@pytest.mark.parametrize(("code", "instead"), [("2015", "Around Qixi"), ("foo", "Around Qixi")])
def test_what_is_not_there_is_refused_by_name(screen, sample, page, code, instead):
    app = screen(page, sample, period=PERIOD, compare=code)
    (box,) = app.warning
    assert f"Compared with: “{code}” is not available here; {instead} is used." in box.value
    assert not app.exception and not app.error


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"period": PERIOD, "compare": "cny"}, "Chinese New Year is more than 60 days from the period"),
        ({"period": "all"}, "do not end before the period begins"),
        ({"period": "custom", "since": "2018-05-01", "to": "2018-05-31"}, "lie before the shop's first day"),
        ({"period": PERIOD, "compare": "custom", "compare_from": "2026-08-20"}, "do not end before the period begins"),
    ],
)
@pytest.mark.parametrize("page", COMPARE)
def test_where_nothing_can_be_compared_the_page_says_why_and_shows_no_change(screen, sample, page, address, sentence):
    app = screen(page, sample, **address)
    assert sentence in shown(app) and not app.exception and not app.error
    assert app.metric and not any(card.delta for card in app.metric)


def test_days_chosen_are_counted_from_the_day_chosen(screen, sample):
    app = screen("overview", sample, period="30d", compare="custom", compare_from="2024-02-29")
    assert "Compared with the days chosen, 29 Feb – 29 Mar 2024." in shown(app)


def test_a_day_that_is_none_gives_way_and_is_named(screen, sample):
    app = screen("overview", sample, period="30d", compare="custom", compare_from="2025-02-30")
    assert "Compared from: “2025-02-30” is not a date" in app.warning[0].value


def test_under_the_switch_fewer_stores_count_and_how_many_is_said(screen, sample):
    every, same = (screen("overview", sample, period=PERIOD, compare="2019", stores=code) for code in ("all", "same"))
    assert "that were open on both sides count" in shown(same) and "open on both sides count" not in shown(every)
    sales = [next(card for card in app.metric if card.label == "Net sales") for app in (every, same)]
    assert sales[0].delta != sales[1].delta and sales[0].value != sales[1].value


@pytest.mark.parametrize("page", PAGES)
def test_the_picker_stands_where_changes_are_shown_and_the_address_keeps_it_elsewhere(screen, sample, page):
    app = screen(page, sample, compare="2019", stores="same")
    labels = [box.label for box in app.sidebar.selectbox]
    heeds = import_module(f"pages.{page}").HEEDS
    assert ("Compared with" in labels) == ("compare" in heeds)
    assert ("Boutiques compared" in labels) == ("stores" in heeds)
    assert page not in COMPARE or "compare" in heeds
    assert app.query_params["compare"] in ("2019", ["2019"]) and app.query_params["stores"] in ("same", ["same"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("it", "stessa settimana dell'anno precedente, 10–16 nov 2025"), ("zh", "去年同一周，2025年11月10日至16日")],
)
def test_the_past_is_named_in_the_readers_language(screen, sample, lang, words):
    app = screen("overview", sample, period="last_week", compare="weekday", lang=lang)
    assert words in shown(app).replace("\u2009", " ")


@pytest.mark.parametrize(
    ("lang", "words"), [("it", "mese precedente, 01–30 set 2026"), ("zh", "上月，2026年9月1日至30日")]
)
def test_a_card_names_it_too(screen, sample, lang, words):
    app = screen("overview", sample, period="last_month", compare="previous", lang=lang)
    beside = [card.proto.delta_description.replace("\u200b", "") for card in app.metric if card.delta]
    assert beside and all(words in each.replace("\u2009", " ") for each in beside)


def test_an_export_says_what_it_is_held_against(reading):
    period = days_of(reading, PERIOD, EVERYTHING)
    chosen = Chosen(EVERYTHING, period, compare="qixi", same_stores=True)
    held = past(reading, chosen)
    part = overview.headline(reading, chosen, held)
    packed = files.bundle(part.table, "kpis", "data", files.about(reading, part.table, chosen))
    with zipfile.ZipFile(BytesIO(packed)) as zipped:
        told = json.loads(zipped.read("manifest.json"))["compared_with"]["qixi"]
    assert (told["name"], told["since"], told["until_excluded"]) == ("Qixi 2025", "2025-08-22", "2025-09-06")
    assert (told["compared_since"], told["compared_until_excluded"]) == ("2026-08-12", "2026-08-27")
    assert told["stores"] == list(held.stores) and len(held.stores) > 3
    assert part.table["period"].tolist() == ["current", "qixi"]


def test_an_export_of_a_page_that_compares_nothing_says_nothing(reading):
    period = days_of(reading, PERIOD, EVERYTHING)
    part = overview.readings(reading, past(reading, Chosen(EVERYTHING, period, compare="")))
    assert files.about(reading, part.table, Chosen(EVERYTHING, period, compare=""))["compared_with"] == {}


@pytest.mark.parametrize("lang", ["en", "it", "zh"])
def test_the_sheet_says_it_as_the_screen_does(screen, sample, reading, lang):
    period = days_of(reading, PERIOD, EVERYTHING)
    with speaking(lang):
        sheet = as_html.page(overview.paper(reading, Chosen(EVERYTHING, period, compare="2019"))).decode()
        days = formats.period(
            period.since.replace(year=2019), (period.until - timedelta(days=1)).replace(year=2019) + timedelta(days=1)
        )
    head, cards = sheet.split("</header>")[0], sheet.split("</header>")[1]
    assert days in head and re.sub(r"<[^>]*>", " ", cards).count("2019") >= 8


def test_where_customers_stood_before_follows_the_picker(screen, sample):
    first, second = (screen("customers", sample, period="last_year", compare=code) for code in ("last_year", "2021"))
    tables = [next(each.value for each in app.dataframe if "customers_before" in each.value) for app in (first, second)]
    assert tables[0]["customers"].tolist() == tables[1]["customers"].tolist()
    assert tables[0]["customers_before"].tolist() != tables[1]["customers_before"].tolist()
    assert "then: 31 Dec 2024 (last year)." in shown(first) and "then: 31 Dec 2021 (2021)." in shown(second)


def test_the_bridge_comes_from_whichever_of_several_pasts_is_picked(screen, sample):
    several = {"period": PERIOD, "compare": "previous", "also": "weekday,2019"}
    assert "Change since" not in [each.label for each in screen("overview", sample, period=PERIOD).button_group]
    app = screen("overview", sample, **several, since_past="2019")
    picked = next(each for each in app.button_group if each.label == "Change since")
    assert picked.value == "2019"
    assert not app.warning
