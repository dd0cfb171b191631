"""What the page of promotions says, and what it refuses to say."""

import pytest

from analytics.promotions.effect.scores import promotion_scores
from data.sample import build
from data.store import Choice, Store
from sheets.promotions import one_promotion, scorecard
from tests.pages.test_every_page import charts_of, shown

pytestmark = pytest.mark.filterwarnings("error")


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


def test_its_cards_are_the_figures_of_the_sheet(opening, sample):
    app = opening("promotions", sample, market="CN", promotion="cn-2024-spring")
    store = Store.open(sample)
    scores = promotion_scores(store, Choice(market=("CN",)))
    store.close()
    figures = [*one_promotion.figures(one_promotion.row(scores, "cn-2024-spring")), *scorecard.glance(scores)]
    assert [(card.label, card.value) for card in app.metric] == [(figure.name, figure.value) for figure in figures]


def test_without_an_address_the_latest_with_the_best_evidence_is_shown_closely(opening, sample):
    app = opening("promotions", sample)
    store = Store.open(sample)
    table = promotion_scores(store).table
    store.close()
    latest = table[table["evidence"] == "experiment"].sort_values("first_on").iloc[-1]
    assert app.selectbox(key="pick_promotion_en").value == latest["promotion_id"]


def test_a_period_in_which_none_ran_says_so(opening, one_order, sample):
    app = opening("promotions", one_order)
    assert app.info[0].value.startswith("No promotion was used or sent in this selection")
    app = opening("promotions", sample, promotions_ran="period", period="custom", since="2030-01-01", to="2030-02-01")
    assert app.info[0].value.startswith("No promotion ran in this period")


def test_a_promotion_with_placebo_dates_shows_them_and_one_without_does_not(opening, sample, tmp_path):
    build(tmp_path / "few", customers=1_500)  # a dozen held out of this offer to one tier, too few to be an experiment
    observed = opening("promotions", tmp_path / "few", promotion="it-2019-autumn")
    assert "Placebo dates it was checked on" in [part.label for part in observed.expander]
    tested = opening("promotions", sample, promotion="cn-2024-spring")
    assert "Placebo dates it was checked on" not in [part.label for part in tested.expander]
    assert len(charts_of(observed)) > 4
