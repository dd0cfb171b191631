"""Text is shown as it stands on every surface, whatever it is made of."""

import html
import re

import pytest

from ui.charts import frame
from ui.text import JOINER, Markdown, bullets, drawn, escaped, markdown, paragraphs

HOSTILE = (
    "![x](http://127.0.0.1:9/x.png)",
    "[a](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    ":red[x] :material/home: :smile: :streamlit:",
    "$x$ `x` **x** _x_ ~x~",
    "<b>x</b><br><i>x</i>",
    "&#60;b&gt;",
    "http://outside.test www.outside.test who@outside.test",
    "%{x} %{customdata} <extra></extra>",
    "# x",
    "- x",
    "1. x",
    "> x",
    "-> x",
    r"\*x\*",
    "[x]: http://outside.test",
    "| a | b |",
)


def read(text: str) -> str:
    """What a reader of the escaped Markdown sees."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace(JOINER, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_markdown_reads_as_the_text_itself(text):
    assert read(escaped(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "+3.2% vs previous",
        "€1.28M [€1.2M … €1.3M]",
        "Cohorts & loyalty",
        "snake_case: 10:05, p = 0.5 (Kaplan-Meier)",
        "−0.4 pp",
        "< 5",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert escaped(text) == text


def test_a_text_of_several_lines_is_one_line():
    assert escaped("a\n\n    b\r\n# c") == "a b # c"


def test_a_mark_of_ours_stays_and_a_value_in_it_is_escaped():
    assert markdown("**{name}**", name="a*b") == r"**a\*b**"
    assert markdown(":red-badge[{name}]", name="a](x)[b") == r":red-badge[a\](x)\[b]"
    assert markdown("[{name}]", name="\\[ ]") == r"[\\\[ \]]"
    assert markdown("**15**{share}", share=" (2%)") == "**15** (2%)"
    assert escaped(markdown("**x**")) == "**x**"
    assert bullets(["a*", "b"]) == "- a\\*\n- b"
    assert paragraphs("a*", markdown("`b`")) == "a\\*\n\n`b`"


def test_markdown_joined_with_other_text_is_text_again():
    assert type(markdown("**x**") + " <b>") is str
    assert escaped(markdown("**x**") + " y") == r"\*\*x\*\* y"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_drawing_shows_the_text_itself(text):
    shown = drawn(text)
    assert "<" not in shown and "%{" not in shown and "$" not in shown
    assert html.unescape(shown) == text


def test_a_figure_escapes_every_text_but_its_own_line_breaks():
    figure = frame._literal(
        {"name": "<b>", "x": ["<i>", frame.folded("<a> <c>", 4)], "hovertemplate": "%{x}<extra></extra>"}
    )
    assert figure["name"] == "&lt;b&gt;"
    assert figure["x"] == ["&lt;i&gt;", "&lt;a&gt;<br>&lt;c&gt;"]
    assert figure["hovertemplate"] == "%{x}<extra></extra>"


def test_what_is_escaped_once_is_not_escaped_twice():
    once = escaped("a*b")
    assert isinstance(once, Markdown) and escaped(once) == once
    assert drawn(drawn("<b>")) == "&lt;b&gt;"
