"""Every page in Chromium: wide and narrow, light and dark, in three languages; nothing fails and nothing goes out."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]  # a model is computed before its page is finished
TITLES = {
    "/": {"en": "Overview", "it": "Panoramica", "zh": "经营总览"},
    "/trading": {"en": "Channels & boutiques", "it": "Canali e boutique", "zh": "渠道与门店"},
    "/assortment": {"en": "Assortment & markdown", "it": "Assortimento e sconti", "zh": "商品与折扣"},
    "/market": {"en": "Market context", "it": "Contesto di mercato", "zh": "市场环境"},
    "/calendar": {"en": "Calendar & events", "it": "Calendario ed eventi", "zh": "日历与营销节点"},
    "/cohorts": {"en": "Cohorts & loyalty", "it": "Riacquisto e fedeltà", "zh": "新客同期群与复购"},
    "/customers": {"en": "Customers", "it": "Clienti", "zh": "客户"},
    "/promotions": {"en": "Promotions", "it": "Promozioni", "zh": "促销"},
    "/sensitivity": {"en": "Promotion sensitivity", "it": "Sensibilità alle promozioni", "zh": "促销敏感度"},
    "/rebound": {"en": "Revenge spending", "it": "Revenge spending", "zh": "报复性消费"},
    "/wallet": {"en": "Wallet & settlement", "it": "Wallet e accrediti", "zh": "支付钱包与结算对账"},
    "/definitions": {"en": "Definitions", "it": "Definizioni", "zh": "指标定义"},
    "/upload": {"en": "Upload", "it": "Caricamento file", "zh": "上传文件"},
    "/health": {"en": "Data health", "it": "Stato dei dati", "zh": "数据质量"},
}


LOCALES = {"en": "en-GB", "it": "it-IT", "zh": "zh-CN"}
# Each page wide and narrow, light and dark; each language meets every look on some page.
LOOKS = [
    (path, width, scheme, lang)
    for i, path in enumerate(TITLES)
    for width, scheme, lang in (
        (1440, ("light", "dark")[i % 2], tuple(LOCALES)[i % 3]),
        (400, ("dark", "light")[i % 2], tuple(LOCALES)[(i + 1) % 3]),
    )
]


@pytest.mark.parametrize(("path", "width", "scheme", "lang"), LOOKS)
def test_a_page_opens_without_an_error_or_a_request_outside(visit, path, width, scheme, lang):
    seen = visit(path, width, scheme, LOCALES[lang])
    assert seen.page.get_by_role("heading", level=1).inner_text() == TITLES[path][lang]
    assert seen.errors == []
    assert seen.outside == []
    assert seen.page.get_by_test_id("stException").count() == 0
    assert seen.page.locator("[data-testid=stAlertContentError]").count() == 0
    overflow = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"the page is {overflow} px wider than the window"


def test_light_and_dark_are_two_rooms(visit):
    def colours(scheme):
        page = visit("/", scheme=scheme).page
        background = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        bar = page.evaluate(
            "getComputedStyle(document.querySelector('[data-testid=stPlotlyChart] .lines path')).stroke"
        )
        return background, bar

    assert colours("light") == ("rgb(255, 255, 255)", "rgb(110, 31, 49)")
    assert colours("dark") == ("rgb(20, 17, 18)", "rgb(208, 140, 151)")


def test_fonts_are_ours_and_come_from_here(visit):
    page = visit("/").page
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {"Cormorant Garamond", "Inter"} <= set(loaded)


def test_a_link_with_filters_opens_what_it_says(visit):
    page = visit("/wallet?market=CN&period=90d&lang=it").page
    assert page.get_by_role("heading", level=1).inner_text() == "Wallet e accrediti"
    page.get_by_test_id("stCaptionContainer").filter(has_text="Cina").first.wait_for()
    assert "market=CN" in page.url and "period=90d" in page.url


def test_filters_go_along_to_another_page_and_back(visit):
    seen = visit("/?market=CN&period=90d")
    seen.page.get_by_test_id("stSidebarNavLink").filter(has_text="Wallet").click()
    seen.page.wait_for_url("**/wallet?*")
    seen.settled()
    seen.page.get_by_test_id("stCaptionContainer").filter(has_text="China").first.wait_for()
    assert "market=CN" in seen.page.url
    seen.page.go_back()
    seen.page.get_by_role("heading", level=1, name="Overview").wait_for()
    assert "market=CN" in seen.page.url


def test_what_is_seen_can_be_taken_along(visit):
    page = visit("/").page
    page.locator("[class*='st-key-export_kpis'] button").first.click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="CSV only").click()
    got = download.value
    assert re.fullmatch(r"vetrina_sample_kpis_\d{4}-\d\d-\d\d--\d{4}-\d\d-\d\d\.csv", got.suggested_filename)
    text = got.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbffigure,")
    assert text.count(b"\n") == 13  # names, then a row a card


def test_a_question_mark_shows_the_formula(visit):
    page = visit("/").page
    page.get_by_test_id("stMetric").first.get_by_test_id("stTooltipIcon").hover()
    page.get_by_text("Formula:").first.wait_for(timeout=10_000)
