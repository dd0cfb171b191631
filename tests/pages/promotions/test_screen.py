"""What the two promotion pages say, and what they refuse to say."""

from pathlib import Path

import pytest

from data.sample import build
from tests.pages.test_every_page import shown

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop that sells often enough to learn from its prices."""
    home = tmp_path_factory.mktemp("grown") / "store"
    build(home, customers=6000)
    return home


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


def test_a_promotion_in_the_address_is_the_one_shown_closely(opening, sample):
    app = opening("promotions", sample, promotion="cn-2024-spring")
    assert app.selectbox(key="pick_promotion_en").value == "cn-2024-spring"
    assert "95% interval" in shown(app)


def test_a_promotion_that_always_runs_cannot_be_judged_and_says_why(opening, sample):
    app = opening("promotions", sample, promotion="welcome-10")
    assert "It cannot be evaluated." in shown(app)
    assert "there is no comparable period without it" in shown(app)
    assert not app.exception and not app.error


def test_only_those_that_ran_in_the_period(opening, sample):
    app = opening("promotions", sample, promotions_ran="period", period="last_year")
    names = app.selectbox(key="pick_promotion_en").options
    assert any("2025" in name for name in names)
    assert not any("2019" in name for name in names)


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
