"""Who reads a page: the language chosen there or asked for by the browser."""

import pytest

from tests.ui.page import page

ASKED = "from ui import reader\nst.session_state['got'] = (reader.language(), str(reader.locale()), reader.tag())"


def test_outside_a_page_it_is_english():
    from ui import reader

    assert reader.language() == "en"


@pytest.mark.parametrize(
    ("lang", "got"),
    [
        ("it", ("it", "it_IT", "it")),
        ("zh", ("zh", "zh_Hans_CN", "zh-Hans")),
        ("xx", ("en", "en_GB", "en")),
        ("", ("en", "en_GB", "en")),
    ],
)
def test_the_language_of_the_address_counts_and_one_that_nobody_speaks_does_not(lang, got):
    assert page(ASKED, lang=lang).session_state["got"] == got


def test_what_is_drawn_inside_speaks_the_reader_s_language_and_what_follows_does_not():
    app = page(
        "from ui import reader\nfrom words.messages import _\n"
        "with reader.spoken_to():\n    inside = _('Market')\nst.session_state['got'] = (inside, _('Market'))",
        lang="it",
    )
    assert app.session_state["got"] == ("Mercato", "Market")
