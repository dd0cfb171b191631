"""What the page of sensitivity says, and what it refuses to say."""

from pathlib import Path

import pytest

from analytics.promotions.audience.needs import discount_needs
from analytics.promotions.depth.shop_plan import discount_plan, promotion_audience
from analytics.promotions.depth.shop_response import discount_response
from analytics.promotions.effect.scores import promotion_scores
from data.store import Store
from sheets.sensitivity import needs, plan, scorecard
from tests.pages.test_every_page import shown
from tests.sample_shops import sample_shop
from ui.text import escaped

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop that sells often enough to learn from its prices."""
    return sample_shop(tmp_path_factory, 14_000)


def test_every_level_of_evidence_is_on_screen(opening, grown):
    app = opening("sensitivity", grown)
    words = shown(app)
    for meaning in ("random control group", "Prices moved independently", "It is not an effect"):
        assert meaning in words
    assert not app.exception and not app.error


def test_prices_of_a_shop_that_hardly_sells_teach_nothing(opening, sample):
    app = opening("sensitivity", sample)
    assert "so the effect of prices cannot be estimated" in shown(app)
    assert "Prices moved independently" not in shown(app)
    assert not app.exception and not app.error


@pytest.mark.parametrize("outcome", ["spend", "margin"])
def test_another_outcome_is_ranked_or_refused(opening, sample, outcome):
    app = opening("sensitivity", sample, sensitivity_outcome=outcome)
    said = "\n".join(box.value for box in [*app.success, *app.warning])
    assert "Signal:" in said or "No signal:" in said
    assert not app.exception and not app.error


def test_a_budget_of_nothing_sends_nobody_anything(opening, sample):
    app = opening("sensitivity", sample, plan_budget="0")
    assert "don't send any" in "\n".join(box.value for box in [*app.success, *app.warning])


def test_a_shop_without_experiments_gets_one_sentence_and_no_planner(opening, one_order):
    app = opening("sensitivity", one_order)
    assert [box.value for box in app.info if "control group" in box.value]
    assert "Discount planner: who gets how much" not in shown(app)


def test_its_cards_are_the_figures_of_the_sheet(opening, grown):
    app = opening("sensitivity", grown)
    store = Store.open(grown)
    response = discount_response(store)
    planned = discount_plan(promotion_audience(store, days=plan.days(plan.MONTHS)), response, plan.usual_wish(response))
    figures = [*needs.figures(discount_needs(store), "purchase"), *plan.figures(planned)]
    store.close()
    assert [(card.label, card.value) for card in app.metric] == [(figure.name, figure.value) for figure in figures]


def test_the_plan_is_held_against_the_scorecard_in_the_words_of_the_sheet(opening, grown):
    app = opening("sensitivity", grown)
    said = "\n".join(box.value for box in [*app.success, *app.warning, *app.markdown])
    store = Store.open(grown)
    response = discount_response(store)
    planned = discount_plan(promotion_audience(store, days=plan.days(plan.MONTHS)), response, plan.usual_wish(response))
    card = promotion_scores(store)
    store.close()
    for sentence in [plan.verdict(planned), *scorecard.sentences(planned, card)]:
        assert escaped(sentence) in said


def test_a_planner_keeps_to_its_budget_its_floor_and_its_levels(opening, grown):
    app = opening("sensitivity", grown, plan_budget="20000", plan_ladder="5,40", plan_floor="60")
    (table,) = [frame.value for frame in app.dataframe if "send" in frame.value]
    assert set(table["send"]) <= {"nothing", "5%", "40%"}
    assert table["spent_eur"].sum() <= 20_000
    assert app.multiselect(key="pick_plan_ladder_en").value == [5, 40]


def test_the_list_of_customers_is_hidden_until_it_is_opened(opening, grown):
    app = opening("sensitivity", grown)
    assert not [frame for frame in app.dataframe if "effect" in frame.value]
    assert not [box for box in app.warning if "pseudonyms" in box.value]
