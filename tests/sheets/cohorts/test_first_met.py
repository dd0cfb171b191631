"""First-year value by how customers were first met, in words."""

from dataclasses import replace

import pandas as pd

from analytics.acquisition import GroupValue
from analytics.results import Reason
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen
from sheets.cohorts import first_met, first_met_captions, first_met_finding
from sheets.reading import Reading
from tests.sheets.conftest import chosen as all_of
from words import formats
from words.messages import speaking


def test_the_finding_keeps_to_its_interval(grown: Reading) -> None:
    """Whoever is met on a deep discount leaves less in the sample shop, and a band that is not clear is not said to differ."""
    value = first_met.valued(grown, all_of(grown), "depth")
    assert isinstance(value, GroupValue)
    said = first_met_finding.finding(value)
    row = value.table.set_index("label").loc["over_30"]
    assert row["standing"] == "less" and row["margin_more_high"] < 0
    assert said.startswith("Discount over 30%: a customer earns €") and " less margin " in said
    assert first_met_finding.step(value).startswith(
        "To try: a second-purchase invitation to a random half of the next "
    )


def test_nothing_clear_is_said_so_with_what_would_show(grown: Reading) -> None:
    value = first_met.valued(grown, all_of(grown), "phase")
    assert isinstance(value, GroupValue) and set(value.table["standing"]) == {"alike"}
    assert first_met_finding.finding(value).startswith("No group's customers are clearly worth more or less")
    with speaking("it"):
        assert first_met_finding.finding(value).startswith("I clienti di nessun gruppo valgono con certezza")


def test_who_is_compared_is_counted_and_said(grown: Reading) -> None:
    """Most of other times were met in years without a closure: nobody stands beside them."""
    phases, bands = (first_met.valued(grown, all_of(grown), by) for by in ("phase", "depth"))
    assert isinstance(phases, GroupValue) and isinstance(bands, GroupValue)
    usual = phases.table.set_index("label").loc["usual"]
    assert 0 < usual["compared"] < usual["customers"] / 2
    told = "only customers with others of their market and year beside them are compared"
    assert told in " ".join(first_met_captions.captions_of(phases))
    assert (told in " ".join(first_met_captions.captions_of(bands))) == (
        bands.table["compared"] < bands.table["customers"]
    ).any()


def test_what_would_show_is_wider_than_half_the_interval(grown: Reading) -> None:
    """A true difference of just half the interval is seen every other time only."""
    value = first_met.valued(grown, all_of(grown), "phase")
    assert isinstance(value, GroupValue)
    row = value.table.set_index("label").loc["recovery"]
    half = (row["margin_more_high"] - row["margin_more_low"]) / 2
    smallest = 1.43 * half
    assert (
        f"a difference of {formats.money_short(smallest)} or more would show four times in five."
        in first_met_finding.finding(value)
    )


def test_a_test_is_on_who_still_comes_and_its_end_is_a_year_after_the_last(grown: Reading) -> None:
    """No next customers of a closure or of a promotion that is over, however many it brought."""
    value = first_met.valued(grown, all_of(grown), "depth")
    assert isinstance(value, GroupValue)
    many, over = value.table.assign(pace=1000.0), value.table.assign(pace=0.0)
    still, no_more = (first_met_finding.step(replace(value, table=table, pace=1000.0)) for table in (many, over))
    assert "customers of this group: Discount over 30%" in still
    assert "new customers" in no_more and "of this group" not in no_more
    assert "At the recent pace they come within 1 month; a year later a rise" in still
    phases = first_met.valued(grown, all_of(grown), "phase")
    assert isinstance(phases, GroupValue) and phases.table.set_index("label").loc["recovery", "pace"] == 0


def test_a_group_of_few_has_no_figure(reading: Reading, chosen: Chosen) -> None:
    value = first_met.valued(reading, chosen, "channel")
    assert isinstance(value, GroupValue)
    assert value.table.set_index("label")["standing"].to_dict() == {
        "boutique": "",
        "ecommerce": "alike",
        "wallet": "few",
    }
    part = first_met.table(value, Reason("too_few_came_back", customers=1, needed=5))
    wallet = part.drawn.set_index("label").loc["wallet"]
    assert wallet["group"] == "Alipay mini-program" and pd.isna(wallet["net"]) and wallet["more_span"] == "–"
    assert "Groups of fewer than 30 customers have no figures." in part.captions
    assert first_met.picture(value).drawn["name"].tolist() == ["E-commerce"]  # nobody else of Italy beside the boutique


def test_promotions_that_lean_say_where_that_misleads(grown: Reading) -> None:
    """Under the picture, in the table's words and in the file; not of groups that stand by themselves."""
    for by, leans in (("promotion", True), ("channel", False)):
        value = first_met.valued(grown, all_of(grown), by)
        assert isinstance(value, GroupValue) and value.leans is leans
        picture = first_met.picture(value)
        for said in (picture.captions, first_met_captions.captions_of(value), (picture.note,)):
            assert ("it may differ by more than its interval says" in " ".join(said)) is leans


def test_a_period_too_young_shows_all_and_says_so(grown: Reading) -> None:
    value = first_met.valued(grown, all_of(grown, period="12m"), "channel")
    assert isinstance(value, GroupValue) and not value.is_period
    assert first_met_captions.captions_of(value)[0].startswith(
        "Nobody first met in the period has been watched for a year yet"
    )


def test_filters_choose_customers_by_their_first_order(grown: Reading) -> None:
    whole, china = (
        first_met.valued(grown, all_of(grown, choice), "channel") for choice in (EVERYTHING, Choice(market=("CN",)))
    )
    assert isinstance(whole, GroupValue) and isinstance(china, GroupValue)
    assert 0 < china.table["customers"].sum() < whole.table["customers"].sum()
