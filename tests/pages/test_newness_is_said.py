"""Law: where nobody can be called new, the screen says why; a blank by itself reads as a fault."""

import pytest

from tests.pages.test_one_number_a_word import report as report  # the report of a store at an address

WHY = {"en": "New customers are not known in a period", "it": "I nuovi clienti non si possono", "zh": "无法判断新客"}


def captions(app) -> str:
    return "\n".join(caption.value for caption in app.main.caption)


@pytest.mark.parametrize("lang", WHY)
def test_a_shop_of_one_year_says_why_nobody_is_new(screen, pounds, lang):
    assert WHY[lang] in captions(screen("overview", pounds, period="all", lang=lang))


def test_the_report_of_a_shop_of_one_year_says_why_nobody_is_new(report, pounds):
    assert WHY["en"] in report(pounds, period="all")


@pytest.mark.parametrize("page", ["overview", "cohorts"])
def test_a_period_whose_new_customers_are_known_says_nothing(screen, sample, page):
    assert WHY["en"] not in captions(screen(page, sample))


def test_cohorts_left_out_of_the_direction_are_named(screen, sample):
    words = captions(screen("cohorts", sample, period="all"))
    assert WHY["en"] in words
    assert "are shown and left out of this" in words
