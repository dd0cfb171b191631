"""Data health: what fails stands above, what passes is folded away, and what is not there is said."""

import pytest

from tests.analytics.shop import line, opened, order, product
from tests.pages.test_every_page import shown
from tests.sheets.health.conftest import file


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A shop with a test order, a stranger, a file whose totals are others, and two refused rows."""
    home = tmp_path_factory.mktemp("troubled") / "store"
    reasons = ['Amount is "abc", not an amount', 'Amount is "x", not an amount']
    opened(
        home,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[
            order("off", "2020-03-02", total=90.0),
            order("stranger", "2020-03-02", None),
            order("test", "2020-03-06", is_test=True),
        ],
        order_lines=[line(name, unit_cost=30.0) for name in ("off", "stranger", "test")],
        source_files=[
            file("march", 2, rows_seen=5, rows_rejected=2, declared_matches=False, message="**loud** [link](x)")
        ],
        rejected_rows=[{"file_id": "march", "row_no": 4 - i, "reason": reason} for i, reason in enumerate(reasons)],
    ).close()
    return home


def badges(app) -> list[str]:
    """The colours of the checks that fail, from top to bottom."""
    return [text.value.split("-badge")[0].strip(":") for text in app.markdown if "-badge[" in text.value]


def table(app, column: str):
    return next(each.value for each in app.dataframe if column in each.value)


def test_what_is_wrong_stands_above_what_is_partial_and_what_is_a_note(screen, troubled):
    found = badges(screen("health", troubled))
    assert set(found) == {"red", "orange", "gray"} and found == sorted(found, key=["red", "orange", "gray"].index)


def test_a_check_that_fails_says_how_many_rows_of_how_many_and_what_it_means(screen, troubled):
    said = next(text.value for text in screen("health", troubled).markdown if "Test orders" in text.value)
    assert said.startswith(":gray-badge[Note] **Test orders** · 1 (33.3%)  \n")
    assert len(said.split("\n")[1]) > 5


def test_checks_that_pass_are_folded_away_and_counted(screen, troubled, empty):
    app = screen("health", troubled)
    folded = next(box for box in app.expander if box.label.endswith("checks passed"))
    assert int(folded.label.split(" ")[0]) == folded.markdown[0].value.count("- ")
    assert badges(screen("health", empty)) == []


def test_a_file_whose_totals_are_others_is_a_warning(screen, troubled, empty):
    said = "1 file states totals that differ from the rows in it."
    assert [box.value for box in screen("health", troubled).warning] == [said]
    assert not screen("health", empty).warning


def test_the_cards_are_the_sums_of_the_table_of_files(screen, troubled):
    app = screen("health", troubled)
    files, cards = table(app, "rows_seen"), {card.label: card.value for card in app.metric}
    assert cards["Files loaded"] == str(len(files)) == "1"
    assert cards["Rows read"] == str(files["rows_seen"].sum()) == "5"
    assert cards["Rows refused"] == str(files["rows_rejected"].sum()) == "2"


def test_rows_refused_for_one_reason_are_one_row_without_their_cells(screen, troubled):
    refused = table(screen("health", troubled), "first_row")
    assert refused[["file_name", "rows", "first_row"]].to_numpy().tolist() == [["march.csv", 2, 3]]
    assert "abc" not in refused["reason"].iloc[0]


def test_a_message_of_a_file_is_shown_as_it_stands(screen, troubled):
    app = screen("health", troubled)
    assert table(app, "message")["message"].tolist() == ["**loud** [link](x)"]
    assert "**loud**" not in shown(app)


def test_where_nothing_was_loaded_each_part_says_so(screen, empty):
    app = screen("health", empty)
    assert [box.value for box in app.info] == ["Nothing has been loaded yet.", "No file has been loaded yet."]
    assert [box.value for box in app.success] == ["No row was refused."]


def test_no_filter_narrows_what_is_loaded(screen, troubled):
    whole, narrowed = (screen("health", troubled, **more) for more in ({}, {"market": "IT", "period": "30d"}))
    assert table(narrowed, "rows_seen").equals(table(whole, "rows_seen"))
    assert "Not applied here" in shown(narrowed)


def test_rows_of_every_table_are_folded_away(screen, troubled):
    folded = next(box for box in screen("health", troubled).expander if box.label == "Rows in each table")
    rows = folded.dataframe[0].value.set_index("table_name")["rows"]
    assert rows[["orders", "rejected_rows"]].tolist() == [3, 2]
