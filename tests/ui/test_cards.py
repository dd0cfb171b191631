"""The strip of headline numbers."""

import pytest

from tests.ui.page import page

NUMBERS = """
numbers = pd.DataFrame(
    {"net_eur": [120., 100., 80.], "orders": [12, 12, 0], "recon_rate": [.95, .9, .97], "odd": [1., 2., 3.]},
    index=["current", "previous", "last_year"],
)
"""
STRIP = NUMBERS + (
    "from ui import cards\nfrom ui.cards import Card\n"
    "one = {'last_year': 'vs last year'}\nboth = {**one, 'previous': 'vs the month before'}\n"
)


def cards(script: str) -> dict:
    return {card.label: card for card in page(STRIP + script).metric}


def test_a_card_shows_its_value_and_its_change_on_last_year():
    card = cards("cards.strip(numbers, ['net_eur'], one)")["Net sales"]
    assert (card.value, card.delta) == ("€120", "+50.0%")
    assert card.proto.delta_description == "vs last year"


def test_a_change_on_a_second_past_stands_below():
    app = page(STRIP + "cards.strip(numbers, ['net_eur'], both)")
    assert [caption.value for caption in app.caption] == ["+20.0% vs the month before"]


def test_against_one_past_it_is_said_once():
    app = page(STRIP + "cards.strip(numbers, ['net_eur'], one)")
    assert not app.caption and app.metric[0].delta == "+50.0%"


def test_against_nothing_a_card_has_no_change():
    app = page(STRIP + "cards.strip(numbers, ['net_eur'], {})")
    assert not app.caption and app.metric[0].delta == "" and app.metric[0].proto.delta_description == ""


def test_no_change_is_shown_from_a_period_that_the_data_do_not_cover():
    half = "numbers = numbers.assign(is_covered=[True, True, False])\n"
    card = cards(half + "cards.strip(numbers, ['net_eur'], one)")["Net sales"]
    assert (card.value, card.delta) == ("€120", "")


def test_a_share_changes_in_points_and_not_in_percent():
    assert cards("cards.strip(numbers, ['recon_rate'], one)")["Reconciled share"].delta == "-2.0 pp"


def test_what_grew_from_nothing_has_no_change():
    assert cards("cards.strip(numbers, ['orders'], one)")["Orders"].delta == ""


def test_what_did_not_move_says_so():
    app = page(STRIP + "cards.strip(numbers, ['orders'], both)")
    assert [caption.value for caption in app.caption] == ["±0 vs the month before"]


def test_a_figure_that_is_not_known_under_these_filters_is_a_dash_and_no_hole():
    shown = cards("cards.strip(numbers, ['net_eur', 'wallet_share'], one)")
    assert len(shown) == 2
    assert [card.value for name, card in shown.items() if name != "Net sales"] == ["–"]


def test_a_number_without_an_entry_brings_its_own_words():
    card = cards("cards.strip(numbers, [Card('odd', 'Odd ones', 'days', 'down')], one)")["Odd ones"]
    assert card.value == "1 day" and not card.help


def test_the_name_of_a_card_is_text():
    (card,) = cards("cards.strip(numbers, [Card('odd', '**bold** :red[x]', 'number', 'up')], one)").values()
    assert card.label.replace("\\", "").replace("\u2060", "") == "**bold** :red[x]"
    assert "**" not in card.label.replace("\\*", "")


DOUBTS = """
doubts = pd.DataFrame([{"against": "last_year", "figure": "odd", "orders": 99, "orders_then": 99, "is_clear": True,
    "change_low": .1, "change_high": .3}, {"against": "previous", "figure": "odd", "orders": 99, "orders_then": 99,
    "is_clear": False, "change_low": -.1, "change_high": .3}])
"""


@pytest.mark.parametrize(("better", "colour"), [("up", "GREEN"), ("down", "RED"), ("none", "GRAY")])
def test_clear_growth_is_green_where_it_is_good_and_red_where_it_is_not(better, colour):
    grown = DOUBTS + "numbers['odd'] = [3., 2., 1.]\n"
    (card,) = cards(
        grown + f"cards.strip(numbers, [Card('odd', 'Odd', 'number', {better!r})], both, None, doubts)"
    ).values()
    assert card.proto.MetricColor.Name(card.proto.color) == colour


@pytest.mark.parametrize("doubts", ["None", "doubts.assign(is_clear=False)", "doubts.assign(figure='other')"])
def test_a_change_that_is_not_known_to_be_clear_has_no_colour_and_no_arrow(doubts):
    grown = DOUBTS + "numbers['odd'] = [3., 2., 1.]\n"
    (card,) = cards(
        grown + f"cards.strip(numbers, [Card('odd', 'Odd', 'number', 'up')], both, None, {doubts})"
    ).values()
    assert card.delta == "+200.0%"
    assert card.proto.MetricColor.Name(card.proto.color) == "GRAY"


def test_a_card_says_how_sure_its_changes_are():
    grown = DOUBTS + "numbers['odd'] = [1.2, 1.1, 1.]\n"
    app = page(STRIP + grown + "cards.strip(numbers, [Card('odd', 'Odd', 'number', 'up')], both, None, doubts)")
    assert [caption.value for caption in app.caption] == [
        "[+10.0%\u00a0…\u00a0+30.0%]",
        "+9.1% vs the month before: no clear change [-10.0%\u00a0…\u00a0+30.0%]".replace("[-", "[−"),
    ]


def test_few_orders_have_no_percentage():
    grown = DOUBTS + "numbers['odd'] = [1.2, 1.1, 1.]\ndoubts['orders'] = 29\n"
    app = page(STRIP + grown + "cards.strip(numbers, [Card('odd', 'Odd', 'number', 'up')], both, None, doubts)")
    assert app.metric[0].delta == "" and [caption.value for caption in app.caption] == [
        "fewer than 30 orders",
        "vs the month before: fewer than 30 orders",
    ]


@pytest.mark.parametrize(("values", "is_drawn"), [("[1, 2, 3]", True), ("[1, 2]", False), ("[]", False)])
def test_a_spark_line_needs_three_values(values, is_drawn):
    app = page(STRIP + f"cards.strip(numbers, ['net_eur'], one, {{'net_eur': {values}}})")
    sheets = [part.proto.body for part in app.get("html")]
    assert [".st-key-card_net_eur" in sheet for sheet in sheets] == [True] * is_drawn
    assert not list(app.metric[0].proto.chart_data)
