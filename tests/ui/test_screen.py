"""Streamlit as the project uses it: what is put on screen is text."""

import pytest

from tests.ui.page import page
from ui.screen import MARKDOWN, PLAIN, Screen, st
from ui.text import markdown

NAME = "**Bold** [link](http://x) $a$ `code`"


@pytest.mark.parametrize("part", ["title", "header", "caption", "markdown", "info", "warning", "error"])
def test_a_name_from_a_file_is_shown_as_it_stands(part):
    app = page(f"st.{part}({NAME!r})")
    (shown,) = getattr(app, part)
    assert "\\*\\*Bold" in shown.value and "link\\](http" in shown.value and "\\$a" in shown.value


def test_markdown_of_our_own_passes_and_what_is_filled_in_does_not():
    app = page("from ui.text import markdown\nst.markdown(markdown('**{name}**', name='*x*'))")
    assert app.markdown[0].value == str(markdown("**{name}**", name="*x*")) == "**\\*x\\***"


@pytest.mark.parametrize("place", ["st.container()", "st.columns(2)[1]", "st.sidebar", "st.expander('more')"])
def test_a_container_escapes_as_the_page_does(place):
    app = page(f"with {place}:\n    st.caption('*x*')\n{place}.caption('*y*')")
    assert [caption.value for caption in app.caption] == ["\\*x\\*", "\\*y\\*"]


def test_options_that_are_read_as_markdown_are_escaped_and_still_chosen_by_code():
    app = page("st.session_state['got'] = st.pills('Brand', ['*a*', 'b'], default='*a*', key='p')")
    assert app.session_state["got"] == "*a*"
    assert app.get("button_group")[0].options[0] == "\\*a\\*"


def test_a_part_that_nobody_looked_at_is_refused():
    with pytest.raises(AttributeError, match=r"st\.json is not listed in ui/screen\.py"):
        st.json({})


def test_a_part_is_either_markdown_or_plain():
    assert not set(MARKDOWN) & PLAIN
    assert isinstance(st, Screen)
