"""The line under every title."""

from tests.ui.page import page

PAGE = "from ui import filters, header\nfilters.draw(HEEDS)\nheader.line(filters.bar(*HEEDS), HIDDEN)\n"


def lines(heeds: tuple[str, ...], hidden: int = 0, **address: str) -> list[str]:
    app = page(PAGE.replace("HEEDS", repr(heeds)).replace("HIDDEN", str(hidden)), **address)
    return [
        caption.value for caption in app.caption if "greyed" not in caption.value and "No filter" not in caption.value
    ]


def test_it_says_how_far_the_data_go_and_which_version_it_is(shop):
    (line,) = lines(("market", "period"))
    assert "data to 14 Mar 2026" in line and "return window closed up to 12 Feb 2026" in line
    assert "version 1" in line and "All markets" not in line.replace("**", "").split(" · ")[1:]


def test_it_says_what_is_chosen(shop):
    (line,) = lines(("market", "period"), market="CN,IT")
    assert line.startswith("**") and "China" in line and "Italy" in line


def test_a_choice_that_the_page_cannot_apply_is_named_below_it(shop):
    line, below = lines(("market",), market="CN", channel="boutique", period="all")
    assert "China" in line
    assert below == "Not applied here: Channel. This page covers all of it."


def test_a_period_that_is_not_heeded_is_named_too_unless_it_is_all_time(shop):
    assert "Period" in lines(("market",))[1]
    assert len(lines(("market",), period="all")) == 1


def test_customers_in_groups_too_small_to_show_are_counted(shop):
    assert "1,234 customers in groups too small to show" in lines(("market", "period"), hidden=1234)[0]
    assert "too small" not in lines(("market", "period"))[0]


def test_a_shop_of_its_own_files_is_not_called_invented(shop):
    assert "invented" not in lines(("market", "period"))[0]
