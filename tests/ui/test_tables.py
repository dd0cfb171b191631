"""Tables whose headers and numbers are the reader's."""

import io
import json

import pyarrow as pa
import pytest
from babel import Locale

from tests.ui.page import page
from ui import tables
from words.messages import speaking

ROWS = """
from ui import tables
t = pd.DataFrame({'name': ['Milano', 'Roma'], 'net': [1234.4, None], 'share': [.5, .25]})
"""


def test_only_the_columns_asked_for_are_sent_and_in_that_order():
    (table,) = page(ROWS + "tables.show(t, 'k', share=('Share', 'percent'), name=('Where', 'text'))").dataframe
    assert list(table.value.columns) == ["share", "name"]


def test_a_column_that_the_table_does_not_have_is_left_out():
    (table,) = page(ROWS + "tables.show(t, 'k', name=('Where', 'text'), gone=('Gone', 'money'))").dataframe
    assert list(table.value.columns) == ["name"]


def test_a_header_is_the_reader_s_and_the_value_stays_a_number_to_sort_by():
    (table,) = page(ROWS + "tables.show(t, 'k', net=('Net sales', 'money'))").dataframe
    assert json.loads(table.proto.columns)["net"]["label"] == "Net sales"
    assert table.value["net"].iloc[0] == 1234.4


def written(kind: str, value: str) -> str:
    """The one cell of a table as it is shown."""
    script = f"from ui import tables\ntables.show(pd.DataFrame({{'v': [{value}]}}), 'k', v=('V', {kind!r}))"
    (table,) = page(script).dataframe
    styler = table.proto.arrow_data.styler if table.proto.HasField("arrow_data") else table.proto.styler
    return str(pa.ipc.open_stream(io.BytesIO(styler.display_values)).read_all().to_pandas().iloc[0, 0])


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("number", "1234567", "1,234,567"),
        ("money", "-1234.5", "−€1,234"),
        ("amount", "1234.5", "1,234.50"),
        ("percent", "0.123", "12.3%"),
        ("ratio", "2", "2.00"),
        ("days", "1", "1 day"),
        ("days", "14", "14 days"),
        ("money", "None", "–"),
        ("percent", "np.nan", "–"),
    ],
)
def test_each_kind_is_written_as_the_reader_reads_it(kind, value, text):
    assert written(kind, value).replace("\xa0", " ") == text


def test_of_a_long_table_the_first_rows_are_shown_and_it_says_so():
    app = page("from ui import tables\ntables.show(pd.DataFrame({'a': range(1_200)}), 'k', a=('A', 'number'))")
    assert len(app.dataframe[0].value) == tables.SHOWN
    assert app.caption[0].value == "The first 500 of 1,200 rows; the export has all of them."


def test_a_table_of_exactly_that_many_rows_says_nothing():
    app = page("from ui import tables\ntables.show(pd.DataFrame({'a': range(500)}), 'k', a=('A', 'number'))")
    assert len(app.dataframe[0].value) == 500 and not app.caption


def test_an_empty_table_keeps_its_headers():
    (table,) = page(ROWS + "tables.show(t.iloc[:0], 'k', name=('Where', 'text'), net=('Net', 'money'))").dataframe
    assert list(table.value.columns) == ["name", "net"] and table.value.empty


def test_days_moments_and_answers_keep_their_kind():
    kinds = "day=('D', 'day'), month=('M', 'month'), at=('T', 'moment'), yes=('Y', 'yes')"
    frame = "t = pd.DataFrame({'day': pd.to_datetime(['2026-01-31']), 'yes': [True]})\nt = t.assign(month=t.day, at=t.day)\n"
    (table,) = page(f"from ui import tables\n{frame}tables.show(t, 'k', {kinds})").dataframe
    types = {
        name: column["type_config"]["type"]
        for name, column in json.loads(table.proto.columns).items()
        if name in "day month at yes"
    }
    assert types == {"day": "date", "month": "date", "at": "datetime", "yes": "checkbox"}


@pytest.mark.parametrize(
    ("locale", "form"),
    [("en_US", "MM/DD/YYYY"), ("en_GB", "DD/MM/YYYY"), ("it_IT", "DD/MM/YYYY"), ("zh_Hans_CN", "YYYY-MM-DD")],
)
def test_a_day_is_written_in_the_reader_s_order(locale, form):
    with speaking(locale[:2], Locale.parse(locale)):
        assert tables.day_format() == form
