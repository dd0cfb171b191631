"""A picture of a chart says what it is: its title, the choice, how far the data go; and its file is named after it."""

import json

from tests.ui.page import page

CHART = "t = pd.DataFrame({'n': ['a'], 'v': [1.0]})\ncharts.ranked(t, 'n', 'v', 'money', %r)\n"
HEAD = "from ui import source\nsource.begin('vetrina_{key}_2025', '2025 · data to 1 Jan')\n"


def charts(script: str) -> list[tuple[str, str]]:
    """By chart, the line at the foot of its picture and the name of the picture's file."""
    found = [
        (json.loads(chart.proto.spec), json.loads(chart.proto.config)) for chart in page(script).get("plotly_chart")
    ]
    return [
        (spec["layout"].get("title", {}).get("text", ""), config["toImageButtonOptions"]["filename"])
        for spec, config in found
    ]


def test_a_picture_says_its_title_once_and_always_its_choice():
    script = HEAD + "source.title('Sales <b>')\n" + CHART % "one" + CHART % "two"
    (first, name), (second, _file) = charts(script)
    assert first.startswith("Sales ") and "<b>" not in first and first.endswith("2025 · data to 1 Jan")
    assert second == "2025 · data to 1 Jan" and name == "vetrina_one_2025"


def test_a_chart_below_a_table_has_not_the_table_s_title():
    table = "from ui import tables\ntables.show(pd.DataFrame({'n': [1]}), 'k', n=('N', 'number'))\n"
    ((told, _file),) = charts(HEAD + "source.title('Boutiques')\n" + table + CHART % "one")
    assert told == "2025 · data to 1 Jan"


def test_a_chart_of_no_page_is_drawn_without_a_line():
    assert charts(CHART % "one") == [("", "vetrina-one")]
