"""What is said of a promotion's probabilities: one sentence first, the step to take, and what would settle it."""

from sheets.promotions import likely
from tests.sheets.promotions.made_up import promotion, scores


def test_the_finding_is_of_the_promotion_that_most_is_expected_of() -> None:
    every = scores(promotion("a", name="Spring gift"), promotion("b", ladder="earned margin"), promotion("c", None))
    assert likely.finding(every) == (
        "Most is expected of one more like Spring gift: +€50, and it earns margin with a probability of 70%. "
        "Of 2 promotions with a known margin, 1 very likely earned margin and 0 very likely lost it."
    )


def test_where_none_is_worth_repeating_the_step_is_not_to() -> None:
    every = scores(promotion("a", act="drop", one_more_eur=-50.0, act_gain=80.0, act_loss=30.0, p_repeat=0.1))
    assert likely.finding(every).startswith("None is worth repeating as it was.")
    assert likely.step(every).startswith(
        "Recommended: don't repeat it. Against repeating it, expected gain €80, expected loss €30."
    )


def test_what_would_settle_it_is_customers_to_hold_out_rounded_up() -> None:
    said = likely.settled(scores(promotion("a")).table.iloc[0])
    assert "only a gain or loss of €900 or more can be excluded" in said
    assert said.endswith("hold out 1,300 customers at random, half of those it would reach, over 2 promotions like it.")


def test_no_effect_is_not_the_same_as_not_enough_data() -> None:
    said = likely.settled(scores(promotion("a", standing="no effect", excluded_eur=9.0)).table.iloc[0])
    assert said == "No effect on margin: a gain or loss of €9 or more can be excluded."


def test_without_a_known_margin_nothing_is_said() -> None:
    nothing = scores(promotion("a", None))
    assert (likely.finding(nothing), likely.step(nothing)) == ("", "")
    assert likely.statements(nothing.table.iloc[0]) == "" and likely.drawn(nothing).drawn.empty


def test_a_probability_is_never_nought_or_one() -> None:
    assert (likely.probability(0.0001), likely.probability(0.9999)) == ("1%", "99%")
