"""What all charts share: axes, ticks, names that are text, marks, and the place a figure has on the page."""

import json
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from babel import Locale

from tests.ui.page import drawn, page
from ui.charts import Mark, frame
from words.messages import speaking

TABLE = (
    "t = pd.DataFrame({'x': pd.date_range('2025-01-01', periods=4, freq='MS'), 'n': list('pqrs'),"
    " 'a': [1., 2., 3., 4.], 'b': [4., 3., None, 1.]})\n"
)
SPREAD = (
    "t = t.assign(estimate=t.a, low=t.a - 1, high=t.a + 1, middle=t.a, low95=t.a - 2, high95=t.a + 2, kind='change')\n"
)
CALLS = {
    "lines": "charts.lines(t, 'x', {'a': 'A', 'b': 'B'}, 'money', 'k', against=['b'], marks=[charts.Mark('M', '2025-02-01')])",
    "points": "charts.points(t, 'x', 'money', 'k', line=(1., 4.))",
    "band": "charts.band(t.assign(actual=t.b), 'x', {'estimate': 'E'}, 'money', 'k')",
    "fan": "charts.fan(t, 'x', 'M', 'money', 'k')",
    "bars": "charts.bars(t, 'x', {'a': 'A', 'b': 'B'}, 'number', 'k', stacked=True)",
    "ranked": "charts.ranked(t, 'n', 'a', 'days', 'k', against='b', against_label='B')",
    "dumbbell": "charts.dumbbell(t, 'n', ('a', 'A'), ('b', 'B'), 'percent', 'k')",
    "intervals": "charts.intervals(t, 'n', 'money', 'k')",
    "heatmap": "charts.heatmap(t, 'n', 'x', 'a', 'number', 'k')",
    "waterfall": "charts.waterfall(t, 'n', 'a', 'money', 'k')",
    "sankey": "charts.sankey(t.assign(m='later'), 'n', 'm', 'a', 'k')",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_each_chart_draws_and_describes_itself(call):
    figure = drawn(TABLE + SPREAD + call)
    assert figure["data"] and figure["alt"]
    assert "colorway" not in json.dumps(figure["layout"].get("template", {}))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_empty_table_is_a_sentence_and_no_empty_frame(call):
    """Broken once: a chart of nothing was read out as "Line chart from  to . At the end: ."."""
    app = page(TABLE + SPREAD + "t = t.iloc[:0]\n" + call)
    assert not app.get("plotly_chart")
    assert [info.value for info in app.info] == ["There is nothing to draw in this selection."]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_one_row_is_drawn(call):
    figure = drawn(TABLE + SPREAD + "t = t.iloc[:1]\n" + call)
    assert figure["data"] and "–" not in figure["alt"]


@pytest.mark.parametrize("name", [name for name in CALLS if name not in {"ranked", "heatmap"}])
def test_numbers_that_are_all_missing_are_read_out_as_dashes(name):
    missing = "t = t.assign(**dict.fromkeys(('a', 'estimate', 'low', 'high', 'middle'), np.nan))\n"
    alt = drawn(TABLE + SPREAD + missing + CALLS[name].replace("'b'", "'a'").replace("t.b", "t.a"))["alt"]
    assert "–" in alt and "nan" not in alt.lower()


@pytest.mark.parametrize("name", ["<b>x</b>", "%{x} & $y$"])
@pytest.mark.parametrize(
    "call", [CALLS["intervals"], CALLS["dumbbell"], "charts.bars(t, 'n', {'a': 'A'}, 'number', 'k')"]
)
def test_a_name_made_of_marks_still_has_its_place_on_the_axis(call, name):
    figure = drawn(TABLE + SPREAD + f"t = t.iloc[:2].assign(n=[{name!r}, 'b'])\n" + call)
    drawn_at = [trace[axis] for trace in figure["data"] for axis in ("x", "y")]
    ticks = [axis.get("tickvals", []) for axis in (figure["layout"]["xaxis"], figure["layout"]["yaxis"])]
    assert names_in(drawn_at) == names_in(ticks)


def names_in(axes: list) -> set[str]:
    return {place for axis in axes if isinstance(axis, list) for place in axis if isinstance(place, str)}


def test_the_name_of_a_series_is_no_tag_and_no_token():
    figure = drawn(TABLE + "charts.lines(t, 'x', {'a': '<b>%{y}</b> $1$', 'b': 'B'}, 'number', 'k')")
    name = figure["data"][0]["name"]
    assert "<" not in name and "%{" not in name and "$" not in name
    assert figure["data"][0]["hovertemplate"].endswith("<extra>%{fullData.name}</extra>")


@pytest.mark.parametrize(
    ("low", "high", "first", "last"),
    [(0, 1, 0, 1), (0, 1234, 0, 1000), (-30, 80, -25, 75), (0.97, 1.0, 0.97, 1.0), (0, 0.0001, 0, 0.0001)],
)
def test_ticks_are_round_and_inside(low, high, first, last):
    ticks = frame._round_ticks(low, high)
    assert ticks[0] == pytest.approx(first, abs=abs(high - low) / 4)
    assert low - 1e-9 <= min(ticks) and max(ticks) <= high + 1e-9
    assert 3 <= len(ticks) <= 7
    assert last == pytest.approx(ticks[-1], abs=abs(high - low) / 4)


def test_tick_labels_have_the_decimals_that_tell_them_apart():
    axis = frame.value_axis([0, 0.01], "percent")
    assert axis["ticktext"][:3] == ["0.0%", "0.2%", "0.4%"]
    axis = frame.value_axis([0, 0.0125], "percent")
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])


def test_an_axis_of_amounts_begins_at_zero_unless_told_otherwise():
    assert frame.value_axis([80.0, 100.0], "money")["range"][0] == 0
    assert 70 < frame.value_axis([80.0, 100.0], "money", from_zero=False)["range"][0] < 80


def test_an_axis_that_goes_below_zero_shows_where_zero_is():
    axis = frame.value_axis([-5.0, 10.0], "number")
    assert axis["zeroline"] and axis["range"][0] < -5 and 0 in axis["tickvals"]
    assert not frame.value_axis([5.0, 10.0], "number")["zeroline"]


@pytest.mark.parametrize("values", [[-946.0, 556.0], [-0.946, 0.556], [3.1, 3.9]])
def test_an_axis_has_a_measure_and_not_one_tick_alone(values):
    assert len(frame.value_axis(values, "money", from_zero=values[0] < 0, wanted=3)["tickvals"]) > 1


@pytest.mark.parametrize("values", [[], [np.nan], [np.inf], [0.0], [7.0]])
def test_an_axis_of_nothing_or_one_value_still_has_ticks(values):
    axis = frame.value_axis(values, "number")
    low, high = axis["range"]
    assert low < high and axis["tickvals"]
    assert len(axis["tickvals"]) == len(axis["ticktext"])


def test_ten_years_have_few_ticks_and_each_names_its_year():
    axis = frame.time_axis(pd.Series(pd.date_range("2016-01-01", "2026-01-01", freq="MS")))
    assert len(axis["tickvals"]) <= 7
    assert all(day.endswith("-01-01") for day in axis["tickvals"])
    assert [text[-4:] for text in axis["ticktext"]] == [day[:4] for day in axis["tickvals"]]


def test_a_year_is_named_once_under_its_first_month():
    axis = frame.time_axis(pd.Series(pd.date_range("2025-11-01", "2026-04-01", freq="MS")))
    assert axis["ticktext"] == ["Nov<br>2025", "Dec", "Jan<br>2026", "Feb", "Mar", "Apr"]


def test_days_that_are_missing_are_no_days_of_an_axis():
    axis = frame.time_axis(pd.Series([pd.Timestamp("2025-03-01"), pd.NaT]))
    assert axis["tickvals"] == ["2025-03-01"]
    assert "tickvals" not in frame.time_axis(pd.Series([pd.NaT], dtype="datetime64[ns]"))


def test_two_rows_of_one_name_stay_two_rows():
    names = frame.distinct(["Milano", "Milano", "Roma"])
    assert len(set(names)) == 3
    assert [name.replace(frame.JOINER, "") for name in names] == ["Milano", "Milano", "Roma"]


def test_a_long_name_is_folded_at_its_blanks_and_never_cut():
    assert frame.folded("Via della Spiga Milano", 10) == "Via della<br>Spiga<br>Milano"
    assert frame.folded("Donaudampfschiff", 5) == "Donaudampfschiff"
    assert frame.folded("", 5) == ""
    assert frame.wide("名店") == 4


@pytest.mark.parametrize(
    ("language", "locale", "money", "marks"),
    [
        ("en", "en_GB", "€%{y:,.0f}", ".,"),
        ("it", "it_IT", "%{y:,.0f} €", ",."),
        ("zh", "zh_Hans_CN", "€%{y:,.0f}", ".,"),
    ],
)
def test_hover_boxes_write_amounts_as_the_reader_does(language, locale, money, marks):
    with speaking(language, Locale.parse(locale)):
        assert frame.hover("money").replace("\xa0", " ") == money
        assert frame.separators() == marks
        assert frame.hover("percent", "x") == "%{x:.1%}"


def test_a_mark_of_a_day_is_a_line_and_one_of_a_stretch_a_shade():
    layout = frame.marked([Mark("sale", "2025-01-05"), Mark("closed", datetime(2025, 2, 1), "2025-03-01")])
    line, zone = layout["shapes"]
    assert (line["type"], line["x0"], line["x1"]) == ("line", "2025-01-05", "2025-01-05")
    assert (zone["type"], zone["x0"], zone["x1"]) == ("rect", "2025-02-01", "2025-03-01")
    assert [note["text"] for note in layout["annotations"]] == ["sale", "closed"]
    assert frame.marked([]) == {}


def test_a_chart_too_wide_for_a_telephone_is_moved_sideways_not_squeezed():
    assert frame._step_of(0) == 0
    assert frame._step_of(321) == 360
    assert frame._step_of(9_999) == 1400
    assert "st-key-least360_'] > * { min-width: 360px; }" in frame.STYLE
