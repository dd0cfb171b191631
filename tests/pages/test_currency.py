"""A shop of pounds opens in pounds: on every page, in every language, without a banner about rates that nobody needs."""

import pytest

from tests.pages.test_every_page import PAGES, shown


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_shop_of_pounds_is_in_pounds(screen, british, page):
    app = screen(page, british, period="all")
    assert not app.exception and not app.error
    assert "exchange rate" not in "\n".join(box.value for box in app.warning)
    assert "€" not in shown(app)


@pytest.mark.parametrize(("lang", "net"), [("en", "£2,400"), ("it", "2400 £"), ("zh", "£2,400")])
def test_the_card_of_net_sales_is_in_pounds_in_every_language(screen, british, lang, net):
    cards = [
        metric.value.replace("\xa0", " ") for metric in screen("overview", british, period="all", lang=lang).metric
    ]
    assert net in cards or net.replace("2400", "2.400") in cards, cards
