"""Law: a name from a file is text on every screen, never Markdown, HTML or a template of a chart.

Broken once: a brand called `![x](http://...)` made the browser call an outside host.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]
# The border itself, what asks Streamlit about the reader, and what catches or describes, without showing anything.
DOORS = {
    "ui/screen.py": {"streamlit", "streamlit.delta_generator"},
    "ui/reader.py": {"streamlit", "streamlit.runtime.scriptrunner"},
    "ui/headers.py": {"streamlit"},
    "ui/local.py": {"streamlit"},  # its settings alone
    "ui/senders.py": {"streamlit.runtime.scriptrunner"},
    "ui/sign_in.py": {"streamlit", "streamlit.auth_util"},  # of the first its settings alone
    "ui/uploads.py": {"streamlit"},
    "ui/states.py": {"streamlit.runtime.scriptrunner_utils.exceptions"},
    "ui/tables.py": {"streamlit.column_config"},
    "dashboard.py": {"streamlit", "streamlit.runtime.pages_manager"},
}
NAME = "![x](http://127.0.0.1:9/x.png)<b>$x$</b>"


def streamlit_of(file: Path) -> set[str]:
    """The modules of Streamlit that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "streamlit"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_only_the_border_speaks_to_streamlit(file):
    assert streamlit_of(file) <= DOORS.get(file.relative_to(ROOT).as_posix(), set()), "take `st` from ui.screen"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_html_is_style_sheets_of_ours_alone_and_charts_are_drawn_by_the_charts_alone(file):
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "st"
    }
    place = file.relative_to(ROOT).as_posix()
    assert "html" not in calls or place in {"ui/frame.py", "ui/sparks.py"}  # of words of our code and numbers
    assert "plotly_chart" not in calls or place == "ui/charts/frame.py"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_markdown_is_made_of_sentences_of_ours_never_of_names_glued_in(file):
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    patterns = [call.args[0] for call in calls if ast.unparse(call.func) in ("markdown", "text.markdown") and call.args]
    assert not [ast.unparse(pattern) for pattern in patterns if isinstance(pattern, ast.JoinedStr)]
    made = [call for call in calls if ast.unparse(call.func) in ("Markdown", "Drawn") and call.args]
    assert not made or file.name == "text.py"


@pytest.mark.parametrize("file", sorted((ROOT / "ui/charts").glob("*.py")), ids=lambda file: file.name)
def test_no_name_stands_in_a_template_of_a_chart(file):
    templates = re.findall(r'"(?:hover|text)template": ([^\n]*)', file.read_text(encoding="utf-8"))
    assert not [template for template in templates if re.search(r'f"[^"]*\{(?!\{)', template)]


def sent_by(node) -> Iterator[str]:
    """What a part of the page and all within it send to the browser."""
    if getattr(node, "proto", None) is not None:
        yield str(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from sent_by(child)


PARTS = [
    f"st.{part}(NAME)"
    for part in ("title", "header", "subheader", "caption", "markdown", "info", "success", "warning", "error")
] + [
    "st.metric(NAME, NAME, NAME, delta_description=NAME, help=NAME)",
    "st.container().caption(NAME)",
    "st.columns(2)[0].caption(NAME)",
    "st.sidebar.caption(NAME)",
    "st.selectbox(NAME, ['a'], help=NAME)",
    "st.pills(NAME, ['a'], format_func=lambda option: NAME)",
    "st.expander(NAME)",
    "st.download_button(NAME, b'')",
    "st.number_input(NAME)",
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_screen_takes_a_name_as_text(part):
    app = AppTest.from_string(f"from ui.screen import st\nNAME = {NAME!r}\n{part}").run()
    assert not app.exception
    sent = "\n".join(sent_by(app._tree))
    assert "x.png" in sent
    assert "x](http" not in sent and " <b>" not in sent and NAME not in sent


def test_a_part_that_nobody_listed_is_refused():
    app = AppTest.from_string("from ui.screen import st\nst.latex('x')").run()
    assert len(app.exception) == 1
