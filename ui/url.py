"""A choice lives in the URL, in codes: `?market=CN&period=90d` means the same to every reader, in every language.

Streamlit's own binding writes what an option is called on screen, so a link from an Italian would not open in Chinese.
The address is read when it changed by itself (a link, the back button) and written when a widget changed it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

HEARD = "_url_heard"  # what the address says to the widgets of this run; None: nothing new
WRITTEN = "_url_written"
PAGE = "_url_page"
KEPT = "_kept_"  # a widget's last value, which outlives the widget


def listen(page: str) -> None:
    """Compares the address with what was last written there; called once a run, before any widget.

    Args:
        page: path of the page shown. Going to another page clears the address, which takes nothing back.
    """
    said = _said()
    moved = st.session_state.get(PAGE) != page
    known = st.session_state.get(WRITTEN)
    news = known is None or (said != known and bool(said or not moved) and not _clicked())
    st.session_state[HEARD] = said if news else None
    st.session_state[PAGE] = page
    st.session_state[WRITTEN] = said


def _clicked() -> bool:
    """Whether a widget changed since the last run: then an address that looks old is only late, and the widget wins."""
    state = st.session_state
    kept = [str(name).removeprefix(KEPT) for name in state if str(name).startswith(KEPT)]
    return any(key in state and state[key] != state[KEPT + key] for key in kept)


def one(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, default: Any, **more: Any) -> Any:
    """A widget of one choice (selectbox, segmented control, pills, radio) that the address remembers.

    Args:
        widget: Streamlit's function.
        options: codes; `format_func` in `more` names them on screen.
        key: of the widget, and the parameter's name in the address.
        default: the choice that is not written.
    """
    valid = {str(option): option for option in options}
    _seed(key, lambda texts: valid.get(texts[0], default) if texts else default, lambda value: value in valid.values())
    if st.session_state[key] is None or st.session_state[key] not in valid.values():
        st.session_state[key] = default
    picked = widget(label, options, key=key, **more)
    picked = default if picked is None else picked
    _write(key, [] if picked == default else [str(picked)], picked)
    return picked


def many(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, **more: Any) -> list[Any]:
    """A widget of several choices (multiselect, pills) that the address remembers; none is the default."""
    valid = {str(option): option for option in options}
    _seed(key, lambda texts: [valid[text] for text in dict.fromkeys(texts) if text in valid], lambda value: True)
    st.session_state[key] = [value for value in st.session_state[key] or [] if value in valid.values()]
    picked = list(widget(label, options, key=key, **more) or [])
    _write(key, [str(value) for value in picked], picked)
    return picked


def day(label: str, key: str, default: date, **more: Any) -> date:
    """A day that the address remembers, as ISO text."""
    _seed(key, lambda texts: _day(texts[0], default) if texts else default, lambda value: isinstance(value, date))
    picked = st.date_input(label, key=key, **more)
    found = picked if isinstance(picked, date) else default
    _write(key, [] if found == default else [found.isoformat()], found)
    return found


def number(widget: Callable[..., Any], label: str, key: str, default: float, **more: Any) -> Any:
    """A number (slider, number input) that the address remembers, held inside `min_value` and `max_value` of `more`."""
    low, high = more["min_value"], more["max_value"]
    _seed(key, lambda texts: _number(texts, default, low, high), lambda value: low <= value <= high)
    picked = widget(label, key=key, **more)
    _write(key, [] if picked == default else [f"{picked:g}"], picked)
    return picked


def value(key: str, default: Any) -> Any:
    """What a widget drawn earlier in this run, or on an earlier page, was set to."""
    return st.session_state.get(key, st.session_state.get(KEPT + key, default))


def _seed(key: str, read: Callable[[list[str]], Any], holds: Callable[[Any], bool]) -> None:
    """Sets the widget before it is drawn: what the address newly says, else its value, else its last one."""
    heard = st.session_state.get(HEARD)
    if heard is not None:
        st.session_state[key] = read(heard.get(key, []))
    elif key not in st.session_state:
        kept = st.session_state.get(KEPT + key)
        st.session_state[key] = kept if kept is not None and holds(kept) else read(_said().get(key, []))


def _write(key: str, texts: list[str], picked: Any) -> None:
    st.session_state[KEPT + key] = picked
    if st.query_params.get_all(key) == texts:
        return
    if texts:
        st.query_params[key] = texts
    else:
        del st.query_params[key]
    st.session_state[WRITTEN] = _said()


def _said() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


def _number(texts: list[str], default: float, low: float, high: float) -> float:
    try:
        found = type(default)(float(texts[0])) if texts else default
    except ValueError:
        return default
    return min(max(found, low), high)
