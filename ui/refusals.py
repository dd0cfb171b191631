"""What the address asks for and no widget can take, a sentence each, so that nobody takes the usual choice for the one of the link."""

from collections.abc import Sequence
from datetime import date

from ui.screen import st
from words import formats
from words.messages import _, plural

KEPT = "refused_by_the_address"
LONGEST = 40  # letters of a value that a sentence quotes
NAMED = 5  # values of one parameter that a sentence names


def start() -> None:
    """Begins a run: what another page could not take is no business of this one."""
    st.session_state[KEPT] = {}


def sentences() -> list[str]:
    """What could not be taken so far in this run."""
    return [*st.session_state.get(KEPT, {}).values()]


def drop(key: str) -> None:
    """Forgets what was said of a parameter before: it is read anew."""
    for name in (key, f"{key} again"):
        st.session_state.get(KEPT, {}).pop(name, None)


def choice(key: str, label: str, text: str, instead: str) -> None:
    """A choice that is not offered."""
    words = {"name": label, "value": quoted(text), "instead": instead}
    _keep(key, _("{name}: {value} is not available here; {instead} is used.", **words))


def values(key: str, label: str, unknown: Sequence[str]) -> None:
    """Some of several values are not offered."""
    listed = ", ".join(map(quoted, unknown[:NAMED])) + (" …" if len(unknown) > NAMED else "")
    sentence = plural(
        "{name}: {values} is not available here and is left out.",
        "{name}: {values} are not available here and are left out.",
        len(unknown),
        name=label,
        values=listed,
    )
    _keep(key, sentence)


def day(key: str, label: str, text: str, bounds: tuple[date, date], instead: date) -> None:
    """No day, or one that no shop has seen."""
    first, last, used = map(formats.day, (*bounds, instead))
    words = {"name": label, "value": quoted(text), "first": first, "last": last, "instead": used}
    _keep(key, _("{name}: {value} is not a date between {first} and {last}; {instead} is used.", **words))


def number(key: str, label: str, text: str, bounds: tuple[float, float], instead: float) -> None:
    """No number, or one outside the bounds."""
    digits = 0 if isinstance(instead, int) else 2
    low, high, used = (formats.number(amount, digits) for amount in (*bounds, instead))
    words = {"name": label, "value": quoted(text), "low": low, "high": high, "instead": used}
    if isinstance(instead, int):
        _keep(key, _("{name}: {value} is not a whole number from {low} to {high}; {instead} is used.", **words))
    else:
        _keep(key, _("{name}: {value} is not a number from {low} to {high}; {instead} is used.", **words))


def repeated(key: str, label: str, times: int) -> None:
    """A parameter that the address gives more than once."""
    _keep(f"{key} again", _("{name}: given {n} times in the address; the last one counts.", name=label, n=times))


def turned(first: str, last: str) -> None:
    """Two days the wrong way round."""
    _keep("days turned", _("{first} is after {last}: the two dates were swapped.", first=first, last=last))


def quoted(text: str) -> str:
    """The beginning of a text that may be of any length, in quotation marks."""
    return _("“{text}”", text=text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _keep(key: str, sentence: str) -> None:
    st.session_state.setdefault(KEPT, {})[key] = sentence
