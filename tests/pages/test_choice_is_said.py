"""Law: what a page does not heed is greyed and said, and what the address asks for in vain is named.

Broken once: *Data health* said China over the figures of the whole shop, and a link to a market that the shop does not
have showed all markets without a word.
"""

from importlib import import_module

import pytest

from sheets.choice import COLUMNS
from tests.pages.test_every_page import PAGES, shown

LINK = {"market": "CN,XX", "channel": "ecommerce,foo", "tier": "luxury", "brand": "Merlani", "period": "last_year"}
NAMES = {"market": "Market", "channel": "Channel", "tier": "Price tier", "brand": "Brand", "period": "Period"}


def heeds(page: str) -> tuple[str, ...]:
    return import_module(f"pages.{page}").HEEDS


def boxes(app) -> str:
    return "\n".join(box.value for box in app.warning)


def captions(app) -> str:
    return "\n".join(caption.value for caption in app.main.caption).replace("\u2009", " ")


@pytest.mark.parametrize("page", PAGES)
def test_a_filter_is_greyed_where_the_page_does_not_heed_it(screen, sample, page):
    app = screen(page, sample, **LINK)
    assert not app.exception and not app.error
    greyed = {column: app.sidebar.multiselect(key=f"pick_{column}_en").disabled for column in COLUMNS}
    greyed["period"] = app.sidebar.selectbox(key="pick_period_en").disabled
    assert greyed == {column: column not in heeds(page) for column in (*COLUMNS, "period")}
    words = " ".join(caption.value for caption in app.sidebar.caption)
    assert ("greyed" in words or "No filter applies" in words) == any(greyed.values())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_under_its_title_what_is_chosen_and_not_applied(screen, sample, page):
    words = captions(screen(page, sample, **LINK))
    ignored = [name for column, name in NAMES.items() if column not in heeds(page)]
    if ignored:
        line = next(text for text in words.splitlines() if text.startswith("Not applied here"))
        assert set(line.removeprefix("Not applied here: ").split(". ")[0].split(", ")) == set(ignored)
    else:
        assert "Not applied here" not in words


@pytest.mark.parametrize("page", PAGES)
def test_the_line_under_the_title_says_what_is_applied_and_nothing_else(screen, sample, page):
    app = screen(page, sample, **LINK)
    line = next(text for text in captions(app).splitlines() if "version" in text)
    assert ("China" in line) == ("market" in heeds(page))
    assert ("Luxury" in line) == ("tier" in heeds(page))
    assert ("1 Jan – 31 Dec 2025" in line) == ("period" in heeds(page))


@pytest.mark.parametrize("page", PAGES)
def test_values_that_the_shop_does_not_have_are_named(screen, sample, page):
    words = boxes(screen(page, sample, **LINK))
    assert "Market: “XX” is not available here" in words
    assert "Channel: “foo” is not available here" in words
    assert "CN" not in words and "ecommerce" not in words


def test_data_health_never_says_china_over_the_figures_of_the_whole_shop(screen, sample):
    assert "China" not in shown(screen("health", sample, **LINK))


@pytest.mark.parametrize(("lang", "words"), [("it", "«foo» qui non è disponibile"), ("zh", "“foo” 此处不可用")])
def test_a_period_that_is_none_is_named_in_each_language(screen, one_order, lang, words):
    assert words in boxes(screen("health", one_order, period="foo", lang=lang))


def test_a_language_that_is_not_spoken_is_named(screen, one_order):
    assert "Language: “xx” is not available here; English is used" in boxes(screen("health", one_order, lang="xx"))


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1850-06-01", "2101-01-01", "9999-12-31", "2025-02-30", "yesterday", "' or 1=1"]
)
def test_a_day_that_no_shop_has_seen_gives_way_to_the_usual_one_and_is_named(screen, one_order, day):
    app = screen("overview", one_order, period="custom", since=day)
    assert not app.exception and not app.error
    assert "From: “" in boxes(app) and "is not a date between 1 Jan 1900 and 31 Dec 2100" in boxes(app)
    assert str(app.sidebar.date_input(key="pick_since_en").value) == "2025-03-15"


@pytest.mark.parametrize("page", PAGES)
def test_the_first_and_the_last_day_of_all_leave_every_page_standing(screen, one_order, page):
    app = screen(page, one_order, period="custom", since="1900-01-01", to="2100-12-31")
    assert not app.exception and not app.error and not app.warning


def test_days_the_wrong_way_round_are_exchanged_and_that_is_said(screen, one_order):
    app = screen("overview", one_order, period="custom", since="2026-03-31", to="2026-03-01")
    assert "From is after To (included): the two dates were swapped." in boxes(app)
    assert "1–31 Mar 2026" in captions(app)


def test_a_brand_is_named_also_where_the_shop_has_too_few_for_a_filter(screen, one_order):
    assert "Brand: “Merlani” is not available here" in boxes(screen("overview", one_order, brand="Merlani"))


@pytest.mark.parametrize("page", PAGES)
def test_the_screen_of_an_invented_shop_says_so_and_no_other(screen, sample, pounds, page):
    assert "Sample shop: invented data" in captions(screen(page, sample, **LINK))
    assert "Sample shop" not in captions(screen(page, pounds))
