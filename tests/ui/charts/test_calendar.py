"""Marks of the calendar on a chart: a tick a mark, told in the box of its own step, named where there is room."""

from tests.ui.page import drawn

HEAD = """
from datetime import date
from sheets.marks import CalendarMark
t = pd.DataFrame({'x': pd.date_range('2025-01-06', periods=40, freq='7D'), 'a': np.arange(40.0), 'b': np.ones(40)})
t.loc[4, 'a'] = np.nan
day = lambda n: t['x'][n].date()
"""
FEAST = "feast = CalendarMark(day(4), None, 'Feast', ('Feast · 5 Feb',), 0)\n"
LINES = "charts.lines(t, 'x', {'a': 'A', 'b': 'B'}, 'number', 'l', calendar=[feast])"


def ticks(figure):
    return next(trace for trace in figure["data"] if trace.get("yaxis") == "y9")


def test_a_mark_is_a_line_with_a_tick_at_its_foot_on_an_axis_of_its_own():
    figure = drawn(HEAD + FEAST + LINES)
    (line,) = figure["layout"]["shapes"]
    assert (line["type"], line["x0"], line["x1"], line["yref"]) == ("line", "2025-02-03", "2025-02-03", "paper")
    assert ticks(figure)["x"] == ["2025-02-03"] and ticks(figure)["y"] == [0]
    assert figure["layout"]["yaxis9"]["range"] == [0, 1] and figure["layout"]["yaxis9"]["visible"] is False


def test_a_stretch_is_a_pale_band():
    figure = drawn(HEAD + FEAST.replace("day(4), None", "day(4), day(9)") + LINES)
    (band,) = figure["layout"]["shapes"]
    assert (band["type"], band["x0"], band["x1"]) == ("rect", "2025-02-03", "2025-03-10") and band["opacity"] < 0.1


def test_it_is_told_once_in_the_box_of_its_step_by_the_first_line_that_has_a_value_there():
    first, second, _ticks = drawn(HEAD + FEAST + LINES)["data"]
    assert [text for text in first["customdata"] if text] == []  # nothing is sold on its step
    assert [text for text in second["customdata"] if text] == ["<br>▲ Feast · 5 Feb"] and second["customdata"][4]
    assert "%{customdata}<extra>" in second["hovertemplate"]


def test_where_boxes_are_of_single_points_the_tick_tells_it():
    figure = drawn(
        HEAD + FEAST + "p = t.assign(estimate=t.b, low=t.b - 1, high=t.b + 1)\n"
        "charts.points(p, 'x', 'number', 'p', calendar=[feast])"
    )
    assert ticks(figure)["text"] == ["▲ Feast · 5 Feb"] and ticks(figure)["hovertemplate"] == "%{text}<extra></extra>"


def test_names_that_would_meet_are_left_to_the_pointer_the_most_important_stays():
    marks = ", ".join(f"CalendarMark(day({n}), None, 'Feast {n}', ('Feast {n}',), {20 - n})" for n in range(4, 16))
    figure = drawn(HEAD + f"charts.lines(t, 'x', {{'a': 'A'}}, 'number', 'l', calendar=[{marks}])")
    names = [note["text"] for note in figure["layout"]["annotations"]]
    assert "Feast 15" in names and 1 < len(names) < 6
    assert len(ticks(figure)["x"]) == 12


def test_a_name_at_the_end_stands_left_of_its_tick():
    figure = drawn(HEAD + FEAST.replace("day(4)", "day(39)") + LINES)
    assert [note["xanchor"] for note in figure["layout"]["annotations"]] == ["right"]


def test_text_of_a_mark_is_text():
    hostile = FEAST.replace("'Feast'", "'<b>x</b>'").replace("'Feast · 5 Feb'", "'<img src=x> %{x} $y$'")
    figure = drawn(HEAD + hostile + LINES)
    told = "".join(figure["data"][1]["customdata"]) + figure["layout"]["annotations"][0]["text"]
    assert "<b>" not in told and "<img" not in told and "%{x}" not in told and "$" not in told


def test_it_is_read_out_to_who_cannot_see_it():
    assert drawn(HEAD + FEAST + LINES)["alt"].endswith("Marked: Feast · 5 Feb.")


def test_without_marks_a_chart_is_as_it_was():
    assert drawn(HEAD + FEAST + LINES.replace("[feast]", "[]")) == drawn(HEAD + LINES.replace(", calendar=[feast]", ""))


def test_a_note_is_a_diamond_told_beside_what_else_fell_on_its_step_in_lines_a_telephone_holds():
    note = "note = CalendarMark(day(5), None, '', ('Window display changed ' * 4,), 20, True)\n"
    figure = drawn(HEAD + FEAST.replace("day(4)", "day(5)") + note + LINES.replace("[feast]", "[feast, note]"))
    assert ticks(figure)["marker"]["symbol"] == ["triangle-up", "diamond"]
    told = next(text for text in figure["data"][0]["customdata"] if text).split("<br>")
    assert told[:3] == ["", "▲ Feast · 5 Feb", "◆ Window display changed Window display"]
    assert max(map(len, told)) <= 42
