"""Streamlit as the project uses it: what is put on screen is text, unless it was made as Markdown (`ui.text`).

Everything else in the project takes `st` from here, so that no page can forget to escape a name that came from a file.
A part of Streamlit that nobody used yet is refused until it is listed: first find out which of its texts are Markdown.
"""

import inspect
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

import streamlit
from streamlit.delta_generator import DeltaGenerator

from ui.text import escaped

LABEL, BODY = ("label", "help"), ("body", "help")
# By part, its arguments that Streamlit reads as Markdown.
MARKDOWN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("title", "header", "subheader", "caption", "markdown"), BODY),
    **dict.fromkeys(("info", "success", "warning", "error"), ("body", "title")),
    **dict.fromkeys(("selectbox", "multiselect", "segmented_control", "pills", "radio", "select_slider"), LABEL),
    **dict.fromkeys(("slider", "number_input", "text_input", "date_input", "toggle", "checkbox"), LABEL),
    **dict.fromkeys(("button", "download_button", "file_uploader", "expander", "popover", "badge"), LABEL),
    "metric": ("label", "value", "delta", "delta_description", "help"),
    "progress": ("text",),
    "spinner": ("text",),
}
# Those whose options are Markdown too, as `format_func` names them.
OPTIONS = {"segmented_control", "pills", "radio", "select_slider"}
# Those that read no text, or show it as it stands.
PLAIN = {
    *("container", "columns", "grid", "sidebar", "skeleton", "empty", "form", "fragment", "rerun", "stop", "open"),
    *("session_state", "query_params", "context", "cache_data", "cache_resource", "navigation", "Page", "logo"),
    *("set_page_config", "dataframe", "plotly_chart", "code", "html", "user", "login", "logout", "switch_page"),
}


class Screen:
    """A place on screen: the page itself, or a container of it."""

    def __init__(self, place: Any) -> None:
        self._place = place

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._place, name)
        if name in MARKDOWN:
            return _guarded(part, name)
        if name in PLAIN:
            return _placed(part) if not callable(part) or isinstance(part, DeltaGenerator) else _placing(part)
        raise AttributeError(f"st.{name} is not listed in ui/screen.py; list which of its texts are Markdown")

    def __enter__(self) -> Any:
        return _placed(self._place.__enter__())

    def __exit__(self, *raised: Any) -> Any:
        return self._place.__exit__(*raised)


def _guarded(part: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The same part of Streamlit, its texts escaped."""

    @wraps(part)
    def shown(*args: Any, **more: Any) -> Any:
        given = dict(zip(_arguments(name), args, strict=False)) | more
        for text in MARKDOWN[name]:
            if isinstance(given.get(text), str):
                given[text] = escaped(given[text])
        if name in OPTIONS:
            named = given.get("format_func", str)
            given["format_func"] = lambda option: escaped(named(option))
        return _placed(part(**given))

    return shown


@lru_cache
def _arguments(name: str) -> tuple[str, ...]:
    return tuple(inspect.signature(getattr(streamlit, name)).parameters)


def _placing(part: Callable[..., Any]) -> Callable[..., Any]:
    """The same part of Streamlit; containers it returns escape too."""
    if inspect.isclass(part) or not inspect.ismethod(part):
        return part

    @wraps(part)
    def placed(*args: Any, **more: Any) -> Any:
        return _placed(part(*args, **more))

    return placed


def _placed(drawn: Any) -> Any:
    if isinstance(drawn, DeltaGenerator):
        return Screen(drawn)
    return [_placed(part) for part in drawn] if isinstance(drawn, list) else drawn


if TYPE_CHECKING:
    import streamlit as st
else:
    st = Screen(streamlit)

__all__ = ["st"]
