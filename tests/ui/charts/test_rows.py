"""Bars, dots and whiskers: one row or column a thing."""

from tests.ui.page import drawn
from ui.charts import frame

TWO = "t = pd.DataFrame({'n': ['Milano', 'Roma'], 'a': [30., 10.], 'b': [-5., 20.]})\n"


def plain(names: list[str]) -> list[str]:
    return [name.replace(frame.JOINER, "") for name in names]


def test_stacked_bars_have_room_for_their_sum_and_for_what_is_below_zero():
    axis = drawn(TWO + "charts.bars(t, 'n', {'a': 'A', 'b': 'B'}, 'money', 'b', stacked=True)")["layout"]["yaxis"]
    assert axis["range"][0] < -5 and axis["range"][1] > 30
    side = drawn(TWO + "charts.bars(t, 'n', {'a': 'A', 'b': 'B'}, 'money', 'b')")
    assert side["layout"]["barmode"] == "group" and side["layout"]["showlegend"]


def test_bars_over_days_are_read_out_by_day():
    """Broken once: "2025-01-01 00:00:00 €1"."""
    alt = drawn(
        "t = pd.DataFrame({'x': pd.to_datetime(['2025-01-31']), 'a': [1.0]})\ncharts.bars(t, 'x', {'a': 'A'}, 'money', 'b')"
    )["alt"]
    assert alt == "Bar chart. 31 Jan 2025 €1."


def test_a_long_chart_is_read_out_by_its_first_six_rows():
    alt = drawn(
        "t = pd.DataFrame({'n': list('abcdefgh'), 'a': range(8)})\ncharts.bars(t, 'n', {'a': 'A'}, 'number', 'b')"
    )["alt"]
    assert alt == "Bar chart. a 0; b 1; c 2; d 3; e 4; f 5."


def test_ranked_rows_stand_as_given_with_their_values_at_the_right():
    figure = drawn(TWO + "charts.ranked(t, 'n', 'a', 'money', 'r', against='b', against_label='Last year')")
    bar, tick = figure["data"][:2]
    assert (bar["y"], bar["x"]) == (["Milano", "Roma"], [30, 10])
    assert (tick["name"], tick["x"]) == ("Last year", [-5, 20])
    assert figure["layout"]["yaxis2"]["ticktext"] == ["€30", "€10"]
    assert figure["layout"]["yaxis"]["range"] == [1.5, -0.5]


def test_a_row_without_a_value_is_left_out_of_a_ranking():
    figure = drawn("t = pd.DataFrame({'n': ['a', 'b'], 'v': [1., None]})\ncharts.ranked(t, 'n', 'v', 'number', 'r')")
    assert figure["data"][0]["y"] == ["a"] and figure["alt"] == "Bar chart. a 1."


def test_two_boutiques_of_one_name_are_two_bars():
    bar = drawn(
        "t = pd.DataFrame({'n': ['Milano', 'Milano'], 'v': [1., 2.]})\ncharts.ranked(t, 'n', 'v', 'number', 'r')"
    )["data"][0]
    assert len(set(bar["y"])) == 2 and plain(bar["y"]) == ["Milano", "Milano"]


def test_an_interval_that_holds_zero_is_not_coloured():
    figure = drawn(
        "rows = pd.DataFrame({'n': ['up', 'none', 'down'], 'estimate': [2., 0.1, -2.], 'low': [1., -1., -3.],"
        " 'high': [3., 1., -1.]})\n"
        "charts.intervals(rows, 'n', 'number', 'i')"
    )
    colour = {trace["y"][0]: trace["marker"]["color"] for trace in figure["data"]}
    assert colour == {"up": frame.GAIN, "none": frame.INK, "down": frame.LOSS}


def test_intervals_are_drawn_from_top_to_bottom_and_name_their_ends():
    figure = drawn(
        "rows = pd.DataFrame({'n': ['first', 'second'], 'estimate': [2., 5.], 'low': [1., 4.], 'high': [4., 6.]})\n"
        "charts.intervals(rows, 'n', 'money', 'i')"
    )
    (dots,) = figure["data"]
    assert dots["y"] == ["second", "first"]  # an axis of names grows upwards
    assert dots["customdata"] == [["€4", "€6"], ["€1", "€4"]]
    assert dots["error_x"]["array"] == [1, 2] and dots["error_x"]["arrayminus"] == [1, 1]


def test_where_no_value_means_nothing_all_intervals_have_one_colour():
    figure = drawn(
        "rows = pd.DataFrame({'n': ['a', 'b'], 'estimate': [2., -2.], 'low': [1., -3.], 'high': [3., -1.]})\n"
        "charts.intervals(rows, 'n', 'number', 'i', zero=None)"
    )
    assert {trace["marker"]["color"] for trace in figure["data"]} == {frame.SERIES[0]}
    assert not figure["layout"]["xaxis"]["zeroline"]


def test_an_interval_with_an_end_beyond_all_sense_is_drawn_with_a_dash():
    """Broken once: the page fell over it."""
    figure = drawn(
        "rows = pd.DataFrame({'n': ['a'], 'estimate': [2.], 'low': [1.], 'high': [1e30]})\n"
        "charts.intervals(rows, 'n', 'money', 'i')"
    )
    assert figure["data"][0]["customdata"] == [["€1", "–"]]


def test_before_and_after_are_joined_row_by_row():
    figure = drawn(TWO + "charts.dumbbell(t, 'n', ('a', 'Before'), ('b', 'After'), 'number', 'd')")
    *joins, before, after = figure["data"]
    assert [(plain(join["y"]), join["x"]) for join in joins] == [(["Roma"] * 2, [10, 20]), (["Milano"] * 2, [30, -5])]
    assert (before["name"], after["name"]) == ("Before", "After")
    assert figure["alt"] == "Bar chart. Milano −5; Roma 20."
