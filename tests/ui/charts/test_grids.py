"""A value where two things meet."""

import pandas as pd

from tests.ui.page import drawn
from ui.charts import frame, grids

FOUR = "t = pd.DataFrame({'x': ['0', '1', '0', '1'], 'y': ['Jan', 'Jan', 'Feb', 'Feb'], 'v': [100., 4., 2., -1.]})\n"


def test_a_cell_that_is_not_known_is_blank_not_low():
    figure = drawn(
        "cells = pd.DataFrame({'x': ['0', '1', '0'], 'y': ['Jan', 'Jan', 'Feb'], 'v': [1.0, 0.5, 1.0]})\n"
        "charts.heatmap(cells, 'x', 'y', 'v', 'percent', 'h')"
    )
    grid = figure["data"][0]
    assert grid["text"] == [["100.0%", "50.0%"], ["100.0%", ""]]
    assert grid["y"] == ["Jan", "Feb"]


def test_rows_and_columns_stand_in_the_order_of_the_table():
    figure = drawn(FOUR + "charts.heatmap(t.iloc[::-1], 'x', 'y', 'v', 'number', 'h')")
    assert (figure["data"][0]["y"], figure["data"][0]["x"]) == (["Feb", "Jan"], ["1", "0"])
    assert figure["layout"]["yaxis"]["autorange"] == "reversed"


def test_the_colour_stops_growing_at_the_cap_and_the_number_does_not():
    grid = drawn(FOUR + "charts.heatmap(t, 'x', 'y', 'v', 'number', 'h', cap=5.)")["data"][0]
    assert (grid["zmin"], grid["zmax"]) == (-1, 5)
    assert grid["text"][0][0] == "100"


def test_a_scale_of_two_sides_is_as_wide_on_both():
    grid = drawn(FOUR + "charts.heatmap(t, 'x', 'y', 'v', 'number', 'h', middle=0.)")["data"][0]
    assert (grid["zmin"], grid["zmax"]) == (-100, 100)
    assert grid["colorscale"][0][1] == frame.DIVERGING[0] and grid["colorscale"][-1][1] == frame.DIVERGING[-1]


def test_cells_that_are_all_alike_still_have_a_scale():
    grid = drawn(
        "t = pd.DataFrame({'x': ['a'], 'y': ['b'], 'v': [0.]})\ncharts.heatmap(t, 'x', 'y', 'v', 'number', 'h')"
    )["data"][0]
    assert grid["zmin"] < grid["zmax"]


def test_a_grid_is_read_out_by_its_size_and_its_highest_cell():
    assert drawn(FOUR + "charts.heatmap(t, 'x', 'y', 'v', 'number', 'h')")["alt"] == (
        "Table of 2 rows and 2 columns. Highest: Jan · 0, 100."
    )


def test_beyond_a_width_the_words_leave_the_cells_and_stay_in_the_hover_box():
    wide = "t = pd.DataFrame({'x': [str(i) for i in range(30)], 'y': 'Jan', 'v': np.arange(30.)})\n"
    grid = drawn(wide + "charts.heatmap(t, 'x', 'y', 'v', 'number', 'h')")["data"][0]
    assert "texttemplate" not in grid and grid["text"][0][29] == "29"


def test_a_change_that_is_not_clear_is_grey_with_its_number():
    told = "t['sure'], t['said'] = [True, False, True, True], ['', 'no clear change', '', '']\n"
    chart = "charts.heatmap(t, 'x', 'y', 'v', 'number', 'h', middle=0., clear='sure', told='said')"
    coloured, grey = drawn(FOUR + told + chart)["data"]
    assert (coloured["z"], grey["z"]) == ([[100, None], [2, -1]], [[None, 1], [None, None]])
    assert {tone for _step, tone in grey["colorscale"]} == {grids.GREY}
    assert (coloured["text"], grey["text"]) == ([["+100", ""], ["+2", "−1"]], [["", "+4"], ["", ""]])
    assert coloured["customdata"][0] == ["", "no clear change"] and "%{customdata}" in coloured["hovertemplate"]


def test_where_a_click_does_something_every_cell_has_a_mark_that_nobody_sees():
    cells = "t = t.iloc[:3]\n"
    plain, figure = (
        drawn(FOUR + cells + f"charts.heatmap(t, 'x', 'y', 'v', 'number', 'h'{more})")
        for more in ("", ", picked=lambda row, column: None")
    )
    assert figure["data"][:-1] == plain["data"]
    spots = figure["data"][-1]
    assert list(zip(spots["x"], spots["y"], spots["text"], strict=True)) == [
        ("0", "Jan", "100"),
        ("1", "Jan", "4"),
        ("0", "Feb", "2"),
        ("1", "Feb", "–"),
    ]
    assert spots["marker"]["color"].endswith(", 0)") and figure["layout"]["hoverdistance"] == -1


def test_a_click_says_which_row_and_column_and_a_blank_cell_nothing():
    grid = pd.DataFrame({"0": [1.0, 2.0], "1": [3.0, float("nan")]}, index=["Jan", "Feb"])
    trace = {"x": ["0", "1"], "y": ["Jan", "Feb"], "text": [["1", "3"], ["2", ""]]}
    got = []
    _spots, click = grids._spots(trace, grid, lambda row, column: got.append((row, column)))
    for place in range(4):
        click(place)
    assert got == [("Jan", "0"), ("Jan", "1"), ("Feb", "0")]
