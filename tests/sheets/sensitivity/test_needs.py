"""Whether customers respond differently: no ranking is claimed that the data do not carry, and effects keep their unit."""

from dataclasses import replace

import pytest

from sheets.sensitivity import needs
from tests.sheets.sensitivity.made_up import NEEDS, NOISE, UNJUDGED, UNKNOWN


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (NEEDS, "Signal: who responds can be predicted"),
        (NOISE, "No signal: the model does no better than chance"),
        (UNJUDGED, "No signal: too few customers to evaluate a ranking"),
        (replace(NEEDS, judged=0), "No signal: too few customers to evaluate a ranking"),
    ],
)
def test_a_ranking_pays_only_where_it_was_judged_and_beats_chance(found: object, said: str) -> None:
    assert needs.verdict(found).startswith(said)  # type: ignore[arg-type]


def test_an_effect_on_purchases_is_in_points_and_one_on_sales_in_money() -> None:
    average, adjusted, top, size = needs.figures(NEEDS, "purchase")
    assert (average.value, average.told) == ("+4.8 pp", "[+3.6 pp … +6.0 pp]")
    assert adjusted.value == "+4.9 pp" and top.value == "+9.0 pp"
    assert (size.value, size.told) == ("1,500", "in 2 promotions; 750 evaluated")
    of_sales = needs.figures(replace(NEEDS, average=replace(NEEDS.average, estimate=12.34)), "spend")[0]
    assert of_sales.value == "€12.3"


def test_a_ranking_that_was_not_judged_has_no_top() -> None:
    top = needs.figures(UNJUDGED, "purchase")[2]
    assert (top.value, top.told) == ("–", "not known")
    assert needs.figures(replace(NEEDS, at={"30": UNKNOWN}), "purchase")[2].told == "not known"


def test_one_promotion_is_said_in_the_singular() -> None:
    assert needs.figures(replace(NEEDS, promotions=1), "purchase")[3].told == "in 1 promotion; 750 evaluated"


def test_the_curve_is_drawn_in_percent_of_customers_and_purchases_per_hundred() -> None:
    part = needs.curve(NEEDS, "purchase")
    assert part.drawn["share"].tolist() == [0.0, 50.0, 100.0]
    assert part.drawn["actual"].tolist() == [0.0, 3.0, 4.0] and part.drawn["estimate"].tolist() == [0.0, 2.0, 4.0]
    assert part.table["gain"].tolist() == [0.0, 0.03, 0.04], "the export keeps shares"
    assert "Area between the lines (Qini): 2.00, 95% interval [−1.00 … 5.00]." in part.captions[0]


def test_the_curve_of_sales_is_in_money_as_it_is() -> None:
    part = needs.curve(NEEDS, "spend")
    assert part.drawn["actual"].tolist() == [0.0, 0.03, 0.04]
    assert "Area between the lines (Qini): €0.02" in part.captions[0]


def test_a_decile_is_drawn_by_what_was_found_and_not_by_what_was_predicted() -> None:
    part = needs.deciles(NEEDS, "purchase")
    assert part.drawn["estimate"].tolist() == pytest.approx([12.0, -1.0])
    assert part.drawn["low"].tolist() == pytest.approx([6.0, -5.0])
    assert part.drawn["name"].tolist() == ["Decile 1", "Decile 2"]
    assert part.drawn["span"].tolist() == ["[6.0 … 18.0]", "[−5.0 … 3.0]"]


@pytest.mark.parametrize("outcome", ["purchase", "margin"])
def test_where_nobody_was_judged_nothing_is_drawn_and_it_says_so(outcome: str) -> None:
    curve, deciles = needs.curve(UNJUDGED, outcome), needs.deciles(UNJUDGED, outcome)
    assert curve.drawn.empty and curve.empty == "Too few customers to draw it."
    assert deciles.drawn.empty and deciles.empty == "Too few customers to show it."


def test_every_export_says_that_it_rests_on_an_experiment_and_what_it_found() -> None:
    for part in (needs.curve(NOISE, "purchase"), needs.deciles(NOISE, "purchase")):
        assert set(part.table["evidence"]) == {"experiment"}
        assert part.note.startswith("Experiment: ") and part.note.endswith("Send it to all or to nobody.")


@pytest.mark.parametrize(("outcome", "unit"), [("purchase", "number"), ("spend", "money"), ("margin", "money")])
def test_an_outcome_has_a_name_and_a_unit(outcome: str, unit: str) -> None:
    assert needs.unit(outcome) == unit and needs.outcome_name(outcome)
