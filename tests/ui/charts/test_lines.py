"""Lines through time: what is known, what could be, and what it is compared with."""

from tests.ui.page import drawn
from ui.charts import frame

MONTHS = "t = pd.DataFrame({'x': pd.date_range('2025-01-01', periods=3, freq='MS'), 'a': [10., None, 30.], 'b': [5., 6., 7.]})\n"
CONE = "c = t.assign(middle=t.b, low80=t.b - 1, high80=t.b + 1, low95=t.b - 2, high95=t.b + 2)\n"


def test_words_of_marks_a_week_apart_stand_on_steps():
    figure = drawn(
        "t = pd.DataFrame({'x': pd.date_range('2025-01-01', periods=9, freq='W'), 'a': range(9)})\n"
        "marks = [charts.Mark('Sale season', '2025-01-05'), charts.Mark('Shopping festival', '2025-01-12')]\n"
        "charts.lines(t, 'x', {'a': 'A'}, 'number', 'l', marks=marks)"
    )
    first, second = (note["yshift"] for note in figure["layout"]["annotations"])
    assert first - second >= 12


def test_a_single_point_is_drawn_as_a_point():
    figure = drawn(
        "charts.lines(pd.DataFrame({'x': pd.to_datetime(['2025-01-01']), 'a': [1.0]}), 'x', {'a': 'A'}, 'number', 'l')"
    )
    assert figure["data"][0]["mode"] == "markers"


def test_a_hole_in_the_data_is_a_hole_in_the_line():
    (line,) = drawn(MONTHS + "charts.lines(t, 'x', {'a': 'A'}, 'money', 'l')")["data"]
    assert line["x"] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert line["y"] == [10, None, 30]
    assert not line.get("connectgaps")


def test_what_is_compared_with_is_thin_dotted_and_faint():
    figure = drawn(MONTHS + "charts.lines(t, 'x', {'a': 'Now', 'b': 'Last year'}, 'money', 'l', against=['b'])")
    now, before = figure["data"]
    assert (now["name"], before["name"]) == ("Now", "Last year")
    assert now["line"]["width"] > before["line"]["width"]
    assert before["line"]["dash"] == "dot" and before["opacity"] < now["opacity"]


def test_a_legend_stands_only_where_there_are_two_lines():
    assert not drawn(MONTHS + "charts.lines(t, 'x', {'a': 'A'}, 'money', 'l')")["layout"]["showlegend"]
    assert drawn(MONTHS + "charts.lines(t, 'x', {'a': 'A', 'b': 'B'}, 'money', 'l')")["layout"]["showlegend"]


def test_a_line_is_read_out_from_its_first_day_to_its_last_value():
    alt = drawn(MONTHS + "charts.lines(t, 'x', {'a': 'Sales', 'b': 'Costs'}, 'money', 'l')")["alt"]
    assert alt == "Line chart from 1 Jan 2025 to 1 Mar 2025. At the end: Sales €30; Costs €7."


def test_an_axis_of_numbers_is_written_in_its_own_unit():
    figure = drawn(
        "t = pd.DataFrame({'depth': [0., .1, .2], 'a': [1., 2., 3.]})\n"
        "charts.lines(t, 'depth', {'a': 'A'}, 'number', 'l', x_unit='percent')"
    )
    assert figure["layout"]["xaxis"]["ticktext"][0] == "0%"


def test_dots_have_whiskers_from_their_low_to_their_high():
    figure = drawn(
        MONTHS + "charts.points(t.assign(estimate=t.b, low=t.b - 2, high=t.b + 3), 'x', 'money', 'p', line=(5., 7.))"
    )
    trend, dots = figure["data"]
    assert dots["error_y"]["array"] == [3, 3, 3] and dots["error_y"]["arrayminus"] == [2, 2, 2]
    assert dots["customdata"][0] == ["€3", "€8"]
    assert (trend["x"], trend["y"]) == (["2025-01-01", "2025-03-01"], [5, 7])


def test_no_line_is_drawn_through_a_single_dot():
    call = "charts.points(t.assign(estimate=t.b, low=t.b, high=t.b).iloc[:1], 'x', 'money', 'p', line=(5., 7.))"
    assert len(drawn(MONTHS + call)["data"]) == 1


def test_areas_lie_on_each_other_and_the_axis_holds_their_sum():
    figure = drawn(MONTHS + "charts.areas(t, 'x', {'a': 'A', 'b': 'B'}, 'money', 'l')")
    assert {trace["stackgroup"] for trace in figure["data"]} == {"whole"}
    assert [trace["name"] for trace in figure["data"]] == ["A", "B"]
    assert figure["layout"]["yaxis"]["range"][1] >= 37 and figure["layout"]["showlegend"]


def test_points_may_begin_above_nought():
    dots = "c = t.assign(estimate=t.a + 100, low=t.a + 99, high=t.a + 101)\n"
    zero, close = (
        drawn(MONTHS + dots + f"charts.points(c, 'x', 'number', 'p', from_zero={far})")["layout"]["yaxis"]["range"][0]
        for far in (True, False)
    )
    assert zero <= 0 < close


def test_a_band_lies_between_its_low_and_its_high_and_the_actual_is_drawn_last():
    figure = drawn(
        MONTHS + "b = t.assign(estimate=t.b, low=t.b - 1, high=t.b + 1, actual=t.a)\n"
        "charts.band(b, 'x', {'estimate': 'Expected', 'band': 'Likely', 'actual': 'Came'}, 'money', 'b')"
    )
    low, high, expected, came = figure["data"]
    assert low["y"] == [4, 5, 6] and high["y"] == [6, 7, 8] and high["fill"] == "tonexty"
    assert [trace["name"] for trace in (high, expected, came)] == ["Likely", "Expected", "Came"]
    assert expected["line"]["dash"] == "dash" and came["line"]["color"] == frame.SERIES[0]


def test_a_band_without_an_actual_has_no_line_for_it():
    figure = drawn(
        MONTHS + "charts.band(t.assign(estimate=t.b, low=t.b, high=t.b), 'x', {'estimate': 'E'}, 'money', 'b')"
    )
    assert [trace.get("name") for trace in figure["data"]] == [None, "95% interval", "E"]


def test_a_fan_lays_the_widest_band_first_and_each_next_one_darker():
    figure = drawn(MONTHS + CONE + "charts.fan(c.drop(columns='a'), 'x', 'Middle', 'money', 'f')")
    filled = [trace for trace in figure["data"] if trace.get("fill")]
    assert [trace["name"] for trace in filled] == ["95% likely", "80% likely"]
    assert filled[0]["opacity"] < filled[1]["opacity"]
    assert figure["data"][-1]["name"] == "Middle"
    assert figure["layout"]["yaxis"]["range"][1] > 9
