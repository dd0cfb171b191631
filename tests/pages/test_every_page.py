"""Every page opens on a full store, an empty one and a single order, in each language, and never shows a traceback."""

import json

import pytest

from data.store import Store
from tests.ui.page import checked
from words import formats

PAGES = (
    "overview",
    "trading",
    "assortment",
    "market",
    "calendar",
    "cohorts",
    "customers",
    "promotions",
    "sensitivity",
    "rebound",
    "wallet",
    "definitions",
    "health",
    "upload",
)
BEGINS_EMPTY = {"upload"}  # its parts are those of the files that are dropped there


def shown(app) -> str:
    """All words on a page."""
    parts = [*app.title, *app.header, *app.caption, *app.markdown, *app.info, *app.metric]
    return "\n".join(str(getattr(part, "value", "")) for part in parts).replace("\u2009", " ")


def charts_of(app) -> list[dict]:
    return [checked(json.loads(chart.proto.spec)) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_the_sample_shop(opening, sample, page):
    app = opening(page, sample)
    assert not app.exception and not app.error
    assert len(charts_of(app)) == len(app.get("plotly_chart")), "Plotly knows every property of every chart"
    assert len(app.title) == 1
    parts = len(app.header) + len(app.subheader)
    assert parts >= (1 if page in BEGINS_EMPTY else 3), (
        f"{page} shows {parts} headed parts on a full store; a page has three or more, or it stopped early"
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_an_empty_store(opening, empty, page):
    app = opening(page, empty)
    assert not app.exception and not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_a_single_order(opening, one_order, page):
    app = opening(page, one_order)
    assert not app.exception and not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_where_there_is_no_store(opening, tmp_path, page):
    app = opening(page, tmp_path / "nothing")
    assert not app.exception and not app.error
    assert "vetrina sample" in app.code[0].value


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["it", "zh"])
def test_a_page_speaks_another_language(opening, sample, page, lang):
    in_english = shown(opening(page, sample))
    app = opening(page, sample, lang=lang)
    assert not app.exception and not app.error
    assert shown(app) != in_english
    assert app.sidebar.selectbox(key=f"pick_lang_{lang}").value == lang


@pytest.mark.parametrize("page", PAGES)
def test_a_choice_of_every_filter_leaves_a_page_standing(opening, sample, page):
    app = opening(page, sample, market="CN,IT", channel="boutique", tier="luxury", period="last_year")
    assert not app.exception and not app.error


def test_a_choice_that_nobody_made_shows_a_sentence(opening, sample):
    app = opening("overview", sample, market="HK", channel="marketplace", tier="entry", period="30d")
    assert not app.exception and not app.error
    assert app.info[0].value.startswith("No orders in this selection")


def test_every_chart_has_words_for_who_cannot_see_it(opening, sample):
    ways = ("channel", "market", "tier", "market_channel")
    drawn = [chart for way in ways for chart in opening("overview", sample, parted=way).get("plotly_chart")]
    assert len(drawn) == 3 * len(ways)
    assert all(chart.proto.alt for chart in drawn)


@pytest.mark.parametrize("page", PAGES)
def test_a_brand_a_category_and_a_boutique_are_heeded_or_named_as_not(opening, sample, page):
    app = opening(
        page, sample, brand="Merlani,Maren Holt", category="shoes", store_id="milano-montenapoleone", period="all"
    )
    assert not app.exception and not app.error
    words = shown(app)
    heeded = "Milano Montenapoleone" in words
    assert heeded or "Not applied here: Brand, Category, Boutique" in words
    assert heeded == (page in ("overview", "trading", "assortment", "market", "calendar", "definitions"))


def test_a_brand_s_sales_are_those_of_its_lines(opening, sample):
    app = opening("overview", sample, brand="Merlani", period="all")
    store = Store.open(sample)
    net = store.query("select sum(net_eur) as net from sales where brand = 'Merlani'")["net"][0]
    store.close()
    assert app.metric[0].value == formats.money_short(float(net))
