"""A choice lives in the URL, in codes: `?market=CN,IT&period=90d` means the same to every reader, in every language.

Streamlit binds a widget to the address by what its options are called on screen, so a link from an Italian would not open
in Chinese. So a text field that nobody sees is bound, which holds the codes; the widget on screen follows it, and writes
to it when somebody clicks.

The address is not believed: what no widget can take gives way to the default, and is named (`ui.refusals`).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sheets.address import coded, decoded, listed
from ui import refusals
from ui.screen import st
from words.messages import _, language

IS = "is_"  # what is chosen, by the parameter's name
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
BOX = "address_box"
_BOX: ContextVar[Any] = ContextVar("box", default=None)
STYLE = '[data-testid="stLayoutWrapper"]:has(> [class*="st-key-address_"]) { display: none; }'


@contextmanager
def boxed() -> Iterator[None]:
    """The unseen fields that are drawn inside lie in one box: a browser takes longer over a box than over a field."""
    token = _BOX.set(st.container(key=BOX))
    try:
        yield
    finally:
        _BOX.reset(token)


@contextmanager
def unboxed() -> Iterator[None]:
    """A part that is drawn anew by itself keeps its fields to itself."""
    token = _BOX.set(None)
    try:
        yield
    finally:
        _BOX.reset(token)


def one(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, default: Any, **more: Any) -> Any:
    """A widget of one choice (selectbox, segmented control, pills, radio) that the address remembers.

    Args:
        widget: Streamlit's function.
        options: codes; `format_func` in `more` names them on screen.
        key: the parameter's name in the address.
        default: the choice that is not written there.
    """
    valid = {str(option): option for option in options}
    text = _text(key, label)
    wanted = valid.get(text, default)
    if text and text not in valid:
        refusals.choice(key, label, text, str(more.get("format_func", str)(wanted)))
    _drawn(widget, (label, options), key, wanted, lambda picked: "" if picked in (None, default) else str(picked), more)
    return wanted


def many(widget: Callable[..., Any], label: str, options: Sequence[Any], key: str, **more: Any) -> list[Any]:
    """A widget of several choices (multiselect, pills) that the address remembers; none is the default.

    Where `max_selections` of `more` allows fewer than the address names, the first ones count.
    """
    valid = {coded(option): option for option in options}
    codes = dict.fromkeys(filter(None, _text(key, label).split(",")))
    wanted = [valid[code] for code in codes if code in valid]
    most = more.get("max_selections") or len(wanted)
    unknown = [decoded(code) for code in codes if code not in valid]
    if left := [*unknown, *map(str, wanted[most:])]:
        refusals.values(key, label, left)
    wanted = wanted[:most]
    _drawn(widget, (label, options), key, wanted, lambda picked: listed(picked or []), more)
    return wanted


def day(
    label: str, key: str, default: date, *, min_value: date = FIRST_DAY, max_value: date = LAST_DAY, **more: Any
) -> date:
    """A day that the address remembers, as ISO text; one outside the bounds, or none at all, is the default."""
    default = min(max(default, min_value), max_value)
    text = _text(key, label)
    given = _day(text, min_value, max_value) if text else default
    wanted = default if given is None else given
    if given is None:
        refusals.day(key, label, text, (min_value, max_value), wanted)
    bounds = {"min_value": min_value, "max_value": max_value}
    _drawn(
        st.date_input,
        (label,),
        key,
        wanted,
        lambda picked: "" if picked in (None, default) else str(picked),
        more | bounds,
    )
    return wanted


def _day(text: str, first: date, last: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if first <= day <= last else None


def number(widget: Callable[..., Any], label: str, key: str, default: float, **more: Any) -> Any:
    """A number (slider, number input) that the address remembers, held inside `min_value` and `max_value` of `more`."""
    low, high = more["min_value"], more["max_value"]
    text = _text(key, label)
    given = _number(text) if text else default
    wanted = default if given is None else type(default)(min(max(given, low), high))
    if wanted != given:
        refusals.number(key, label, text, (low, high), wanted)
    _drawn(widget, (label,), key, wanted, lambda picked: "" if picked in (None, default) else f"{picked:g}", more)
    return wanted


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def flag(label: str, key: str, *, default: bool = True, **more: Any) -> bool:
    """A switch that the address remembers, as 0 or 1."""
    text = _text(key, label)
    wanted = {"0": False, "1": True}.get(text, default)
    if text not in ("", "0", "1"):
        refusals.choice(key, label, text, _("on") if wanted else _("off"))
    _drawn(st.toggle, (label,), key, wanted, lambda picked: "" if picked == default else str(int(picked)), more)
    return wanted


def kept(key: str, label: str) -> None:
    """Keeps a parameter in the address on a page that has no use for it."""
    _text(key, label)


def taken_along(query: str, *keys: str) -> str:
    """A query such as `?market=CN` with parameters of the present address added to it."""
    given = {key: st.query_params[key] for key in keys if key in st.query_params}
    return f"{query}&{urlencode(given)}" if given else query


def value(key: str, default: Any) -> Any:
    """What a widget drawn earlier in this run is set to."""
    return st.session_state.get(IS + key, default)


def pick(key: str) -> str:
    """The key of the widget on screen. It is another in each language: a browser sends back what options are called."""
    return f"pick_{key}_{language()}"


def _text(key: str, label: str) -> str:
    """What the address says: draws the unseen field that is bound to it."""
    refusals.drop(key)
    times = len(st.query_params.get_all(key))
    with _BOX.get() or st.container(key=f"address_{key}"):
        text = st.text_input(key, key=key, bind="query-params", label_visibility="collapsed") or ""
    if times > 1:
        refusals.repeated(key, label, times)
    return text


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
