"""A choice lives in the URL, in codes: `?market=CN,IT&period=90d` means the same to every reader, in every language.

Streamlit binds a widget to the address by what its options are called on screen, so a link from an Italian would not open
in Chinese. So a text field that nobody sees is bound, which holds the codes; the widget on screen follows it, and writes
to it when somebody clicks.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ui.screen import st
from ui.words import language

IS = "is_"  # what is chosen, by the parameter's name
STYLE = '[data-testid="stLayoutWrapper"]:has(> [class*="st-key-address_"]) { display: none; }'


def one(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, default: Any, **more: Any) -> Any:
    """A widget of one choice (selectbox, segmented control, pills, radio) that the address remembers.

    Args:
        widget: Streamlit's function.
        options: codes; `format_func` in `more` names them on screen.
        key: the parameter's name in the address.
        default: the choice that is not written there.
    """
    valid = {str(option): option for option in options}
    wanted = valid.get(_said(key), default)
    _drawn(widget, (label, options), key, wanted, lambda picked: "" if picked in (None, default) else str(picked), more)
    return wanted


def many(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, **more: Any) -> list[Any]:
    """A widget of several choices (multiselect, pills) that the address remembers; none is the default."""
    valid = {_coded(option): option for option in options}
    codes = dict.fromkeys(filter(None, _said(key).split(",")))
    wanted = [valid[code] for code in codes if code in valid]
    _drawn(widget, (label, options), key, wanted, lambda picked: ",".join(map(_coded, picked or [])), more)
    return wanted


def day(label: str, key: str, default: date, **more: Any) -> date:
    """A day that the address remembers, as ISO text."""
    try:
        wanted = date.fromisoformat(_said(key))
    except ValueError:
        wanted = default
    _drawn(st.date_input, (label,), key, wanted, lambda picked: "" if picked in (None, default) else str(picked), more)
    return wanted


def number(widget: Callable[..., Any], label: str, key: str, default: float, **more: Any) -> Any:
    """A number (slider, number input) that the address remembers, held inside `min_value` and `max_value` of `more`."""
    try:
        wanted = min(max(type(default)(float(_said(key))), more["min_value"]), more["max_value"])
    except (ValueError, OverflowError):
        wanted = default
    _drawn(widget, (label,), key, wanted, lambda picked: "" if picked in (None, default) else f"{picked:g}", more)
    return wanted


def value(key: str, default: Any) -> Any:
    """What a widget drawn earlier in this run is set to."""
    return st.session_state.get(IS + key, default)


def pick(key: str) -> str:
    """The key of the widget on screen. It is another in each language: a browser sends back what options are called."""
    return f"pick_{key}_{language()}"


def _said(key: str) -> str:
    """What the address says: draws the unseen field that is bound to it."""
    with st.container(key=f"address_{key}"):
        return st.text_input(key, key=key, bind="query-params", label_visibility="collapsed") or ""


def _drawn(
    widget: Callable[..., Any],
    first: tuple[Any, ...],
    key: str,
    wanted: Any,
    code: Callable[[Any], str],
    more: dict[str, Any],
) -> None:
    """Draws the widget on screen, set to what the address says; a click goes to the address."""
    shown = pick(key)
    st.session_state[IS + key] = wanted
    if shown not in st.session_state or st.session_state[shown] != wanted:
        st.session_state[shown] = wanted

    def clicked() -> None:
        st.session_state[key] = code(st.session_state[shown])

    widget(*first, key=shown, on_change=clicked, **more)


def _coded(option: Any) -> str:
    """An option as it stands in a list in the address; nothing is a choice too."""
    return "%" if option == "" else str(option).replace("%", "%25").replace(",", "%2C")
