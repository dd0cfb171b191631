"""Revenge spending on screen: computed once, kept, and honest about what it cannot tell."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_every_page import charts_of, shown


def settled(app: AppTest, seconds: float = 240) -> AppTest:
    """The page once its answer is there."""
    end = time.monotonic() + seconds
    while app.get("progress") and time.monotonic() < end:
        time.sleep(0.5)
        app.run()
    assert not app.get("progress"), f"no answer in {seconds} s"
    return app


@pytest.fixture(scope="module")
def asked() -> dict[str, str]:
    return {"market": "IT", "rebound_weeks": "20", "rebound_watch": "40"}


def test_the_answer_is_computed_kept_and_there_at_once_for_the_next_reader(opening, sample, asked):
    app = opening("rebound", sample, **asked)
    assert not app.exception and not app.error
    settled(app)
    kept = list((Path(sample) / "results").glob("*/marketrebounds-*.json"))
    assert kept
    stamps = {file: file.stat().st_mtime_ns for file in kept}
    again = opening("rebound", sample, **asked)
    assert not again.get("progress"), "a kept answer is not computed again"
    assert {file: file.stat().st_mtime_ns for file in kept} == stamps
    assert [metric.value for metric in again.metric] == [metric.value for metric in app.metric]


def test_everything_asked_for_is_on_screen(opening, sample, asked):
    app = settled(opening("rebound", sample, **asked))
    assert not app.exception and not app.error
    assert [metric.label for metric in app.metric][:3] == [
        "Lost while closed",
        "Recovered since",
        "Recovered over lost",
    ]
    titles = {header.value for header in app.header}
    assert {
        "Italy: actual vs expected without the shock",
        "Italy: compared with the market",
        "Lost and recovered",
        "What the rebound is made of",
        "Market by market",
        "Price tiers before, during and after",
        "How likely is it?",
        "Placebo test: dates with no event",
        "Robustness checks",
        "Comparison markets used",
    } <= titles
    assert len(charts_of(app)) >= 6
    words = shown(app)
    assert "Constant prices" in words and "Brackets are 95% intervals" in words
    assert "Clothing retail: while closed, the market lost" in words, words
    assert "Neither includes price changes" in words and "template market_series" not in words


def test_dates_in_the_address_are_those_asked_about(opening, sample, asked):
    app = opening("rebound", sample, rebound_from_IT1="2020-03-16", **asked)
    assert str(app.date_input(key="pick_rebound_from_IT1_en").value) == "2020-03-16"
    assert not app.exception and not app.error


def test_dates_out_of_order_are_told_and_nothing_is_computed(opening, sample, asked):
    app = opening("rebound", sample, rebound_from_IT1="2020-06-16", **asked)
    assert "not in order" in app.info[0].value
    assert not app.get("progress") and not charts_of(app)


def test_a_market_without_closures_asks_for_dates(opening, sample):
    app = opening("rebound", sample, market="JP")
    assert "The calendar has no closed shops" in app.info[0].value
    launches = [bar for bar in app.get("progress") if "without the channel" in bar.proto.text]  # asked of its own dates
    assert len(app.get("progress")) == len(launches)


def test_a_shock_before_there_is_history_is_refused_with_a_sentence(opening, sample, asked):
    app = opening("rebound", sample, rebound_from_IT1="2018-01-15", **asked)
    assert "so that there are weeks to learn from" in app.info[0].value


def test_a_selection_that_sells_too_little_says_so(opening, sample):
    app = settled(opening("rebound", sample, market="GB", channel="marketplace", tier="haute"))
    assert not app.exception and not app.error
    assert app.info, "a sentence, not a number"


def test_another_measure_of_the_same_shock_is_another_question(opening, sample, asked):
    app = opening("rebound", sample, rebound_measure="net", **asked)
    assert app.get("progress"), "net sales were not asked about before"
    assert "Actual sales" in {header.value for header in app.header}, "what was sold is shown meanwhile"
    assert len(charts_of(app)) == 1
    assert not {"Lost while closed", "Recovered since", "Recovered over lost"} & {card.label for card in app.metric}


def test_a_closure_that_follows_is_asked_along_and_can_be_moved(opening, sample, asked):
    app = opening("rebound", sample, rebound_from_IT1="2020-03-16", rebound_to_IT1="2020-06-02", **asked)
    assert not app.exception and not app.error
    picked = {field.key: str(field.value) for field in app.date_input}
    assert picked["pick_rebound_from_IT1_en"] == "2020-03-16" and picked["pick_rebound_to_IT1_en"] == "2020-06-02"


def test_what_a_grid_and_the_checks_show_is_in_the_address(opening, sample, asked):
    app = settled(opening("rebound", sample, rebound_shown="lasting", rebound_check="excess", **asked))
    assert not app.exception and not app.error
    picked = {part.key: part.value for part in app.get("button_group")}
    assert picked["pick_rebound_shown_en"] == "lasting" and picked["pick_rebound_check_en"] == "excess"
