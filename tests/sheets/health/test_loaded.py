"""What is loaded, how fresh it is, and what was refused."""

import pytest

from sheets.columns import written
from sheets.health.loaded import differing, files, fresh, glance, refused, stored
from sheets.part import Part
from sheets.reading import Reading
from words.messages import speaking


def test_the_cards_sum_up_all_files(reading: Reading) -> None:
    assert {figure.name: figure.value for figure in glance(reading)[:3]} == {
        "Files loaded": "2",
        "Rows read": "8",
        "Rows refused": "2",
    }


def test_the_last_load_is_that_of_the_version_that_is_read(reading: Reading) -> None:
    name, value = glance(reading)[3].name, glance(reading)[3].value
    assert (name, value) == ("Last load (UTC)", written(reading.store.loaded_at, "day"))


def test_a_file_whose_totals_are_others_is_said_and_silence_is_none(reading: Reading, clean: Reading) -> None:
    assert differing(reading) == "1 file states totals that differ from the rows in it."  # february states none
    assert differing(clean) == ""


def test_files_are_the_newest_first_with_what_became_of_their_rows(reading: Reading) -> None:
    part = files(reading)
    assert part.drawn["file_name"].tolist() == ["march.csv", "february.csv"]
    first = part.drawn.iloc[0]
    told = [written(first[name], kind) for name, (_title, kind) in part.columns.items()]
    assert told[:-1] == ["march.csv", "till", "plain", "–", "5", "3", "0", "2", "no", "a | pipe"]
    assert "09:30" in told[-1]


def test_likes_of_refused_rows_are_one_row_that_says_where_they_begin(reading: Reading) -> None:
    row = refused(reading).drawn.iloc[0]
    assert row[["file_name", "rows", "first_row"]].tolist() == ["march.csv", 2, 2]
    assert row["reason"] == 'Amount is "…", not an amount'


def test_what_a_file_tells_of_has_a_name_and_the_export_its_code(reading: Reading) -> None:
    part = fresh(reading)
    assert "Orders" in part.drawn["what"].tolist() and "orders" in part.table["what"].tolist()
    with speaking("it"):
        assert "Ordini" in fresh(reading).drawn["what"].tolist()


def test_every_table_of_the_store_is_counted(reading: Reading) -> None:
    counted = stored(reading).drawn.set_index("table_name")["rows"]
    assert counted[["orders", "order_lines", "source_files", "rejected_rows"]].tolist() == [5, 5, 2, 2]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (fresh, "Nothing has been loaded yet."),
        (files, "No file has been loaded yet."),
        (refused, "No row was refused."),
    ],
)
def test_where_there_is_nothing_it_is_said(clean: Reading, make, said: str) -> None:
    part: Part = make(clean)
    assert part.drawn.empty and part.empty == said


@pytest.mark.parametrize("make", [fresh, files, refused, stored])
def test_every_column_that_has_a_name_is_there(reading: Reading, make) -> None:
    part: Part = make(reading)
    assert set(part.columns) <= set(part.drawn.columns) and len(part.drawn)
