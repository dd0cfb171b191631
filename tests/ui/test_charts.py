"""What a chart draws, read back from the figure."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ui.charts import frame


def drawn(script: str) -> dict:
    app = AppTest.from_string("import pandas as pd\nfrom ui import charts\n" + script).run()
    assert not app.exception, app.exception
    (chart,) = app.get("plotly_chart")
    return {**json.loads(chart.proto.spec), "alt": chart.proto.alt}


def test_a_bridge_floats_each_change_on_the_one_before():
    figure = drawn(
        "steps = pd.DataFrame({'step': ['then', 'more', 'less', 'now'], 'eur': [100., 30., -50., 80.],"
        " 'kind': ['total', 'change', 'change', 'total']})\n"
        "charts.waterfall(steps, 'step', 'eur', 'money', 'b')"
    )
    bar = figure["data"][0]
    ends = [base + length for base, length in zip(bar["base"], bar["x"], strict=True)]
    assert ends == [100, 130, 80, 80]
    assert bar["base"][1:3] == [100, 130]
    assert (
        bar["base"][0] == bar["base"][3] == figure["layout"]["xaxis"]["range"][0]
    )  # totals stand where the scale begins


def test_words_of_marks_a_week_apart_stand_on_steps():
    figure = drawn(
        "t = pd.DataFrame({'x': pd.date_range('2025-01-01', periods=9, freq='W'), 'a': range(9)})\n"
        "marks = [charts.Mark('Sale season', '2025-01-05'), charts.Mark('Shopping festival', '2025-01-12')]\n"
        "charts.lines(t, 'x', {'a': 'A'}, 'number', 'l', marks=marks)"
    )
    first, second = (note["yshift"] for note in figure["layout"]["annotations"])
    assert first - second >= 12


def test_a_cell_that_is_not_known_is_blank_not_low():
    figure = drawn(
        "cells = pd.DataFrame({'x': ['0', '1', '0'], 'y': ['Jan', 'Jan', 'Feb'], 'v': [1.0, 0.5, 1.0]})\n"
        "charts.heatmap(cells, 'x', 'y', 'v', 'percent', 'h')"
    )
    grid = figure["data"][0]
    assert grid["text"] == [["100.0%", "50.0%"], ["100.0%", ""]]
    assert grid["y"] == ["Jan", "Feb"]


def test_an_interval_that_holds_zero_is_not_coloured():
    figure = drawn(
        "rows = pd.DataFrame({'n': ['up', 'none', 'down'], 'estimate': [2., 0.1, -2.], 'low': [1., -1., -3.],"
        " 'high': [3., 1., -1.]})\n"
        "charts.intervals(rows, 'n', 'number', 'i')"
    )
    colour = {trace["y"][0]: trace["marker"]["color"] for trace in figure["data"]}
    assert colour == {"up": frame.GAIN, "none": frame.INK, "down": frame.LOSS}


def test_without_anything_to_draw_there_is_a_sentence():
    app = AppTest.from_string(
        "import pandas as pd\nfrom ui import charts\ncharts.lines(pd.DataFrame({'x': []}), 'x', {}, 'money', 'k')"
    ).run()
    assert not app.exception and not app.get("plotly_chart")
    assert app.info[0].value == "There is nothing to draw in this selection."


def test_a_single_point_is_drawn_as_a_point():
    figure = drawn(
        "charts.lines(pd.DataFrame({'x': pd.to_datetime(['2025-01-01']), 'a': [1.0]}), 'x', {'a': 'A'}, 'number', 'l')"
    )
    assert figure["data"][0]["mode"] == "markers"


@pytest.mark.parametrize(
    "call",
    [
        "charts.lines(t, 'x', {'a': 'A', 'b': 'B'}, 'money', 'k', against=['b'], marks=[charts.Mark('M', '2025-02-01')])",
        "charts.band(t.assign(estimate=t.a, low=t.a - 1, high=t.a + 1, actual=t.b), 'x', {'estimate': 'E'}, 'money', 'k')",
        "charts.fan(t.assign(middle=t.a, low80=t.a - 1, high80=t.a + 1, low95=t.a - 2, high95=t.a + 2), 'x', 'M', 'money', 'k')",
        "charts.bars(t, 'x', {'a': 'A', 'b': 'B'}, 'number', 'k', stacked=True)",
        "charts.ranked(t, 'n', 'a', 'days', 'k', against='b', against_label='B')",
        "charts.dumbbell(t, 'n', ('a', 'A'), ('b', 'B'), 'percent', 'k')",
        "charts.sankey(t.assign(m='later'), 'n', 'm', 'a', 'k')",
    ],
)
def test_each_chart_draws_and_describes_itself(call):
    figure = drawn(
        "t = pd.DataFrame({'x': pd.date_range('2025-01-01', periods=4, freq='MS'), 'n': list('pqrs'),"
        " 'a': [1., 2., 3., 4.], 'b': [4., 3., None, 1.]})\n" + call
    )
    assert figure["data"] and figure["alt"]
    assert "colorway" not in json.dumps(figure["layout"].get("template", {}))


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


@pytest.mark.parametrize("name", ["<b>x</b>", "%{x} & $y$"])
@pytest.mark.parametrize(
    "call",
    [
        "charts.intervals(t, 'n', 'number', 'k')",
        "charts.bars(t, 'n', {'low': 'A', 'high': 'B'}, 'number', 'k')",
        "charts.dumbbell(t, 'n', ('low', 'A'), ('high', 'B'), 'number', 'k')",
    ],
)
def test_a_name_made_of_marks_still_has_its_place_on_the_axis(call, name):
    figure = drawn(
        f"t = pd.DataFrame({{'n': [{name!r}, 'b'], 'estimate': [1., 2.], 'low': [0., 1.], 'high': [2., 3.]}})\n{call}"
    )
    drawn_at = [trace[axis] for trace in figure["data"] for axis in ("x", "y")]
    ticks = [axis.get("tickvals", []) for axis in (figure["layout"]["xaxis"], figure["layout"]["yaxis"])]
    assert names_in(drawn_at) == names_in(ticks)


def names_in(axes: list) -> set[str]:
    return {place for axis in axes if isinstance(axis, list) for place in axis if isinstance(place, str)}
