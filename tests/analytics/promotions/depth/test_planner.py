import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.promotions.depth.planner import Wish, plan
from analytics.promotions.depth.response import Response


def answer(strengths: tuple[float, ...], spread: float = 0.0, power: float = 1.0) -> Response:
    draw = np.random.default_rng(0)
    cells = pd.DataFrame({"market": "IT", "tier": ["entry", "core", "luxury"][: len(strengths)], "strength": strengths})
    drawn = np.array(strengths) + spread * draw.normal(size=(1_000, len(strengths)))
    return Response(cells, Interval(power, power, power), (drawn, np.full(1_000, power)))


def audience(count: int = 2, **told: object) -> pd.DataFrame:
    row = {
        "customers": 1_000,
        "anyway": 0.1,
        "price_eur": 100.0,
        "margin_share": 0.5,
        "used_share": 1.0,
        "paid_share": 1.0,
        "contact_cost_eur": 0.0,
    }
    return pd.DataFrame([{"market": "IT", "tier": tier, **row, **told} for tier in ["entry", "core", "luxury"][:count]])


def test_the_gain_of_one_cell_by_hand():
    # 20 %: .1 extra orders x 30 margin left - .1 anyway x 20 given away = 1 a customer; 10 %: .05 x 40 - .1 x 10 = 1.
    # 40 %: .2 x 10 - .1 x 40 = -2. At 15 %: .075 x 35 - .1 x 15 = 1.125: the best.
    found = plan(audience(1), answer((0.1,)), Wish(1e9, ladder=(0.1, 0.15, 0.2, 0.4)))
    assert found.allocation["depth"].tolist() == [0.15]
    assert found.gain.estimate == pytest.approx(1_125)
    assert found.spent_eur == pytest.approx(1_000 * (0.075 + 0.1) * 15)
    assert found.allocation["extra_orders"].tolist() == pytest.approx([75])


def test_customers_who_buy_anyway_get_nothing():
    found = plan(audience(2), answer((0.2, 0.0)), Wish(1e9))
    assert found.allocation["depth"].tolist()[1] == 0
    assert found.gain.estimate > 0
    assert found.over_everybody.estimate > 0
    assert not found.hardly_matters


def test_the_budget_and_the_floor_are_kept():
    rich = plan(audience(2), answer((0.2, 0.2)), Wish(1e9, ladder=(0.1, 0.3)))
    poor = plan(audience(2), answer((0.2, 0.2)), Wish(3_000, ladder=(0.1, 0.3)))
    strict = plan(audience(2), answer((0.2, 0.2)), Wish(1e9, floor=0.35, ladder=(0.1, 0.3)))
    assert poor.spent_eur <= 3_000 < rich.spent_eur
    assert poor.gain.estimate < rich.gain.estimate
    assert strict.allocation["depth"].max() == 0.1


def test_no_budget_does_nothing():
    found = plan(audience(2), answer((0.2, 0.2)), Wish(0.0))
    assert found.allocation["depth"].sum() == 0
    assert found.gain.estimate == 0


def test_the_integer_programme_finds_what_trying_everything_finds():
    draw = np.random.default_rng(1)
    ladder = (0.05, 0.1, 0.2, 0.3)
    for _ in range(15):
        cells = audience(3).assign(anyway=draw.uniform(0, 0.2, 3), customers=draw.integers(100, 2_000, 3))
        told = answer(tuple(draw.uniform(0, 0.3, 3)))
        budget = float(draw.uniform(500, 8_000))
        best = 0.0
        for depths in np.ndindex(5, 5, 5):
            extra = [told.cells["strength"][i] * (np.r_[0, ladder][d] / 0.2) for i, d in enumerate(depths)]
            given = [100 * np.r_[0, ladder][d] for d in depths]
            cost = sum(cells["customers"][i] * (extra[i] + cells["anyway"][i]) * given[i] for i in range(3))
            gain = sum(
                cells["customers"][i] * (extra[i] * (50 - given[i]) - cells["anyway"][i] * given[i]) for i in range(3)
            )
            best = max(best, gain) if cost <= budget else best
        assert plan(cells, told, Wish(budget, ladder=ladder)).gain.estimate == pytest.approx(best, rel=1e-4)


def test_where_cells_are_alike_the_choice_hardly_matters():
    found = plan(audience(2), answer((0.15, 0.15), spread=0.03), Wish(1e9))
    assert found.hardly_matters


def test_an_uncertain_response_makes_an_uncertain_gain():
    sure, unsure = (plan(audience(2), answer((0.2, 0.1), spread=spread), Wish(1e9)).gain for spread in (0.0, 0.05))
    assert sure.high - sure.low == pytest.approx(0)
    assert unsure.high - unsure.low > 1_000


def test_what_is_borrowed_from_later_is_no_gain():
    whole, net = (plan(audience(1), answer((0.2,)), Wish(1e9, borrowed=share)).gain.estimate for share in (0.0, 0.4))
    assert net < whole


def test_probabilities_and_expectations_are_those_of_the_draws_counted_by_hand():
    # One customer in a thousand draws: 15 % brings extra x 35 - 1.5; so it gains where extra is above .0428, which is .0643 at 20 %.
    told = answer((0.1,), spread=0.04)
    found = plan(audience(1), told, Wish(1e9, ladder=(0.15,)))
    gains = 1_000 * (told.draws[0][:, 0] * 0.75 * 35 - 0.1 * 15)
    assert found.chances.gain == pytest.approx(((gains > 0).sum() + 0.5) / 1_001)
    assert found.chances.expected_gain == pytest.approx(gains[gains > 0].sum() / 1_000)
    assert found.chances.expected_loss == pytest.approx(-gains[gains < 0].sum() / 1_000)
    assert found.chances.expected_gain - found.chances.expected_loss == pytest.approx(found.gain.estimate)
    assert np.isnan(found.chances.over_everybody), "one cell: everybody gets the same"


def test_a_sure_gain_is_never_certain_and_no_gain_has_no_probability():
    sure = plan(audience(2), answer((0.2, 0.0)), Wish(1e9)).chances
    assert sure.gain == sure.over_everybody == pytest.approx(1_000.5 / 1_001)
    none = plan(audience(2), answer((0.2, 0.2)), Wish(0.0)).chances
    assert np.isnan(none.gain) and (none.expected_gain, none.expected_loss) == (0, 0)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"budget_eur": -1}, "budget is -1"),
        ({"budget_eur": 1, "ladder": ()}, "ladder is"),
        ({"budget_eur": 1, "ladder": (0.2, 0.1)}, "rising depths"),
        ({"budget_eur": 1, "ladder": (0.5, 1.0)}, "between 0 and 1"),
        ({"budget_eur": 1, "borrowed": 2}, "borrowed is 2"),
    ],
)
def test_an_impossible_wish_is_refused(told, message):
    with pytest.raises(ValueError, match=message):
        Wish(**told)


def test_an_audience_without_a_response_is_refused():
    with pytest.raises(ValueError, match="IT luxury has no response"):
        plan(audience(3), answer((0.1, 0.1)), Wish(1.0))
    with pytest.raises(ValueError, match="audience lacks price_eur"):
        plan(audience(2).drop(columns="price_eur"), answer((0.1, 0.1)), Wish(1.0))
