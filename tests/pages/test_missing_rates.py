"""Law: a shop whose amounts cannot be told in euro says so on every page, and never that it has no orders.

Broken once: 541,909 lines of pounds gave a page of dashes and "No orders in this selection".
"""

import pytest

from tests.pages.test_every_page import PAGES, shown

WORDS = {
    "en": ("GBP: 24 orders without an exchange rate", "No orders in this selection"),
    "it": ("GBP: 24 ordini senza cambio", "Nessun ordine in questa selezione"),
    "zh": ("GBP：24 个订单缺少汇率", "当前筛选下没有订单"),
}


def plain(text: str) -> str:
    return text.replace("\\", "")


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_which_orders_have_no_rate_and_what_to_do(screen, pounds, page, lang):
    app = screen(page, pounds, lang=lang, period="all")
    assert not app.exception and not app.error
    banner, denial = WORDS[lang]
    told = plain("\n".join(box.value for box in app.warning))
    assert banner in told and "vetrina load eurofxref-hist.zip" in told
    assert "2025" in told
    assert denial not in shown(app)


def test_the_page_of_customers_says_why_it_is_bare(screen, pounds):
    app = screen("customers", pounds, period="all")
    assert app.info[0].value.startswith("24 orders of this selection have no exchange rate")


def test_a_period_without_orders_has_none_also_where_others_lack_a_rate(screen, pounds):
    app = screen("overview", pounds, period="custom", since="2020-01-01", to="2020-12-31")
    assert app.info[0].value.startswith("No orders in this selection")


@pytest.mark.parametrize("page", PAGES)
def test_a_shop_whose_rates_are_all_there_has_no_banner(screen, one_order, page):
    assert "exchange rate" not in "\n".join(box.value for box in screen(page, one_order).warning)
