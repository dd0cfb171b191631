"""Where a change comes from, and where customers go."""

from tests.ui.page import drawn
from ui.charts import frame


def steps(*rows: tuple[str, float, str]) -> str:
    return f"t = pd.DataFrame({list(rows)!r}, columns=['step', 'eur', 'kind'])\ncharts.waterfall(t, 'step', 'eur', 'money', 'b')"


def test_a_bridge_floats_each_change_on_the_one_before():
    figure = drawn(
        steps(("then", 100.0, "total"), ("more", 30.0, "change"), ("less", -50.0, "change"), ("now", 80.0, "total"))
    )
    bar = figure["data"][0]
    ends = [base + length for base, length in zip(bar["base"], bar["x"], strict=True)]
    assert ends == [100, 130, 80, 80]
    assert bar["base"][1:3] == [100, 130]
    # totals stand where the scale begins
    assert bar["base"][0] == bar["base"][3] == figure["layout"]["xaxis"]["range"][0]


def test_a_bridge_colours_gains_and_losses_and_writes_their_sign():
    bar = drawn(steps(("then", 100.0, "total"), ("more", 30.0, "change"), ("less", -50.0, "change")))["data"][0]
    assert bar["marker"]["color"] == [frame.SERIES[0], frame.GAIN, frame.LOSS]
    assert bar["customdata"] == ["€100", "+€30", "−€50"]


def test_a_scale_that_does_not_begin_at_zero_says_so():
    small = drawn(steps(("then", 1000.0, "total"), ("more", 30.0, "change"), ("now", 1030.0, "total")))
    assert small["layout"]["xaxis"]["range"][0] > 900
    assert small["layout"]["annotations"][0]["text"] == "Scale does not start at zero"
    large = drawn(steps(("then", 100.0, "total"), ("more", 900.0, "change"), ("now", 1000.0, "total")))
    assert large["layout"]["xaxis"]["range"][0] == 0 and "annotations" not in large["layout"]


def test_a_bridge_that_goes_below_zero_keeps_its_ground():
    figure = drawn(steps(("then", 20.0, "total"), ("less", -50.0, "change"), ("now", -30.0, "total")))
    assert figure["data"][0]["base"] == [0, 20, 0]
    assert figure["layout"]["xaxis"]["range"][0] < -30


def test_a_step_that_is_not_known_is_a_dash_without_a_sign():
    """Broken once: "−–"."""
    figure = drawn(steps(("then", 100.0, "total"), ("unknown", float("nan"), "change")).replace("nan", "np.nan"))
    assert figure["data"][0]["customdata"] == ["€100", "–"]


def test_streams_lead_from_the_left_to_the_right_even_between_like_names():
    figure = drawn(
        "t = pd.DataFrame({'then': ['loyal', 'new', 'new'], 'now': ['loyal', 'loyal', 'lost'], 'n': [5, 1200, 2]})\n"
        "charts.sankey(t, 'then', 'now', 'n', 's')"
    )
    (flow,) = figure["data"]
    assert flow["node"]["label"] == ["loyal", "new", "loyal", "lost"]
    assert (flow["link"]["source"], flow["link"]["target"]) == ([0, 1, 1], [2, 2, 3])
    assert flow["link"]["value"] == [5, 1200, 2]
    assert flow["node"]["color"][0] == flow["node"]["color"][2]
    assert figure["alt"].startswith("Flow. Largest: new → loyal 1,200; loyal → loyal 5")


def test_the_name_of_a_stage_is_text():
    (flow,) = drawn(
        "t = pd.DataFrame({'a': ['<i>x</i>'], 'b': ['$y$'], 'n': [1]})\ncharts.sankey(t, 'a', 'b', 'n', 's')"
    )["data"]
    assert flow["node"]["label"] == ["&lt;i&gt;x&lt;/i&gt;", "&#36;y&#36;"]


def test_a_step_that_may_be_accident_has_no_colour_and_its_interval_in_the_hover_box():
    bar = drawn(
        "t = pd.DataFrame([('then', 100., 'total', True, ''), ('more', 30., 'change', False, '[-1 … 61]')],\n"
        "    columns=['step', 'eur', 'kind', 'is_clear', 'interval'])\n"
        "charts.waterfall(t, 'step', 'eur', 'money', 'b')"
    )["data"][0]
    assert bar["marker"]["color"] == [frame.SERIES[0], frame.QUIET]
    assert bar["customdata"] == ["€100", "+€30 [-1 … 61]"]
