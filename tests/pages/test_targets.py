"""Targets on the screen: cards and a sentence where there is a budget, nothing but how to load one where there is none."""

NAMES = {"Target", "Target to date", "Difference from target", "Target reached"}


def words(app) -> str:
    return "\n".join(str(part.value) for part in [*app.main.markdown, *app.main.caption])


def test_the_overview_of_a_month_says_its_target_and_how_it_will_end(opening, sample):
    app = opening("overview", sample, period="month")
    assert not app.exception and {card.label for card in app.metric} >= NAMES
    assert "The month (Nov 2026) will end at about" in words(app)


def test_another_month_says_no_end(opening, sample):
    app = opening("overview", sample, period="last_month")
    assert "Target reached" in {card.label for card in app.metric} and "will end at about" not in words(app)


def test_a_filter_that_the_budget_does_not_know_says_so(opening, sample):
    app = opening("overview", sample, period="month", tier="luxury")
    assert not NAMES & {card.label for card in app.metric}
    assert "the budget is by market, channel and boutique" in words(app)


def test_a_shop_without_a_budget_is_told_how_to_load_one_and_not_on_the_overview(opening, one_order):
    overview, trading = (opening(page, one_order, period="all") for page in ("overview", "trading"))
    assert not NAMES & {card.label for card in overview.metric} and "budget" not in words(overview)
    assert words(trading).count("`vetrina template budgets`") == 1
